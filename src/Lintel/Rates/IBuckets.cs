namespace Lintel.Rates;

/// <summary>Token buckets, one for each key. All are full in the beginning.</summary>
public interface IBuckets
{
    /// <summary>Takes one request from a bucket, where it has room.</summary>
    /// <param name="key">Whose bucket it is.</param>
    /// <param name="size">How large it is, the same each time. Where it is another one than before, what was taken so far counts by time.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<BucketState> TakeAsync(BucketKey key, BucketSize size, CancellationToken cancellation);
}
