using System.Diagnostics;
using System.Diagnostics.Metrics;
using Lintel.Errors;

namespace Lintel.Telemetry;

/// <summary>
/// What Lintel tells of itself, in the words of OpenTelemetry's semantic conventions: spans of the source and metrics of the meter that have its name.
/// Values of requests are in none of them. Where nobody listens, nothing is made.
/// </summary>
public static class LintelTelemetry
{
    /// <summary>The name of the activity source, for <c>AddSource</c>.</summary>
    public const string SourceName = "Lintel";

    /// <summary>The name of the meter, for <c>AddMeter</c>.</summary>
    public const string MeterName = "Lintel";

    internal static readonly ActivitySource Source = new(SourceName);
    internal static readonly Meter Meter = new(MeterName);

    private static readonly Counter<long> Rejected = Meter.CreateCounter<long>("lintel.requests.rejected", "{request}", "Requests that were answered with a problem, by its code.");

    /// <summary>Counts a request that a front end answers with a problem.</summary>
    public static void CountRejected(Problem problem)
    {
        if (Rejected.Enabled) Rejected.Add(1, new KeyValuePair<string, object?>(Names.ErrorType, problem.Error.Code));
    }
}
