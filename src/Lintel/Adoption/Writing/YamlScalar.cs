using System.Globalization;
using System.Text;

namespace Lintel.Adoption.Writing;

/// <summary>Writes texts as YAML that is read as the same text: plain where it can be.</summary>
internal static class YamlScalar
{
    /// <summary>A text, as a value or an item between brackets.</summary>
    public static string Of(string text)
    {
        if (IsPlain(text))
            return text;
        if (text.Any(NeedsEscape))
            return Escaped(text);
        return text.AsSpan().IndexOfAny('"', '\\') < 0 ? $"\"{text}\"" : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
    }

    /// <summary>A list between brackets.</summary>
    public static string List(IEnumerable<string> items) => $"[{string.Join(", ", items.Select(Of))}]";

    private static bool IsPlain(string text)
    {
        if (text.Length == 0 || text is "~" or "null" or "Null" or "NULL" || text[^1] == ' ' || !(char.IsLetterOrDigit(text[0]) || text[0] == '_'))
            return false;
        for (var at = 0; at < text.Length; at++)
        {
            var sign = text[at];
            if (NeedsEscape(sign) || ",[]{}\"'`|".Contains(sign, StringComparison.Ordinal) || (sign == ':' && (at + 1 == text.Length || !char.IsAsciiLetterOrDigit(text[at + 1]))) || (sign == '#' && text[at - 1] == ' '))
                return false;
        }

        return true;
    }

    private static bool NeedsEscape(char sign) => char.IsControl(sign) || char.IsSurrogate(sign) || sign is '\u2028' or '\u2029' or >= '\uFEFF' and <= '\uFEFF' or '\uFFFE' or '\uFFFF' || CharUnicodeInfo.GetUnicodeCategory(sign) == UnicodeCategory.Format;

    private static string Escaped(string text)
    {
        var escaped = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '"' => escaped.Append("\\\""),
                '\\' => escaped.Append("\\\\"),
                '\n' => escaped.Append("\\n"),
                '\r' => escaped.Append("\\r"),
                '\t' => escaped.Append("\\t"),
                _ when rune.IsBmp && NeedsEscape((char)rune.Value) => escaped.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}"),
                _ => escaped.Append(rune.ToString()),
            };
        }

        return escaped.Append('"').ToString();
    }
}
