using System.Diagnostics.Metrics;
using Lintel.Telemetry;

namespace Lintel.Engine.Admission;

/// <summary>Counts who waits and who is refused.</summary>
internal static class AdmissionMetrics
{
    /// <summary>The line was full.</summary>
    public static readonly KeyValuePair<string, object?> LineFull = new("lintel.refusal", "line-full");

    /// <summary>Newer ones went first, since more came than left.</summary>
    public static readonly KeyValuePair<string, object?> Overtaken = new("lintel.refusal", "overtaken");

    /// <summary>It was old before it was read, since more came than left.</summary>
    public static readonly KeyValuePair<string, object?> Stale = new("lintel.refusal", "stale");

    /// <summary>The wait was too long, though few waited.</summary>
    public static readonly KeyValuePair<string, object?> WaitedTooLong = new("lintel.refusal", "waited");

    /// <summary>Requests that were refused, by what they are and why.</summary>
    public static Counter<long> Refused { get; } = LintelTelemetry.Meter.CreateCounter<long>("lintel.admission.refused", "{request}", "Requests that were refused because more came than could be answered.");

    /// <summary>Requests that wait now, by what they are.</summary>
    public static UpDownCounter<long> Waiting { get; } = LintelTelemetry.Meter.CreateUpDownCounter<long>("lintel.admission.waiting", "{request}", "Requests that wait for others to end.");

    /// <summary>What the requests are, as a tag.</summary>
    public static KeyValuePair<string, object?> Lane(string lane) => new("lintel.lane", lane);
}
