namespace Lintel.Model;

/// <summary>
/// A layout of times as text, in .NET's words: <c>yyyy-MM-dd HH:mm:ss.fff</c>. Its parts go from the greatest to the least, so that texts of one
/// layout are in the order of their times. A fraction of <c>f</c> always has its digits, one of <c>F</c> none that are needless zeros, and one in brackets
/// (<c>[.ffffff]</c>) all of them or none.
/// </summary>
public sealed class ClockLayout : IEquatable<ClockLayout>
{
    private const string Literals = "-/:.,+ TZUC0";
    private const int MostDigits = 7;
    private const int MostLength = 40;
    private const long Day = TimeSpan.MicrosecondsPerDay;

    private static readonly string[] Words = ["yyyy", "MM", "dd", "HH", "mm", "ss"];
    private static readonly int Epoch = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    private readonly List<Part> _parts = [];
    private readonly bool _isDate;

    private ClockLayout(string text, bool isDate) => (Text, _isDate) = (text, isDate);

    /// <summary>The layout as it is written.</summary>
    public string Text { get; }

    /// <summary>The least difference of two values that the layout keeps apart: in microseconds, of dates in days.</summary>
    public long Step { get; private set; } = 1;

    /// <summary>The layout of that text for a kind of time; null: it is none.</summary>
    public static ClockLayout? Parse(ScalarKind kind, string text)
    {
        if (text.Length is 0 or > MostLength) return null;
        var layout = new ClockLayout(text, kind == ScalarKind.Date);
        var seen = new List<int>();
        for (var at = 0; at < text.Length;)
        {
            var rest = text.AsSpan(at);
            var word = WordAt(rest);
            if (word >= 0)
            {
                if (seen.Count > 0 && seen[^1] >= word) return null;
                seen.Add(word);
                layout._parts.Add(new Part(word, '\0', Words[word].Length));
                at += Words[word].Length;
            }
            else if (Fraction(rest) is { } fraction)
            {
                if (seen is not [.., 5]) return null;
                seen.Add(6);
                layout._parts.Add(fraction);
                at += fraction.Written;
            }
            else if (Literals.Contains(rest[0], StringComparison.Ordinal))
            {
                layout._parts.Add(new Part(-1, rest[0], 1));
                at++;
            }
            else
            {
                return null;
            }
        }
        int[] date = [0, 1, 2], time = [3, 4];
        var wanted = kind switch { ScalarKind.Date => date, ScalarKind.Time => time, _ => [.. date, .. time] };
        if (!wanted.All(seen.Contains) || (kind == ScalarKind.Date && seen.Count > 3) || (kind == ScalarKind.Time && seen.Exists(word => word < 3))) return null;
        if (!layout._isDate) layout.Step = layout._parts.Find(part => part.Word == 6) is { Digits: var digits } ? Unit(digits) : seen.Contains(5) ? 1_000_000 : 60_000_000;
        return layout;
    }

    /// <summary>Writes a value: microseconds, of a date days since 1970. The target has room for <see cref="MaxBytes"/>; returns the length.</summary>
    public int Format(long value, Span<byte> target)
    {
        var days = _isDate ? value : Math.DivRem(value, Day, out value);
        if (_isDate) value = 0;
        if (value < 0) (days, value) = (days - 1, value + Day);
        var (year, month, day) = DateOnly.FromDayNumber((int)days + Epoch);
        var (seconds, fraction) = Math.DivRem(value, 1_000_000);
        var at = 0;
        foreach (var part in _parts)
        {
            switch (part.Word)
            {
                case 0: at = Digits(target, at, year, 4); break;
                case 1: at = Digits(target, at, month, 2); break;
                case 2: at = Digits(target, at, day, 2); break;
                case 3: at = Digits(target, at, seconds / 3600, 2); break;
                case 4: at = Digits(target, at, seconds / 60 % 60, 2); break;
                case 5: at = Digits(target, at, seconds % 60, 2); break;
                case 6: at = Fraction(target, at, part, fraction); break;
                default: target[at++] = (byte)part.Literal; break;
            }
        }
        return at;
    }

    /// <summary>Room for any value.</summary>
    public static int MaxBytes => MostLength + MostDigits;

