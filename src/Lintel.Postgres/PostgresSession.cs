using System.Data;
using System.Runtime.CompilerServices;
using Lintel.Binding;
using Lintel.Postgres.Native;
using Lintel.Postgres.Plans;
using Lintel.Results;
using Lintel.Sql.Lowering;
using Lintel.Stores;
using Lintel.Telemetry;
using Npgsql;

namespace Lintel.Postgres;

/// <summary>One transaction on one connection. It begins with its first statement, so that BEGIN costs no round trip.</summary>
internal sealed class PostgresSession(ConnectionPool pool, PostgresConnection connection, SessionKind kind, Constraints constraints) : IStoreSession
{
    private const string ReadOnly = "SET TRANSACTION READ ONLY";

    private NpgsqlTransaction? _transaction;
    private bool _refused;
    private bool _inPart;
    private bool _over;
    private bool _disposed;

    public int Statements { get; private set; }

    public void Observe(TimeProvider clock, OperationWatch? watch, TimeSpan waited)
    {
        connection.Observer.Attach(clock, watch);
        pool.Meter.Waited(waited);
    }

    public ValueTask<ResultNode> ReadAsync(IStorePlan plan, BoundRead read, CancellationToken cancellation) =>
        read.Call is null ? ReadAsync((ReadPlan)plan, read, ReadRun.RunAsync, cancellation) : CallAsync((ReadPlan)plan, read, ReadRun.RunAsync, cancellation);

    public async ValueTask<IRowBatches> StreamAsync(IStorePlan plan, BoundRead read, CancellationToken cancellation)
    {
        try
        {
            await BeginAsync(cancellation).ConfigureAwait(false);
            if (read.Call is not null) await ExecuteAsync(ReadOnly, cancellation).ConfigureAwait(false);
            // The server counts what its reader takes among the time of a statement; the driver's own limit is for each row.
            await ExecuteAsync("SET LOCAL statement_timeout = 0", cancellation).ConfigureAwait(false);
            Statements++;
            var source = (ReadPlan)plan;
            connection.Observer.Begin(source.Statement.Name, read, read.Resource.Entity.Table);
            var statement = await connection.PrepareAsync(source.Statement, connection.Watch(cancellation)).ConfigureAwait(false);
            statement.Bind(read.Parameters);
            var reader = await statement.Command.ExecuteReaderAsync(connection.Watch(cancellation)).ConfigureAwait(false);
            connection.Observer.Pause();
            return new ReadBatches(connection, statement, reader, source, read, Failure);
        }
        catch (PostgresException exception) when (read.Call is not null && FunctionRefusal.Of(exception) is { } refusal)
        {
            throw Refused(exception, refusal);
        }
        catch (Exception exception) when (PostgresFailure.Is(exception))
        {
            throw Failure(exception, cancellation);
        }
    }

    public ValueTask<AggregateResult> AggregateAsync(IStorePlan plan, BoundAggregate aggregate, CancellationToken cancellation) =>
        ReadAsync((AggregatePlan)plan, aggregate, static (connection, plan, aggregate, cancellation) => plan.RunAsync(connection, aggregate, cancellation), cancellation);

    public ValueTask<ResultNode?> InvokeAsync(IStorePlan plan, BoundInvoke invoke, CancellationToken cancellation) =>
        CallAsync((InvokePlan)plan, invoke, static (connection, plan, invoke, cancellation) => plan.RunAsync(connection, invoke, cancellation), cancellation);

    public async ValueTask<PlanExplanation> ExplainAsync(IStorePlan plan, BoundOperation operation, bool measures, CancellationToken cancellation)
    {
        if (kind != SessionKind.Read) throw new InvalidOperationException("Only a session for reads explains: what it runs is to change nothing.");
        try
        {
            await BeginAsync(cancellation).ConfigureAwait(false);
            await ExecuteAsync(ReadOnly, cancellation).ConfigureAwait(false);
            var run = new ExplainRun(connection, operation.Parameters, measures);
            foreach (var read in ((IReadStatements)plan).Reads) await run.AddAsync(read, cancellation).ConfigureAwait(false);
            Statements += run.Explained.Count;
            return new PlanExplanation(run.Explained, run.Elapsed);
        }
        catch (PostgresException exception) when (operation is BoundRead { Call: not null } && FunctionRefusal.Of(exception) is { } refusal)
        {
            throw Refused(exception, refusal);
        }
        catch (Exception exception) when (PostgresFailure.Is(exception))
        {
            throw Failure(exception, cancellation);
        }
    }

