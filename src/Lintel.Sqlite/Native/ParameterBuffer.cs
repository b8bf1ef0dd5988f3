using System.Buffers;
using System.Text.Json;
using Lintel.Model;
using Lintel.Model.Scalars;
using Lintel.Results;
using Lintel.Sqlite.Foreign;
using Lintel.Sqlite.Plans;

namespace Lintel.Sqlite.Native;

/// <summary>JSON text of parameters: what is returned is valid until the next call.</summary>
internal sealed class ParameterBuffer : IDisposable
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = LeastEscaping.Instance, SkipValidation = true };

    private readonly ArrayBufferWriter<byte> _bytes = new(256);
    private readonly Utf8JsonWriter _writer;

    public ParameterBuffer() => _writer = new Utf8JsonWriter(_bytes, Writing);

    /// <summary>An array as an array column holds it: in wire form.</summary>
    public ReadOnlySpan<byte> Array(FieldType type, Value[] values)
    {
        Begin();
        var scalar = Scalar.For(type.Kind);
        var element = type.Element;
        _writer.WriteStartArray();
        foreach (var value in values) scalar.Write(element, _writer, value);
        _writer.WriteEndArray();
        return End();
    }

    /// <summary>One element as array columns hold it.</summary>
    public ReadOnlySpan<byte> Element(FieldType type, Value value)
    {
        Begin();
        Scalar.For(type.Kind).Write(type, _writer, value);
        return End();
    }

    /// <summary>A list to compare a column with: elements in storage form, binary64 numbers by their bits, bytes in hexadecimal.</summary>
    public ReadOnlySpan<byte> List(FieldType type, Value[] values)
    {
        Begin();
        _writer.WriteStartArray();
        var form = type.Kept is null ? null : ForeignForm.Of(type);
        foreach (var value in values)
        {
            if (form is not null)
            {
                Stored(form, value);
                continue;
            }
            switch (value.Kind)
            {
                case ValueKind.Null: _writer.WriteNullValue(); break;
                case ValueKind.Bool: _writer.WriteNumberValue(value.AsBool ? 1 : 0); break;
                case ValueKind.Integer: _writer.WriteNumberValue(value.AsInteger); break;
                case ValueKind.Double: _writer.WriteNumberValue(BitConverter.DoubleToInt64Bits(value.AsDouble)); break;
                case ValueKind.Text: _writer.WriteStringValue(value.AsText); break;
                case ValueKind.Uuid: _writer.WriteStringValue(value.AsUuid); break;
                case ValueKind.Bytes: _writer.WriteStringValue(Convert.ToHexString(value.AsBytes)); break;
                case ValueKind.List: throw new NotSupportedException($"A list of {type} values has lists in it.");
            }
        }
        _writer.WriteEndArray();
        return End();
    }

    /// <summary>The keys of some rows: values where a key is one field, lists where it is several; in the form of <see cref="List"/>.</summary>
    public ReadOnlySpan<byte> Keys(RowBuffer rows, ReadOnlySpan<int> which, int[] columns, CellForm[] forms, ForeignForm?[] foreign)
    {
        Begin();
        _writer.WriteStartArray();
        foreach (var row in which)
        {
            if (columns.Length > 1) _writer.WriteStartArray();
            for (var i = 0; i < columns.Length; i++) Key(rows[row, columns[i]], forms[i], foreign[i], rows.Arena);
            if (columns.Length > 1) _writer.WriteEndArray();
        }
        _writer.WriteEndArray();
        return End();
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    private void Key(Cell cell, CellForm form, ForeignForm? foreign, byte[] arena)
    {
        if (cell.IsNull)
        {
            _writer.WriteNullValue();
            return;
        }
        if (foreign is not null)
        {
            Stored(foreign, foreign.ValueOf(cell, arena));
            return;
        }
        switch (form)
        {
            case CellForm.Integer or CellForm.Double: _writer.WriteNumberValue(cell.Integer); break; // a double by its bits
            case CellForm.Uuid: _writer.WriteStringValue(cell.Uuid); break;
            case CellForm.Text: _writer.WriteStringValue(cell.Bytes(arena)); break;
            case CellForm.Blob: _writer.WriteStringValue(Convert.ToHexString(cell.Bytes(arena))); break;
        }
    }

    // As SqliteDialect.FromList reads it. A value that the type can't hold has no other form than its text.
    private void Stored(ForeignForm form, Value value)
    {
        if (value.IsNull || form.IsOutside(value))
        {
            if (value.IsNull || form.ListsBits || form.ListsBytes) _writer.WriteNullValue();
            else _writer.WriteStringValue(value.AsText);
            return;
        }
        var stored = form.Store(value, stackalloc byte[ForeignForm.Room]);
        switch (stored.Type)
        {
            case Sqlite3.TypeInteger: _writer.WriteNumberValue(stored.Integer); break;
            case Sqlite3.TypeFloat: _writer.WriteStringValue(BitConverter.DoubleToInt64Bits(stored.Real).ToString(System.Globalization.CultureInfo.InvariantCulture)); break;
            case Sqlite3.TypeText: _writer.WriteStringValue(stored.Bytes); break;
            default: _writer.WriteStringValue(Convert.ToHexString(stored.Bytes)); break;
        }
    }

    private void Begin()
    {
        _bytes.ResetWrittenCount();
        _writer.Reset(_bytes);
    }

    private ReadOnlySpan<byte> End()
    {
        _writer.Flush();
        return _bytes.WrittenSpan;
    }
}
