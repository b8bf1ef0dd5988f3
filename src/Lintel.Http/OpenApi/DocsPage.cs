using System.Security.Cryptography;
using Lintel.Model;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Scalar.AspNetCore;

namespace Lintel.Http.OpenApi;

/// <summary>The reference page for people. All that it loads comes from this server; its policy lets the browser load nothing else.</summary>
internal static class DocsPage
{
    /// <summary>Where the page is.</summary>
    public const string Path = "/docs";

    /// <summary>Serves the page at <see cref="Path"/>; it shows the document at <c>/v1/openapi.json</c>, of what is served when it is asked for.</summary>
    public static IEndpointRouteBuilder MapLintelDocs(this IEndpointRouteBuilder endpoints, ServedEngine served)
    {
        endpoints.MapScalarApiReference(Path, (options, context) =>
        {
            var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
            Protect(context.Response.Headers, nonce);
            Configure(options, served.Model);
            options.WithNonce(nonce);
        });
        return endpoints;
    }

    private static void Configure(ScalarOptions options, ServiceModel model)
    {
        options.Title = model.Info.Title;
        options.OpenApiRoutePattern = $"/{model.Version}/openapi.json";
        options.Telemetry = false;
        options.DefaultFonts = false; // they come from a CDN
        options.HideClientButton = true; // leads to the maker's hosted client
        options.ShowDeveloperTools = DeveloperToolsVisibility.Never;
        options.ProxyUrl = null;
        options.DotNetFlag = false;
        options.DocumentDownloadType = DocumentDownloadType.Direct;
        options.DisableAgent();
        options.DisableMcp();
    }

    // The page's own style is inline; everything else is of this origin.
    private static void Protect(IHeaderDictionary headers, string nonce)
    {
        headers.ContentSecurityPolicy = "default-src 'none'; connect-src 'self'; font-src 'self' data:; img-src 'self' data:; "
            + $"script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
    }
}
