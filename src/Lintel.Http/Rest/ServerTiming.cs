using System.Globalization;
using Lintel.Http.Hosting;
using Microsoft.AspNetCore.Http;

namespace Lintel.Http.Rest;

/// <summary>Tells a caller that asks for it, by <c>Prefer: server-timing</c>, where the time of its request went (W3C Server Timing).</summary>
internal static class ServerTiming
{
    /// <summary>The preference.</summary>
    public const string Preference = "server-timing";

    /// <summary>Adds the header when the answer begins, if it was asked for.</summary>
    public static void Offer(HttpContext context, TimeProvider clock)
    {
        if (!Wishes.Has(context.Request, Preference)) return;
        var begun = clock.GetTimestamp();
        context.Response.OnStarting(() =>
        {
            var exchange = Exchange.Of(context);
            context.Response.Headers["Server-Timing"] = Text(exchange, clock.GetElapsedTime(begun));
            return Task.CompletedTask;
        });
    }

    private static string Text(Exchange exchange, TimeSpan total)
    {
        var plan = exchange.InEngine - exchange.Connecting - exchange.InStatements;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"total;dur={total.TotalMilliseconds:0.###}, plan;dur={Math.Max(0, plan.TotalMilliseconds):0.###}, pool;dur={exchange.Connecting.TotalMilliseconds:0.###}, db;dur={exchange.InStatements.TotalMilliseconds:0.###}");
    }
}
