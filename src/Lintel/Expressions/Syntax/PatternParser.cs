using System.Globalization;
using System.Text;

namespace Lintel.Expressions.Syntax;

/// <summary>
/// Reads a regular expression of the subset and writes it for .NET, which matches UTF-16 code units, and for PostgreSQL, which matches code points.
/// </summary>
internal sealed class PatternParser
{
    public const string TooLarge = "The pattern is too large: shorten it, or repeat less.";

    private const int MaxLength = 500, MaxDepth = 20, MaxRepeat = 100, MaxSize = 400;

    private readonly string _source;
    private int _at;
    private int _depth;
    private string? _error;

    private PatternParser(string source) => _source = source;

    /// <summary>A part in both forms, with the number of steps that it takes when repetitions are written out.</summary>
    internal readonly record struct Part(string Net, string Postgres, int Size, bool Repeats = true);

    public static Part? Parse(string source, out string? error)
    {
        error = source.Length > MaxLength ? TooLarge : null;
        if (error is not null) return null;
        var parser = new PatternParser(source);
        var part = parser.Alternatives();
        if (parser._error is null && parser._at < source.Length) parser._error = "')' closes no group: write '\\)'.";
        error = parser._error;
        return error is null ? part : null;
    }

    private Part Alternatives()
    {
        var part = Sequence();
        while (_error is null && Next('|'))
        {
            var other = Sequence();
            part = new Part($"{part.Net}|{other.Net}", $"{part.Postgres}|{other.Postgres}", Sized(part.Size + other.Size));
        }
        return new Part($"(?:{part.Net})", $"(?:{part.Postgres})", part.Size);
    }

    private Part Sequence()
    {
        var (net, postgres, size) = (new StringBuilder("(?:)"), new StringBuilder("(?:)"), 1);
        while (_error is null && _at < _source.Length && _source[_at] is not ('|' or ')'))
        {
            var part = Repeated(Atom());
            net.Append(part.Net);
            postgres.Append(part.Postgres);
            size = Sized(size + part.Size);
        }
        return new Part(net.ToString(), postgres.ToString(), size);
    }

    private Part Repeated(Part atom)
    {
        if (_error is not null || _at == _source.Length || _source[_at] is not ('*' or '+' or '?' or '{')) return atom;
        if (!atom.Repeats) return Fail("An anchor can't be repeated.");
        var sign = _source[_at++];
        var (least, most) = sign switch { '*' => (0, -1), '+' => (1, -1), '?' => (0, 1), _ => Counts() };
        if (_error is not null) return default;
        if (_at < _source.Length && _source[_at] is '*' or '+' or '?' or '{') return Fail("A repetition can't be repeated, or be lazy or possessive.");
        var quantifier = sign != '{' ? sign.ToString()
            : most < 0 ? string.Create(CultureInfo.InvariantCulture, $"{{{least},}}")
            : string.Create(CultureInfo.InvariantCulture, $"{{{least},{most}}}");
        return new Part(atom.Net + quantifier, atom.Postgres + quantifier, Sized(atom.Size * Math.Max(1, Math.Max(least + (most < 0 ? 1 : 0), most))));
    }

