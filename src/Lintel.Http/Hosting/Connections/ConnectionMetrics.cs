using System.Diagnostics.Metrics;
using Lintel.Telemetry;

namespace Lintel.Http.Hosting.Connections;

/// <summary>Counts what the server's own meters do not.</summary>
internal static class ConnectionMetrics
{
    private static readonly Meter Meter = new(LintelTelemetry.MeterName);

    /// <summary>Connections that were closed because their address had too many.</summary>
    public static Counter<long> Refused { get; } = Meter.CreateCounter<long>("lintel.connections.refused", "{connection}", "Connections that were closed because their address had too many.");
}
