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
    private bool _retired;

    public NpgsqlConnection Driver => connection;

    public RowReader Rows { get; } = new();

    /// <summary>Is told of each statement.</summary>
    public StatementObserver Observer { get; } = new(address);

    /// <summary>Whether it was taken for reads.</summary>
    public bool IsRead { get; set; }

    /// <summary>Of which generation of its pool it is: a failure ends a whole one.</summary>
    public int Generation => generation;

    /// <summary>Whether the next statement can be sent.</summary>
    public bool IsOpen => !_retired && connection.FullState == System.Data.ConnectionState.Open;

    /// <summary>Ends its use, and that of all others of its pool, behind the session that has it: a new one may meet another server or setting.</summary>
    public void Retire() => _retired = true;

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
