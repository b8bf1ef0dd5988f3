using Lintel.Binding;
using Lintel.Model;
using Lintel.Operations;

namespace Lintel.Sql.Lowering;

/// <summary>Which lists the contract declares under <c>queries</c>, so that an index serves them whatever their values are.</summary>
internal static class AccessPatterns
{
    /// <summary>Whether a list filters by the fields of a pattern, each for one value, and is in the pattern's order, or in its reverse.</summary>
    public static bool IsDeclared(BoundSelection selection)
    {
        if (selection.Page is null || !IsOfEqualities(selection.Filter, out var fields)) return false;
        foreach (var pattern in selection.Resource.Queries)
        {
            if (fields.SetEquals(pattern.Filter) && (Begins(selection.Order, pattern.Sort, reversed: false) || Begins(selection.Order, pattern.Sort, reversed: true))) return true;
        }
        return false;
    }

    /// <summary>Whether rows are filtered by the fields of a pattern, each for one value; their order does not matter.</summary>
    public static bool IsDeclared(Resource resource, BoundFilter? filter) =>
        IsOfEqualities(filter, out var fields) && resource.Queries.Any(pattern => fields.SetEquals(pattern.Filter));

    private static bool IsOfEqualities(BoundFilter? filter, out HashSet<Field> fields)
    {
        fields = [];
        foreach (var part in filter is AllOf all ? all.Parts : filter is null ? [] : [filter])
        {
            if (part is Deleted) continue; // asked of the rows that the index finds
            if (part is not Comparison { Operator: FilterOperator.Equal, Path: { Hops.Count: 0, Field: var field } }) return false;
            fields.Add(field);
        }
        return fields.Count > 0;
    }

    private static bool Begins(IReadOnlyList<BoundOrder> order, IReadOnlyList<SortField> sort, bool reversed)
    {
        if (order.Count < sort.Count) return false;
        for (var i = 0; i < sort.Count; i++)
        {
            if (order[i].Path is not { Hops.Count: 0, Field: var field } || field != sort[i].Field || order[i].Descending != (sort[i].Descending != reversed)) return false;
        }
        return true;
    }
}
