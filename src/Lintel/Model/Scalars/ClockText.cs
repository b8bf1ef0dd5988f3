using System.Globalization;

namespace Lintel.Model.Scalars;

/// <summary>RFC 3339 times and dates with times, exact to the microsecond.</summary>
internal static class ClockText
{
    public const long Second = 1_000_000;
    private const long Day = 24 * 60 * 60 * Second;

    private static readonly int Epoch = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    /// <summary>Reads <c>HH:mm:ss</c> with up to six digits of a fraction (more only where they are zero).</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out long micros)
    {
        micros = 0;
        if (text.Length < 8 || text[2] != ':' || text[5] != ':') return false;
        if (!TryTwo(text[..2], 23, out var hours) || !TryTwo(text[3..5], 59, out var minutes) || !TryTwo(text[6..8], 59, out var seconds)) return false;
        long fraction = 0;
        if (text.Length > 8)
        {
            if (text[8] != '.' || text.Length == 9) return false;
            long unit = Second / 10;
            foreach (var digit in text[9..])
            {
                if (!char.IsAsciiDigit(digit) || (unit == 0 && digit != '0')) return false;
                fraction += (digit - '0') * unit;
                unit /= 10;
            }
        }
        micros = ((hours * 60L + minutes) * 60 + seconds) * Second + fraction;
        return true;
    }

    /// <summary>Reads <c>yyyy-MM-ddTHH:mm:ss…</c>.</summary>
    public static bool TryReadDateTime(ReadOnlySpan<char> text, out long micros)
    {
        micros = 0;
        if (text.Length < 19 || text[10] is not ('T' or 't' or ' ')) return false;
        if (!DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return false;
        if (!TryRead(text[11..], out var time)) return false;
        micros = (date.DayNumber - Epoch) * Day + time;
        return true;
    }

    /// <summary>Writes a time of day; a fraction has three or six digits, or is left out.</summary>
    public static int Format(long micros, Span<char> target)
    {
        var (seconds, fraction) = Math.DivRem(micros, Second);
        target[2] = target[5] = ':';
        Two((int)(seconds / 3600), target);
        Two((int)(seconds / 60 % 60), target[3..]);
        Two((int)(seconds % 60), target[6..]);
        if (fraction == 0) return 8;
        target[8] = '.';
        var short_ = fraction % 1000 == 0;
        (short_ ? fraction / 1000 : fraction).TryFormat(target[9..], out var written, short_ ? "D3" : "D6", CultureInfo.InvariantCulture);
        return 9 + written;
    }

    /// <summary>Writes a date and time with a <c>T</c> between.</summary>
    public static int FormatDateTime(long micros, Span<char> target)
    {
        var days = Math.DivRem(micros, Day, out var time);
        if (time < 0)
        {
            time += Day;
            days--;
        }
        DateOnly.FromDayNumber((int)days + Epoch).TryFormat(target, out var written, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        target[written] = 'T';
        return written + 1 + Format(time, target[(written + 1)..]);
    }

    private static bool TryTwo(ReadOnlySpan<char> text, int greatest, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= greatest;

    private static void Two(int value, Span<char> target)
    {
        target[0] = (char)('0' + value / 10);
        target[1] = (char)('0' + value % 10);
    }
}
