using Lintel.Binding;
using Lintel.Model;

namespace Lintel.Engine.Writes;

/// <summary>
/// The aggregates that change when a row of some resource is deleted for good, by <c>onDelete</c>: those that lose a reference, and those that lose an owned
/// row. The database does that; the engine raises their versions before, in the same transaction, so that no entity tag outlives what it was given for.
/// </summary>
internal sealed class LostReferences
{
    // References may lead in circles, each round of which is a longer way: the shortest are followed, and no more than these.
    private const int MostSteps = 8, MostWays = 1000;

    private readonly (Resource Root, IReadOnlyList<IReadOnlyList<Relation>> Paths)[] _roots;

    /// <summary>Finds the ways from other aggregates to the rows of a resource.</summary>
    /// <param name="resource">The resource whose row is deleted.</param>
    /// <param name="references">All references that something becomes of when the row they lead to is deleted, by where they lead.</param>
    public LostReferences(Resource resource, ILookup<Resource, (Relation Relation, OnDelete OnDelete)> references)
    {
        // What has no version shows by itself that it changed.
        var roots = Ways(resource, references).GroupBy(path => path[0].Source).Where(root => BoundTouch.Fields(root.Key).Any());
        _roots = [.. roots.Select(root => (root.Key, (IReadOnlyList<IReadOnlyList<Relation>>)[.. root]))];
    }

    /// <summary>All references of a model that something becomes of when the row they lead to is deleted, by where they lead.</summary>
    public static ILookup<Resource, (Relation Relation, OnDelete OnDelete)> References(ServiceModel model) => model.Resources
        .SelectMany(resource => resource.Relations)
        .Where(relation => relation.Kind == RelationKind.Reference)
        .Select(relation => (Relation: relation, OnDelete: OnDeleteOf(relation)))
        .Where(reference => reference.OnDelete != OnDelete.Restrict)
        .ToLookup(reference => reference.Relation.Target);

    /// <summary>Whether there are any.</summary>
    public bool Any => _roots.Length > 0;

    /// <summary>Raises the versions of the aggregates that change when the row with that key is deleted. The row is locked: nobody refers to it anew.</summary>
    /// <param name="transaction">The transaction of the deletion, before it.</param>
    /// <param name="key">The key of the row.</param>
    public async ValueTask TouchAsync(WriteTransaction transaction, Value[] key)
    {
        foreach (var (root, paths) in _roots)
        {
            var touch = new BoundTouch { Resource = root, Paths = paths, Parameters = [.. key, Value.Of(transaction.Now)], NowSlot = key.Length };
            await transaction.WriteAsync(touch).ConfigureAwait(false);
        }
    }

    /// <summary>The ways from roots that change to the row that is deleted.</summary>
    private static IEnumerable<IReadOnlyList<Relation>> Ways(Resource resource, ILookup<Resource, (Relation Relation, OnDelete OnDelete)> references)
    {
        // From whose rows, which are deleted too, a path leads to that row.
        var dying = new Queue<(Resource Resource, IReadOnlyList<Relation> Path)>([(resource, [])]);
        for (var seen = 0; dying.TryDequeue(out var next);)
        {
            foreach (var (reference, onDelete) in references[next.Resource])
            {
                if (++seen > MostWays) yield break;
                IReadOnlyList<Relation> path = [reference, .. next.Path];
                var losesRow = onDelete == OnDelete.Cascade && reference.Source.Owner is not null && !reference.IsToParent;
                if (onDelete == OnDelete.SetNull || losesRow) yield return FromRoot(path);
                if (onDelete == OnDelete.Cascade && path.Count < MostSteps) dying.Enqueue((reference.Source, path));
            }
        }
    }

    private static IReadOnlyList<Relation> FromRoot(IReadOnlyList<Relation> path)
    {
        while (path[0].Source.Owner is { } owner) path = [owner, .. path];
        return path;
    }

    private static OnDelete OnDeleteOf(Relation reference) =>
        reference.Source.Entity.ForeignKeys.First(key => key.Columns.SequenceEqual(reference.SourceFields.Select(field => field.Column))).OnDelete;
}
