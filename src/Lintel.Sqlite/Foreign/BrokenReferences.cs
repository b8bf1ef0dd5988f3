using Lintel.Adoption.Catalog;

namespace Lintel.Sqlite.Foreign;

/// <summary>
/// References by which SQLite refuses every write of their tables, if it is to keep references at all: to what is not there, or not unique (https://sqlite.org/foreignkeys.html §3).
/// </summary>
internal static class BrokenReferences
{
    /// <summary>Each of them, for people.</summary>
    public static IReadOnlyList<string> Of(DatabaseCatalog catalog)
    {
        var tables = catalog.Tables.ToDictionary(table => table.Name.Name, StringComparer.OrdinalIgnoreCase);
        var gone = catalog.Omissions.Where(omission => omission.What.StartsWith("foreign key ", StringComparison.Ordinal)).Select(omission => omission.What);
        var loose = catalog.Tables.SelectMany(table => table.ForeignKeys, (table, key) => (table, key))
            .Where(pair => !tables.TryGetValue(pair.key.Target.Name, out var target) || !IsUnique(target, pair.key.TargetColumns))
            .Select(pair => $"foreign key {pair.table.Name} ({string.Join(", ", pair.key.Columns)})");
        return [.. gone, .. loose];
    }

    private static bool IsUnique(CatalogTable table, IReadOnlyList<string> columns) =>
        table.Uniques.Select(unique => unique.Columns).Append(table.Key).Any(unique => unique.ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(columns));
}
