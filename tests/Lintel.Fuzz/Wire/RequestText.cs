using System.Globalization;
using System.Text;

namespace Lintel.Fuzz.Wire;

/// <summary>A well-formed request while it is put together.</summary>
public sealed record RequestText
{
    public required string Method { get; init; }

    /// <summary>The target as it is sent.</summary>
    public required string Target { get; init; }

    /// <summary>The path that the document has for it; empty: none.</summary>
    public string Template { get; init; } = "";

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>The media type of the body; null: no such header is sent.</summary>
    public string? MediaType { get; init; }

    public byte[]? Body { get; init; }

    /// <summary>Whether the body is sent in chunks.</summary>
    public bool IsChunked { get; init; }

    /// <summary>One that was put together before.</summary>
    public static RequestText Read(byte[] bytes)
    {
        var text = ByteText.Of(bytes);
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var (head, body) = (text[..end].Split("\r\n"), text[(end + 4)..]);
        var headers = head.Skip(1).Select(line => line.Split(": ", 2)).Where(pair => pair.Length == 2).Select(pair => (Name: pair[0], Value: pair[1])).ToArray();
        var isChunked = headers.Any(header => header.Name == "Transfer-Encoding");
        return new RequestText
        {
            Method = head[0].Split(' ')[0],
            Target = head[0].Split(' ')[1],
            Headers = headers,
            MediaType = headers.LastOrDefault(header => header.Name == "Content-Type").Value,
            Body = body.Length == 0 ? null : ByteText.ToBytes(isChunked ? Unframed(body) : body),
            IsChunked = isChunked,
        };
    }

    /// <summary>The bytes of it.</summary>
    public byte[] ToBytes()
    {
        var head = new StringBuilder($"{Method} {Target} HTTP/1.1\r\nHost: fuzz\r\n");
        foreach (var (name, value) in Headers) head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        if (MediaType is not null) head.Append(CultureInfo.InvariantCulture, $"Content-Type: {MediaType}\r\n");
        if (Body is not null) head.Append(IsChunked ? "Transfer-Encoding: chunked\r\n" : string.Create(CultureInfo.InvariantCulture, $"Content-Length: {Body.Length}\r\n"));
        head.Append("\r\n");
        return [.. Encoding.Latin1.GetBytes(head.ToString()), .. Framed()];
    }

    private byte[] Framed()
    {
        if (Body is null) return [];
        if (!IsChunked) return Body;
        var half = Body.Length / 2;
        var framed = new List<byte>();
        foreach (var part in (byte[][])[Body[..half], Body[half..]])
        {
            if (part.Length > 0) framed.AddRange([.. Encoding.ASCII.GetBytes(part.Length.ToString("x", CultureInfo.InvariantCulture)), 13, 10, .. part, 13, 10]);
        }
        return [.. framed, .. "0\r\n\r\n"u8];
    }

    private static string Unframed(string chunks)
    {
        var body = new StringBuilder();
        while (chunks.IndexOf("\r\n", StringComparison.Ordinal) is > 0 and var line)
        {
            var size = int.Parse(chunks[..line], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            body.Append(chunks, line + 2, size);
            chunks = chunks[(line + 2 + size + 2)..];
        }
        return body.ToString();
    }
}
