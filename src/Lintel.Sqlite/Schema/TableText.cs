namespace Lintel.Sqlite.Schema;

/// <summary>What SQLite keeps of a table only in the text that created it: collations, checks and notes of columns.</summary>
internal static class TableText
{
    /// <summary>The definitions of the columns and constraints, as they stand in the text.</summary>
    public static IEnumerable<string> Parts(string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        if (open < 0) yield break;
        var start = open + 1;
        var depth = 1;
        for (var at = start; at < text.Length && depth > 0; at++)
        {
            switch (text[at])
            {
                case '\'' or '"' or '`':
                    at = Skip(text, at);
                    break;
                case '/' when IsNote(text, at):
                    at = SkipNote(text, at);
                    break;
                case '(': depth++; break;
                case ')' when --depth == 0:
                    yield return text[start..at].Trim();
                    break;
                case ',' when depth == 1:
                    yield return text[start..at].Trim();
                    start = at + 1;
                    break;
            }
        }
    }

    /// <summary>The name that a part begins with, without quotes.</summary>
    public static string Name(string part)
    {
        if (part is not ['"' or '`', ..]) return part.Split([' ', '(', '\n', '\t'], 2)[0];
        var end = Skip(part, 0);
        return part[1..end].Replace("\"\"", "\"", StringComparison.Ordinal);
    }

    /// <summary>The condition of the check in a part; null: it has none.</summary>
    public static string? Check(string part) => Behind(part, "CHECK (");

    /// <summary>What the column of a part is computed from; null: values are given.</summary>
    public static string? Generated(string part) => Behind(part, "GENERATED ALWAYS AS (");

    /// <summary>What stands behind words that end with a parenthesis, up to the one that closes it; null: the words stand nowhere.</summary>
    private static string? Behind(string part, string words)
    {
        for (var at = 0; at < part.Length; at++)
        {
            if (part[at] is '\'' or '"' or '`' || IsNote(part, at))
            {
                at = part[at] == '/' ? SkipNote(part, at) : Skip(part, at);
                continue;
            }
            if (!part.AsSpan(at).StartsWith(words, StringComparison.OrdinalIgnoreCase)) continue;
            var start = at + words.Length;
            var depth = 1;
            for (at = start; at < part.Length; at++)
            {
                if (part[at] is '\'' or '"' or '`') at = Skip(part, at);
                else if (part[at] == '(') depth++;
                else if (part[at] == ')' && --depth == 0) return part[start..at];
            }
        }
        return null;
    }

    /// <summary>The collation in a part; null: that of SQLite.</summary>
    public static string? Collation(string part)
    {
        var at = part.IndexOf(" COLLATE ", StringComparison.OrdinalIgnoreCase);
        return at < 0 || IsBefore(" CHECK ") || IsBefore(" GENERATED ") ? null : part[(at + " COLLATE ".Length)..].Split([' ', ',', ')', '\n'], 2)[0];

        bool IsBefore(string word) => part.IndexOf(word, StringComparison.OrdinalIgnoreCase) is var place and >= 0 && place < at;
    }

    /// <summary>What the comments in a part say.</summary>
    public static IEnumerable<string> Notes(string part)
    {
        for (var at = 0; at < part.Length; at++)
        {
            if (part[at] is '\'' or '"' or '`')
            {
                at = Skip(part, at);
            }
            else if (IsNote(part, at))
            {
                var end = SkipNote(part, at);
                yield return part[(at + 2)..Math.Max(at + 2, end - 1)].Trim();
                at = end;
            }
        }
    }

    private static bool IsNote(string text, int at) => text.AsSpan(at).StartsWith("/*", StringComparison.Ordinal);

    /// <summary>The place of the slash that ends the comment that begins here.</summary>
    private static int SkipNote(string text, int start) => text.IndexOf("*/", start + 2, StringComparison.Ordinal) is var end and >= 0 ? end + 1 : text.Length;

    /// <summary>The place of the quote that ends what begins here.</summary>
    private static int Skip(string text, int start)
    {
        for (var at = start + 1; at < text.Length; at++)
        {
            if (text[at] != text[start]) continue;
            if (at + 1 < text.Length && text[at + 1] == text[start]) at++;
            else return at;
        }
        return text.Length;
    }
}
