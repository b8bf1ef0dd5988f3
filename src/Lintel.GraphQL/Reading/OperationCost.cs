using Lintel.Model;
using Lintel.Operations;

namespace Lintel.GraphQL.Reading;

/// <summary>
/// What an operation costs: the values that it reads were every page full, rows times fields in each level. It is told before anything is read. Owned children
/// without a page of their own come whole, and count as a usual page: how many a row may have at most is far from what it has, and
/// <see cref="ServiceLimits.Rows"/> holds for the worst.
/// </summary>
/// <param name="model">The model.</param>
internal sealed class OperationCost(ServiceModel model)
{
    /// <summary>What operations cost together.</summary>
    public long Of(IEnumerable<Operation?> operations) => operations.Sum(operation => operation is null ? 0 : Of(operation));

    /// <summary>What an operation costs; nothing costs more than <see cref="int.MaxValue"/>.</summary>
    public long Of(Operation operation)
    {
        var resource = model.FindResource(operation.Resource)!;
        return operation switch
        {
            AggregateOperation sums => Product(sums.Selection.Page.Limit ?? ServiceLimits.UsualGroups, sums.Groups.Count + sums.Measures.Count),
            ReadOperation { Key: null } => Rows(resource, operation.Selection, PageOf(resource, operation.Selection)),
            _ => Rows(resource, operation.Selection, 1),
        };
    }

    private static long Rows(Resource resource, Selection selection, long rows)
    {
        var (fields, below) = (0L, 0L);
        foreach (var name in (selection.Names ?? []).Concat(selection.Includes))
        {
            if (resource.FindRelation(name.Name) is not { } relation)
            {
                fields++;
                continue;
            }
            var asked = name.Selection ?? Selection.Default;
            below += Rows(relation.Target, asked, Product(rows, Each(relation, asked)));
        }
        // What counts its rows reads one more value.
        if (selection.Page.Count != CountMode.None) fields++;
        return Math.Min(int.MaxValue, Product(rows, fields) + below);
    }

    private static long Each(Relation relation, Selection selection) => relation.Kind switch
    {
        RelationKind.Reference => 1,
        RelationKind.Children when selection.Page is { Limit: null, After: null, Before: null } => Math.Min(relation.MaxItems, ServiceLimits.UsualPage),
        RelationKind.Children or RelationKind.Reverse or RelationKind.ManyToMany => PageOf(relation.Target, selection),
    };

    // A page that nobody may ask for the engine refuses.
    private static int PageOf(Resource resource, Selection selection) => Math.Clamp(selection.Page.Limit ?? ServiceLimits.UsualPage, 1, resource.MaxLimit);

    private static long Product(long one, long other) => Math.Min(int.MaxValue, Math.Max(1, one) * Math.Max(1, other));
}
