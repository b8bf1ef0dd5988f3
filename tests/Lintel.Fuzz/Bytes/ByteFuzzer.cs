using Lintel.Fuzz.Values;
using Lintel.Fuzz.Wire;

namespace Lintel.Fuzz.Bytes;

/// <summary>Breaks recorded requests byte by byte, and plays with what frames them.</summary>
internal sealed class ByteFuzzer(IReadOnlyList<byte[]> requests, Chance chance)
{
    private const int MaxLength = 60_000;

    private static readonly string[] Pieces =
    [
        "\r\n", "\n", "\r", "\0", " ", "\t", ":", "//", "/..", "/%2e%2e/", "%00", "%", "\u00ff", "HTTP/1.0", "HTTP/1.1", "HTTP/2.0", "HTTP/9.9", "GET ", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "Host: a\r\n", "Host:\r\n", "Content-Length: 0\r\n", "Content-Length: 5\r\n", "Content-Length: +5\r\n", "Content-Length: 99999999999999999999\r\n", "Content-Length: 5, 5\r\n",
        "Transfer-Encoding: chunked\r\n", "Transfer-Encoding: chunked, chunked\r\n", "Transfer-Encoding: gzip\r\n", "Transfer-Encoding : chunked\r\n", "Expect: 100-continue\r\n", "Expect: a\r\n",
        "Connection: close\r\n", "Connection: Upgrade\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n", "Connection: Upgrade\r\nUpgrade: websocket\r\n", " folded\r\n", "A\r\n", ": a\r\n",
        "X: \0\r\n", "Accept-Encoding: gzip\r\n", "Range: bytes=0-1\r\n", "0\r\n\r\n", "5\r\nabcde\r\n", "fffffffffffffffff\r\n", "5;a=b\r\nabcde\r\n", "-1\r\n", "\r\n\r\n",
    ];

    /// <summary>The next bytes.</summary>
    public byte[] Next()
    {
        var text = ByteText.Of(chance.Of(requests));
        if (chance.Percent(20)) text += ByteText.Of(chance.Of(requests));
        for (var i = chance.Below(4); i >= 0; i--) text = Broken(text);
        return ByteText.ToBytes(text.Length > MaxLength ? text[..MaxLength] : text);
    }

    private string Broken(string text)
    {
        var at = chance.Percent(60) ? InHead(text) : chance.Below(text.Length + 1);
        var length = Math.Min(chance.Below(12), text.Length - at);
        return chance.Below(10) switch
        {
            0 when at < text.Length => text[..at] + (char)(text[at] ^ (1 << chance.Below(8))) + text[(at + 1)..],
            1 => text[..at] + ByteText.Of(chance.Bytes(1 + chance.Below(4))) + text[at..],
            2 => text[..at] + text[(at + length)..],
            3 => text[..at] + string.Concat(Enumerable.Repeat(text.Substring(at, length), 1 + chance.Below(chance.Percent(5) ? 3_000 : 5))) + text[at..],
            4 => text[..at],
            5 => Spliced(text, at),
            6 => text.Replace("\r\n", chance.Of(["\n", "\r", "\r\r\n", "\r\n "]), StringComparison.Ordinal),
            7 or 8 => WithPieceOfHead(text),
            _ => text[..at] + chance.Of(Pieces) + text[at..],
        };
    }

    private int InHead(string text)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return chance.Below((end < 0 ? text.Length : end) + 1);
    }

    private string WithPieceOfHead(string text)
    {
        var line = text.IndexOf("\r\n", StringComparison.Ordinal);
        return line < 0 ? text + chance.Of(Pieces) : text[..(line + 2)] + chance.Of(Pieces) + text[(line + 2)..];
    }

    private string Spliced(string text, int at)
    {
        var other = ByteText.Of(chance.Of(requests));
        return text[..at] + other[chance.Below(other.Length)..];
    }
}
