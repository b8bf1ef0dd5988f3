using Lintel.Adoption.Catalog;

namespace Lintel.Adoption.Designing;

/// <summary>Finds tables that do nothing but pair the rows of two others.</summary>
internal static class Junctions
{
    private const CatalogRights Needed = CatalogRights.Select | CatalogRights.Insert | CatalogRights.Delete;

    /// <summary>The tables of pairs, each with its two references.</summary>
    public static IReadOnlyDictionary<CatalogName, (CatalogForeignKey First, CatalogForeignKey Second)> Find(IReadOnlyList<CatalogTable> tables)
    {
        var byName = tables.ToDictionary(table => table.Name);
        var referred = tables.SelectMany(table => table.ForeignKeys.Where(key => key.Target != table.Name)).Select(key => key.Target).ToHashSet();
        return tables.Where(table => !referred.Contains(table.Name) && IsOne(table, byName)).ToDictionary(table => table.Name, table => (table.ForeignKeys[0], table.ForeignKeys[1]));
    }

    private static bool IsOne(CatalogTable table, Dictionary<CatalogName, CatalogTable> byName)
    {
        if (table is not { Kind: CatalogTableKind.Table or CatalogTableKind.PartitionedTable, ForeignKeys.Count: 2 } || !table.Rights.HasFlag(Needed))
            return false;
        string[] columns = [.. table.ForeignKeys.SelectMany(key => key.Columns)];
        return columns.Distinct(StringComparer.Ordinal).Count() == columns.Length
            && table.Columns.Count == columns.Length
            && table.Columns.All(column => columns.Contains(column.Name, StringComparer.Ordinal) && column.Rights.HasFlag(CatalogRights.Select))
            && (Same(table.Key, columns) || table.Uniques.Any(unique => Same(unique.Columns, columns)))
            && table.Checks.Count == 0
            && table.ForeignKeys.All(key => key.Target != table.Name && byName.TryGetValue(key.Target, out var target) && target.Rights.HasFlag(CatalogRights.Select) && target.Key.Count > 0 && Same(target.Key, key.TargetColumns));
    }

    /// <summary>Whether two lists have the same columns, in any order.</summary>
    public static bool Same(IReadOnlyList<string> one, IReadOnlyList<string> other) =>
        one.Count == other.Count && one.All(name => other.Contains(name, StringComparer.Ordinal));
}
