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

    private Exporters(TracerProvider? traces, MeterProvider? metrics) => (_traces, Metrics) = (traces, metrics);

    /// <summary>The metrics; null: nobody wants them.</summary>
    public MeterProvider? Metrics { get; }

    /// <summary>Starts what is asked for.</summary>
    public static Exporters Start(ObserveSettings settings, ServiceModel model)
    {
        // A name from the environment comes last, and wins.
        var resource = ResourceBuilder.CreateEmpty().AddTelemetrySdk().AddService(model.Name, serviceVersion: model.Version).AddEnvironmentVariableDetector();
        return new Exporters(settings.ExportsTraces ? Traces(resource) : null, settings.ExportsMetrics || settings.Metrics is not null ? Measures(resource, settings) : null);
    }

    public void Dispose()
    {
        _traces?.Dispose();
        Metrics?.Dispose();
    }

    private static TracerProvider Traces(ResourceBuilder resource) =>
        Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(Host, LintelTelemetry.SourceName).AddOtlpExporter().Build();

    private static MeterProvider Measures(ResourceBuilder resource, ObserveSettings settings)
    {
        var builder = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(Meters).SetExemplarFilter(ExemplarFilterType.TraceBased);
        if (settings.ExportsMetrics) builder.AddOtlpExporter();
        if (settings.Metrics is not null) builder.AddPrometheusExporter();
        return builder.Build();
    }
}
