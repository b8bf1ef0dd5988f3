using System.Buffers;
using System.Text;
using Lintel.Model;

namespace Lintel.Postgres.Native;

/// <summary>Rows in the text format of COPY (PostgreSQL's manual, "COPY", File Formats), in UTF-8. Its memory is lent: disposing gives it back.</summary>
internal sealed class CopyText : IBufferWriter<byte>, IDisposable
{
    // A row more than what is sent at once.
    private const int Room = 64 * 1024;

    private static readonly SearchValues<byte> Escaped = SearchValues.Create("\\\t\n\r"u8);

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(Room);
    private int _length;
    private bool _first = true;

    /// <summary>What was written.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _length);

    /// <summary>Adds a value to the row at hand.</summary>
    public void Add(FieldType type, Value value)
    {
        if (!_first) Append((byte)'\t');
        _first = false;
        switch (value.Kind)
        {
            case ValueKind.Null: this.Write("\\N"u8); break;
            case ValueKind.Text: Text(value.AsText); break;
            case ValueKind.Bytes or ValueKind.List: Text(ArrayText.Of(type, value)); break;
            case ValueKind.Bool or ValueKind.Integer or ValueKind.Double or ValueKind.Uuid: PlainText.Write(this, type, value); break;
        }
    }

    /// <summary>Ends the row at hand.</summary>
    public void EndRow()
    {
        Append((byte)'\n');
        _first = true;
    }

    /// <inheritdoc/>
    public void Advance(int count) => _length += count;

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Grow(sizeHint);
        return _bytes.AsMemory(_length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Grow(sizeHint);
        return _bytes.AsSpan(_length);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
        (_bytes, _length) = ([], 0);
    }

    private void Grow(int more)
    {
        if (_bytes.Length - _length >= Math.Max(more, 1)) return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, _length + more));
        _bytes.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }

    private void Append(byte value)
    {
        Grow(1);
        _bytes[_length++] = value;
    }

    private void Text(string text)
    {
        var target = GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length));
        var length = Encoding.UTF8.GetBytes(text, target);
        if (target[..length].ContainsAny(Escaped)) Escape(Encoding.UTF8.GetBytes(text));
        else _length += length;
    }

    private void Escape(ReadOnlySpan<byte> text)
    {
        while (text.IndexOfAny(Escaped) is var at and >= 0)
        {
            this.Write(text[..at]);
            this.Write(text[at] switch
            {
                (byte)'\t' => "\\t"u8,
                (byte)'\n' => "\\n"u8,
                (byte)'\r' => "\\r"u8,
                _ => "\\\\"u8,
            });
            text = text[(at + 1)..];
        }
        this.Write(text);
    }
}
