using Lintel.Binding;
using Lintel.Results;
using Lintel.Telemetry;

namespace Lintel.Stores;

/// <summary>
/// A database as the engine sees it. Bound operations go in, typed rows come out. One store serves one model for its whole life.
/// </summary>
public interface IStore : IAsyncDisposable
{
    /// <summary>The database's name for people: <c>SQLite</c>.</summary>
    string Name { get; }

    /// <summary>What of the model the database can't do as it is asked for, and what it does instead, each with its reason; told at start-up. Default: nothing.</summary>
    IReadOnlyList<string> Limitations => [];

    /// <summary>How many sessions are served at once; the engine lets no more in.</summary>
    StoreCapacity Capacity { get; }

    /// <summary>
    /// Creates the schema in an empty database, or checks and extends the one that is there with additive changes only.
    /// </summary>
    /// <exception cref="StoreException">The database can't be used, or its schema would need more than additive changes.</exception>
    Task<SchemaOutcome> PrepareAsync(CancellationToken cancellation);

    /// <summary>Changes of the schema that need more than <see cref="PrepareAsync"/>.</summary>
    IStoreMigrations Migrations { get; }

    /// <summary>The statements that create the schema, for people.</summary>
    IReadOnlyList<string> SchemaScript();

    /// <summary>Compiles the shape of an operation. Pure and thread-safe; the engine caches what comes back.</summary>
    IStorePlan Compile(BoundOperation operation);

    /// <summary>Opens a session: one snapshot for reads, one transaction for writes.</summary>
    /// <exception cref="StoreException">The database can't be reached, or no connection came free in time.</exception>
    ValueTask<IStoreSession> OpenAsync(SessionKind kind, CancellationToken cancellation);

    /// <summary>Whether the database answers now. Never throws for a database that is down.</summary>
    ValueTask<bool> PingAsync(CancellationToken cancellation);
}

/// <summary>What a store compiled from the shape of a bound operation. Immutable.</summary>
public interface IStorePlan
{
    /// <summary>The statements in the order they run, with placeholders; for logs at debug level, explain and golden tests.</summary>
    IReadOnlyList<string> Statements { get; }

    /// <summary>
    /// Does what can be done for an insert of many rows before its turn on the connection comes, on any thread, and leaves it in <see cref="BoundInsert.Ahead"/>.
    /// Default: nothing, since most writes are small.
    /// </summary>
    void Ahead(BoundInsert insert)
    {
    }
}

/// <summary>What a session is for.</summary>
public enum SessionKind
{
    /// <summary>Any number of reads in one snapshot.</summary>
    Read,

    /// <summary>One read in one snapshot: a store may then begin no transaction for a single statement.</summary>
    SingleRead,

    /// <summary>One transaction with reads and writes; nothing stays unless it is committed.</summary>
    Write,

    /// <summary>As <see cref="Write"/>, and as if no other transaction ran beside it; where that can't be, it ends with <see cref="StoreFailure.Conflict"/>.</summary>
    Serializable,

    /// <summary>As <see cref="Write"/>, on one snapshot; where another transaction wrote a row of it first, it ends with <see cref="StoreFailure.Conflict"/>.</summary>
    Snapshot,

    /// <summary>
    /// One write, what reads of its answer are left, and the commit: a store may make a write that brings its answer along durable at once.
    /// </summary>
    SingleWrite,
}

/// <summary>One snapshot or transaction on one connection. Not safe for use by two threads. Disposing without a commit rolls back.</summary>
public interface IStoreSession : IAsyncDisposable
{
    /// <summary>How many statements ran so far; begin and commit do not count.</summary>
    int Statements { get; }

    /// <summary>Has its statements watched from now on: traced, timed, and told of where they are slow. A store that does not is not seen from outside.</summary>
    /// <param name="clock">The clock.</param>
    /// <param name="watch">Who is told how long things take; null: nobody.</param>
    /// <param name="waited">How long it took to open the session.</param>
    void Observe(TimeProvider clock, OperationWatch? watch, TimeSpan waited)
    {
    }

