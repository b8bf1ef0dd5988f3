using Lintel.Binding;
using Lintel.Model;
using Lintel.Operations;

namespace Lintel.Engine;

/// <summary>Which rows of a resource belong to one aggregate.</summary>
internal static class RowsOfRoot
{
    /// <summary>The conditions, of which the parameters are the root's key in the first slots.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="up">The way from its rows to the root; empty: it is the root.</param>
    public static IEnumerable<BoundFilter> Filter(Resource resource, Relation[] up)
    {
        // The root's key stands in the rows of its children too, which saves the last step.
        var (hops, fields) = up.Length == 0 ? ([], resource.Key) : (up[..^1], up[^1].SourceFields);
        return fields.Select((field, i) => new Comparison(new BoundPath(hops, field), FilterOperator.Equal, i));
    }

    /// <summary>The conditions of one row, of which the parameters are its key in the first slots.</summary>
    public static AllOf One(Resource resource) => new([.. Filter(resource, [])]);

    /// <summary>A root and all that it owns, each with the way from its rows to the root.</summary>
    /// <param name="root">The root.</param>
    public static IEnumerable<(Resource Resource, Relation[] Up)> Resources(Resource root) => Below(root, []);

    private static IEnumerable<(Resource Resource, Relation[] Up)> Below(Resource resource, Relation[] up) => resource.Relations
        .Where(relation => relation.Kind == RelationKind.Children)
        .SelectMany(relation => Below(relation.Target, [relation.Inverse!, .. up]))
        .Prepend((resource, up));
}
