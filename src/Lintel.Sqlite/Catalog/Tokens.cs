namespace Lintel.Sqlite.Catalog;

/// <summary>What a piece of a statement is.</summary>
internal enum TokenKind
{
    /// <summary>A keyword, or a name without quotes.</summary>
    Word,

    /// <summary>A name in quotes, of which SQLite knows three sorts.</summary>
    Name,

    /// <summary>A text in single quotes.</summary>
    Text,

    /// <summary>Anything else: a sign, or a number.</summary>
    Other,
}

/// <summary>A piece of a statement.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where the next may begin.</param>
/// <param name="Value">What it says, without quotes.</param>
/// <param name="Depth">How many parentheses are open around it.</param>
internal readonly record struct Token(TokenKind Kind, int Start, int End, string Value, int Depth)
{
    /// <summary>Whether it is that keyword.</summary>
    public bool Is(string keyword) => Kind == TokenKind.Word && Value.Equals(keyword, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is that sign.</summary>
    public bool Is(char sign) => Kind == TokenKind.Other && Value.Length == 1 && Value[0] == sign;

    /// <summary>Whether it can be a name.</summary>
    public bool IsName => Kind is TokenKind.Word or TokenKind.Name;
}

/// <summary>Cuts statements of SQLite into pieces, https://sqlite.org/draft/tokenreq.html: comments and space are left out.</summary>
internal static class Tokens
{
    /// <summary>The pieces of a statement that SQLite has accepted.</summary>
    public static List<Token> Of(string text)
    {
        var tokens = new List<Token>();
        var depth = 0;
        for (var at = 0; at < text.Length;)
        {
            var start = at;
            var sign = text[at];
            if (char.IsWhiteSpace(sign)) at++;
            else if (text.AsSpan(at).StartsWith("--", StringComparison.Ordinal)) at = Behind(text, "\n", at + 2);
            else if (text.AsSpan(at).StartsWith("/*", StringComparison.Ordinal)) at = Behind(text, "*/", at + 2);
            else if (sign is '\'' or '"' or '`' or '[')
            {
                at = Quoted(text, at);
                var value = text[(start + 1)..Math.Max(start + 1, at - 1)];
                if (sign != '[') value = value.Replace($"{sign}{sign}", sign.ToString(), StringComparison.Ordinal);
                tokens.Add(new Token(sign == '\'' ? TokenKind.Text : TokenKind.Name, start, at, value, depth));
            }
            else if (IsWord(sign))
            {
                while (at < text.Length && (IsWord(text[at]) || text[at] == '$')) at++;
                tokens.Add(new Token(char.IsAsciiDigit(sign) ? TokenKind.Other : TokenKind.Word, start, at, text[start..at], depth));
            }
            else
            {
                at++;
                if (sign == ')') depth--;
                tokens.Add(new Token(TokenKind.Other, start, at, text[start..at], depth));
                if (sign == '(') depth++;
            }
        }
        return tokens;
    }

    private static bool IsWord(char sign) => char.IsAsciiLetterOrDigit(sign) || sign is '_' or > '\x7f';

    private static int Behind(string text, string end, int start) => text.IndexOf(end, start, StringComparison.Ordinal) is var at and >= 0 ? at + end.Length : text.Length;

    private static int Quoted(string text, int start)
    {
        var end = text[start] == '[' ? ']' : text[start];
        for (var at = start + 1; at < text.Length; at++)
        {
            if (text[at] != end) continue;
            if (end == ']' || at + 1 == text.Length || text[at + 1] != end) return at + 1;
            at++;
        }
        return text.Length;
    }
}
