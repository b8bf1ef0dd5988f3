using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Lintel.Telemetry;

/// <summary>A pool of connections as metrics show it. A store registers each of its pools, and disposes what it got with the pool.</summary>
public sealed class PoolMeter : IDisposable
{
    private static readonly ConcurrentDictionary<PoolMeter, bool> Pools = new();

    private static readonly Histogram<double> WaitTime = LintelTelemetry.Meter.CreateHistogram(
        "db.client.connection.wait_time", "s", "How long it took to get an open connection.", null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0001, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5] });

    private readonly KeyValuePair<string, object?> _name;
    private readonly int _most;
    private readonly Func<(int Idle, int Used, int Waiting)> _look;

    static PoolMeter()
    {
        LintelTelemetry.Meter.CreateObservableUpDownCounter("db.client.connection.count", Count, "{connection}", "Connections that are open, by whether they are used.");
        LintelTelemetry.Meter.CreateObservableUpDownCounter("db.client.connection.max", () => Pools.Keys.Select(pool => new Measurement<int>(pool._most, pool._name)), "{connection}", "The most connections that there may be.");
        LintelTelemetry.Meter.CreateObservableUpDownCounter(
            "db.client.connection.pending_requests", () => Pools.Keys.Select(pool => new Measurement<int>(pool._look().Waiting, pool._name)), "{request}", "Who waits for a connection.");
    }

    /// <summary>Registers a pool.</summary>
    /// <param name="name">What it is called: where its database is, without secrets.</param>
    /// <param name="most">How many connections it may have.</param>
    /// <param name="look">How many connections are open and idle, how many are used, and how many wait for one.</param>
    public PoolMeter(string name, int most, Func<(int Idle, int Used, int Waiting)> look)
    {
        (_name, _most, _look) = (new(Names.PoolName, name), most, look);
        Pools[this] = true;
    }

    /// <summary>Counts how long somebody waited for a connection.</summary>
    public void Waited(TimeSpan time)
    {
        if (WaitTime.Enabled) WaitTime.Record(time.TotalSeconds, _name);
    }

    /// <inheritdoc/>
    public void Dispose() => Pools.TryRemove(this, out _);

    private static IEnumerable<Measurement<int>> Count()
    {
        foreach (var pool in Pools.Keys)
        {
            var (idle, used, _) = pool._look();
            yield return new Measurement<int>(idle, pool._name, new(Names.ConnectionState, "idle"));
            yield return new Measurement<int>(used, pool._name, new(Names.ConnectionState, "used"));
        }
    }
}
