using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Lintel.Http.GraphQl.Ide;

/// <summary>
/// The query page for people, GraphiQL, made by <c>eng/graphiql</c>. All that it loads comes from this server, and its policy lets the
/// browser load nothing else and run no script or style that is written in a page.
/// </summary>
internal static class IdePage
{
    private const string Policy = "default-src 'none'; connect-src 'self'; img-src 'self' data:; script-src 'self'; style-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    private static readonly IdeAsset Page = new("ide.html", "text/html; charset=utf-8");

    /// <summary>What the page loads, by name below the endpoint's path.</summary>
    private static readonly Dictionary<string, IdeAsset> Parts = new(StringComparer.Ordinal)
    {
        ["ide.js"] = new("ide.js", "text/javascript; charset=utf-8"),
        ["ide.css"] = new("ide.css", "text/css; charset=utf-8"),
        ["ide.licenses.txt"] = new("ide.licenses.txt", "text/plain; charset=utf-8"),
    };

    /// <summary>Whether a browser asks for the page: text/html is named, and no media type of a GraphQL answer is.</summary>
    public static bool IsAskedFor(HttpRequest request)
    {
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method)) return false;
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var types)) return false;
        var html = false;
        foreach (var accepted in types)
        {
            if (accepted.Quality is 0) continue;
            if (Is(accepted, "application/json") || Is(accepted, "application/graphql-response+json")) return false;
            html |= Is(accepted, "text/html");
        }
        return html;
    }

    /// <summary>Sends the page.</summary>
    public static Task SendAsync(HttpContext context)
    {
        context.Response.Headers.ContentSecurityPolicy = Policy;
        context.Response.Headers["Referrer-Policy"] = "no-referrer"; // a document in the address is nobody else's business
        return Page.SendAsync(context);
    }

    /// <summary>Sends what the page loads; false: it loads nothing of this name.</summary>
    public static async ValueTask<bool> TrySendPartAsync(HttpContext context, string name)
    {
        if (!Parts.TryGetValue(name, out var part)) return false;
        await part.SendAsync(context).ConfigureAwait(false);
        return true;
    }

    private static bool Is(MediaTypeHeaderValue accepted, string mediaType) => accepted.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase);
}
