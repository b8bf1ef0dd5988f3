using Lintel.Adoption.Catalog;

namespace Lintel.Adoption.Designing;

/// <summary>Makes access patterns of indexes.</summary>
internal static class Queries
{
    public static void Design(DesignWork work)
    {
        foreach (var resource in work.Resources)
        {
            foreach (var index in resource.Table.Indexes)
            {
                if (Of(resource, index) is { } query && !resource.Queries.Exists(other => other.Filter.SequenceEqual(query.Filter) && other.Sort.SequenceEqual(query.Sort)))
                    resource.Queries.Add(query);
            }
        }
    }

    private static QueryDesign? Of(ResourceDesign resource, CatalogIndex index)
    {
        if (index is not { Method: "btree", IsUnique: false, Predicate: null } || index.Columns.Any(part => part.Column is null))
            return null;
        string[] columns = [.. index.Columns.Select(part => part.Column!)];
        if (Fields.Of(resource, columns) is not { } fields || fields.Any(field => !Fields.CanBeIndexed(field)) || IsServed(resource, columns))
            return null;
        // What is compared leads: references and what has few values; behind it stands the order.
        var filters = fields.TakeWhile(field => field.Target is not null || field.Type is "bool" or "enum").Count();
        var descending = index.Columns.Where(part => part.Descending).Select(part => part.Column!).ToHashSet(StringComparer.Ordinal);
        if (fields.Skip(filters).Any(field => field.Target is not null))
            filters = fields.Count;
        if (filters == 1 && fields is [{ Target: not null }])
            return null;
        return new QueryDesign([.. fields.Take(filters).Select(field => field.Name)], [.. fields.Skip(filters).Select(field => (descending.Contains(field.Columns[0]) ? "-" : "") + field.Name)]);
    }

    // The key and what is unique are asked by anyway.
    private static bool IsServed(ResourceDesign resource, string[] columns) =>
        resource.Table.Key.Take(columns.Length).SequenceEqual(columns) || resource.Table.Uniques.Any(unique => unique.Columns.Take(columns.Length).SequenceEqual(columns));
}
