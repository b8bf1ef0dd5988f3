using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace Lintel.Http.Hosting;

/// <summary>
/// What the host's own span and metrics of a request say of it, by the semantic conventions of HTTP servers. Keys and parameters are no part of it: a path is
/// told with names in place of keys, and a query not at all.
/// </summary>
internal static class RequestSpan
{
    // There are as many as the contract has routes; a bound all the same.
    private const int MostRoutes = 4096;

    private static readonly ConcurrentDictionary<string, Endpoint> Routes = new(StringComparer.Ordinal);

    /// <summary>Begins: probes are seen in metrics, and would bury in traces what matters.</summary>
    public static void Begin(HttpContext context)
    {
        if (context.Request.Path.Value is "/livez" or "/readyz") Forget(context);
    }

    /// <summary>Leaves a request out of the traces.</summary>
    public static void Forget(HttpContext context)
    {
        if (context.Features.Get<IHttpActivityFeature>()?.Activity is not { } span) return;
        span.IsAllDataRequested = false;
        span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }

    /// <summary>Ends: the answer is known.</summary>
    public static void End(HttpContext context, Exchange exchange)
    {
        // The routes that the framework knows end where the contract's begin.
        if (exchange.Route is { } route && context.Features.Get<IHttpMetricsTagsFeature>() is not null) context.SetEndpoint(EndpointOf(route));
        // The host makes one for the trace id in its log too: that one has no listeners.
        if (context.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } span && span.Source.HasListeners()) Describe(span, context, exchange);
    }

    private static void Describe(Activity span, HttpContext context, Exchange exchange)
    {
        var (request, status) = (context.Request, context.Response.StatusCode);
        var method = MethodOf(request.Method);
        span.DisplayName = exchange.Route is null ? method : $"{method} {exchange.Route}";
        span.SetTag("http.request.method", method);
        if (exchange.Route is not null) span.SetTag("http.route", exchange.Route);
        span.SetTag("url.scheme", request.Scheme);
        span.SetTag("url.path", exchange.Route ?? "REDACTED");
        span.SetTag("http.response.status_code", status);
        span.SetTag("network.protocol.version", request.Protocol.AsSpan()[(request.Protocol.IndexOf('/', StringComparison.Ordinal) + 1)..].ToString());
        if (exchange.OperationType is { } type) span.SetTag("graphql.operation.type", type);
        if (exchange.OperationName is { } name) span.SetTag("graphql.operation.name", name);
        if (exchange.Problem is { } problem) span.SetTag("error.type", problem);
        else if (status >= StatusCodes.Status500InternalServerError) span.SetTag("error.type", status.ToString(CultureInfo.InvariantCulture));
        if (status >= StatusCodes.Status500InternalServerError) span.SetStatus(ActivityStatusCode.Error);
    }

    private static string MethodOf(string method) =>
        method is "GET" or "HEAD" or "POST" or "PUT" or "PATCH" or "DELETE" or "OPTIONS" or "CONNECT" or "TRACE" ? method : "_OTHER";

    private static Endpoint EndpointOf(string route)
    {
        if (Routes.TryGetValue(route, out var known)) return known;
        var endpoint = new Endpoint(null, new EndpointMetadataCollection(new RouteOf(route)), route);
        return Routes.Count < MostRoutes ? Routes.GetOrAdd(route, endpoint) : endpoint;
    }

    private sealed record RouteOf(string Route) : IRouteDiagnosticsMetadata;
}
