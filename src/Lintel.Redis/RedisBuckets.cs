using System.Globalization;
using Lintel.Rates;
using StackExchange.Redis;

namespace Lintel.Redis;

/// <summary>
/// Buckets in a Redis, which all who know it share: each is one number there, the microsecond at which it will be full, by the clock of the Redis, and goes
/// away by itself when it is. A request is one call of one script, which Redis runs alone.
/// </summary>
public sealed class RedisBuckets : IBuckets, IAsyncDisposable
{
    private const string Prefix = "lintel:rate:";

    // The same as in MemoryBuckets.
    private const string Script = """
        local time = redis.call('TIME')
        local now = time[1] * 1000000 + time[2]
        local debt = math.max(0, tonumber(redis.call('GET', KEYS[1]) or now) - now)
        local interval, burst = tonumber(ARGV[1]), tonumber(ARGV[2])
        local taken = debt <= interval * (burst - 1 + 1e-6)
        if taken then
          debt = debt + interval
          redis.call('SET', KEYS[1], string.format('%.3f', now + debt), 'PX', math.ceil(debt / 1000) + 1)
        end
        return { taken and 1 or 0, string.format('%.3f', debt) }
        """;

    private readonly ConnectionMultiplexer _connection;

    private RedisBuckets(ConnectionMultiplexer connection) => _connection = connection;

    /// <summary>Connects, and goes on trying where that fails: until it succeeds <see cref="TakeAsync"/> throws at once.</summary>
    public static async Task<RedisBuckets> ConnectAsync(RedisOptions options) =>
        new(await ConnectionMultiplexer.ConnectAsync(options.ToConfiguration()).ConfigureAwait(false));

    /// <inheritdoc/>
    /// <exception cref="RedisException">It can't be reached, or refuses.</exception>
    /// <exception cref="RedisTimeoutException">It does not answer.</exception>
    public async ValueTask<BucketState> TakeAsync(BucketKey key, BucketSize size, CancellationToken cancellation)
    {
        RedisKey bucket = Prefix + key.Value.ToString("x32", CultureInfo.InvariantCulture);
        RedisValue[] values = [size.Interval.ToString("R", CultureInfo.InvariantCulture), size.Burst];
        var said = (RedisResult[])(await _connection.GetDatabase().ScriptEvaluateAsync(Script, [bucket], values).ConfigureAwait(false))!;
        return size.After((int)said[0] == 1, double.Parse((string)said[1]!, CultureInfo.InvariantCulture));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
