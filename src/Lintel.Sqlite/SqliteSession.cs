using Lintel.Binding;
using Lintel.Results;
using Lintel.Sql.Lowering;
using Lintel.Sqlite.Native;
using Lintel.Sqlite.Plans;
using Lintel.Stores;
using Lintel.Telemetry;

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

    public void Observe(TimeProvider clock, OperationWatch? watch, TimeSpan waited)
    {
        connection.Observer.Attach(clock, watch);
        (IsWrite ? pool.WriterMeter : pool.ReaderMeter).Waited(waited);
    }

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
        var node = new ReadRun(connection, read, new ResultBudget(read.MostBytes)).Run((ReadPlan)plan, out var statements);
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

    public async ValueTask<PlanExplanation> ExplainAsync(IStorePlan plan, BoundOperation operation, bool measures, CancellationToken cancellation)
    {
        if (IsWrite) throw new InvalidOperationException("Only a session for reads explains: what it runs is to change nothing.");
        connection.Watch(cancellation);
        var run = new ExplainRun(connection);
        var explained = ((IReadStatements)plan).Reads.Select(run.Explain).ToArray();
        Statements += explained.Length;
        return new PlanExplanation(explained, measures ? await run.MeasureAsync(plan, operation, cancellation).ConfigureAwait(false) : null);
    }

    public ValueTask PlanAsync(IStorePlan plan, BoundOperation operation, CancellationToken cancellation)
    {
        if (IsWrite) throw new InvalidOperationException("Only a session for reads plans: nothing is to be changed.");
        connection.Watch(cancellation);
        var run = new ExplainRun(connection);
        foreach (var statement in plan.Statements) run.Plan(statement);
        Statements += plan.Statements.Count;
        return ValueTask.CompletedTask;
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
        connection.Observer.Begin(StatementName.Commit, null, null);
        try
        {
            Run(Commit);
        }
        catch (StoreException exception) when (connection.HasIoError)
        {
            // It may be in the log all the same, whole, for whoever reads that after a crash.
            throw new StoreException(StoreFailure.Undecided, exception.Message, exception);
        }
        connection.Observer.End();
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
            connection.Observer.Detach();
            pool.Return(connection);
        }
        return ValueTask.CompletedTask;
    }

    private WriteResult Insert(InsertPlan plan, BoundOperation operation)
    {
        var run = new InsertRun(connection, constraints, operation);
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
