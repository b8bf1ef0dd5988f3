using Lintel.Http.Hosting.Rates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Lintel.Http.Hosting;

/// <summary>What browsers of other origins may do: all that the API offers, without cookies.</summary>
internal static class Cors
{
    private static readonly string[] Exposed = ["ETag", "Link", "Location", RateHeaders.Limit, RateHeaders.Policy, "Retry-After", "Server-Timing", "WWW-Authenticate"];

    /// <summary>Adds the steps that answer preflights and let the origins read; without origins there are none.</summary>
    public static void Use(IApplicationBuilder app, IReadOnlyList<string> origins)
    {
        if (origins.Count == 0) return;
        if (!origins.Contains("*")) app.Use(VaryAsync);
        app.UseCors(policy => Allow(policy, origins));
    }

    private static void Allow(CorsPolicyBuilder policy, IReadOnlyList<string> origins)
    {
        if (origins.Contains("*")) policy.AllowAnyOrigin();
        else policy.WithOrigins([.. origins]);
        policy.AllowAnyHeader().AllowAnyMethod().WithExposedHeaders(Exposed).SetPreflightMaxAge(TimeSpan.FromHours(1));
    }

    // Every answer may differ by origin, that to a request without one too: a cache must not give it to a browser of another.
    private static Task VaryAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(static state =>
        {
            var headers = ((HttpContext)state).Response.Headers;
            if (!headers.Vary.Contains(HeaderNames.Origin)) headers.Append(HeaderNames.Vary, HeaderNames.Origin);
            return Task.CompletedTask;
        }, context);
        return next(context);
    }
}
