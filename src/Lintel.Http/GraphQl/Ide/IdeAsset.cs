using System.IO.Compression;
using System.IO.Hashing;
using Lintel.Http.Rest;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Lintel.Http.GraphQl.Ide;

/// <summary>A file of the query page. It is embedded as it is sent, packed with gzip; a client that can't unpack it gets it unpacked.</summary>
internal sealed class IdeAsset
{
    private readonly string _mediaType;
    private readonly Lazy<(byte[] Packed, string Tag)> _content;
    private readonly Lazy<byte[]> _unpacked;

    public IdeAsset(string name, string mediaType)
    {
        _mediaType = mediaType;
        _content = new(() => Load(name));
        _unpacked = new(() => Unpack(_content.Value.Packed));
    }

    /// <summary>Sends the file, or 304 where the client has it.</summary>
    public async Task SendAsync(HttpContext context)
    {
        var (packed, tag) = _content.Value;
        var (request, response) = (context.Request, context.Response);
        response.Headers.ETag = $"W/{tag}"; // of what it means: packed or not
        response.Headers.CacheControl = "no-cache"; // kept, and asked about each time: a new version of the server has a new one
        response.Headers.Vary = "Accept, Accept-Encoding";
        response.Headers.XContentTypeOptions = "nosniff";
        if (Preferences.IsKnown(request, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        var body = packed;
        if (TakesGzip(request)) response.Headers.ContentEncoding = "gzip";
        else body = _unpacked.Value;
        response.ContentType = _mediaType;
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(request.Method)) await response.Body.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
    }

    private static bool TakesGzip(HttpRequest request)
    {
        if (!StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptEncoding, out var codings)) return false;
        return codings.Any(coding => coding.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase) && coding.Quality is not 0);
    }

    private static (byte[], string) Load(string name)
    {
        using var stream = typeof(IdeAsset).Assembly.GetManifestResourceStream($"{name}.gz")!;
        var packed = new byte[stream.Length];
        stream.ReadExactly(packed);
        return (packed, $"\"{Convert.ToHexStringLower(XxHash128.Hash(packed))}\"");
    }

    private static byte[] Unpack(byte[] packed)
    {
        using var unpacked = new MemoryStream();
        using (var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress)) gzip.CopyTo(unpacked);
        return unpacked.ToArray();
    }
}
