using Lintel.Model;

namespace Lintel.Contract.Changes;

/// <summary>Fields that together are unique, before or after.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Fields">The fields, by the names of the new contract.</param>
/// <param name="IsOld">Whether they were.</param>
/// <param name="IsNew">Whether they are.</param>
/// <param name="IgnoredCase">Whether <c>a</c> and <c>A</c> counted as one.</param>
/// <param name="IgnoresCase">Whether <c>a</c> and <c>A</c> count as one.</param>
/// <param name="IsReordered">Whether the fields stood in another order.</param>
internal sealed record UniquePair(ResourcePair Resource, string Fields, bool IsOld, bool IsNew, bool IgnoredCase, bool IgnoresCase, bool IsReordered)
{
    /// <summary>All sets of fields that were or are unique, of resources that both contracts have.</summary>
    public static IEnumerable<UniquePair> Of(ContractPair contracts) => contracts.Resources.SelectMany(Of);

    /// <summary>A difference of what is unique: at its field, where it is one.</summary>
    public Difference Found(string what)
    {
        if (Resource.Fields.FirstOrDefault(pair => pair.New.Name == Fields) is { } field) return field.Found(what, "unique");
        return Resource.Found($"({Fields}): {what}", "unique");
    }

    private static IEnumerable<UniquePair> Of(ResourcePair resource)
    {
        // Within which tenant it holds is told of the rows.
        var isTold = resource.Old.Tenant?.Name != resource.New.Tenant?.Name;
        // Fields that are gone say so themselves, and so do new ones whose rows have no two values that are the same.
        var old = Sets(resource.Old, isTold, resource.NewName, field => !resource.RemovedFields.Contains(field));
        var @new = Sets(resource.New, isTold, field => field.Name, field => !resource.AddedFields.Contains(field) || field.Default == DefaultKind.Literal);
        return @new.Keys.Union(old.Keys).Select(fields =>
        {
            var (before, after) = (old.GetValueOrDefault(fields), @new.GetValueOrDefault(fields));
            var isReordered = before is not null && after is not null && before.Order != after.Order;
            return new UniquePair(resource, fields, before is not null, after is not null, before is { IgnoresCase: true }, after is { IgnoresCase: true }, isReordered);
        });
    }

    // By the names of their fields in any order. Where two have the same, the stricter one decides.
    private static Dictionary<string, UniqueSet> Sets(Resource resource, bool isOfTenantsTold, Func<Field, string> name, Func<Field, bool> isCompared) => resource.Entity.Uniques
        .Select(unique => (unique.IgnoreCase, Fields: (isOfTenantsTold ? unique.Told : unique.Columns).Select(column => resource.Fields.First(field => field.IsIn(column))).ToArray()))
        .Where(unique => unique.Fields.All(isCompared))
        .Select(unique => new UniqueSet([.. unique.Fields.Select(name)], unique.IgnoreCase))
        .GroupBy(unique => string.Join(", ", unique.Names.Order(StringComparer.Ordinal)), StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.OrderByDescending(unique => unique.IgnoresCase).First(), StringComparer.Ordinal);

    private sealed record UniqueSet(IReadOnlyList<string> Names, bool IgnoresCase)
    {
        public string Order => string.Join(", ", Names);
    }
}
