using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using OpenTelemetry.Metrics;

namespace Lintel.Cli.Observing;

/// <summary>
/// Serves <c>/metrics</c> at an address of its own: what a proxy lets strangers reach never has it, and it answers also where the service is too busy to.
/// </summary>
internal sealed class MetricsServer : IAsyncDisposable
{
    /// <summary>The only path.</summary>
    public const string Path = "/metrics";

    private MetricsServer(WebApplication? app) => App = app;

    /// <summary>The server; null: none is asked for.</summary>
    public WebApplication? App { get; }

    /// <summary>Where the metrics are; null: nowhere.</summary>
    public string? Url => App is null ? null : App.Urls.First() + Path;

    /// <summary>Builds what is asked for.</summary>
    public static MetricsServer Build(ObserveSettings settings, MeterProvider? metrics) => new(settings.Metrics is null ? null : Build(settings.Metrics, metrics!));

    public ValueTask DisposeAsync() => App?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static WebApplication Build(string address, MeterProvider metrics)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.AddServerHeader = false).UseUrls(address);
        var app = builder.Build();
        app.Use(HideAsync);
        app.UseOpenTelemetryPrometheusScrapingEndpoint(metrics, IsScrape, path: null, configureBranchedPipeline: null, optionsName: null);
        app.Run(static context =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
        return app;
    }

    // Looking does not change what is seen.
    private static Task HideAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IHttpMetricsTagsFeature>() is { } tags) tags.MetricsDisabled = true;
        if (context.Features.Get<IHttpActivityFeature>()?.Activity is { } span)
        {
            span.IsAllDataRequested = false;
            span.ActivityTraceFlags = System.Diagnostics.ActivityTraceFlags.None;
        }
        return next(context);
    }

    private static bool IsScrape(HttpContext context) => context.Request.Path == Path && HttpMethods.IsGet(context.Request.Method);
}
