using System.Buffers;
using System.Globalization;
using System.Text;
using Lintel.Model;

namespace Lintel.Postgres.Native;

/// <summary>The text of an array as PostgreSQL reads it (§8.15.6 of its manual), in UTF-8 and without an object an element.</summary>
internal sealed class ArrayText
{
    private readonly ArrayBufferWriter<byte> _bytes = new(256);
    private bool _first;

    /// <summary>What was written; valid until the next <see cref="Begin()"/>.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.WrittenMemory;

    /// <summary>A value as the text of its column's type.</summary>
    public static string Of(FieldType type, Value value)
    {
        if (value.Kind == ValueKind.Text) return value.AsText;
        var text = new ArrayText();
        if (type.IsArray) text.List(type.Element, value.AsList);
        else if (value.Kind == ValueKind.Bytes) return "\\x" + Convert.ToHexStringLower(value.AsBytes);
        else text.Plain(type, value);
        return Encoding.UTF8.GetString(text._bytes.WrittenSpan);
    }

    /// <summary>Writes a whole list.</summary>
    public void List(FieldType type, ReadOnlySpan<Value> values)
    {
        Begin();
        foreach (var value in values) Add(type, value);
        End();
    }

    public void Begin()
    {
        // What one large insert needed is not kept for good.
        if (_bytes.Capacity > 1 << 20) _bytes.Clear();
        _bytes.ResetWrittenCount();
        _bytes.Write("{"u8);
        _first = true;
    }

    /// <summary>Begins an array that says where its dimensions begin: <c>[0:2]={…}</c>; <see cref="Open"/> comes next.</summary>
    public void Begin(in ArrayShape shape)
    {
        _bytes.ResetWrittenCount();
        for (var i = 0; i < shape.Dimensions; i++)
            _bytes.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"[{shape.First(i)}:{shape.First(i) + shape.Length(i) - 1}]")));
        _bytes.Write("="u8);
        _first = true;
    }

    /// <summary>Begins a list within an array of several dimensions.</summary>
    public void Open()
    {
        Next();
        _bytes.Write("{"u8);
        _first = true;
    }

    public void End()
    {
        _bytes.Write("}"u8);
        _first = false;
    }

    /// <summary>Takes the text of a whole array as it is.</summary>
    public void Whole(string text)
    {
        _bytes.ResetWrittenCount();
        Encoding.UTF8.GetBytes(text, _bytes);
    }

    /// <summary>Adds the text of an element; null where there is none.</summary>
    public void AddText(ReadOnlySpan<byte> text, bool isNull)
    {
        Next();
        if (isNull) _bytes.Write("NULL"u8);
        else Quoted(text);
    }

    /// <summary>Adds a value; one of an array type as its own text.</summary>
    public void Add(FieldType type, Value value)
    {
        Next();
        switch (value.Kind)
        {
            case ValueKind.Null: _bytes.Write("NULL"u8); break;
            case ValueKind.Text: Quoted(value.AsText); break;
            case ValueKind.Bytes: Hex(value.AsBytes); break;
            case ValueKind.List when type.IsArray: Quoted(Of(type, value)); break;
            case ValueKind.List:
                _bytes.Write("{"u8);
                _first = true;
                foreach (var item in value.AsList) Add(type, item);
                End();
                break;
            case ValueKind.Bool or ValueKind.Integer or ValueKind.Double or ValueKind.Uuid: Plain(type, value); break;
        }
    }

    /// <summary>Adds a cell of a result.</summary>
    public void Add(FieldType type, CellForm form, Cell cell, byte[] arena)
    {
        Next();
        if (cell.IsNull)
        {
            _bytes.Write("NULL"u8);
            return;
        }
        switch (form)
        {
            case CellForm.Double or CellForm.Single: Plain(type, Value.Of(cell.Double)); break;
            case CellForm.Uuid: Plain(type, Value.Of(cell.Uuid)); break;
            case CellForm.Bool: Plain(type, Value.Of(cell.Integer != 0)); break;
            case CellForm.Bytes: Hex(cell.Bytes(arena)); break;
            case CellForm.Text or CellForm.VersionedText or CellForm.NumericText or CellForm.AnyNumeric or CellForm.UuidText or CellForm.IntervalText or CellForm.Array: Quoted(cell.Bytes(arena)); break;
            case CellForm.Int16 or CellForm.Int32 or CellForm.UInt32 or CellForm.Int64 or CellForm.Date or CellForm.Time or CellForm.Timestamp or CellForm.Interval or CellForm.Numeric:
                Plain(type, Value.Of(cell.Integer));
                break;
        }
    }

    private void Next()
    {
        if (!_first) _bytes.Write(","u8);
        _first = false;
    }

    private void Plain(FieldType type, Value value) => PlainText.Write(_bytes, type, value);

    private void Quoted(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        var rented = ArrayPool<byte>.Shared.Rent(length);
        Encoding.UTF8.GetBytes(text, rented);
        Quoted(rented.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(rented);
    }

    private void Quoted(ReadOnlySpan<byte> text)
    {
        _bytes.Write("\""u8);
        while (text.IndexOfAny((byte)'"', (byte)'\\') is var at and >= 0)
        {
            _bytes.Write(text[..at]);
            _bytes.Write("\\"u8);
            _bytes.Write(text.Slice(at, 1));
            text = text[(at + 1)..];
        }
        _bytes.Write(text);
        _bytes.Write("\""u8);
    }

    private void Hex(ReadOnlySpan<byte> bytes)
    {
        _bytes.Write("\"\\\\x"u8);
        var target = _bytes.GetSpan(bytes.Length * 2);
        Convert.TryToHexStringLower(bytes, target, out var written);
        _bytes.Advance(written);
        _bytes.Write("\""u8);
    }
}
