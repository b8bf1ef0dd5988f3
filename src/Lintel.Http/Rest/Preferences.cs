using Lintel.Engine.Loading;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Lintel.Http.Rest;

/// <summary>Reads the headers in which a caller says what it wants and expects.</summary>
internal static class Preferences
{
    private const string Json = "application/json";

    /// <summary>Whether <c>Accept</c> (RFC 9110 §12.5.1) allows JSON; without the header it does.</summary>
    public static bool AcceptsJson(HttpRequest request)
    {
        var accept = request.Headers.Accept;
        if (StringValues.IsNullOrEmpty(accept)) return true;
        return MediaTypeHeaderValue.TryParseList(accept, out var types) && Quality(types, Json).Quality > 0;
    }

    /// <summary>The form in which the caller would rather have a list than in pages of JSON; null: none.</summary>
    public static RowFormat? Streamed(HttpRequest request)
    {
        var accept = request.Headers.Accept;
        // Every list passes here, and most callers say nothing.
        if (StringValues.IsNullOrEmpty(accept) || !MediaTypeHeaderValue.TryParseList(accept, out var types)) return null;
        var best = Quality(types, Json);
        RowFormat? found = null;
        foreach (var format in RowFormats.All)
        {
            // Of what is as welcome, what was named comes before what a range covers.
            if (Quality(types, format.MediaType()) is var offer && offer.Quality > 0 && offer.CompareTo(best) > 0) (best, found) = (offer, format);
        }
        return found;
    }

    /// <summary>The media type that a caller would rather have; of those that are as welcome, the first. Null: none is welcome.</summary>
    public static string? Best(HttpRequest request, IReadOnlyList<string> offers)
    {
        var accept = request.Headers.Accept;
        if (StringValues.IsNullOrEmpty(accept)) return offers[0];
        if (!MediaTypeHeaderValue.TryParseList(accept, out var types)) return null;
        var best = (Quality: 0.0, Closeness: 0);
        string? found = null;
        foreach (var offer in offers)
        {
            if (Quality(types, offer) is var quality && quality.Quality > 0 && quality.CompareTo(best) > 0) (best, found) = (quality, offer);
        }
        return found;
    }

    /// <summary>How welcome a media type is. The most specific range that covers it decides, wherever it stands.</summary>
    private static (double Quality, int Closeness) Quality(IList<MediaTypeHeaderValue> types, string mediaType)
    {
        var (quality, closest) = (0.0, 0);
        foreach (var type in types)
        {
            var close = type.MatchesAllTypes ? 1
                : type.MatchesAllSubTypes && mediaType.AsSpan().StartsWith(type.Type.AsSpan(), StringComparison.OrdinalIgnoreCase) && mediaType[type.Type.Length] == '/' ? 2
                : type.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase) ? 3
                : 0;
            if (close > closest) (quality, closest) = (type.Quality ?? 1, close);
        }
        return (quality, closest);
    }

    /// <summary>The entity tags of <c>If-Match</c> (RFC 9110 §13.1.1) without quotes. A weak or malformed tag matches nothing.</summary>
    public static IReadOnlyList<string> IfMatch(HttpRequest request)
    {
        var header = request.Headers.IfMatch;
        return header.Count == 0 ? [] : Tags(header);
    }

    /// <summary>The entity tags of a header without quotes. A weak or malformed tag matches nothing.</summary>
    public static IReadOnlyList<string> Tags(StringValues header)
    {
        if (!EntityTagHeaderValue.TryParseStrictList(header, out var tags)) return ["?"];
        return [.. tags.Select(tag => tag.Equals(EntityTagHeaderValue.Any) ? "*" : tag.IsWeak ? "?" : tag.Tag.Subsegment(1, tag.Tag.Length - 2).ToString())];
    }

    /// <summary>Whether <c>If-None-Match: *</c> says that the row must not be there yet.</summary>
    public static bool MustBeNew(HttpRequest request) => request.Headers.IfNoneMatch is [{ } only] && only.Trim() == "*";

    /// <summary>Whether <c>If-None-Match</c> (RFC 9110 §13.1.2) names the tag; compared weakly.</summary>
    public static bool IsKnown(HttpRequest request, string quotedTag)
    {
        var header = request.Headers.IfNoneMatch;
        if (header.Count == 0 || !EntityTagHeaderValue.TryParseList(header, out var tags)) return false;
        foreach (var tag in tags)
        {
            if (tag.Equals(EntityTagHeaderValue.Any) || tag.Tag.Equals(quotedTag, StringComparison.Ordinal)) return true;
        }
        return false;
    }
}
