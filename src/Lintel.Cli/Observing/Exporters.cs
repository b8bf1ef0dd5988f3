using System.Diagnostics.Metrics;
using Lintel.Model;
using Lintel.Telemetry;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Lintel.Cli.Observing;

/// <summary>
/// OpenTelemetry's SDK, which hears what Lintel and its host tell of themselves and sends or shows it. Where to, how often and how much, the standard
/// variables say to the SDK itself. Where nothing is sent or shown, there is none. Disposing sends what is left.
/// </summary>
internal sealed class Exporters : IDisposable
{
    private const string Host = "Microsoft.AspNetCore";

    // The host's requests and connections, and what the runtime tells of memory, processor and threads.
    private static readonly string[] Meters = [LintelTelemetry.MeterName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    private readonly TracerProvider? _traces;
    private readonly MeterProvider? _metrics;

    private Exporters(TracerProvider? traces, MeterProvider? metrics, MeterProvider? scraped) => (_traces, _metrics, Scraped) = (traces, metrics, scraped);

    /// <summary>The metrics that Prometheus fetches; null: it does not.</summary>
    public MeterProvider? Scraped { get; }

    /// <summary>Starts what is asked for.</summary>
    public static Exporters Start(ObserveSettings settings, ServiceModel model)
    {
        // A name from the environment comes last, and wins.
        var resource = ResourceBuilder.CreateEmpty().AddTelemetrySdk().AddService(model.Name, serviceVersion: model.Version).AddEnvironmentVariableDetector();
        return new Exporters(
            settings.ExportsTraces ? Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(Host, LintelTelemetry.SourceName).AddOtlpExporter().Build() : null,
            settings.ExportsMetrics ? Measure(resource).AddOtlpExporter().Build() : null,
            settings.Metrics is null ? null : Measure(resource).AddView(Renamed).AddPrometheusExporter().Build());
    }

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
        Scraped?.Dispose();
    }

    private static MeterProviderBuilder Measure(ResourceBuilder resource) =>
        Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(Meters).SetExemplarFilter(ExemplarFilterType.TraceBased);

    // Prometheus keeps the ending _count for histograms, and its own linter refuses it elsewhere. By OTLP they have the names of the conventions.
    private static MetricStreamConfiguration? Renamed(Instrument instrument) => instrument.Name switch
    {
        "db.client.connection.count" => new MetricStreamConfiguration { Name = "db.client.connections" },
        "dotnet.process.cpu.count" => new MetricStreamConfiguration { Name = "dotnet.process.cpus" },
        "dotnet.assembly.count" => new MetricStreamConfiguration { Name = "dotnet.assemblies" },
        "dotnet.timer.count" => new MetricStreamConfiguration { Name = "dotnet.timers" },
        _ => null,
    };
}
