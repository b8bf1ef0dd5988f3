using Lintel.Engine;
using Lintel.Http.Hosting.Connections;
using Lintel.Http.Rest;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Lintel.Http.Hosting;

/// <summary>
/// Refuses reads before anything is done for them, while more come than can be answered: no line in the log, no route, no time limit. What it costs to refuse one
/// decides how many others are answered. Requests that may be more than a page of a list, or that a browser would not show the answer of, take the long way.
/// </summary>
internal sealed class Shedding(ServedEngine served, Draining draining)
{
    private static readonly Func<HttpContext, TimeSpan> AgeOf = static context => RequestAge.Of(context.Features.Get<IConnectionSocketFeature>()?.Socket);

    /// <summary>The step itself.</summary>
    public Task InvokeAsync(HttpContext context, RequestDelegate next) => IsPlain(context.Request) && !draining.HasStarted && served.Engine.RefusesRead(context, AgeOf)
        ? ProblemWriter.WriteAsync(context, LintelEngine.Overloaded).AsTask()
        : next(context);

    private bool IsPlain(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && IsBelowVersion(request.Path.Value) && request.Headers.Origin.Count == 0 && Preferences.AcceptsJson(request);

    private bool IsBelowVersion(string? path)
    {
        var version = served.Model.Version;
        return path is not null && path.Length > version.Length + 1 && path[version.Length + 1] == '/' && path.AsSpan(1, version.Length).SequenceEqual(version)
            && !path.AsSpan(version.Length + 2).StartsWith("openapi.", StringComparison.Ordinal);
    }
}
