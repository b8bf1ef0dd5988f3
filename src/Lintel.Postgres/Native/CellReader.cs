using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using Lintel.Model;
using Lintel.Model.Scalars;
using Lintel.Results;
using Npgsql;

namespace Lintel.Postgres.Native;

/// <summary>Cells from the bytes that the server sent, without an object between. One for each connection.</summary>
internal sealed class CellReader : IDisposable
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = LeastEscaping.Instance, SkipValidation = true };

    private readonly ArrayBufferWriter<byte> _json = new(256);
    private readonly Utf8JsonWriter _writer;
    private readonly byte[] _digits = new byte[64];
    private byte[] _raw = new byte[256];

    public CellReader() => _writer = new Utf8JsonWriter(_json, Writing);

    /// <summary>Adds a row of the columns from the first on.</summary>
    public void Row(NpgsqlDataReader reader, int first, ResultColumn[] columns, RowBuffer rows)
    {
        var cells = rows.AddRow();
        for (var i = 0; i < columns.Length; i++)
        {
            var column = columns[i];
            cells[i] = column.Nullable && reader.IsDBNull(first + i) ? Cell.Null : Read(reader, first + i, column, rows);
        }
    }

    public void Dispose() => _writer.Dispose();

    private Cell Read(NpgsqlDataReader reader, int ordinal, ResultColumn column, RowBuffer rows)
    {
        if (column.Form is CellForm.Text or CellForm.Bytes)
        {
            var length = (int)reader.GetBytes(ordinal, 0, null, 0, 0);
            rows.Reserve(length);
            var cell = rows.Commit(length);
            if (length > 0) reader.GetBytes(ordinal, 0, rows.Arena, (int)(uint)(ulong)cell.Bits, length);
            return cell;
        }
        var raw = Raw(reader, ordinal, column.Form);
        return column.Form switch
        {
            CellForm.NumericText => rows.Add(_digits.AsSpan(0, Numeric.Format(raw, column.Type.Scale, _digits))),
            CellForm.Array => rows.Add(Json(raw.Length, column.Element!)),
            _ => Fixed(raw, column),
        };
    }

    private ReadOnlySpan<byte> Raw(NpgsqlDataReader reader, int ordinal, CellForm form)
    {
        var length = form is CellForm.Array or CellForm.Numeric or CellForm.NumericText ? (int)reader.GetBytes(ordinal, 0, null, 0, 0) : 16;
        if (length > _raw.Length) _raw = new byte[length * 2];
        return _raw.AsSpan(0, (int)reader.GetBytes(ordinal, 0, _raw, 0, length));
    }

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

    /// <summary>The array in <see cref="_raw"/> in the form in which callers see it.</summary>
    private ReadOnlySpan<byte> Json(int length, ResultColumn element)
    {
        var raw = _raw.AsSpan(0, length);
        _json.ResetWrittenCount();
        _writer.Reset(_json);
        _writer.WriteStartArray();
        var count = BinaryPrimitives.ReadInt32BigEndian(raw) == 0 ? 0 : BinaryPrimitives.ReadInt32BigEndian(raw[12..]);
        var at = 20;
        for (var i = 0; i < count; i++)
        {
            var size = BinaryPrimitives.ReadInt32BigEndian(raw[at..]);
            at += 4;
            if (size < 0)
            {
                _writer.WriteNullValue();
                continue;
            }
            Element(element, at, size);
            at += size;
        }
        _writer.WriteEndArray();
        _writer.Flush();
        return _json.WrittenSpan;
    }

    private void Element(ResultColumn column, int at, int size)
    {
        var scalar = Scalar.For(column.Type.Kind);
        if (column.Form is CellForm.Text or CellForm.Bytes) scalar.Write(column.Type, _writer, Cell.At(at, size), _raw);
        else if (column.Form == CellForm.NumericText)
            scalar.Write(column.Type, _writer, Cell.At(0, Numeric.Format(_raw.AsSpan(at, size), column.Type.Scale, _digits)), _digits);
        else scalar.Write(column.Type, _writer, Fixed(_raw.AsSpan(at, size), column), _raw);
    }
}
