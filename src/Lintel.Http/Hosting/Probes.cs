using Lintel.Engine;
using Microsoft.AspNetCore.Http;

namespace Lintel.Http.Hosting;

/// <summary>Health probes: <c>/livez</c> tells that the process answers, <c>/readyz</c> that it can serve.</summary>
internal sealed class Probes(LintelEngine engine, Draining draining)
{
    public static Task LiveAsync(HttpContext context) => AnswerAsync(context, "/livez", true, "alive");

    public async Task ReadyAsync(HttpContext context)
    {
        var isReady = !draining.HasStarted && await engine.IsReadyAsync(context.RequestAborted).ConfigureAwait(false);
        await AnswerAsync(context, "/readyz", isReady, isReady ? "ready" : draining.HasStarted ? "stopping" : "database down").ConfigureAwait(false);
    }

    private static Task AnswerAsync(HttpContext context, string route, bool isGood, string status)
    {
        Exchange.Of(context).Route = route;
        context.Response.StatusCode = isGood ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        var body = $$"""{"status":"{{status}}"}""";
        context.Response.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.WriteAsync(body);
    }
}
