using Lintel.Postgres.Plans;
using Lintel.Sql.Lowering;
using Lintel.Telemetry;
using Npgsql;

namespace Lintel.Postgres.Native;

/// <summary>One connection with the statements that it has prepared. Not safe for use by two threads.</summary>
internal sealed class PostgresConnection(NpgsqlConnection connection, DatabaseAddress address, int cache, int generation) : IAsyncDisposable
{
    private readonly Dictionary<SqlStatement, PreparedStatement> _statements = [];
    private long _uses;
    private CancellationTokenSource _stop = new();
    private CancellationTokenRegistration _watch;
    private CancellationToken _caller;

    public NpgsqlConnection Driver => connection;

    public RowReader Rows { get; } = new();

    /// <summary>Is told of each statement.</summary>
    public StatementObserver Observer { get; } = new(address);

    /// <summary>Whether it was taken for reads.</summary>
    public bool IsRead { get; set; }

    /// <summary>Of which generation of its pool it is: a failure ends a whole one.</summary>
    public int Generation => generation;

    /// <summary>Whether the next statement can be sent.</summary>
    public bool IsOpen => connection.FullState == System.Data.ConnectionState.Open;

    /// <summary>
    /// The token for the driver, which ends with the caller's. The driver stops a statement over a connection that it makes on the thread that cancels: where
    /// packets vanish that takes as long as a connection may, and no thread of those that serve is to wait for it.
    /// </summary>
    public CancellationToken Watch(CancellationToken caller)
    {
        caller.ThrowIfCancellationRequested();
        if (caller == _caller) return _stop.Token;
        Unwatch();
        _caller = caller;
        _watch = caller.UnsafeRegister(static connection => ((PostgresConnection)connection!).Stop(), this);
        return _stop.Token;
    }

    /// <summary>Ends what <see cref="Watch"/> began, behind the last statement of a session.</summary>
    public void Unwatch()
    {
        // Waits for a stop that has begun, so that none can meet the next session.
        _watch.Dispose();
        _watch = default;
        if (_caller.IsCancellationRequested) _stop = new CancellationTokenSource();
        _caller = CancellationToken.None;
    }

    /// <summary>The statement, prepared when it is first asked for.</summary>
    public ValueTask<PreparedStatement> PrepareAsync(SqlStatement source, CancellationToken cancellation)
    {
        if (!_statements.TryGetValue(source, out var statement)) return AddAsync(source, cancellation);
        statement.Used = ++_uses;
        return new ValueTask<PreparedStatement>(statement);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var statement in _statements.Values) statement.Dispose();
        Rows.Dispose();
        await connection.DisposeAsync().ConfigureAwait(false);
    }

    private void Stop()
    {
        var stop = _stop;
        new Thread(stop.Cancel) { IsBackground = true, Name = "PostgreSQL cancel" }.Start();
    }

    private async ValueTask<PreparedStatement> AddAsync(SqlStatement source, CancellationToken cancellation)
    {
        if (_statements.Count >= cache)
        {
            var oldest = _statements.Values.MinBy(one => one.Used)!;
            _statements.Remove(oldest.Source);
            await oldest.Command.UnprepareAsync(cancellation).ConfigureAwait(false);
            oldest.Dispose();
        }
        var statement = new PreparedStatement(connection, source) { Used = ++_uses };
        try
        {
            await statement.Command.PrepareAsync(cancellation).ConfigureAwait(false);
        }
        catch
        {
            statement.Dispose();
            throw;
        }
        _statements.Add(source, statement);
        return statement;
    }
}
