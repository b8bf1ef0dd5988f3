using System.Text;

namespace Lintel.Adoption.Checking;

/// <summary>What a part of an SQL expression is.</summary>
internal enum SqlTokenKind
{
    /// <summary>A keyword, function or plain name; small.</summary>
    Word,

    /// <summary>A name, without its quotes.</summary>
    Quoted,

    /// <summary>A text, without its quotes.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>An operator or a sign.</summary>
    Sign,

    /// <summary>Nothing more.</summary>
    End,
}

/// <summary>A part of an SQL expression.</summary>
internal readonly record struct SqlToken(SqlTokenKind Kind, string Text)
{
    private const string OperatorSigns = "+-*/<>=~!@#%^&|?";

    /// <summary>Takes an expression apart; null: it has what no expression of a check has.</summary>
    public static IReadOnlyList<SqlToken>? Read(string text)
    {
        var tokens = new List<SqlToken>();
        for (var at = 0; at < text.Length;)
        {
            var sign = text[at];
            if (char.IsWhiteSpace(sign))
            {
                at++;
                continue;
            }

            var start = at;
            if (sign is '\'' or '"' or '`' || (sign == '[' && !IsOfArray(text, at, tokens)))
            {
                if (Delimited(text, ref at) is not { } inner)
                    return null;
                tokens.Add(new SqlToken(sign == '\'' ? SqlTokenKind.Text : SqlTokenKind.Quoted, inner));
            }
            else if (char.IsAsciiDigit(sign) || (sign == '.' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])))
            {
                while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == '.'))
                    at++;
                tokens.Add(new SqlToken(SqlTokenKind.Number, text[start..at]));
            }
            else if (char.IsLetter(sign) || sign == '_')
            {
                while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] is '_' or '$'))
                    at++;
                if (at - start == 1 && at < text.Length && text[at] == '\'')
                    return null;
                tokens.Add(new SqlToken(SqlTokenKind.Word, text[start..at].ToLowerInvariant()));
            }
            else if (sign == ':' && at + 1 < text.Length && text[at + 1] == ':')
            {
                tokens.Add(new SqlToken(SqlTokenKind.Sign, "::"));
                at += 2;
            }
            else if (OperatorSigns.Contains(sign, StringComparison.Ordinal))
            {
                while (at < text.Length && OperatorSigns.Contains(text[at], StringComparison.Ordinal) && !(at > start && text[at] == '-'))
                    at++;
                tokens.Add(new SqlToken(SqlTokenKind.Sign, text[start..at]));
            }
            else if (sign is '(' or ')' or ',' or '[' or ']' or '.')
            {
                tokens.Add(new SqlToken(SqlTokenKind.Sign, sign.ToString()));
                at++;
            }
            else
                return null;
        }

        tokens.Add(new SqlToken(SqlTokenKind.End, ""));
        return tokens;
    }

    // SQLite takes names between brackets; elsewhere they are of arrays.
    private static bool IsOfArray(string text, int at, List<SqlToken> tokens) =>
        tokens is [.., { Kind: SqlTokenKind.Word, Text: "array" }] || (at + 1 < text.Length && text[at + 1] == ']');

    private static string? Delimited(string text, ref int at)
    {
        var (open, close) = (text[at], text[at] == '[' ? ']' : text[at]);
        var inner = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] != close)
                inner.Append(text[at]);
            else if (open != '[' && at + 1 < text.Length && text[at + 1] == close)
                inner.Append(text[at++]);
            else
            {
                at++;
                return inner.ToString();
            }
        }

        return null;
    }
}
