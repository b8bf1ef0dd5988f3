using System.CommandLine;
using Lintel.Rates;
using Lintel.Redis;

namespace Lintel.Cli.Commands;

/// <summary>Where several servers of one service count requests together.</summary>
internal sealed class SharedLimits : IAsyncDisposable
{
    private readonly RedisBuckets? _redis;

    private SharedLimits(RedisBuckets? redis) => _redis = redis;

    /// <summary>The buckets; null: each server has its own.</summary>
    public IBuckets? Buckets => _redis;

    /// <summary>The flag, with its environment variable.</summary>
    public static Setting Setting(Terminal terminal) => new(
        "--redis", "url", "LINTEL_REDIS", "The Redis in which servers of a service share the contract's rates:\nredis://:PASSWORD@HOST:6379, or rediss:// for TLS.", "none; each server counts for itself", terminal);

    /// <summary>Reads and checks it, and connects.</summary>
    /// <exception cref="MisuseException">It means nothing.</exception>
    public static async Task<SharedLimits> ConnectAsync(Setting setting, ParseResult parsed)
    {
        if (setting.Read(parsed) is not { } url) return new SharedLimits(null);
        // The value may have a password in it, and is not repeated.
        if (RedisUrl.TryRead(url, out var options) is { } wrong) throw setting.Refuse(parsed, wrong);
        return new SharedLimits(await RedisBuckets.ConnectAsync(options!).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _redis?.DisposeAsync() ?? ValueTask.CompletedTask;
}
