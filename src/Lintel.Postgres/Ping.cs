using Lintel.Stores;
using Npgsql;

namespace Lintel.Postgres;

/// <summary>Asks the database whether it answers. One question is enough for all who want to know at the same time, and none waits long for it.</summary>
internal sealed class Ping(ConnectionPool pool) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private CancellationTokenSource _stop = new();
    private Task<bool> _running = Task.FromResult(true);

    /// <summary>Whether it answers, in time.</summary>
    public async ValueTask<bool> RunAsync(CancellationToken cancellation)
    {
        Task<bool> running;
        CancellationTokenSource stop;
        lock (_lock)
        {
            if (_running.IsCompleted)
            {
                _stop = new CancellationTokenSource();
                _running = AskAsync(_stop.Token);
            }
            (running, stop) = (_running, _stop);
        }
        try
        {
            return await running.WaitAsync(Limit, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            pool.Suspect();
            await stop.CancelAsync().ConfigureAwait(false);
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stop.Cancel();

    private async Task<bool> AskAsync(CancellationToken stop)
    {
        try
        {
            var connection = await pool.TakeAsync(isRead: true, stop).ConfigureAwait(false);
            try
            {
                using var command = new NpgsqlCommand("SELECT 1", connection.Driver);
                await command.ExecuteScalarAsync(connection.Watch(stop)).ConfigureAwait(false);
                return true;
            }
            finally
            {
                connection.Unwatch();
                await pool.ReturnAsync(connection).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is StoreException or OperationCanceledException || PostgresFailure.Is(exception))
        {
            return false;
        }
    }
}
