using Lintel.Errors;
using Lintel.Model;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace Lintel.Http.Auth;

/// <summary>
/// The keys of a provider, read when the first token comes, and again when they are old or a token names one that is not among them: this is how a
/// provider changes its keys. Strangers can name any key, so that is asked for at most once in a while, whoever asks. Thread-safe.
/// </summary>
internal sealed partial class IssuerKeys(AuthSettings auth, TimeProvider clock, ILogger logger) : ITokenKeys
{
    /// <summary>How old keys may be before they are read again, beside what is answered with them.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(15);

    /// <summary>How old they may be while the provider can't be reached. A key that was taken back is not accepted for ever.</summary>
    public static readonly TimeSpan Stale = TimeSpan.FromHours(24);

    /// <summary>Between two readings for the sake of keys that are not known.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    /// <summary>Between two readings where the last one failed.</summary>
    public static readonly TimeSpan FailurePause = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private volatile Known? _known;
    private Task? _reading;
    private long _asked;
    private TimeSpan _pause = TimeSpan.Zero;

    public string Issuer { get; } = auth.Issuer!;

    public IReadOnlyList<string> Algorithms { get; } = [.. auth.Algorithms.Intersect(KeySet.Algorithms)];

    public async ValueTask<(IReadOnlyList<SecurityKey> Keys, Problem? Problem)> FindAsync(TokenHeader header, CancellationToken cancellation)
    {
        if (Find(header) is { Count: > 0 } keys)
        {
            if (Age(_known!) > Fresh) _ = ReadAgain();
            return (keys, null);
        }
        if (ReadAgain() is { } reading) await reading.WaitAsync(cancellation).ConfigureAwait(false);
        return Find(header) is { } found
            ? (found, null)
            : ([], ErrorCatalogue.Unavailable.Because("The keys of the identity provider can't be read: no token can be checked.") with { RetryAfter = FailurePause });
    }

    /// <summary>The keys for a header; null: none are known that are not too old.</summary>
    private IReadOnlyList<SecurityKey>? Find(TokenHeader header) => _known is { } known && Age(known) <= Stale ? known.Keys.Find(header) : null;

    private TimeSpan Age(Known known) => clock.GetElapsedTime(known.Read);

    /// <summary>The reading that is under way, or begins now; null: it is too early for another.</summary>
    private Task? ReadAgain()
    {
        lock (_gate)
        {
            if (_reading is { IsCompleted: false }) return _reading;
            if (_asked != 0 && clock.GetElapsedTime(_asked) < _pause) return null;
            // The pause counts from the beginning, also while it goes on.
            (_asked, _pause) = (clock.GetTimestamp(), Pause);
            return _reading = ReadAsync();
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            var keys = await IssuerDocuments.ReadKeysAsync(Issuer).ConfigureAwait(false);
            _known = new Known(keys, clock.GetTimestamp());
            HaveRead(keys.Count, Issuer);
        }
        catch (IssuerException exception)
        {
            lock (_gate) _pause = FailurePause;
            CouldNotRead(exception.Message);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Read {Count} keys of {Issuer}")]
    private partial void HaveRead(int count, string issuer);

    [LoggerMessage(2, LogLevel.Warning, "The keys of the issuer can't be read: {Reason}")]
    private partial void CouldNotRead(string reason);

    private sealed record Known(KeySet Keys, long Read);
}
