using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Lintel.Model;

namespace Lintel.Postgres.Native;

/// <summary>
/// Values as the text that PostgreSQL writes for them, from its binary form: what the engine's types can't hold, and what has no other form. One for each connection.
/// </summary>
internal sealed class NativeText
{
    private const long Day = 86_400_000_000L;
    private const int NotANumber = 0xC000, Infinite = 0xD000, NegativeInfinite = 0xF000;

    private static readonly int LeastDay = DateOnly.MinValue.DayNumber - Clock.EpochDay - Clock.Days;
    private static readonly int GreatestDay = DateOnly.MaxValue.DayNumber - Clock.EpochDay - Clock.Days;

    /// <summary>Where <see cref="Of"/> wrote last, from the first byte on.</summary>
    public byte[] Buffer { get; private set; } = new byte[64];

    /// <summary>Whether a value is one that the type of its column can't hold. Only columns that are not ours have such.</summary>
    public static bool IsOutside(ResultColumn column, ReadOnlySpan<byte> raw) => column.Type.Kept is not null && column.Form switch
    {
        CellForm.Double => !double.IsFinite(BinaryPrimitives.ReadDoubleBigEndian(raw)),
        CellForm.Single => !float.IsFinite(BinaryPrimitives.ReadSingleBigEndian(raw)),
        CellForm.Date => BinaryPrimitives.ReadInt32BigEndian(raw) is var days && (days < LeastDay || days > GreatestDay),
        CellForm.Time => BinaryPrimitives.ReadInt64BigEndian(raw) >= Day,
        CellForm.Timestamp => BinaryPrimitives.ReadInt64BigEndian(raw) is var micros && (micros < LeastDay * Day || micros >= (GreatestDay + 1) * Day),
        CellForm.Numeric or CellForm.NumericText => !Numeric.Fits(raw, column.Type.Precision, column.Type.Scale),
        CellForm.AnyNumeric => !Numeric.IsFinite(raw),
        CellForm.Int16 or CellForm.Int32 or CellForm.UInt32 or CellForm.Int64 or CellForm.Bool or CellForm.Uuid or CellForm.UuidText or CellForm.Interval or CellForm.IntervalText
            or CellForm.Text or CellForm.VersionedText or CellForm.Bytes or CellForm.Array => false,
    };

    /// <summary>The text of a value; valid until the next one.</summary>
    public ReadOnlySpan<byte> Of(ResultColumn column, ReadOnlySpan<byte> raw)
    {
        switch (column.Form)
        {
            case CellForm.Text or CellForm.Bytes or CellForm.Array: return raw;
            case CellForm.VersionedText: return raw[1..];
            case CellForm.NumericText when Numeric.Fits(raw, column.Type.Precision, column.Type.Scale): return Digits(raw, column.Type.Scale);
            case CellForm.Numeric or CellForm.NumericText or CellForm.AnyNumeric:
                return BinaryPrimitives.ReadUInt16BigEndian(raw[4..]) switch
                {
                    NotANumber => "NaN"u8,
                    Infinite => "Infinity"u8,
                    NegativeInfinite => "-Infinity"u8,
                    _ => Digits(raw, Numeric.ScaleOf(raw)),
                };
            default: return Written(Text(column, raw));
        }
    }

    private static string Text(ResultColumn column, ReadOnlySpan<byte> raw)
    {
        var culture = CultureInfo.InvariantCulture;
        return column.Form switch
        {
            CellForm.Int16 => BinaryPrimitives.ReadInt16BigEndian(raw).ToString(culture),
            CellForm.Int32 => BinaryPrimitives.ReadInt32BigEndian(raw).ToString(culture),
            CellForm.UInt32 => BinaryPrimitives.ReadUInt32BigEndian(raw).ToString(culture),
            CellForm.Int64 => BinaryPrimitives.ReadInt64BigEndian(raw).ToString(culture),
            CellForm.Double => BinaryPrimitives.ReadDoubleBigEndian(raw).ToString("R", culture),
            CellForm.Single => BinaryPrimitives.ReadSingleBigEndian(raw).ToString("R", culture),
            CellForm.Bool => raw[0] != 0 ? "t" : "f",
            CellForm.Uuid or CellForm.UuidText => new Guid(raw, bigEndian: true).ToString(),
            CellForm.Date => Date(BinaryPrimitives.ReadInt32BigEndian(raw)),
            CellForm.Time => Time(BinaryPrimitives.ReadInt64BigEndian(raw)),
            CellForm.Timestamp => Moment(BinaryPrimitives.ReadInt64BigEndian(raw), column.Type.Kind == ScalarKind.Timestamp ? "+00" : ""),
            CellForm.Interval or CellForm.IntervalText => IntervalText.Of(raw),
            CellForm.Text or CellForm.VersionedText or CellForm.Bytes or CellForm.Array or CellForm.Numeric or CellForm.NumericText or CellForm.AnyNumeric =>
                throw new InvalidOperationException("Its text is made of its bytes."),
        };
    }

    private static string Date(int days) => days switch
    {
        int.MaxValue => "infinity",
        int.MinValue => "-infinity",
        _ => LongCalendar.Of(days + Clock.Days) is var (date, isBefore) && isBefore ? date + " BC" : date,
    };

    private static string Moment(long micros, string zone)
    {
        if (micros is long.MaxValue or long.MinValue) return micros > 0 ? "infinity" : "-infinity";
        var days = Math.DivRem(micros, Day, out var time);
        if (time < 0) (days, time) = (days - 1, time + Day);
        var (date, isBefore) = LongCalendar.Of(days + Clock.Days);
        return $"{date} {Time(time)}{zone}{(isBefore ? " BC" : "")}";
    }

    private static string Time(long micros)
    {
        var (seconds, fraction) = Math.DivRem(micros, 1_000_000);
        var whole = string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}");
        return fraction == 0 ? whole : whole + string.Create(CultureInfo.InvariantCulture, $".{fraction:000000}").TrimEnd('0');
    }

    private ReadOnlySpan<byte> Digits(ReadOnlySpan<byte> raw, int scale)
    {
        Reserve(Numeric.Longest(raw, scale));
        return Buffer.AsSpan(0, Numeric.Format(raw, scale, Buffer));
    }

    private ReadOnlySpan<byte> Written(string text)
    {
        Reserve(text.Length);
        return Buffer.AsSpan(0, Encoding.ASCII.GetBytes(text, Buffer));
    }

    private void Reserve(int length)
    {
        if (length > Buffer.Length) Buffer = new byte[length * 2];
    }
}