    public async ValueTask PlanAsync(IStorePlan plan, BoundOperation operation, CancellationToken cancellation)
    {
        if (kind != SessionKind.Read) throw new InvalidOperationException("Only a session for reads plans: nothing is to be changed.");
        var run = new PlanningRun(connection, operation, connection.Watch(cancellation));
        try
        {
            await BeginAsync(cancellation).ConfigureAwait(false);
            await ExecuteAsync(ReadOnly, cancellation).ConfigureAwait(false);
            await ExecuteAsync("SAVEPOINT plan", cancellation).ConfigureAwait(false);
            await run.RunAsync(plan).ConfigureAwait(false);
        }
        catch (PostgresException exception) when (PlanningRun.IsOfValue(exception))
        {
            await ExecuteAsync("ROLLBACK TO plan", cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (PostgresFailure.Is(exception))
        {
            throw Failure(exception, cancellation);
        }
        finally
        {
            Statements += run.Statements;
        }
    }

    public async ValueTask<WriteResult> WriteAsync(IStorePlan plan, BoundOperation operation, CancellationToken cancellation)
    {
        if (kind is SessionKind.Read or SessionKind.SingleRead) throw new InvalidOperationException("A session for reads can't write.");
        var ends = EndsWith(plan, operation);
        try
        {
            if (!ends) await BeginAsync(cancellation).ConfigureAwait(false);
            else if (_over) throw new InvalidOperationException("The session's transaction is over.");
            return await ApplyAsync(plan, operation, cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (ends && IsLost(exception))
        {
            throw Undecided(exception);
        }
        catch (Exception exception) when (PostgresFailure.Is(exception))
        {
            throw Failure(exception, cancellation);
        }
    }

    public async ValueTask BeginPartAsync(CancellationToken cancellation)
    {
        try
        {
            await BeginAsync(cancellation).ConfigureAwait(false);
            await ExecuteAsync(_inPart ? "RELEASE part; SAVEPOINT part" : "SAVEPOINT part", cancellation).ConfigureAwait(false);
            _inPart = true;
        }
        catch (Exception exception) when (PostgresFailure.Is(exception))
        {
            throw Failure(exception, cancellation);
        }
    }

    public async ValueTask UndoPartAsync(CancellationToken cancellation)
    {
        if (!_inPart) throw new InvalidOperationException("No part of the transaction has begun.");
        try
        {
            await ExecuteAsync("ROLLBACK TO part", cancellation).ConfigureAwait(false);
            _refused = false;
        }
        catch (Exception exception) when (PostgresFailure.Is(exception))
        {
            throw Failure(exception, cancellation);
        }
    }

    public async ValueTask CommitAsync(CancellationToken cancellation)
    {
        if (_refused) throw new InvalidOperationException("A constraint refused a write of the session: it can't be committed.");
        if (_over) throw new InvalidOperationException("The session's transaction is over.");
        _over = true;
        if (_transaction is not { } transaction) return;
        cancellation.ThrowIfCancellationRequested();
        // However it ends, nothing is left to roll back.
        _transaction = null;
        try
        {
            // Once it is on its way, nobody's patience is to make its end unknown.
            connection.Observer.Begin(StatementName.Commit, null, null);
            await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
            connection.Observer.End();
        }
        catch (Exception exception) when (IsLost(exception))
        {
            throw Undecided(exception);
        }
        catch (Exception exception) when (PostgresFailure.Is(exception))
        {
            throw Failure(exception, cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        connection.Unwatch();
        try
        {
            // Nobody's patience can end the end of a transaction.
            if (_transaction is not null && connection.IsOpen) await _transaction.RollbackAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (PostgresFailure.Is(exception))
        {
            // The connection is lost, and with it the transaction: its server rolls back.
            await connection.Driver.CloseAsync().ConfigureAwait(false);
        }
        finally
        {
            connection.Observer.Detach();
            await pool.ReturnAsync(connection).ConfigureAwait(false);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))] // each read waits in it
    private async ValueTask<TResult> ReadAsync<TPlan, TRead, TResult>(
        TPlan plan, TRead read, Func<PostgresConnection, TPlan, TRead, CancellationToken, ValueTask<TResult>> run, CancellationToken cancellation)
    {
        try
        {
            if (kind != SessionKind.SingleRead) await BeginAsync(cancellation).ConfigureAwait(false);
            Statements++;
            return await run(connection, plan, read, connection.Watch(cancellation)).ConfigureAwait(false);
        }
        catch (Exception exception) when (PostgresFailure.Is(exception))
        {
            throw Failure(exception, cancellation);
        }
    }

    private IsolationLevel Isolation => kind switch
    {
        SessionKind.Write or SessionKind.SingleWrite => IsolationLevel.ReadCommitted,
        SessionKind.Serializable => IsolationLevel.Serializable,
        SessionKind.Read or SessionKind.SingleRead or SessionKind.Snapshot => IsolationLevel.RepeatableRead,
    };

    private async ValueTask BeginAsync(CancellationToken cancellation)
    {
        if (_over) throw new InvalidOperationException("The session's transaction is over.");
        _transaction ??= await connection.Driver
            .BeginTransactionAsync(Isolation, connection.Watch(cancellation)).ConfigureAwait(false);
    }

    private async ValueTask ExecuteAsync(string text, CancellationToken cancellation)
    {
        using var command = new NpgsqlCommand(text, connection.Driver);
        await command.ExecuteNonQueryAsync(connection.Watch(cancellation)).ConfigureAwait(false);
    }

    /// <summary>Whether the session's only write is one statement, which is a transaction by itself.</summary>
    private bool EndsWith(IStorePlan plan, BoundOperation operation) => kind == SessionKind.SingleWrite && _transaction is null && (plan, operation) switch
    {
        (InsertPlan insert, _) => insert.Answered is not null,
        (ChangePlan change, _) => change.Answered is not null || operation is not BoundUpdate { Answer: not null },
        _ => false,
    };

    private async ValueTask<WriteResult> ApplyAsync(IStorePlan plan, BoundOperation operation, CancellationToken cancellation)
    {
        var run = new WriteRun(connection, operation, connection.Watch(cancellation));
        try
        {
            return await run.RunAsync(plan).ConfigureAwait(false);
        }
        catch (PostgresException exception) when (constraints.Tells(exception))
        {
            _refused = true;
            connection.Observer.Fail(exception);
            return WriteResult.Refused(plan is InsertPlan insert ? constraints.OfInsert(exception, insert, operation) : constraints.OfChange(exception, operation));
        }
        finally
        {
            Statements += run.Statements;
        }
    }

    /// <summary>Runs what calls a function, which can't write where it is only to read.</summary>
    private async ValueTask<TResult> CallAsync<TPlan, TCall, TResult>(
        TPlan plan, TCall call, Func<PostgresConnection, TPlan, TCall, CancellationToken, ValueTask<TResult>> run, CancellationToken cancellation)
    {
        try
        {
            await BeginAsync(cancellation).ConfigureAwait(false);
            if (kind == SessionKind.Read) await ExecuteAsync(ReadOnly, cancellation).ConfigureAwait(false);
            Statements++;
            return await run(connection, plan, call, connection.Watch(cancellation)).ConfigureAwait(false);
        }
        catch (PostgresException exception) when (FunctionRefusal.Of(exception) is { } refusal)
        {
            throw Refused(exception, refusal);
        }
        catch (Exception exception) when (PostgresFailure.Is(exception))
        {
            throw Failure(exception, cancellation);
        }
    }

    private StoreException Refused(PostgresException exception, Refusal refusal)
    {
        connection.Observer.Fail(exception);
        return new StoreException(StoreFailure.Refused, $"PostgreSQL at {pool.Place}: a function refused the call ({exception.SqlState}).", exception) { Refusal = refusal };
    }

    // What the server itself refused, or was told to stop, was not done.
    private bool IsLost(Exception exception) =>
        !connection.IsOpen && (PostgresFailure.Is(exception) || exception is OperationCanceledException) && (exception as PostgresException ?? exception.InnerException) is not PostgresException;

    private StoreException Undecided(Exception exception)
    {
        connection.Observer.Fail(exception);
        return PostgresFailure.Undecided(exception, pool.Place);
    }

    // The driver wraps what the caller's own token did to a statement.
    private Exception Failure(Exception exception, CancellationToken cancellation)
    {
        connection.Observer.Fail(exception);
        if (PostgresFailure.IsReadOnly(exception)) pool.SuspectRights();
        if (cancellation.IsCancellationRequested) return new OperationCanceledException("The caller went away.", exception, cancellation);
        // Of our own columns the engine knows what they hold: there it is a bug, and has to be seen as one.
        return constraints.AreOfOthers && PostgresFailure.IsOfData(exception) ? PostgresFailure.OfData(exception, pool.Place) : PostgresFailure.Of(exception, pool.Place);
    }
}