    /// <summary>Runs a compiled read. The caller disposes what comes back.</summary>
    /// <exception cref="StoreException">The statement was stopped by its time limit, or the database failed.</exception>
    /// <exception cref="OperationCanceledException">The caller went away.</exception>
    ValueTask<ResultNode> ReadAsync(IStorePlan plan, BoundRead read, CancellationToken cancellation);

    /// <summary>
    /// Runs a compiled read of a list and gives its rows as they come. Nothing else runs on the session until the batches are disposed. What is left of a
    /// statement's time limit is for each batch anew: how fast a list is read is up to its reader.
    /// </summary>
    /// <exception cref="StoreException">The statement was stopped by its time limit, or the database failed.</exception>
    /// <exception cref="OperationCanceledException">The caller went away.</exception>
    ValueTask<IRowBatches> StreamAsync(IStorePlan plan, BoundRead read, CancellationToken cancellation);

    /// <summary>Runs a compiled aggregate. The caller disposes what comes back.</summary>
    /// <exception cref="StoreException">The statement was stopped by its time limit, or the database failed.</exception>
    /// <exception cref="OperationCanceledException">The caller went away.</exception>
    ValueTask<AggregateResult> AggregateAsync(IStorePlan plan, BoundAggregate aggregate, CancellationToken cancellation);

    /// <summary>
    /// Calls a compiled function: in a session for reads so that it can't write. The caller disposes what comes back; null: it gives nothing. Default: the
    /// database has no functions.
    /// </summary>
    /// <exception cref="StoreException">The function said no or was stopped by its time limit, or the database failed.</exception>
    /// <exception cref="OperationCanceledException">The caller went away.</exception>
    ValueTask<ResultNode?> InvokeAsync(IStorePlan plan, BoundInvoke invoke, CancellationToken cancellation) =>
        throw new NotSupportedException("The database has no functions.");

    /// <summary>Asks the database what it does for a compiled read or aggregate with these values. Changes nothing, and gives no row.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="operation">The read or aggregate.</param>
    /// <param name="measures">Whether the statements run, to see how long they take.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="StoreException">The statement was stopped by its time limit, or the database failed.</exception>
    /// <exception cref="OperationCanceledException">The caller went away.</exception>
    ValueTask<PlanExplanation> ExplainAsync(IStorePlan plan, BoundOperation operation, bool measures, CancellationToken cancellation);

    /// <summary>
    /// Has the database plan a compiled insert, update, delete or call in a session for reads, and runs nothing: what it names is there, and may be done by the role. What values
    /// would come to is not asked. Default: the store can't.
    /// </summary>
    /// <exception cref="StoreException">It is not there, or not allowed, or the database failed.</exception>
    /// <exception cref="OperationCanceledException">The caller went away.</exception>
    ValueTask PlanAsync(IStorePlan plan, BoundOperation operation, CancellationToken cancellation) =>
        throw new NotSupportedException("The database plans nothing without doing it.");

    /// <summary>Runs a compiled insert, update or delete. A broken constraint is a result, not an exception.</summary>
    /// <exception cref="StoreException">The statement was stopped by its time limit, or the database failed.</exception>
    /// <exception cref="OperationCanceledException">The caller went away.</exception>
    ValueTask<WriteResult> WriteAsync(IStorePlan plan, BoundOperation operation, CancellationToken cancellation);

    /// <summary>Begins a part of the transaction that <see cref="UndoPartAsync"/> can undo by itself. What was before stays.</summary>
    ValueTask BeginPartAsync(CancellationToken cancellation);

    /// <summary>Undoes all that was written since the part began, of which one write may have been refused. The part goes on.</summary>
    ValueTask UndoPartAsync(CancellationToken cancellation);

    /// <summary>Makes the session's writes durable: after it returns they survive a crash of engine, database and machine.</summary>
    ValueTask CommitAsync(CancellationToken cancellation);
}

/// <summary>What <see cref="IStore.PrepareAsync"/> did.</summary>
/// <param name="WasEmpty">Whether there was no table of the model before.</param>
/// <param name="Applied">The statements that ran, in order; empty where nothing was to do.</param>
public sealed record SchemaOutcome(bool WasEmpty, IReadOnlyList<string> Applied);
