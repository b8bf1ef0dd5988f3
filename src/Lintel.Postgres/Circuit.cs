using Lintel.Stores;

namespace Lintel.Postgres;

/// <summary>
/// Whether the database can be connected to. It opens with the first connection that can't be made: until one succeeds, whoever needs one is refused at
/// once instead of after the time that a connection may take, and only one at a time is tried.
/// </summary>
/// <param name="connect">Makes a connection, and throws where that fails.</param>
/// <param name="place">Where the database is, for people.</param>
internal sealed class Circuit(Func<CancellationToken, Task> connect, string place) : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _end = new();
    private CancellationTokenSource _opening = new();
    private volatile Exception? _failure;

    /// <summary>Whether the last connection that was tried could not be made.</summary>
    public bool IsOpen => _failure is not null;

    /// <summary>Ends as soon as the circuit opens: for those who wait in line.</summary>
    public CancellationToken Opening
    {
        get
        {
            lock (_lock) return _opening.Token;
        }
    }

    /// <summary>Refuses where the circuit is open.</summary>
    /// <exception cref="StoreException">It is.</exception>
    public void ThrowIfOpen()
    {
        if (_failure is { } failure) throw Refusal(failure);
    }

    /// <summary>Opens the circuit, and tries to close it from now on.</summary>
    public void Open(Exception failure)
    {
        CancellationTokenSource opening;
        lock (_lock)
        {
            if (_failure is not null) return;
            _failure = failure;
            opening = _opening;
        }
        opening.Cancel();
        _ = CloseAsync();
    }

    /// <summary>Tries a connection, and opens the circuit where it can't be made.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        if (!IsOpen && await TryAsync(cancellation).ConfigureAwait(false) is { } failure) Open(failure);
    }

    /// <inheritdoc/>
    public void Dispose() => _end.Cancel();

    /// <summary>The exception for a connection that can't be made.</summary>
    public StoreException Refusal(Exception failure) => new(StoreFailure.Unavailable, $"PostgreSQL at {place}: {PasswordFile.WhyNot(failure) ?? failure.Message}", failure);

    private async Task CloseAsync()
    {
        for (var pause = FirstPause; !_end.IsCancellationRequested; pause = pause * 2 > LongestPause ? LongestPause : pause * 2)
        {
            await Pauses.WaitAsync(pause, _end.Token).ConfigureAwait(false);
            var failure = await TryAsync(_end.Token).ConfigureAwait(false);
            lock (_lock)
            {
                _failure = failure;
                if (failure is not null) continue;
                _opening = new CancellationTokenSource();
                return;
            }
        }
    }

    private async Task<Exception?> TryAsync(CancellationToken cancellation)
    {
        try
        {
            await connect(cancellation).ConfigureAwait(false);
            return null;
        }
        catch (Exception exception) when (PostgresFailure.Is(exception) || exception is OperationCanceledException)
        {
            return exception;
        }
    }
}
