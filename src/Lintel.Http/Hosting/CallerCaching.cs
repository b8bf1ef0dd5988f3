using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Lintel.Http.Hosting;

/// <summary>What keeps one caller's answer from another, RFC 9111: no cache of several callers keeps it, and one of a single caller does not take it for that of another token.</summary>
internal static class CallerCaching
{
    /// <summary>Of a read: kept by the caller's own cache alone, and asked about each time, by its <c>ETag</c>.</summary>
    public const string OfRead = "private, no-cache";

    /// <summary>Of all else.</summary>
    public const string OfWrite = "no-store";

    /// <summary>Sets it, before anybody answers; who answers with less sets that instead.</summary>
    public static void Set(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) ? OfRead : OfWrite;
        // That to a request without a token too: anonymous callers have answers of their own.
        headers.Append(HeaderNames.Vary, HeaderNames.Authorization);
    }
}
