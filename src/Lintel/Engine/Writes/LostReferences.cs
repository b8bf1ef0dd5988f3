using Lintel.Binding;
using Lintel.Model;

namespace Lintel.Engine.Writes;

/// <summary>
/// The aggregates that change when a row of some resource is deleted for good, by <c>onDelete</c>: those that lose a reference, and those that lose an owned
/// row. The database does that; the engine raises their versions before, in the same transaction, so that no entity tag outlives what it was given for.
/// </summary>
internal sealed class LostReferences
{
    // References may lead in circles, each round of which is a longer path.
    private const int MostSteps = 8;

    private readonly (Resource Root, IReadOnlyList<IReadOnlyList<Relation>> Paths)[] _roots;

    /// <summary>Finds the ways from other aggregates to the rows of a resource.</summary>
    /// <param name="resource">The resource whose row is deleted.</param>
    /// <param name="model">The model.</param>
    public LostReferences(Resource resource, ServiceModel model)
    {
        Relation[] references = [.. model.Resources.SelectMany(one => one.Relations).Where(relation => relation.Kind == RelationKind.Reference)];
        _roots = [.. Ways(resource, [], references).GroupBy(path => path[0].Source).Where(root => BoundTouch.Fields(root.Key).Any()).Select(root => (root.Key, (IReadOnlyList<IReadOnlyList<Relation>>)[.. root]))];
    }

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

    /// <summary>The ways from roots that change with the rows of a resource, from which a path leads to the one that is deleted.</summary>
    private static IEnumerable<IReadOnlyList<Relation>> Ways(Resource dying, IReadOnlyList<Relation> path, Relation[] references)
    {
        if (path.Count == MostSteps) yield break;
        foreach (var reference in references.Where(reference => reference.Target == dying))
        {
            IReadOnlyList<Relation> longer = [reference, .. path];
            var onDelete = OnDeleteOf(reference);
            if (onDelete == OnDelete.SetNull || (onDelete == OnDelete.Cascade && reference.Source.Owner is not null && !reference.IsToParent)) yield return FromRoot(longer);
            if (onDelete != OnDelete.Cascade) continue;
            foreach (var way in Ways(reference.Source, longer, references)) yield return way;
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
