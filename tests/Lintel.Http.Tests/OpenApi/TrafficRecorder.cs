using System.IO.Compression;
using System.Net.Http.Headers;
using Lintel.Testing.Traffic;

namespace Lintel.Http.Tests.OpenApi;

/// <summary>
/// Records what a test's client sends and gets, to be held against a service's document when the run ends (<see cref="TrafficGate"/>):
/// <c>new HttpClient(new TrafficRecorder(files.Json, new SocketsHttpHandler()))</c>.
/// </summary>
public sealed class TrafficRecorder(ReadOnlyMemory<byte> document, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private readonly Action<RecordedExchange> _record = exchange => TrafficGate.Record(document, exchange);

    /// <summary>Records into a list of the test's own.</summary>
    public TrafficRecorder(ICollection<RecordedExchange> exchanges, HttpMessageHandler inner)
        : this(ReadOnlyMemory<byte>.Empty, inner) => _record = exchanges.Add;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var requestBody = await TextAsync(request.Content, cancellationToken);
        var response = await base.SendAsync(request, cancellationToken);
        _record(new RecordedExchange
        {
            Method = request.Method.Method,
            Target = TargetOf(request.RequestUri!),
            RequestType = request.Content?.Headers.ContentType?.ToString(),
            RequestBody = requestBody,
            Status = (int)response.StatusCode,
            Headers = Headers(response),
            ResponseType = response.Content.Headers.ContentType?.ToString(),
            ResponseBody = await TextAsync(response.Content, cancellationToken),
        });
        return response;
    }

    // As it was sent: a target that was made to be sent as it stands has no parts to ask for.
    private static string TargetOf(Uri uri)
    {
        var text = uri.OriginalString;
        var path = text.IndexOf('/', text.IndexOf("://", StringComparison.Ordinal) + 3);
        return path < 0 ? "/" : text[path..];
    }

    private static Dictionary<string, string> Headers(HttpResponseMessage response)
    {
        IEnumerable<KeyValuePair<string, HeaderStringValues>> all = [.. response.Headers.NonValidated, .. response.Content.Headers.NonValidated];
        return all.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
    }

    private static async Task<string?> TextAsync(HttpContent? content, CancellationToken cancellationToken)
    {
        if (content is null) return null;
        await content.LoadIntoBufferAsync(cancellationToken);
        var bytes = await content.ReadAsByteArrayAsync(cancellationToken);
        if (bytes.Length == 0) return null;
        using var plain = new StreamReader(Decoded(new MemoryStream(bytes), content.Headers.ContentEncoding.SingleOrDefault()));
        return await plain.ReadToEndAsync(cancellationToken);
    }

    private static Stream Decoded(Stream body, string? coding) => coding switch
    {
        "gzip" => new GZipStream(body, CompressionMode.Decompress),
        "br" => new BrotliStream(body, CompressionMode.Decompress),
        "deflate" => new ZLibStream(body, CompressionMode.Decompress),
        _ => body,
    };
}
