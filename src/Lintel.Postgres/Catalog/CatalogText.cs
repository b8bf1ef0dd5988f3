using System.Globalization;
using System.Text.Json;

namespace Lintel.Postgres.Catalog;

/// <summary>Values of the catalog as its queries give them: text.</summary>
internal static class CatalogText
{
    /// <summary>A number.</summary>
    public static int Number(string text) => int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    /// <summary>Whether a boolean is true.</summary>
    public static bool IsTrue(string? text) => text == "true";

    /// <summary>An <c>int2[]</c>, <c>oid[]</c> or one of their vectors: <c>{1,2}</c> or <c>1 2</c>.</summary>
    public static string[] Numbers(string? text) => text is null ? [] : text.Trim('{', '}').Split((char[])[',', ' '], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Texts, as a JSON array.</summary>
    public static string?[] Texts(string? json)
    {
        if (json is null) return [];
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateArray().Select(one => one.GetString())];
    }

    /// <summary>The column that <c>lower(column)</c> or <c>lower((column)::text)</c> names; null: it is another expression.</summary>
    public static string? Lowered(string? expression)
    {
        if (expression is null || !expression.StartsWith("lower(", StringComparison.Ordinal) || !expression.EndsWith(')')) return null;
        var inner = expression["lower(".Length..^1];
        if (inner.StartsWith('(') && inner.EndsWith(")::text", StringComparison.Ordinal)) inner = inner[1..^")::text".Length];
        if (inner is ['"', .., '"']) return inner[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal);
        return inner.All(sign => char.IsLetterOrDigit(sign) || sign is '_' or '$') ? inner : null;
    }
}
