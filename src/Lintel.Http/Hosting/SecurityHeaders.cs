using Microsoft.AspNetCore.Http;

namespace Lintel.Http.Hosting;

/// <summary>
/// Headers of every answer that keep browsers from taking it for something else (OWASP, REST Security Cheat Sheet and HTTP Headers Cheat Sheet). Pages set
/// their own policy in place of this one.
/// </summary>
internal static class SecurityHeaders
{
    /// <summary>How long browsers come back by TLS only: a year. Not for names below this one, which may be others'.</summary>
    public const string TransportSecurity = "max-age=31536000";

    /// <summary>Nothing in an answer of an API is ever a page.</summary>
    public const string Policy = "default-src 'none'; frame-ancestors 'none'";

    /// <summary>The step that sets them.</summary>
    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        Set(context);
        return next(context);
    }

    /// <summary>Sets them.</summary>
    public static void Set(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = Policy;
        headers.XFrameOptions = "DENY"; // for browsers that don't know frame-ancestors
        headers["Referrer-Policy"] = "no-referrer";
        // RFC 6797 §7.2: over TLS only.
        if (context.Request.IsHttps) headers.StrictTransportSecurity = TransportSecurity;
    }
}
