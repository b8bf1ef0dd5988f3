using Lintel.Model;
using Lintel.Sqlite.Native;

namespace Lintel.Sqlite.Foreign;

/// <summary>Times as text of a layout.</summary>
internal sealed class LayoutForm(FieldType type) : ForeignForm(type)
{
    private readonly ClockLayout _layout = type.Kept!.Layout!;

    public override bool TryRead(in StoredValue stored, out Value value)
    {
        var read = _layout.TryRead(stored.Bytes, out var number);
        value = Value.Of(number);
        return read && stored.Type == Sqlite3.TypeText;
    }

    public override StoredValue Store(Value value, Span<byte> buffer) => StoredValue.Text(buffer[.._layout.Format(value.AsInteger, buffer)]);
}

/// <summary>What numbers that stand for times have in common: microseconds, of dates days.</summary>
internal abstract class ClockNumberForm(FieldType type) : ForeignForm(type)
{
    private static readonly long Least = (DateTime.MinValue - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
    private static readonly long Greatest = (DateTime.MaxValue - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public override bool ListsBits => true;

    public override bool TryRead(in StoredValue stored, out Value value)
    {
        value = default;
        if (!TryMicros(stored, out var micros) || micros < Least || micros > Greatest) return false;
        if (Type.Kind == ScalarKind.Date && micros % TimeSpan.MicrosecondsPerDay != 0) return false;
        value = Value.Of(Type.Kind == ScalarKind.Date ? micros / TimeSpan.MicrosecondsPerDay : micros);
        return true;
    }

    public sealed override StoredValue Store(Value value, Span<byte> buffer) =>
        Store(Type.Kind == ScalarKind.Date ? value.AsInteger * TimeSpan.MicrosecondsPerDay : value.AsInteger);

    protected abstract bool TryMicros(in StoredValue stored, out long micros);

    protected abstract StoredValue Store(long micros);
}

/// <summary>Times as a number of seconds or milliseconds since 1970; one with a fraction of them is a binary64 number.</summary>
internal sealed class UnixForm(FieldType type, long unit) : ClockNumberForm(type)
{
    private const double Most = 4e17; // microseconds, beyond any year that there is here

    protected override bool TryMicros(in StoredValue stored, out long micros)
    {
        micros = 0;
        if (stored.Type == Sqlite3.TypeInteger)
        {
            micros = unchecked(stored.Integer * unit);
            return micros / unit == stored.Integer;
        }
        if (stored.Type != Sqlite3.TypeFloat || !(Math.Abs(stored.Real) * unit < Most)) return false;
        micros = (long)Math.Round(stored.Real * unit);
        return Store(micros) is var again && again.IsNumber(out var number) && number == stored.Real;
    }

    protected override StoredValue Store(long micros) => micros % unit == 0 ? StoredValue.Of(micros / unit) : StoredValue.Of((double)micros / unit);
}

/// <summary>Times as Julian days, computed as SQLite does: in whole milliseconds.</summary>
internal sealed class JulianForm(FieldType type) : ClockNumberForm(type)
{
    private const double Day = 86_400_000;
    private const long Epoch = 210_866_760_000_000; // 1970-01-01 in milliseconds of Julian days

    protected override bool TryMicros(in StoredValue stored, out long micros)
    {
        micros = 0;
        if (!stored.IsNumber(out var days) || !(days is >= 0 and < 5_373_485)) return false;
        var milliseconds = (long)(days * Day + 0.5);
        micros = (milliseconds - Epoch) * 1000;
        return milliseconds / Day == days;
    }

    protected override StoredValue Store(long micros) => StoredValue.Of((Math.DivRem(micros, 1000).Quotient + Epoch) / Day);
}
