using System.Globalization;
using Lintel.Adoption.Catalog;

namespace Lintel.Sqlite.Catalog;

/// <summary>The type that a column is declared with: any words at all, with up to two numbers, which SQLite itself does not heed.</summary>
internal static class DeclaredType
{
    /// <summary>Reads one; a column without any is of <c>any</c>.</summary>
    public static CatalogType Read(string? declared)
    {
        var text = declared?.Trim() is { Length: > 0 } given ? given : "ANY";
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var close = text.LastIndexOf(')');
        var name = (open < 0 ? text : text[..open]).Trim().ToLowerInvariant();
        var type = new CatalogType { Text = text, Name = new CatalogName(null, name), Kind = CatalogTypeKind.Base };
        if (open < 0 || close < open) return type;
        var numbers = text[(open + 1)..close].Split(',', StringSplitOptions.TrimEntries);
        if (!int.TryParse(numbers[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first)) return type;
        if (name.Contains("char", StringComparison.Ordinal) || name.Contains("text", StringComparison.Ordinal) || name.Contains("clob", StringComparison.Ordinal)) return type with { Length = first };
        var scale = numbers.Length > 1 && int.TryParse(numbers[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var second) ? second : 0;
        return type with { Precision = first, Scale = scale };
    }
}
