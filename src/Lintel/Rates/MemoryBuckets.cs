namespace Lintel.Rates;

/// <summary>
/// The buckets of one process. A bucket is one number, the time at which it will be full (the generic cell rate algorithm, ITU-T I.371), and is forgotten
/// for others that are used: in two generations, so that no request ever waits for a cleaning.
/// </summary>
/// <param name="clock">Its time.</param>
/// <param name="most">How many buckets are kept: the latest half of them for certain.</param>
public sealed class MemoryBuckets(TimeProvider clock, int most = MemoryBuckets.Usual) : IBuckets
{
    /// <summary>How many buckets are kept where nothing is said: some 10 MB.</summary>
    public const int Usual = 200_000;

    private readonly Lock _lock = new();
    private readonly long _start = clock.GetTimestamp();
    private Dictionary<UInt128, double> _young = [];
    private Dictionary<UInt128, double> _old = [];

    /// <summary>How many buckets are kept now.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _young.Count + _old.Count;
        }
    }

    /// <inheritdoc/>
    public ValueTask<BucketState> TakeAsync(BucketKey key, BucketSize size, CancellationToken cancellation) => ValueTask.FromResult(Take(key, size));

    /// <inheritdoc cref="TakeAsync"/>
    public BucketState Take(BucketKey key, BucketSize size)
    {
        var now = clock.GetElapsedTime(_start).TotalMicroseconds;
        lock (_lock)
        {
            var full = Math.Max(now, FullAt(key.Value));
            var debt = full - now;
            // Less than a millionth of a request is what sums of fractions are wrong by.
            var isTaken = debt <= size.Interval * (size.Burst - 1 + 1e-6);
            if (isTaken) debt += size.Interval;
            Keep(key.Value, now + debt);
            return size.After(isTaken, debt);
        }
    }

    // One that nobody knows is full already.
    private double FullAt(UInt128 key) => _young.TryGetValue(key, out var full) || _old.TryGetValue(key, out full) ? full : 0;

    private void Keep(UInt128 key, double full)
    {
        _young[key] = full;
        if (_young.Count * 2 <= most) return;
        (_old, _young) = (_young, _old);
        _young.Clear();
    }
}
