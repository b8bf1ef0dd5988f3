using Lintel.Adoption.Catalog;

namespace Lintel.Sqlite.Catalog;

/// <summary>What SQLite tells of a table only in the statement that created it: checks, collations, names of references.</summary>
internal sealed class TableStatement
{
    private readonly string _text;
    private readonly List<List<Token>> _parts = [];

    public TableStatement(string text)
    {
        _text = text;
        var part = new List<Token>();
        foreach (var token in Tokens.Of(text))
        {
            if (token.Depth == 0 && !token.Is(')')) continue;
            if (token.Depth == 0 || token.Depth == 1 && token.Is(','))
            {
                _parts.Add(part);
                part = [];
                // Behind the parenthesis stand only STRICT and WITHOUT ROWID.
                if (token.Depth == 0) break;
            }
            else part.Add(token);
        }
    }

    /// <summary>The conditions, in the order in which they stand.</summary>
    public IEnumerable<CatalogCheck> Checks(string table, IReadOnlyCollection<string> columns)
    {
        var count = 0;
        foreach (var part in _parts)
        {
            for (var at = 0; at + 1 < part.Count; at++)
            {
                if (part[at].Depth != 1 || !part[at].Is("CHECK") || !part[at + 1].Is('(')) continue;
                var end = part.FindIndex(at + 2, token => token.Depth == 1 && token.Is(')'));
                if (end < 0) break;
                var inside = part.GetRange(at + 2, end - at - 2);
                count++;
                yield return new CatalogCheck(
                    Name(part, at) ?? $"{table}_check_{count}",
                    _text[part[at + 1].End..part[end].Start].Trim(),
                    [.. columns.Where(column => inside.Exists(token => token.IsName && token.Value.Equals(column, StringComparison.OrdinalIgnoreCase)))]);
                at = end;
            }
        }
    }

    /// <summary>The collation of a column; null: it says none.</summary>
    public string? Collation(string column)
    {
        var part = _parts.Find(part => part is [{ IsName: true } name, ..] && name.Value.Equals(column, StringComparison.OrdinalIgnoreCase));
        var at = part?.FindIndex(1, token => token.Depth == 1 && token.Is("COLLATE")) ?? -1;
        return at >= 0 && at + 1 < part!.Count ? part[at + 1].Value : null;
    }

    /// <summary>The name of the reference from these columns; null: it has none.</summary>
    public string? Reference(IReadOnlyList<string> columns)
    {
        foreach (var part in _parts)
        {
            var at = part.FindIndex(token => token.Depth == 1 && token.Is("FOREIGN"));
            if (at < 0) continue;
            var own = part.Skip(at).SkipWhile(token => !token.Is('(')).Skip(1).TakeWhile(token => token.Depth > 1).Where(token => token.IsName).Select(token => token.Value);
            if (own.SequenceEqual(columns, StringComparer.OrdinalIgnoreCase)) return Name(part, at);
        }
        return null;
    }

    /// <summary>What an index that its statement makes is over, and of which rows.</summary>
    public static (IReadOnlyList<string> Parts, string? Predicate) Index(string text)
    {
        var statement = new TableStatement(text);
        var tokens = Tokens.Of(text);
        var where = tokens.FindLastIndex(token => token.Depth == 0 && token.Is("WHERE"));
        return ([.. statement._parts.Select(part => part.Count == 0 ? "" : text[part[0].Start..part[^1].End])], where < 0 ? null : text[tokens[where].End..].Trim());
    }

    private static string? Name(List<Token> part, int at) => at >= 2 && part[at - 2].Is("CONSTRAINT") && part[at - 1].IsName ? part[at - 1].Value : null;
}
