namespace Lintel.Rates;

/// <summary>
/// Buckets that several processes share, as long as they can be reached; while they can't, this process counts for itself. Whoever asks waits for the shared
/// ones only for a moment, once; after that they are tried again by one request at a time.
/// </summary>
/// <param name="shared">The shared ones; whatever it throws means that they can't be reached.</param>
/// <param name="own">Those of this process.</param>
/// <param name="clock">Its time.</param>
public sealed class SharedBuckets(IBuckets shared, IBuckets own, TimeProvider clock) : IBuckets
{
    /// <summary>How long the shared ones may take to answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    /// <summary>How long they are left alone after they failed.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private int _isAlone;
    private long _tryAgainAt;

    /// <summary>Is called when this process begins to count for itself, with why, and when it ends to, with null.</summary>
    public event Action<Exception?>? Changed;

    /// <summary>Whether this process counts for itself now.</summary>
    public bool IsAlone => Volatile.Read(ref _isAlone) != 0;

    /// <inheritdoc/>
    public async ValueTask<BucketState> TakeAsync(BucketKey key, BucketSize size, CancellationToken cancellation)
    {
        if (IsAlone && !IsTimeToTry()) return await own.TakeAsync(key, size, cancellation).ConfigureAwait(false);
        try
        {
            var taking = shared.TakeAsync(key, size, cancellation);
            var state = taking.IsCompletedSuccessfully ? await taking.ConfigureAwait(false) : await taking.AsTask().WaitAsync(Patience, clock, cancellation).ConfigureAwait(false);
            if (Interlocked.Exchange(ref _isAlone, 0) != 0) Changed?.Invoke(null);
            return state;
        }
        // Whatever it is: no request fails because nobody could count it.
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            Volatile.Write(ref _tryAgainAt, clock.GetTimestamp() + Ticks(Pause));
            if (Interlocked.Exchange(ref _isAlone, 1) == 0) Changed?.Invoke(exception);
            return await own.TakeAsync(key, size, cancellation).ConfigureAwait(false);
        }
    }

    // Of those who come then one tries, and the others go on for themselves.
    private bool IsTimeToTry()
    {
        var (now, at) = (clock.GetTimestamp(), Volatile.Read(ref _tryAgainAt));
        return now >= at && Interlocked.CompareExchange(ref _tryAgainAt, now + Ticks(Pause), at) == at;
    }

    private long Ticks(TimeSpan time) => (long)(time.TotalSeconds * clock.TimestampFrequency);
}
