using System.IO.Hashing;
using Lintel.Engine;
using Lintel.Http.OpenApi;
using Lintel.Http.Rest;
using Microsoft.AspNetCore.Http;

namespace Lintel.Http.Hosting;

/// <summary>The published documents, made once, when the first of them is asked for: a start need not wait for them.</summary>
internal sealed class Documents(LintelEngine engine, LintelHttpOptions options)
{
    private readonly Lazy<OpenApiFiles> _openApi = new(() => OpenApiDocumentWriter.Write(engine.Model, options.MayExplain is not null));

    public Task JsonAsync(HttpContext context) => SendAsync(context, "openapi.json", "application/json", _openApi.Value.Json);

    public Task YamlAsync(HttpContext context) => SendAsync(context, "openapi.yaml", "application/yaml", _openApi.Value.Yaml);

    private async Task SendAsync(HttpContext context, string name, string mediaType, ReadOnlyMemory<byte> document)
    {
        Exchange.Of(context).Route = $"/{engine.Model.Version}/{name}";
        var tag = $"\"{Convert.ToHexStringLower(XxHash128.Hash(document.Span))}\"";
        context.Response.Headers.ETag = tag;
        context.Response.Headers.CacheControl = "no-cache";
        if (Preferences.IsKnown(context.Request, tag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        context.Response.ContentType = mediaType;
        context.Response.ContentLength = document.Length;
        if (!HttpMethods.IsHead(context.Request.Method)) await context.Response.Body.WriteAsync(document, context.RequestAborted).ConfigureAwait(false);
    }
}
