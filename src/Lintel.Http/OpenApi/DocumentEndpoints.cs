using System.Security.Cryptography;
using Lintel.Http.Rest;
using Lintel.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Lintel.Http.OpenApi;

/// <summary>Serves the OpenAPI document at <c>/v1/openapi.json</c> and <c>/v1/openapi.yaml</c>. Both are made once.</summary>
internal static class DocumentEndpoints
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Maps both forms of the document of a service.</summary>
    public static IEndpointRouteBuilder MapLintelDocuments(this IEndpointRouteBuilder endpoints, ServiceModel model)
    {
        var files = OpenApiDocumentWriter.Write(model);
        endpoints.MapMethods($"/{model.Version}/openapi.json", Methods, Serve(files.Json, "application/json"));
        endpoints.MapMethods($"/{model.Version}/openapi.yaml", Methods, Serve(files.Yaml, "application/yaml")); // RFC 9512
        return endpoints;
    }

    private static RequestDelegate Serve(ReadOnlyMemory<byte> bytes, string mediaType)
    {
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes.Span)[..16])}\"";
        return context =>
        {
            var response = context.Response;
            response.Headers.ETag = tag;
            response.Headers.CacheControl = "no-cache"; // keep it, but ask whether it is still current
            response.Headers.AccessControlAllowOrigin = "*"; // tools in browsers read it from anywhere; it holds no secret
            if (Preferences.IsKnown(context.Request, tag))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return Task.CompletedTask;
            }
            response.ContentType = mediaType;
            response.Headers.ContentLength = bytes.Length;
            return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : response.BodyWriter.WriteAsync(bytes, context.RequestAborted).AsTask();
        };
    }
}
