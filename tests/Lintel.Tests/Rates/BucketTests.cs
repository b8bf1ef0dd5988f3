using Lintel.Model;
using Lintel.Rates;
using Microsoft.Extensions.Time.Testing;

namespace Lintel.Tests.Rates;

/// <summary>Token buckets in memory.</summary>
public sealed class BucketTests
{
    private static readonly BucketKey Alice = BucketKey.Of("shop", "caller", "alice");

    private readonly FakeTimeProvider _clock = new();

    [Theory]
    [InlineData(3600, 1)]
    [InlineData(36_000, 10)]
    [InlineData(7, 3)]
    [InlineData(3_600_000, 60)]
    [InlineData(11_111, 13)]
    public void No_more_are_let_through_than_the_burst_and_what_came_back_and_no_fewer(long perHour, int burst)
    {
        var (buckets, size, random) = (new MemoryBuckets(_clock), new BucketSize(burst, new Rate(perHour)), new Random(7));
        var (start, taken, level) = (_clock.GetUtcNow(), 0, (double)burst);
        for (var i = 0; i < 5000; i++)
        {
            var pause = TimeSpan.FromTicks((long)(random.NextDouble() * 2 * size.Interval * TimeSpan.TicksPerMicrosecond));
            if (random.Next(3) > 0) pause /= 10;
            _clock.Advance(pause);
            level = Math.Min(burst, level + pause.TotalMicroseconds / size.Interval);
            var state = buckets.Take(Alice, size);
            Assert.True(state.IsTaken == level >= 1 || Math.Abs(level - 1) < 0.001, $"request {i}: the bucket has {level}");
            if (state.IsTaken) (taken, level) = (taken + 1, level - 1);
            Assert.InRange(state.Remaining, Math.Max(0, (int)(level - 0.001)), (int)(level + 0.001));
        }
        Assert.True(taken <= burst + (_clock.GetUtcNow() - start).TotalMicroseconds / size.Interval + 1);
    }

    [Fact]
    public void A_refusal_tells_exactly_when_there_is_room()
    {
        var (buckets, size) = (new MemoryBuckets(_clock), new BucketSize(2, new Rate(7)));
        Assert.Equal(new BucketState(true, 1, TimeSpan.Zero, TimeSpan.FromTicks(5_142_857_143)), buckets.Take(Alice, size));
        buckets.Take(Alice, size);
        var refused = buckets.Take(Alice, size);
        Assert.False(refused.IsTaken);
        _clock.Advance(refused.Wait - TimeSpan.FromMilliseconds(1));
        Assert.False(buckets.Take(Alice, size).IsTaken);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(buckets.Take(Alice, size).IsTaken);
    }

    [Fact]
    public void However_many_ask_no_more_are_kept_than_may_be_and_who_asks_is_not_forgotten()
    {
        var (buckets, size) = (new MemoryBuckets(_clock, 1000), new BucketSize(1, new Rate(1)));
        Assert.True(buckets.Take(Alice, size).IsTaken);
        for (var i = 0; i < 20_000; i++)
        {
            buckets.Take(BucketKey.Of("shop", "address", $"{i}"), size);
            if (i % 100 == 0) Assert.False(buckets.Take(Alice, size).IsTaken);
        }
        Assert.InRange(buckets.Count, 500, 1000);
    }

    [Fact]
    public void Each_service_kind_and_name_has_a_bucket_of_its_own()
    {
        BucketKey[] keys = [Alice, BucketKey.Of("shop", "caller", "bob"), BucketKey.Of("shop", "key", "alice"), BucketKey.Of("other", "caller", "alice")];
        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.Equal(Alice, BucketKey.Of("shop", "caller", "alice"));
    }

    [Fact]
    public async Task Shared_ones_that_hang_are_waited_for_once_and_then_tried_by_one_at_a_time()
    {
        var shared = new HangingBuckets();
        var buckets = new SharedBuckets(shared, new MemoryBuckets(_clock), _clock);
        var changes = new List<string>();
        buckets.Changed += failure => changes.Add(failure?.GetType().Name ?? "again");
        var size = new BucketSize(100, new Rate(1));

        var first = TakeAsync();
        Assert.False(first.IsCompleted);
        _clock.Advance(SharedBuckets.Patience);
        Assert.True((await first).IsTaken);
        for (var i = 0; i < 5; i++) await TakeAsync();
        Assert.Equal(1, shared.Asked);

        _clock.Advance(SharedBuckets.Pause);
        var second = TakeAsync();
        await TakeAsync();
        Assert.Equal(2, shared.Asked);
        shared.Answer.SetResult(new BucketState(true, 1, TimeSpan.Zero, TimeSpan.Zero));
        await second;
        Assert.False(buckets.IsAlone);
        Assert.Equal(["TimeoutException", "again"], changes);

        Task<BucketState> TakeAsync() => buckets.TakeAsync(Alice, size, TestContext.Current.CancellationToken).AsTask();
    }

    private sealed class HangingBuckets : IBuckets
    {
        public TaskCompletionSource<BucketState> Answer { get; } = new();

        public int Asked { get; private set; }

        public ValueTask<BucketState> TakeAsync(BucketKey key, BucketSize size, CancellationToken cancellation)
        {
            Asked++;
            return new ValueTask<BucketState>(Answer.Task);
        }
    }
}