    private (int, int) Counts()
    {
        var close = _source.IndexOf('}', _at);
        var inner = close < 0 ? "" : _source[_at..close];
        var comma = inner.IndexOf(',', StringComparison.Ordinal);
        var first = comma < 0 ? inner : inner[..comma];
        var second = comma < 0 ? inner : inner[(comma + 1)..];
        var most = -1;
        if (!int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var least)
            || (second.Length > 0 && !int.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out most))
            || (most >= 0 && most < least))
        {
            Fail("A repetition is {2}, {2,} or {2,5}; '{' itself is '\\{'.");
        }
        else if (Math.Max(least, most) > MaxRepeat) Fail("A repetition counts to 100 at most.");
        _at = close + 1;
        return (least, most);
    }

    private Part Atom()
    {
        var rune = Take();
        switch (rune.Value)
        {
            case '.': return Set([(0, 0x10FFFF)]);
            case '^': return new Part("\\A", "\\A", 1, Repeats: false);
            case '$': return new Part("\\z", "\\Z", 1, Repeats: false);
            case '[': return Class();
            case '(':
                if (_at < _source.Length && _source[_at] == '?')
                {
                    if (string.CompareOrdinal(_source, _at, "?:", 0, 2) != 0) return Fail("Of groups with '?' there is only '(?:…)': look-around, names and options are left out.");
                    _at += 2;
                }
                if (++_depth > MaxDepth) return Fail(TooLarge);
                var inner = Alternatives();
                _depth--;
                return _error is null && !Next(')') ? Fail("A group has no ')'.") : inner;
            case '*' or '+' or '?' or '{': return Fail($"Nothing stands before '{rune}' to be repeated: write '\\{rune}' for the sign itself.");
            case ']' or '}': return Fail($"'{rune}' closes nothing: write '\\{rune}'.");
            case '\\': return Escaped() is { } set ? Set(set) : default;
            default: return Set([(rune.Value, rune.Value)]);
        }
    }

    private Part Class()
    {
        var negated = Next('^');
        var ranges = new List<(int First, int Last)>();
        while (_error is null && !Next(']'))
        {
            if (_at == _source.Length) return Fail("A class has no ']'.");
            if (Item() is not { } first) break;
            if (first is [var (low, same)] && low == same && _at + 1 < _source.Length && _source[_at] == '-' && _source[_at + 1] != ']')
            {
                _at++;
                if (Item() is not { } last) break;
                if (last is not [var (high, alike)] || high != alike || high < low) return Fail("A range in a class goes from a character to a later one.");
                ranges.Add((low, high));
            }
            else ranges.AddRange(first);
        }
        if (_error is not null) return default;
        return ranges.Count == 0 ? Fail("A class must name a character.") : Set(negated ? CodePoints.Others(ranges) : ranges);
    }

    private List<(int First, int Last)>? Item()
    {
        var rune = Take();
        if (rune.Value == '\\') return Escaped();
        if (rune.Value != '[') return [(rune.Value, rune.Value)];
        Fail("'[' in a class is written '\\['.");
        return null;
    }

    private List<(int First, int Last)>? Escaped()
    {
        if (_at == _source.Length)
        {
            Fail("'\\' has nothing behind it.");
            return null;
        }
        var rune = Take();
        switch (rune.Value)
        {
            case 'd': return CodePoints.Digits;
            case 'w': return CodePoints.Words;
            case 's': return CodePoints.Spaces;
            case 'D': return CodePoints.Others(CodePoints.Digits);
            case 'W': return CodePoints.Others(CodePoints.Words);
            case 'S': return CodePoints.Others(CodePoints.Spaces);
            case 'n': return [('\n', '\n')];
            case 'r': return [('\r', '\r')];
            case 't': return [('\t', '\t')];
            default:
                if (rune.IsAscii && !char.IsAsciiLetterOrDigit((char)rune.Value)) return [(rune.Value, rune.Value)];
                Fail($"'\\{rune}' is not known: there are \\d \\w \\s \\D \\W \\S \\n \\r \\t, and '\\' before a sign.");
                return null;
        }
    }

    private static Part Set(List<(int First, int Last)> ranges)
    {
        var set = CodePoints.Normal(ranges);
        var net = CodePoints.Utf16(set, out var size);
        return new Part(net, CodePoints.Utf32(set), size);
    }

    private Rune Take()
    {
        if (_at == _source.Length) return new Rune(']');
        var rune = Rune.GetRuneAt(_source, _at);
        _at += rune.Utf16SequenceLength;
        return rune;
    }

    private bool Next(char sign)
    {
        if (_at == _source.Length || _source[_at] != sign) return false;
        _at++;
        return true;
    }

    private int Sized(int size)
    {
        if (size > MaxSize) Fail(TooLarge);
        return Math.Min(size, MaxSize + 1);
    }

    private Part Fail(string message)
    {
        _error ??= message;
        return default;
    }
}
