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
        Digits((int)(seconds / 3600), target[..2]);
        Digits((int)(seconds / 60 % 60), target.Slice(3, 2));
        Digits((int)(seconds % 60), target.Slice(6, 2));
        if (fraction == 0) return 8;
        target[8] = '.';
        var (thousandths, rest) = Math.DivRem((int)fraction, 1000);
        Digits(thousandths, target.Slice(9, 3));
        if (rest == 0) return 12;
        Digits(rest, target.Slice(12, 3));
        return 15;
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
        target[10] = 'T';
        return FormatDate((int)days + Epoch, target) + 1 + Format(time, target[11..]);
    }

    /// <summary>Writes <c>yyyy-MM-dd</c>. By hand, since a list has one on each row: a format that must be read costs ten times as much.</summary>
    public static int FormatDate(int dayNumber, Span<char> target)
    {
        var (year, month, day) = DateOnly.FromDayNumber(dayNumber);
        Digits(year, target[..4]);
        Digits(month, target.Slice(5, 2));
        Digits(day, target.Slice(8, 2));
        target[4] = target[7] = '-';
        return 10;
    }

    private static void Digits(int value, Span<char> target)
    {
        for (var i = target.Length - 1; i >= 0; i--)
        {
            (value, var digit) = Math.DivRem(value, 10);
            target[i] = (char)('0' + digit);
        }
    }

    private static bool TryTwo(ReadOnlySpan<char> text, int greatest, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= greatest;
}
