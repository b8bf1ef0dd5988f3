using System.Diagnostics.Metrics;
using Lintel.Telemetry;

namespace Lintel.Engine;

/// <summary>Counts what caches of plans find, and what is in them.</summary>
internal static class PlanCacheMeter
{
    // An engine that is served no more takes its cache with it.
    private static readonly List<WeakReference<PlanCache>> Caches = [];
    private static readonly Counter<long> Hits = LintelTelemetry.Meter.CreateCounter<long>("lintel.plan_cache.hits", "{lookup}", "Operations whose plan was there.");
    private static readonly Counter<long> Misses = LintelTelemetry.Meter.CreateCounter<long>("lintel.plan_cache.misses", "{lookup}", "Operations whose plan had to be made.");

    static PlanCacheMeter() => LintelTelemetry.Meter.CreateObservableUpDownCounter("lintel.plan_cache.size", Size, "{plan}", "Plans that are kept.");

    /// <summary>Shows the size of a cache for as long as it is used.</summary>
    public static void Add(PlanCache cache)
    {
        lock (Caches) Caches.Add(new WeakReference<PlanCache>(cache));
    }

    /// <summary>Counts a plan that was there.</summary>
    public static void Hit()
    {
        if (Hits.Enabled) Hits.Add(1);
    }

    /// <summary>Counts a plan that was not.</summary>
    public static void Miss()
    {
        if (Misses.Enabled) Misses.Add(1);
    }

    private static int Size()
    {
        lock (Caches)
        {
            Caches.RemoveAll(cache => !cache.TryGetTarget(out _));
            return Caches.Sum(cache => cache.TryGetTarget(out var plans) ? plans.Count : 0);
        }
    }
}
