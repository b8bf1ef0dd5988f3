using Lintel.Adoption.Catalog;

namespace Lintel.Adoption.Designing;

/// <summary>What may be done with the rows of a table, in the contract's words.</summary>
internal static class Rights
{
    private static readonly (CatalogRights Right, string Word)[] Words = [(CatalogRights.Select, "read"), (CatalogRights.Insert, "create"), (CatalogRights.Update, "update"), (CatalogRights.Delete, "delete")];

    /// <summary>All words there are.</summary>
    public static int All => Words.Length;

    /// <summary>The words of a table.</summary>
    public static IReadOnlyList<string> Of(CatalogTable table) =>
        [.. Words.Where(word => word.Right == CatalogRights.Select || (table.Rights.HasFlag(word.Right) && !(word.Right == CatalogRights.Insert && NeedsHidden(table)))).Select(word => word.Word)];

    // A row can't be made where a column that must have a value may not be given one, or has one from where the role may not take it.
    private static bool NeedsHidden(CatalogTable table) => table.Columns.Any(column => column is { Nullable: false, IsGenerated: false } && (column.IsDefaultDenied
        || (column is { Default: null, IsIdentity: false } && (column.Rights & (CatalogRights.Select | CatalogRights.Insert)) != (CatalogRights.Select | CatalogRights.Insert))));
}
