using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Lintel.Http.Rest;

/// <summary>Reads the headers in which a caller says what it wants and expects.</summary>
internal static class Preferences
{
    /// <summary>Whether <c>Accept</c> (RFC 9110 §12.5.1) allows JSON; without the header it does.</summary>
    public static bool AcceptsJson(HttpRequest request)
    {
        var accept = request.Headers.Accept;
        if (StringValues.IsNullOrEmpty(accept)) return true;
        if (!MediaTypeHeaderValue.TryParseList(accept, out var types)) return false;
        // The most specific range that covers JSON decides, wherever it stands.
        var (closest, accepted) = (0, false);
        foreach (var type in types)
        {
            var close = type.MatchesAllTypes ? 1
                : type.MediaType.Equals("application/*", StringComparison.OrdinalIgnoreCase) ? 2
                : type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) ? 3
                : 0;
            if (close <= closest) continue;
            (closest, accepted) = (close, type.Quality != 0);
        }
        return accepted;
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
