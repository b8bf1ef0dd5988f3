using System.Globalization;
using System.Text;

namespace Lintel.Fuzz.Wire;

/// <summary>Reads answers as RFC 9112 frames them, one after the other. Strict, since the server is on trial too.</summary>
internal sealed class AnswerReader(Stream stream)
{
    private const int MaxLine = 64 * 1024;

    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    /// <summary>The next answer; null where the connection ended before it began.</summary>
    public async Task<Answer?> ReadAsync(bool isHead, CancellationToken cancellation)
    {
        while (true)
        {
            var line = await LineAsync(cancellation);
            if (line is null) return null;
            if (line.Split(' ', 3) is not ["HTTP/1.1" or "HTTP/1.0", { Length: 3 } code, ..] || !int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var status))
                return new Answer { Status = 0, Broken = $"The status line is '{line}'." };
            var headers = new List<(string, string)>();
            while (await LineAsync(cancellation) is { Length: > 0 } header)
            {
                var colon = header.IndexOf(':', StringComparison.Ordinal);
                if (colon <= 0) return new Answer { Status = status, Headers = headers, Broken = $"A header is '{header}'." };
                headers.Add((header[..colon], header[(colon + 1)..].Trim()));
            }
            if (status is >= 100 and < 200) continue;
            var answer = new Answer { Status = status, Headers = headers };
            return isHead || status is 204 or 304 ? answer : await BodyAsync(answer, cancellation);
        }
    }

    private async Task<Answer> BodyAsync(Answer answer, CancellationToken cancellation)
    {
        var body = new MemoryStream();
        if ("chunked".Equals(answer["Transfer-Encoding"], StringComparison.OrdinalIgnoreCase))
        {
            while (true)
            {
                var line = await LineAsync(cancellation);
                if (line is null || !int.TryParse(line, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var size)) return Cut("A chunk is missing.");
                if (size > 0 && !await CopyAsync(body, size, cancellation)) return Cut("A chunk is cut off.");
                if (await LineAsync(cancellation) is not "") return Cut("A chunk does not end.");
                if (size == 0) return answer with { Body = body.ToArray() };
            }
        }
        if (long.TryParse(answer["Content-Length"], NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            return await CopyAsync(body, length, cancellation) ? answer with { Body = body.ToArray() } : Cut("The body is cut off.");
        await CopyAsync(body, long.MaxValue, cancellation);
        return answer with { Body = body.ToArray() };

        Answer Cut(string why) => answer with { Body = body.ToArray(), Broken = why };
    }

    private async Task<string?> LineAsync(CancellationToken cancellation)
    {
        var line = new StringBuilder();
        while (true)
        {
            if (_start == _end && !await FillAsync(cancellation)) return line.Length == 0 ? null : line.ToString();
            var at = Array.IndexOf(_buffer, (byte)'\n', _start, _end - _start);
            var until = at < 0 ? _end : at;
            line.Append(Encoding.Latin1.GetString(_buffer, _start, until - _start));
            _start = at < 0 ? _end : at + 1;
            if (at >= 0) return line.Length > 0 && line[^1] == '\r' ? line.ToString(0, line.Length - 1) : line.ToString();
            if (line.Length > MaxLine) return line.ToString();
        }
    }

    private async Task<bool> CopyAsync(MemoryStream target, long count, CancellationToken cancellation)
    {
        while (count > 0)
        {
            if (_start == _end && !await FillAsync(cancellation)) return false;
            var taken = (int)Math.Min(count, _end - _start);
            target.Write(_buffer, _start, taken);
            (_start, count) = (_start + taken, count - taken);
        }
        return true;
    }

    private async Task<bool> FillAsync(CancellationToken cancellation)
    {
        (_start, _end) = (0, await stream.ReadAsync(_buffer, cancellation));
        return _end > 0;
    }
}
