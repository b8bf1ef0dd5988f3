using System.Globalization;
using Lintel.Model;
using Lintel.Postgres;

namespace Lintel.Cli.Deploying;

/// <summary>How many replicas there are, how many connections each opens, and why. All follow from the contract's <c>slo</c>.</summary>
internal sealed record Capacity
{
    /// <summary>
    /// Requests per second that one replica is planned for. It takes at most 135 µs of a processor for each (docs/performance.md, W1 to W7), and so its half
    /// processor could answer 3,700; at 60 % of that, with as much again for contracts and rows that are larger, a thousand are left.
    /// </summary>
    public const int PerReplica = 1000;

    /// <summary>The most replicas that share one database: more would have fewer than 3 connections each.</summary>
    public const int Most = 24;

    /// <summary>The connections that all replicas may have: PostgreSQL takes 100 if it is not told otherwise, and some are for people and their tools.</summary>
    private const int Connections = 90;

    /// <summary>The replicas that always run.</summary>
    public required int Replicas { get; init; }

    public required string WhyReplicas { get; init; }

    /// <summary>The replicas that run at the busiest.</summary>
    public required int MaxReplicas { get; init; }

    public required string WhyMaxReplicas { get; init; }

    /// <summary>The connections of one replica.</summary>
    public required int Pool { get; init; }

    public required string WhyPool { get; init; }

    /// <summary>What the contract promises and this can't hold; null: nothing.</summary>
    public string? Shortfall { get; init; }

    public static Capacity Of(ServiceObjectives? objectives, StoreKind store) => store switch
    {
        StoreKind.Postgres => OfMany(objectives?.PeakPerSecond, objectives?.Availability),
        StoreKind.Sqlite => OfOne(objectives),
    };

    private static Capacity OfMany(int? peak, decimal? availability)
    {
        var (floor, why) = availability >= 99.9m
            ? (3, Text($"availability {availability}%: one may be lost with its zone while another is being replaced"))
            : (2, availability is null ? "no availability is promised; one may be lost with its node" : Text($"availability {availability}%: one may be lost with its node"));
        var half = Needed((peak ?? 0) / 2m);
        if (half > floor) (floor, why) = (half, Text($"half of the peak of {peak:N0}/s at once, at {PerReplica:N0}/s for each"));
        var whole = Needed(peak ?? 0) + 1;
        var (ceiling, whyMax) = whole > 2 * floor
            ? (whole, Text($"the peak of {peak:N0}/s, at {PerReplica:N0}/s for each, and one to spare"))
            : (2 * floor, peak is null ? "no peak is promised; twice the least" : Text($"twice the least; the peak of {peak:N0}/s needs {whole - 1}, at {PerReplica:N0}/s for each"));
        var most = Math.Min(ceiling, Most);
        var pool = Math.Min(new PostgresOptions { Host = "" }.Connections, Connections / (most + 1));
        return new Capacity
        {
            Replicas = Math.Min(floor, Most),
            WhyReplicas = why,
            MaxReplicas = most,
            WhyMaxReplicas = ceiling > Most ? Text($"the most that share one database; {whyMax} would be {ceiling:N0}") : whyMax,
            Pool = pool,
            WhyPool = Text($"{most} replicas, and one more while they are replaced, stay below {Connections} connections; PostgreSQL takes 100 unless it is told otherwise"),
            Shortfall = ceiling > Most ? Text($"a peak of {peak:N0}/s asks for {ceiling:N0} replicas, and {Most} are written: more would have too few connections each; measure first") : null,
        };
    }

    private static Capacity OfOne(ServiceObjectives? objectives) => new()
    {
        Replicas = 1,
        WhyReplicas = "one process at a time has the file",
        MaxReplicas = 1,
        WhyMaxReplicas = "one process at a time has the file",
        Pool = 0,
        WhyPool = "",
        Shortfall = objectives switch
        {
            { Availability: >= 99.5m } => Text($"an availability of {objectives.Availability}% is promised, and one replica on SQLite is away whenever it is replaced; --store postgres has more"),
            { PeakPerSecond: > PerReplica } => Text($"a peak of {objectives.PeakPerSecond:N0}/s is promised, and one replica on SQLite is planned for {PerReplica:N0}/s; --store postgres has more"),
            _ => null,
        },
    };

    private static int Needed(decimal perSecond) => (int)Math.Ceiling(perSecond / PerReplica);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
