using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Lintel.Http.Rest;

/// <summary>
/// The path of a request as it was sent (RFC 9112 §3.2). What the framework decoded can't be split at a key's own slashes and commas
/// any more, nor be written back.
/// </summary>
internal static class RawTarget
{
    /// <summary>The path with its percent-encoding, from the root of the server; without the query string.</summary>
    public static ReadOnlySpan<char> PathOf(HttpContext context)
    {
        var target = (context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? context.Request.Path.Value).AsSpan();
        var authority = target.StartsWith("http", StringComparison.OrdinalIgnoreCase) ? target.IndexOf("://") : -1;
        if (authority >= 0)
        {
            target = target[(authority + 3)..];
            target = target.IndexOf('/') is var slash and >= 0 ? target[slash..] : "/";
        }
        return target.IndexOf('?') is var query and >= 0 ? target[..query] : target;
    }

    /// <summary>Appends a part of a target; what would end a link (RFC 8288 §3) early, and servers let pass, is encoded.</summary>
    public static void AppendSafely(StringBuilder text, ReadOnlySpan<char> part)
    {
        foreach (var letter in part)
        {
            text.Append(letter switch { '<' => "%3C", '>' => "%3E", '"' => "%22", _ => null });
            if (letter is not ('<' or '>' or '"')) text.Append(letter);
        }
    }
}
