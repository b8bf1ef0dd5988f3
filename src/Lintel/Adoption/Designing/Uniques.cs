namespace Lintel.Adoption.Designing;

/// <summary>Tells which fields are unique.</summary>
internal static class Uniques
{
    public static void Design(DesignWork work)
    {
        foreach (var resource in work.Resources)
        {
            foreach (var unique in resource.Table.Uniques)
            {
                if (Fields.Of(resource, unique.Columns) is not { } fields || fields.Any(field => !Fields.CanBeIndexed(field)) || resource.Key.Fields.SequenceEqual(fields.Select(field => field.Name)))
                    continue;
                if (fields is [{ Target: null } one] && !one.Constraints.Exists(word => word.StartsWith("unique", StringComparison.Ordinal)))
                    one.Constraints.Add(unique.IgnoreCase ? "unique(ignoreCase)" : "unique");
                else if (fields is not [{ Target: null }] && !resource.Uniques.Exists(other => Junctions.Same(other.Fields, [.. fields.Select(field => field.Name)])))
                    resource.Uniques.Add(new UniqueDesign([.. fields.Select(field => field.Name)], unique.IgnoreCase));
            }
        }
    }
}
