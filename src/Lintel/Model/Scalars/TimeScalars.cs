using System.Globalization;
using System.Text.Json;

namespace Lintel.Model.Scalars;

/// <summary>What all kinds of time share: microseconds in 64 bits, read and written without a culture.</summary>
internal abstract class TemporalScalar : Scalar
{
    protected const int MaxText = 48;

    public sealed override ValueKind Held => ValueKind.Integer;

    public sealed override bool TryParse(FieldType type, ReadOnlySpan<char> text, out Value value)
    {
        var valid = TryRead(text, out var number) && (type.Kept is not { } kept || number % kept.Step(type.Kind) == 0);
        value = valid ? Value.Of(number) : default;
        return valid;
    }

    protected sealed override void WriteHeld(FieldType type, Utf8JsonWriter writer, Cell cell, byte[] arena) => Write(writer, cell.Integer);

    protected sealed override void WriteHeld(FieldType type, Utf8JsonWriter writer, Value value) => Write(writer, value.AsInteger);

    public abstract bool TryRead(ReadOnlySpan<char> text, out long value);

    public abstract int Format(long value, Span<char> target);

    private void Write(Utf8JsonWriter writer, long value)
    {
        Span<char> text = stackalloc char[MaxText];
        writer.WriteStringValue(text[..Format(value, text)]);
    }
}

/// <summary><c>date</c>, RFC 3339 <c>full-date</c>: days since 1970-01-01.</summary>
internal sealed class DateScalar : TemporalScalar
{
    private static readonly int Epoch = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    public override string SchemaFormat => "date";

    public override string Expected(FieldType type) => "a date such as 2026-01-31";

    public override string Example(FieldType type) => "\"2026-01-31\"";

    public override bool TryRead(ReadOnlySpan<char> text, out long value)
    {
        var valid = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date);
        value = date.DayNumber - Epoch;
        return valid;
    }

    public override int Format(long value, Span<char> target) => ClockText.FormatDate((int)value + Epoch, target);
}

/// <summary><c>time</c>, RFC 3339 <c>partial-time</c>: microseconds since midnight.</summary>
internal sealed class TimeScalar : TemporalScalar
{
    public override string SchemaFormat => "time-local"; // OpenAPI format registry

    public override string Expected(FieldType type) => "a time of day such as 13:45:30";

    public override string Example(FieldType type) => "\"13:45:30\"";

    public override bool TryRead(ReadOnlySpan<char> text, out long value) => ClockText.TryRead(text, out value);

    public override int Format(long value, Span<char> target) => ClockText.Format(value, target);
}

/// <summary><c>datetime</c>: a calendar date and time without a zone; microseconds since 1970-01-01T00:00:00.</summary>
internal sealed class DateTimeScalar : TemporalScalar
{
    public override string SchemaFormat => "date-time-local"; // OpenAPI format registry

    public override string Expected(FieldType type) => "a date and time without a zone such as 2026-01-31T13:45:30";

    public override string Example(FieldType type) => "\"2026-01-31T13:45:30\"";

    public override bool TryRead(ReadOnlySpan<char> text, out long value) => ClockText.TryReadDateTime(text, out value);

    public override int Format(long value, Span<char> target) => ClockText.FormatDateTime(value, target);
}

/// <summary><c>timestamp</c>, RFC 3339 <c>date-time</c>, written in UTC; microseconds since the Unix epoch.</summary>
internal sealed class TimestampScalar : TemporalScalar
{
    private static readonly long Least = (DateTime.MinValue - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
    private static readonly long Greatest = (DateTime.MaxValue - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public override string SchemaFormat => "date-time";

    public override string Expected(FieldType type) => "an instant with its zone such as 2026-01-31T13:45:30Z";

    public override string Example(FieldType type) => "\"2026-01-31T13:45:30Z\"";

    public override bool TryRead(ReadOnlySpan<char> text, out long value)
    {
        value = 0;
        if (text is [.. var utc, 'Z' or 'z']) return ClockText.TryReadDateTime(utc, out value);
        if (text.Length < 6 || text[^6] is not ('+' or '-') || text[^3] != ':') return false;
        if (!int.TryParse(text[^5..^3], NumberStyles.None, CultureInfo.InvariantCulture, out var hours) || hours > 23) return false;
        if (!int.TryParse(text[^2..], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) || minutes > 59) return false;
        if (!ClockText.TryReadDateTime(text[..^6], out value)) return false;
        var offset = (hours * 60 + minutes) * 60 * ClockText.Second;
        value += text[^6] == '-' ? offset : -offset;
        return value >= Least && value <= Greatest;
    }

    public override int Format(long value, Span<char> target)
    {
        var length = ClockText.FormatDateTime(value, target);
        target[length] = 'Z';
        return length + 1;
    }
}

/// <summary><c>duration</c>, ISO 8601 with days of 24 hours; microseconds.</summary>
internal sealed class DurationScalar : TemporalScalar
{
    public override string SchemaFormat => "duration";

    public override string Expected(FieldType type) => "an ISO 8601 duration of days, hours, minutes and seconds such as P1DT2H30M";

    public override string Example(FieldType type) => "\"PT2H30M\"";

    public override bool TryRead(ReadOnlySpan<char> text, out long value) => DurationText.TryRead(text, out value);

    public override int Format(long value, Span<char> target) => DurationText.Format(value, target);
}
