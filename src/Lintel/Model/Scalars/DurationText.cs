using System.Globalization;

namespace Lintel.Model.Scalars;

/// <summary>ISO 8601 durations without years and months, whose length is not fixed.</summary>
internal static class DurationText
{
    private const long Second = ClockText.Second;

    /// <summary>Reads <c>[-]P[nW][nD][T[nH][nM][n[.ffffff]S]]</c>; false too where it does not fit 64 bits of microseconds.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out long micros)
    {
        micros = 0;
        if (text.Length is 0 or > 40) return false;
        var negative = text[0] == '-';
        if (negative) text = text[1..];
        if (text is not ['P', .. { Length: > 0 } rest]) return false;
        Int128 sum = 0;
        var inTime = false;
        var last = -1;
        while (!rest.IsEmpty)
        {
            if (rest[0] == 'T')
            {
                if (inTime || rest.Length == 1) return false;
                inTime = true;
                rest = rest[1..];
                continue;
            }
            var digits = rest.IndexOfAnyExceptInRange('0', '9');
            if (digits is <= 0 or > 18) return false;
            var count = long.Parse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture);
            long fraction = 0;
            var at = digits;
            if (rest[at] is '.' or ',')
            {
                var unit = Second / 10;
                while (++at < rest.Length && char.IsAsciiDigit(rest[at]))
                {
                    if (unit == 0 && rest[at] != '0') return false;
                    fraction += (rest[at] - '0') * unit;
                    unit /= 10;
                }
                if (at == digits + 1 || at == rest.Length || rest[at] != 'S') return false;
            }
            var place = (inTime, rest[at]) switch { (false, 'W') => 0, (false, 'D') => 1, (true, 'H') => 2, (true, 'M') => 3, (true, 'S') => 4, _ => -1 };
            if (place <= last) return false;
            last = place;
            sum += (Int128)count * place switch { 0 => 7 * 86400, 1 => 86400, 2 => 3600, 3 => 60, _ => 1 } * Second + fraction;
            rest = rest[(at + 1)..];
        }
        if (negative) sum = -sum;
        if (last < 0 || sum > long.MaxValue || sum < long.MinValue) return false;
        micros = (long)sum;
        return true;
    }

    /// <summary>Writes the shortest form with days, hours, minutes and seconds; zero is <c>PT0S</c>.</summary>
    public static int Format(long micros, Span<char> target)
    {
        if (micros == 0) return Put(target, 0, "PT0S");
        var at = 0;
        var left = (UInt128)(micros < 0 ? -(Int128)micros : micros);
        if (micros < 0) target[at++] = '-';
        target[at++] = 'P';
        at = Unit(target, at, ref left, 86400, 'D');
        if (left == 0) return at;
        target[at++] = 'T';
        at = Unit(target, at, ref left, 3600, 'H');
        at = Unit(target, at, ref left, 60, 'M');
        if (left == 0) return at;
        ((ulong)(left / (ulong)Second)).TryFormat(target[at..], out var written, default, CultureInfo.InvariantCulture);
        at += written;
        if ((ulong)(left % (ulong)Second) is var fraction and not 0)
        {
            target[at++] = '.';
            fraction.TryFormat(target[at..], out written, "D6", CultureInfo.InvariantCulture);
            at += written;
            while (target[at - 1] == '0') at--;
        }
        target[at++] = 'S';
        return at;
    }

    private static int Unit(Span<char> target, int at, ref UInt128 left, ulong seconds, char letter)
    {
        var unit = seconds * (ulong)Second;
        var count = (ulong)(left / unit);
        left %= unit;
        if (count == 0) return at;
        count.TryFormat(target[at..], out var written, default, CultureInfo.InvariantCulture);
        target[at + written] = letter;
        return at + written + 1;
    }

    private static int Put(Span<char> target, int at, string text)
    {
        text.CopyTo(target[at..]);
        return at + text.Length;
    }
}
