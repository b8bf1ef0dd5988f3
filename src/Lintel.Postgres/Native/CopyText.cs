using System.Buffers;
using System.Text;
using Lintel.Model;

namespace Lintel.Postgres.Native;

/// <summary>Rows in the text format of COPY (PostgreSQL's manual, "COPY", File Formats), in UTF-8.</summary>
internal sealed class CopyText
{
    private static readonly SearchValues<byte> Escaped = SearchValues.Create("\\\t\n\r"u8);

    private readonly ArrayBufferWriter<byte> _bytes = new(64 * 1024);
    private bool _first = true;

    /// <summary>What was written.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.WrittenMemory;

    /// <summary>Forgets what was written, and keeps the room for it.</summary>
    public void Clear() => _bytes.ResetWrittenCount();

    /// <summary>Adds a value to the row at hand.</summary>
    public void Add(FieldType type, Value value)
    {
        if (!_first) _bytes.Write("\t"u8);
        _first = false;
        switch (value.Kind)
        {
            case ValueKind.Null: _bytes.Write("\\N"u8); break;
            case ValueKind.Text: Text(value.AsText); break;
            case ValueKind.Bytes or ValueKind.List: Text(ArrayText.Of(type, value)); break;
            case ValueKind.Bool or ValueKind.Integer or ValueKind.Double or ValueKind.Uuid: PlainText.Write(_bytes, type, value); break;
        }
    }

    /// <summary>Ends the row at hand.</summary>
    public void EndRow()
    {
        _bytes.Write("\n"u8);
        _first = true;
    }

    private void Text(string text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        var target = _bytes.GetSpan(most);
        var length = Encoding.UTF8.GetBytes(text, target);
        if (target[..length].ContainsAny(Escaped)) Escape(Encoding.UTF8.GetBytes(text));
        else _bytes.Advance(length);
    }

    private void Escape(ReadOnlySpan<byte> text)
    {
        while (text.IndexOfAny(Escaped) is var at and >= 0)
        {
            _bytes.Write(text[..at]);
            _bytes.Write(text[at] switch
            {
                (byte)'\t' => "\\t"u8,
                (byte)'\n' => "\\n"u8,
                (byte)'\r' => "\\r"u8,
                _ => "\\\\"u8,
            });
            text = text[(at + 1)..];
        }
        _bytes.Write(text);
    }
}
