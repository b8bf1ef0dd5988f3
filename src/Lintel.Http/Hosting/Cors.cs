using Microsoft.AspNetCore.Cors.Infrastructure;

namespace Lintel.Http.Hosting;

/// <summary>What browsers of other origins may do: all that the API offers, without cookies.</summary>
internal static class Cors
{
    private static readonly string[] Exposed = ["ETag", "Link", "Location", "Retry-After"];

    public static void Allow(CorsPolicyBuilder policy, IReadOnlyList<string> origins)
    {
        if (origins.Contains("*")) policy.AllowAnyOrigin();
        else policy.WithOrigins([.. origins]);
        policy.AllowAnyHeader().AllowAnyMethod().WithExposedHeaders(Exposed).SetPreflightMaxAge(TimeSpan.FromHours(1));
    }
}
