using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using Lintel.Model;
using Lintel.Model.Scalars;
using Lintel.Results;

namespace Lintel.Postgres.Native;

/// <summary>Cells from the bytes that the server sent, without an object between. One for each connection.</summary>
internal sealed class CellReader : IDisposable
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = LeastEscaping.Instance, SkipValidation = true };

    private readonly ArrayBufferWriter<byte> _json = new(256);
    private readonly Utf8JsonWriter _writer;
    private readonly byte[] _digits = new byte[64];

    public CellReader() => _writer = new Utf8JsonWriter(_json, Writing);

    /// <summary>The cell of a value that is not null; what is no number goes to the rows' arena.</summary>
    public Cell Read(ResultColumn column, byte[] raw, int at, int size, RowBuffer rows) => column.Form switch
    {
        CellForm.Text or CellForm.Bytes => rows.Add(raw.AsSpan(at, size)),
        CellForm.NumericText => rows.Add(_digits.AsSpan(0, Numeric.Format(raw.AsSpan(at, size), column.Type.Scale, _digits))),
        CellForm.Array => rows.Add(Json(raw, at, column.Element!)),
        CellForm.Int32 or CellForm.Int64 or CellForm.Double or CellForm.Bool or CellForm.Uuid or CellForm.Date or CellForm.Time or CellForm.Timestamp
            or CellForm.Interval or CellForm.Numeric => Fixed(raw.AsSpan(at, size), column),
    };

    public void Dispose() => _writer.Dispose();

    private static Cell Fixed(ReadOnlySpan<byte> raw, ResultColumn column) => column.Form switch
    {
        CellForm.Int32 => Cell.Of((long)BinaryPrimitives.ReadInt32BigEndian(raw)),
        CellForm.Int64 or CellForm.Time => Cell.Of(BinaryPrimitives.ReadInt64BigEndian(raw)),
        CellForm.Double => Cell.Of(BinaryPrimitives.ReadDoubleBigEndian(raw)),
        CellForm.Bool => Cell.Of((long)raw[0]),
        CellForm.Uuid => Cell.Of(new Guid(raw, bigEndian: true)),
        CellForm.Date => Cell.Of((long)BinaryPrimitives.ReadInt32BigEndian(raw) + Clock.Days),
        CellForm.Timestamp => Cell.Of(BinaryPrimitives.ReadInt64BigEndian(raw) + Clock.Micros),
        CellForm.Interval => Cell.Of(Interval(raw)),
        CellForm.Numeric => Cell.Of(Numeric.Scaled(raw, column.Type.Scale)),
        CellForm.NumericText or CellForm.Text or CellForm.Bytes or CellForm.Array => throw new InvalidOperationException("No cell of a fixed size."),
    };

    // Lintel writes microseconds alone; a month of someone else's is thirty days, as in PostgreSQL's own comparisons.
    private static long Interval(ReadOnlySpan<byte> raw)
    {
        var days = BinaryPrimitives.ReadInt32BigEndian(raw[8..]) + 30L * BinaryPrimitives.ReadInt32BigEndian(raw[12..]);
        return BinaryPrimitives.ReadInt64BigEndian(raw) + days * 86_400_000_000L;
    }

    /// <summary>An array in the form in which callers see it.</summary>
    private ReadOnlySpan<byte> Json(byte[] raw, int at, ResultColumn element)
    {
        _json.ResetWrittenCount();
        _writer.Reset(_json);
        _writer.WriteStartArray();
        var elements = new ArrayElements(raw, at);
        while (elements.Next())
        {
            if (elements.Size < 0) _writer.WriteNullValue();
            else Element(element, raw, elements.At, elements.Size);
        }
        _writer.WriteEndArray();
        _writer.Flush();
        return _json.WrittenSpan;
    }

    private void Element(ResultColumn column, byte[] raw, int at, int size)
    {
        var scalar = Scalar.For(column.Type.Kind);
        if (column.Form is CellForm.Text or CellForm.Bytes) scalar.Write(column.Type, _writer, Cell.At(at, size), raw);
        else if (column.Form == CellForm.NumericText)
            scalar.Write(column.Type, _writer, Cell.At(0, Numeric.Format(raw.AsSpan(at, size), column.Type.Scale, _digits)), _digits);
        else scalar.Write(column.Type, _writer, Fixed(raw.AsSpan(at, size), column), raw);
    }
}
