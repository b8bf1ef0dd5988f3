using Lintel.Model;

namespace Lintel.Contract.Changes;

/// <summary>Fields that together are unique, before or after.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Fields">The fields, by the names of the new contract.</param>
/// <param name="IsOld">Whether they were.</param>
/// <param name="IsNew">Whether they are.</param>
/// <param name="IgnoredCase">Whether <c>a</c> and <c>A</c> counted as one.</param>
/// <param name="IgnoresCase">Whether <c>a</c> and <c>A</c> count as one.</param>
internal sealed record UniquePair(ResourcePair Resource, string Fields, bool IsOld, bool IsNew, bool IgnoredCase, bool IgnoresCase)
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
        // Fields that are gone say so themselves, and so do new ones whose rows have no two values that are the same.
        var old = Sets(resource.Old, resource.NewName, field => !resource.RemovedFields.Contains(field));
        var @new = Sets(resource.New, field => field.Name, field => !resource.AddedFields.Contains(field) || field.Default == DefaultKind.Literal);
        return @new.Keys.Union(old.Keys).Select(fields =>
            new UniquePair(resource, fields, old.ContainsKey(fields), @new.ContainsKey(fields), old.GetValueOrDefault(fields), @new.GetValueOrDefault(fields)));
    }

    // Where both are kept, the stricter one decides.
    private static Dictionary<string, bool> Sets(Resource resource, Func<Field, string> name, Func<Field, bool> isCompared) => resource.Entity.Uniques
        .Select(unique => (unique.IgnoreCase, Fields: unique.Columns.Select(column => resource.Fields.First(field => field.IsIn(column))).ToArray()))
        .Where(unique => unique.Fields.All(isCompared))
        .GroupBy(unique => string.Join(", ", unique.Fields.Select(name).Order(StringComparer.Ordinal)), StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.Any(unique => unique.IgnoreCase), StringComparer.Ordinal);
}