    /// <summary>Reads text that <see cref="Format"/> could have written; false for any other, even where a time can be guessed.</summary>
    public bool TryRead(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        if (text.Length > MaxBytes) return false;
        Span<long> numbers = stackalloc long[7];
        numbers[0] = numbers[1] = numbers[2] = 1;
        var at = 0;
        foreach (var part in _parts)
        {
            if (part.Word is >= 0 and < 6)
            {
                if (!TryDigits(text, ref at, part.Written, out numbers[part.Word])) return false;
            }
            else if (part.Word == 6)
            {
                if (at == text.Length || text[at] != '.') continue;
                var end = at + 1;
                while (end < text.Length && end - at - 1 < part.Digits && char.IsAsciiDigit((char)text[end])) end++;
                var digits = end - at - 1;
                at++;
                if (digits == 0 || !TryDigits(text, ref at, digits, out var fraction)) return false;
                for (; digits > 6; digits--) fraction /= 10;
                numbers[6] = fraction * Unit(digits);
            }
            else if (at == text.Length || text[at++] != part.Literal)
            {
                return false;
            }
        }
        if (at != text.Length || numbers[0] < 1 || numbers[1] is < 1 or > 12 || numbers[2] < 1 || numbers[2] > DateTime.DaysInMonth((int)numbers[0], (int)numbers[1])) return false;
        if (numbers[3] > 23 || numbers[4] > 59 || numbers[5] > 59) return false;
        var days = _parts.Exists(part => part.Word == 0) ? new DateOnly((int)numbers[0], (int)numbers[1], (int)numbers[2]).DayNumber - Epoch : 0L;
        value = _isDate ? days : days * Day + ((numbers[3] * 60 + numbers[4]) * 60 + numbers[5]) * 1_000_000 + numbers[6];
        Span<byte> again = stackalloc byte[MaxBytes];
        return again[..Format(value, again)].SequenceEqual(text);
    }

    /// <inheritdoc/>
    public bool Equals(ClockLayout? other) => other is not null && Text == other.Text && _isDate == other._isDate;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ClockLayout);

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static int WordAt(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < Words.Length; i++)
        {
            if (text.StartsWith(Words[i], StringComparison.Ordinal)) return i;
        }
        return -1;
    }

    private static Part? Fraction(ReadOnlySpan<char> text)
    {
        var bracket = text[0] == '[';
        var rest = bracket ? text[1..] : text;
        if (rest is not ['.', var letter and ('f' or 'F'), ..] || (bracket && letter == 'F')) return null;
        var digits = 1;
        while (digits + 1 < rest.Length && rest[digits + 1] == letter) digits++;
        if (digits > MostDigits || (bracket && (digits + 1 >= rest.Length || rest[digits + 1] != ']'))) return null;
        return new Part(6, bracket ? '[' : letter, digits + (bracket ? 3 : 1)) { Digits = digits };
    }

    private static int Fraction(Span<byte> target, int at, Part part, long micros)
    {
        if (micros == 0 && part.Literal != 'f') return at;
        target[at] = (byte)'.';
        var digits = part.Digits;
        var value = digits > 6 ? micros * 10 : micros / Unit(digits);
        for (; part.Literal == 'F' && value % 10 == 0 && digits > 1; digits--) value /= 10;
        return Digits(target, at + 1, value, digits);
    }

    private static int Digits(Span<byte> target, int at, long value, int count)
    {
        for (var i = count - 1; i >= 0; i--, value /= 10) target[at + i] = (byte)('0' + value % 10);
        return at + count;
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, ref int at, int count, out long value)
    {
        value = 0;
        if (at + count > text.Length) return false;
        foreach (var digit in text.Slice(at, count))
        {
            if (!char.IsAsciiDigit((char)digit)) return false;
            value = value * 10 + digit - '0';
        }
        at += count;
        return true;
    }

    private static long Unit(int digits)
    {
        var unit = 1L;
        for (; digits < 6; digits++) unit *= 10;
        return unit;
    }

    /// <summary>A part: a word by its place, a fraction (6) by its letter, or a character (-1).</summary>
    private sealed record Part(int Word, char Literal, int Written)
    {
        public int Digits { get; init; }
    }
}
