using System.Diagnostics.Metrics;
using Lintel.Telemetry;

namespace Lintel.Http.Hosting.Rates;

/// <summary>Counts who asks too often.</summary>
internal static class RateMetrics
{
    private static readonly Meter Meter = new(LintelTelemetry.MeterName);

    /// <summary>Requests that were refused, by which limit.</summary>
    public static Counter<long> Refused { get; } = Meter.CreateCounter<long>("lintel.rates.refused", "{request}", "Requests that were refused because one sent too many.");

    /// <summary>Whether this process counts for itself.</summary>
    public static UpDownCounter<long> Alone { get; } = Meter.CreateUpDownCounter<long>("lintel.rates.alone", "{process}", "1 while this process counts requests for itself because the shared limits can't be reached.");

    /// <summary>By which limit, as a tag.</summary>
    public static KeyValuePair<string, object?> Kind(string kind) => new("lintel.rate", kind);
}
