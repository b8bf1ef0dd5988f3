using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
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
    private readonly ArrayText _list = new();
    private readonly Utf8JsonWriter _writer;
    private readonly NativeText _text = new();

    public CellReader() => _writer = new Utf8JsonWriter(_json, Writing);

    /// <summary>The cell of a value that is not null; what is no number goes to the rows' arena.</summary>
    public Cell Read(ResultColumn column, byte[] raw, int at, int size, RowBuffer rows)
    {
        if (column.Form == CellForm.Array) return AddArray(column.Element!, raw, at, rows);
        var bytes = raw.AsSpan(at, size);
        if (!column.IsText) return NativeText.IsOutside(column, bytes) ? rows.AddOutside(_text.Of(column, bytes)) : Fixed(bytes, column);
        var isOutside = column.Form is CellForm.NumericText or CellForm.AnyNumeric && NativeText.IsOutside(column, bytes);
        return isOutside ? rows.AddOutside(_text.Of(column, bytes)) : rows.Add(_text.Of(column, bytes));
    }

    public void Dispose() => _writer.Dispose();

    private static Cell Fixed(ReadOnlySpan<byte> raw, ResultColumn column) => column.Form switch
    {
        CellForm.Int16 => Cell.Of((long)BinaryPrimitives.ReadInt16BigEndian(raw)),
        CellForm.Int32 => Cell.Of((long)BinaryPrimitives.ReadInt32BigEndian(raw)),
        CellForm.UInt32 => Cell.Of((long)BinaryPrimitives.ReadUInt32BigEndian(raw)),
        CellForm.Int64 or CellForm.Time => Cell.Of(BinaryPrimitives.ReadInt64BigEndian(raw)),
        CellForm.Double => Cell.Of(BinaryPrimitives.ReadDoubleBigEndian(raw)),
        CellForm.Single => Cell.Of(Widened(BinaryPrimitives.ReadSingleBigEndian(raw))),
        CellForm.Bool => Cell.Of((long)raw[0]),
        CellForm.Uuid => Cell.Of(new Guid(raw, bigEndian: true)),
        CellForm.Date => Cell.Of((long)BinaryPrimitives.ReadInt32BigEndian(raw) + Clock.Days),
        CellForm.Timestamp => Cell.Of(BinaryPrimitives.ReadInt64BigEndian(raw) + Clock.Micros),
        CellForm.Interval => Cell.Of(Interval(raw)),
        CellForm.Numeric => Cell.Of(Numeric.Scaled(raw, column.Type.Scale)),
        CellForm.NumericText or CellForm.Text or CellForm.Bytes or CellForm.Array or CellForm.AnyNumeric or CellForm.UuidText or CellForm.IntervalText or CellForm.VersionedText =>
            throw new InvalidOperationException("No cell of a fixed size."),
    };

    // Lintel writes microseconds alone; a month of someone else's is thirty days, as in PostgreSQL's own comparisons.
    private static long Interval(ReadOnlySpan<byte> raw)
    {
        var days = BinaryPrimitives.ReadInt32BigEndian(raw[8..]) + 30L * BinaryPrimitives.ReadInt32BigEndian(raw[12..]);
        return BinaryPrimitives.ReadInt64BigEndian(raw) + days * 86_400_000_000L;
    }

    // The number that people mean by 0.1, and not the nearest one that 32 bits hold.
    private static double Widened(float value) => double.Parse(value.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>An array in the form in which callers see it: a list of lists, where it has several dimensions.</summary>
    private Cell AddArray(ResultColumn element, byte[] raw, int at, RowBuffer rows)
    {
        var shape = new ArrayShape(raw, at);
        _json.ResetWrittenCount();
        _writer.Reset(_json);
        if (shape.IsFromOne && !IsAmbiguous(element, shape))
        {
            var elements = new ArrayElements(raw, shape);
            Items(element, raw, shape, 0, ref elements);
        }
        else _writer.WriteStringValue(Bounded(element, raw, at, shape));
        _writer.Flush();
        return rows.Add(_json.WrittenSpan);
    }

    private void Items(ResultColumn element, byte[] raw, in ArrayShape shape, int dimension, ref ArrayElements elements)
    {
        _writer.WriteStartArray();
        for (var i = 0; i < shape.Length(dimension); i++)
        {
            if (dimension + 1 < shape.Dimensions) Items(element, raw, shape, dimension + 1, ref elements);
            else if (elements.Next()) Element(element, raw, elements.At, elements.Size);
        }
        _writer.WriteEndArray();
    }

    // A list of lists may be one of JSON values that are lists.
    private static bool IsAmbiguous(ResultColumn element, in ArrayShape shape) => shape.Dimensions > 1 && element.Type.Kind == ScalarKind.Json;

    /// <summary>An array of which a list can't say what it is: as PostgreSQL writes it, with its dimensions.</summary>
    private ReadOnlySpan<byte> Bounded(ResultColumn element, byte[] raw, int at, in ArrayShape shape)
    {
        var elements = new ArrayElements(raw, shape);
        _list.Begin(shape);
        BoundedItems(element, raw, shape, 0, ref elements);
        return _list.Written.Span;
    }

    private void BoundedItems(ResultColumn element, byte[] raw, in ArrayShape shape, int dimension, ref ArrayElements elements)
    {
        _list.Open();
        for (var i = 0; i < shape.Length(dimension); i++)
        {
            if (dimension + 1 < shape.Dimensions) BoundedItems(element, raw, shape, dimension + 1, ref elements);
            else if (elements.Next()) _list.AddText(elements.Size < 0 ? null : Text(element, raw.AsSpan(elements.At, elements.Size)), elements.Size < 0);
        }
        _list.End();
    }

    private ReadOnlySpan<byte> Text(ResultColumn element, ReadOnlySpan<byte> raw) =>
        element.Form == CellForm.Bytes ? Encoding.ASCII.GetBytes("\\x" + Convert.ToHexStringLower(raw)) : _text.Of(element, raw);

    private void Element(ResultColumn column, byte[] raw, int at, int size)
    {
        if (size < 0)
        {
            _writer.WriteNullValue();
            return;
        }
        var bytes = raw.AsSpan(at, size);
        var scalar = Scalar.For(column.Type.Kind);
        if (NativeText.IsOutside(column, bytes)) _writer.WriteStringValue(_text.Of(column, bytes));
        else if (column.Form is CellForm.Text or CellForm.Bytes) scalar.Write(column.Type, _writer, Cell.At(at, size), raw);
        // A number before the text says which version it has.
        else if (column.Form == CellForm.VersionedText) scalar.Write(column.Type, _writer, Cell.At(at + 1, size - 1), raw);
        else if (column.IsText)
        {
            var length = _text.Of(column, bytes).Length;
            scalar.Write(column.Type, _writer, Cell.At(0, length), _text.Buffer);
        }
        else scalar.Write(column.Type, _writer, Fixed(bytes, column), raw);
    }
}
