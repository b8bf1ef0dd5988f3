using System.Globalization;
using System.Text.RegularExpressions;

namespace Lintel.Adoption.Designing;

/// <summary>Takes the literal out of a column's default, where it is nothing but one.</summary>
internal static partial class Defaults
{
    /// <summary>The literal as the contract's short form writes it; empty for null; null where the default is computed, or of a type whose literals differ.</summary>
    public static string? Literal(string @default, string type, IReadOnlyList<string>? members = null)
    {
        var text = @default.Trim();
        while (text.StartsWith('(') && text.EndsWith(')') && Balanced(text[1..^1]))
            text = text[1..^1].Trim();
        if (Form().Match(text) is not { Success: true } match)
            return null;
        if (match.Groups["null"].Success)
            return "";
        var value = match.Groups["text"].Success ? match.Groups["text"].Value.Replace("''", "'", StringComparison.Ordinal)
            : match.Groups["number"].Success ? match.Groups["number"].Value.Trim('(', ')') : match.Groups["word"].Value;
        var name = type.Split('(')[0];
        return name switch
        {
            "int" => int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number.ToString(CultureInfo.InvariantCulture) : null,
            "long" => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number.ToString(CultureInfo.InvariantCulture) : null,
            "decimal" or "double" => Number().IsMatch(value) ? value : null,
            "bool" => value is "true" or "t" or "TRUE" or "1" ? "true" : value is "false" or "f" or "FALSE" or "0" ? "false" : null,
            "enum" when !type.EndsWith(']') => members is not null && members.Contains(value, StringComparer.Ordinal) ? Quoted(value) : null,
            "string" or "text" when !type.EndsWith(']') => match.Groups["text"].Success ? Quoted(value) : null,
            "date" => Date().IsMatch(value) ? value : null,
            "uuid" => Guid.TryParseExact(value, "D", out _) ? value : null,
            _ => null,
        };
    }

    /// <summary>A text as a literal of the short form: bare where it can be.</summary>
    public static string Quoted(string text) => Bare().IsMatch(text) && text is not ("null" or "now" or "database") ? text : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static bool Balanced(string text)
    {
        var depth = 0;
        foreach (var sign in text)
        {
            depth += sign == '(' ? 1 : sign == ')' ? -1 : 0;
            if (depth < 0)
                return false;
        }

        return depth == 0;
    }

    [GeneratedRegex("""^(?:'(?<text>(?:[^']|'')*)'|(?<number>-?\(?-?[0-9]+(?:\.[0-9]+)?\)?)|(?<null>NULL)|(?<word>true|false))(?:::[a-z_"][^']*)?$""", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("^-?[0-9]+(\\.[0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", RegexOptions.CultureInvariant)]
    private static partial Regex Date();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_-]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Bare();
}
