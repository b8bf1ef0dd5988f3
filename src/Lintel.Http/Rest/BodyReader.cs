using System.Buffers;
using Lintel.Errors;
using Lintel.Model;
using Lintel.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Lintel.Http.Rest;

/// <summary>Reads a JSON body, bounded.</summary>
internal static class BodyReader
{
    /// <summary>The body, or the problem with it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="mediaTypes">What is read here.</param>
    /// <param name="elsewhere">What the operation takes too, and was looked for before.</param>
    /// <param name="limits">How large it may be.</param>
    /// <param name="whenEmpty">What a body without bytes is; null: a mistake.</param>
    public static async ValueTask<(InputValue? Body, Problem? Problem)> ReadAsync(HttpRequest request, IReadOnlyList<string> mediaTypes, string[] elsewhere, ServiceLimits limits, InputValue? whenEmpty = null)
    {
        if (!IsAccepted(request, mediaTypes))
            return (null, ErrorCatalogue.UnsupportedMediaType.At("Content-Type", $"The body must be {string.Join(" or ", [.. mediaTypes, .. elsewhere])}."));
        if (request.ContentLength > limits.Body) return (null, TooLarge(limits.Body));
        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(request.HttpContext.RequestAborted).ConfigureAwait(false);
            var buffer = read.Buffer;
            if (buffer.Length > limits.Body)
            {
                reader.AdvanceTo(buffer.End); // for the server, which reads on a little so that the caller gets to read the answer
                return (null, TooLarge(limits.Body));
            }
            if (!read.IsCompleted)
            {
                reader.AdvanceTo(buffer.Start, buffer.End);
                continue;
            }
            var (body, problem) = buffer.IsEmpty && whenEmpty is not null ? (whenEmpty, null) : Parse(buffer, limits);
            reader.AdvanceTo(buffer.End);
            return (body, problem);
        }
    }

    private static (InputValue? Body, Problem? Problem) Parse(ReadOnlySequence<byte> bytes, ServiceLimits limits)
    {
        var json = bytes.IsSingleSegment ? bytes.FirstSpan : bytes.ToArray();
        if (json.IsEmpty) return (null, ErrorCatalogue.MalformedBody.Because("A body is expected."));
        return JsonInput.TryParse(json, limits, out var body, out var failure)
            ? (body, null)
            : (null, ErrorCatalogue.MalformedBody.At("", failure));
    }

    /// <summary>Whether a body is of one of these media types, in UTF-8 and without a content coding.</summary>
    public static bool IsAccepted(HttpRequest request, IReadOnlyList<string> mediaTypes)
    {
        if (request.Headers.ContentEncoding.Count > 0) return false;
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var given)) return false;
        if (given.Charset.HasValue && !HeaderUtilities.RemoveQuotes(given.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase)) return false;
        return mediaTypes.Any(type => given.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The problem of a body with more bytes than that.</summary>
    public static Problem TooLarge(long limit) => ErrorCatalogue.BodyTooLarge.Because($"The body may have at most {limit} bytes.");
}
