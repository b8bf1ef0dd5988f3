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
        while (part.IndexOfAny('<', '>', '"') is var at and >= 0)
        {
            text.Append(part[..at]).Append(part[at] switch { '<' => "%3C", '>' => "%3E", _ => "%22" });
            part = part[(at + 1)..];
        }
        text.Append(part);
    }
}
