using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Lintel.Postgres.Native;

/// <summary>An interval as an ISO 8601 duration, as PostgreSQL writes it with <c>IntervalStyle = iso_8601</c>: months, days and a time, none of which is made another.</summary>
internal static class IntervalText
{
    /// <summary>The text of the binary form: microseconds, days, months.</summary>
    public static string Of(ReadOnlySpan<byte> raw)
    {
        var (micros, days, months) = (BinaryPrimitives.ReadInt64BigEndian(raw), BinaryPrimitives.ReadInt32BigEndian(raw[8..]), BinaryPrimitives.ReadInt32BigEndian(raw[12..]));
        switch (micros, days, months)
        {
            case (long.MaxValue, int.MaxValue, int.MaxValue): return "infinity";
            case (long.MinValue, int.MinValue, int.MinValue): return "-infinity";
            case (0, 0, 0): return "PT0S";
        }
        var text = new StringBuilder("P", 32);
        Part(text, months / 12, 'Y');
        Part(text, months % 12, 'M');
        Part(text, days, 'D');
        if (micros == 0) return text.ToString();
        text.Append('T');
        Part(text, micros / 3_600_000_000, 'H');
        Part(text, micros / 60_000_000 % 60, 'M');
        var (seconds, fraction) = Math.DivRem(micros % 60_000_000, 1_000_000);
        if (seconds == 0 && fraction == 0) return text.ToString();
        text.Append(CultureInfo.InvariantCulture, $"{(micros < 0 ? "-" : "")}{Math.Abs(seconds)}");
        if (fraction != 0) text.Append(string.Create(CultureInfo.InvariantCulture, $".{Math.Abs(fraction):000000}").TrimEnd('0'));
        return text.Append('S').ToString();
    }

    private static void Part(StringBuilder text, long count, char unit)
    {
        if (count != 0) text.Append(CultureInfo.InvariantCulture, $"{count}{unit}");
    }
}
