using Lintel.Binding;
using Lintel.Results;
using Lintel.Sql.Lowering;
using Lintel.Sqlite.Native;
using Lintel.Sqlite.Plans;
using Lintel.Stores;

namespace Lintel.Sqlite;

/// <summary>One transaction on one connection. SQLite works on the calling thread, so that nothing here waits.</summary>
internal sealed class SqliteSession(ConnectionPool pool, SqliteConnection connection, SessionKind kind, Constraints constraints) : IStoreSession
{
    private static readonly SqlStatement BeginRead = new("BEGIN", [], []);
    private static readonly SqlStatement BeginWrite = new("BEGIN IMMEDIATE", [], []);
    private static readonly SqlStatement Commit = new("COMMIT", [], []);
    private static readonly SqlStatement Rollback = new("ROLLBACK", [], []);

    private static readonly SqlStatement BeginPart = new("SAVEPOINT part", [], []);
    private static readonly SqlStatement EndPart = new("RELEASE part", [], []);
    private static readonly SqlStatement UndoPart = new("ROLLBACK TO part", [], []);

    private bool _refused;
    private bool _inPart;
    private bool _disposed;

    public int Statements { get; private set; }

    private bool IsWrite => kind is not (SessionKind.Read or SessionKind.SingleRead);

    /// <summary>Begins the transaction; false where another process is writing.</summary>
    public bool TryBegin(CancellationToken cancellation)
    {
        connection.Watch(cancellation);
        return connection.TryBegin(IsWrite ? BeginWrite : BeginRead);
    }

    public ValueTask<ResultNode> ReadAsync(IStorePlan plan, BoundRead read, CancellationToken cancellation)
    {
        connection.Watch(cancellation);
        var node = new ReadRun(connection, read.Parameters, new ResultBudget(read.MostBytes)).Run((ReadPlan)plan, read, out var statements);
        Statements += statements;
        return new ValueTask<ResultNode>(node);
    }

    public ValueTask<IRowBatches> StreamAsync(IStorePlan plan, BoundRead read, CancellationToken cancellation)
    {
        connection.Watch(cancellation);
        return new ValueTask<IRowBatches>(new ReadBatches(connection, (ReadPlan)plan, read, count => Statements += count));
    }

    public ValueTask<AggregateResult> AggregateAsync(IStorePlan plan, BoundAggregate aggregate, CancellationToken cancellation)
    {
        connection.Watch(cancellation);
        Statements++;
        return new ValueTask<AggregateResult>(((AggregatePlan)plan).Run(connection, aggregate));
    }

    public ValueTask<WriteResult> WriteAsync(IStorePlan plan, BoundOperation operation, CancellationToken cancellation)
    {
        if (!IsWrite) throw new InvalidOperationException("A session for reads can't write.");
        connection.Watch(cancellation);
        var result = plan is InsertPlan insert ? Insert(insert, operation) : Change((ChangePlan)plan, operation);
        _refused |= result.Status == WriteStatus.Refused;
        return new ValueTask<WriteResult>(result);
    }

    public ValueTask BeginPartAsync(CancellationToken cancellation)
    {
        connection.Watch(cancellation);
        if (_inPart) Run(EndPart);
        Run(BeginPart);
        _inPart = true;
        return ValueTask.CompletedTask;
    }

    public ValueTask UndoPartAsync(CancellationToken cancellation)
    {
        if (!_inPart) throw new InvalidOperationException("No part of the transaction has begun.");
        connection.Watch(cancellation);
        Run(UndoPart);
        // A write that was refused may have left it on.
        Run(InsertRun.DeferNoMore);
        _refused = false;
        return ValueTask.CompletedTask;
    }

    public ValueTask CommitAsync(CancellationToken cancellation)
    {
        if (_refused) throw new InvalidOperationException("A constraint refused a write of the session: it can't be committed.");
        if (!connection.InTransaction) throw new InvalidOperationException("The session's transaction is over.");
        connection.Watch(cancellation);
        Run(Commit);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        if (_disposed) return ValueTask.CompletedTask;
        _disposed = true;
        try
        {
            // Nobody's patience can end the end of a transaction.
            connection.Watch(CancellationToken.None);
            if (connection.InTransaction) Run(IsWrite ? Rollback : Commit);
        }
        finally
        {
            pool.Return(connection);
        }
        return ValueTask.CompletedTask;
    }

    private WriteResult Insert(InsertPlan plan, BoundOperation operation)
    {
        var run = new InsertRun(connection, constraints, operation.Parameters);
        var result = run.Run(plan, operation.Resource, operation is BoundInsert insert ? insert.Rows.Count : ((BoundLink)operation).Count);
        Statements += run.Statements;
        return result;
    }

    private WriteResult Change(ChangePlan plan, BoundOperation operation)
    {
        Statements++;
        return ChangeRun.Run(connection, constraints, plan, operation);
    }

    private void Run(SqlStatement text)
    {
        var statement = connection.Prepare(text);
        try
        {
            statement.Step();
        }
        finally
        {
            statement.Reset();
        }
    }
}
