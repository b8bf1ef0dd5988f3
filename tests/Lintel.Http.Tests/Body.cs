using System.Net.Http.Headers;
using System.Text;

namespace Lintel.Http.Tests;

/// <summary>Request bodies.</summary>
internal static class Body
{
    public static HttpContent Json(string text) => Of(text, "application/json");

    public static HttpContent Of(string text, string? mediaType) => Of(Encoding.UTF8.GetBytes(text), mediaType);

    public static HttpContent Of(byte[] bytes, string? mediaType)
    {
        var content = new ByteArrayContent(bytes);
        if (mediaType is not null) content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        return content;
    }

    /// <summary>A body without a length, sent in chunks.</summary>
    public static HttpContent Chunked(string text, string mediaType)
    {
        var content = new StreamContent(new Unsized(Encoding.UTF8.GetBytes(text)));
        content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        return content;
    }

    private sealed class Unsized(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
