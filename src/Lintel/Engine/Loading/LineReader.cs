namespace Lintel.Engine.Loading;

/// <summary>Cuts a stream into lines of bytes, ended by LF or CRLF, and holds no more than one of them.</summary>
internal sealed class LineReader(Stream stream, int maxLength)
{
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private bool _ended;

    /// <summary>The number of the line that was read last, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>The next line without its end; false at the end of the stream. It is valid until the next call.</summary>
    /// <exception cref="RowFileException">The line is too long.</exception>
    public bool TryRead(out ReadOnlyMemory<byte> line)
    {
        Line++;
        for (var searched = 0; ;)
        {
            var at = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (at >= 0 || (_ended && _end > _start))
            {
                var length = at < 0 ? _end - _start : searched + at;
                if (length > maxLength) throw TooLong();
                line = Trim(_buffer.AsMemory(_start, length));
                _start += at < 0 ? length : length + 1;
                return true;
            }
            if (_ended)
            {
                line = default;
                return false;
            }
            searched = _end - _start;
            if (searched > maxLength) throw TooLong();
            Fill();
        }
    }

    private RowFileException TooLong() => new(Line, $"The line is longer than {maxLength} bytes.");

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
        if (_end == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _ended = read == 0;
        _end += read;
    }

    private ReadOnlyMemory<byte> Trim(ReadOnlyMemory<byte> line)
    {
        // A byte order mark says nothing about UTF-8, but some programs write one.
        if (Line == 1 && line.Span.StartsWith("\uFEFF"u8)) line = line[3..];
        return line.Span.EndsWith("\r"u8) ? line[..^1] : line;
    }
}
