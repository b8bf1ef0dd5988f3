using Lintel.Binding;
using Lintel.Model;

namespace Lintel.Engine.Writes;

/// <summary>Pairs of a many-to-many relation, bound.</summary>
internal static class Links
{
    /// <summary>Adds links from one row; one that is there already stays as it is.</summary>
    public static BoundLink Add(Relation relation, Value[] source, IReadOnlyList<Value[]> targets) => new()
    {
        Resource = relation.Source,
        Relation = relation,
        Count = targets.Count,
        Source = [.. Enumerable.Range(0, source.Length)],
        Target = [.. Enumerable.Range(source.Length, relation.Target.Key.Count)],
        Parameters =
        [
            .. source.Select(part => Value.Of([.. Enumerable.Repeat(part, targets.Count)])),
            .. relation.Target.Key.Select((_, part) => Value.Of([.. targets.Select(target => target[part])])),
        ],
    };

    /// <summary>Takes a link away.</summary>
    public static BoundUnlink Remove(Relation relation, Value[] source, Value[] target) => new()
    {
        Resource = relation.Source,
        Relation = relation,
        Source = [.. Enumerable.Range(0, source.Length)],
        Target = [.. Enumerable.Range(source.Length, target.Length)],
        Parameters = [.. source, .. target],
    };
}
