using System.Runtime.CompilerServices;
using Lintel.Access;
using Lintel.Binding;
using Lintel.Engine.Admission;
using Lintel.Engine.Auditing;
using Lintel.Engine.Explaining;
using Lintel.Engine.Loading;
using Lintel.Engine.Streaming;
using Lintel.Engine.Writes;
using Lintel.Errors;
using Lintel.Model;
using Lintel.Operations;
using Lintel.Passes;
using Lintel.Results;
using Lintel.Stores;
using Lintel.Telemetry;

namespace Lintel.Engine;

/// <summary>
/// Runs operations: bind, passes, plan, store, result. One engine serves one model on one store; it is stateless between
/// requests and thread-safe.
/// </summary>
public sealed class LintelEngine
{
    private readonly Binder _binder;
    private readonly PlanCache _plans;
    private readonly IStore _store;
    private readonly Sessions _sessions;
    private readonly EngineOptions _options;
    private readonly TimeProvider _clock;
    private readonly Gate _readGate;
    private readonly Gate _writeGate;
    private readonly Turns _turns;
    private readonly Reads _reads;
    private readonly Calls _calls;
    private readonly Explainer _explainer;
    private readonly Planner _planner;
    private readonly WriteServices _writes;

    /// <summary>An engine for a model whose store is prepared already.</summary>
    public LintelEngine(ServiceModel model, IStore store, TimeProvider clock, EngineOptions? options = null)
    {
        Model = model;
        _store = store;
        _clock = clock;
        _sessions = new Sessions(store, clock);
        _options = options ?? new EngineOptions();
        _binder = new Binder(model, clock);
        _plans = new PlanCache(store, _options.Plans);
        var capacity = store.Capacity;
        _readGate = new Gate("read", capacity.Reads, capacity.Patience, _options.Admission, clock, crowds: true);
        _writeGate = new Gate("write", capacity.Writes, capacity.Patience, _options.Admission, clock);
        _turns = new Turns(_options.Streams, _options.Admission.WaitingStreams);
        _reads = new Reads(_binder, _plans);
        _writes = new WriteServices(model, _binder, _plans, clock);
        _calls = new Calls(_writes, _sessions, _options, clock);
        _explainer = new Explainer(model, _binder, _calls, _plans, _sessions, store.Name);
        _planner = new Planner(_writes, _calls, _sessions);
    }

    /// <summary>What is served.</summary>
    public ServiceModel Model { get; }

    /// <summary>The problem of an answer that is larger than the limit.</summary>
    public Problem ResultTooLarge => ErrorCatalogue.ResultTooLarge.Because(
        $"The answer would have more than {Model.Limits.Result} bytes. Ask for fewer rows, fields or relations, or for a whole list as application/x-ndjson.");

    /// <summary>The clock that the engine goes by, for what is around it.</summary>
    public TimeProvider Clock => _clock;

    /// <summary>The problem of a request that is refused because too many come.</summary>
    public static Problem Overloaded => StoreProblems.Overloaded;

    /// <summary>Whether more reads come than can be answered, so that one is refused, whatever it asks. It counts as refused then.</summary>
    /// <param name="request">The request.</param>
    /// <param name="age">How long ago it came, which is asked only while more come.</param>
    public bool RefusesRead<T>(T request, Func<T, TimeSpan> age) => _readGate.Refuses(request, age);

    /// <summary>Whether the store answers now.</summary>
    public ValueTask<bool> IsReadyAsync(CancellationToken cancellation) => _store.PingAsync(cancellation);

    /// <summary>Runs one operation, all or nothing. A caller's mistake and a store that is down are outcomes, not exceptions.</summary>
    /// <exception cref="OperationCanceledException">The caller went away.</exception>
    public ValueTask<Outcome> ExecuteAsync(Operation operation, CancellationToken cancellation) => ExecuteAsync(operation, rehearses: false, null, cancellation);

    /// <summary>Runs one operation, all or nothing; or only to see what it would come to.</summary>
    /// <param name="operation">What is asked for.</param>
    /// <param name="rehearses">Whether nothing of a write stays, though its outcome tells as if it did.</param>
    /// <param name="watch">Who is told how long what takes; null: nobody.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <inheritdoc cref="ExecuteAsync(Operation, CancellationToken)" path="/exception"/>
    public ValueTask<Outcome> ExecuteAsync(Operation operation, bool rehearses, OperationWatch? watch, CancellationToken cancellation) => GuardAsync(
        new Guarded(operation is WriteOperation || (operation is InvokeOperation invoke && !_calls.IsRead(invoke)) ? _writeGate : _readGate, OperationSpan.NameOf(operation), operation.Resource, watch),
        (Engine: this, operation, rehearses, watch),
        static (asked, cancellation) => asked.operation switch
        {
            ReadOperation read => asked.Engine.ReadAsync(read, asked.watch, cancellation),
            AggregateOperation aggregate => asked.Engine.AggregateAsync(aggregate, asked.watch, cancellation),
            InvokeOperation invoke => asked.Engine._calls.RunAsync(invoke, asked.rehearses, asked.watch, cancellation),
            WriteOperation write => asked.Engine.WriteAsync(write, asked.rehearses, asked.watch, cancellation),
            _ => throw new ArgumentException($"No way to run {asked.operation.GetType().Name}.", nameof(operation)),
        },
        cancellation);

    /// <summary>Runs the operations of a unit in one transaction, in order: all are done, or none.</summary>
    /// <param name="steps">The operations; reads see what those before them wrote.</param>
    /// <param name="rehearses">Whether nothing stays, though the outcome tells as if it did.</param>
    /// <param name="watch">Who is told how long what takes; null: nobody.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <inheritdoc cref="ExecuteAsync(Operation, CancellationToken)" path="/exception"/>
    public ValueTask<UnitOutcome> ExecuteAsync(IReadOnlyList<UnitStep> steps, bool rehearses, OperationWatch? watch, CancellationToken cancellation) => GuardAsync(
        new Guarded(_writeGate, "batch", null, watch),
        (Engine: this, steps, rehearses, watch),
        static (asked, cancellation) => asked.Engine.UnitAsync(asked.steps, asked.rehearses, asked.watch, cancellation),
        cancellation);

    /// <summary>
    /// Begins to read a whole list, in one snapshot. The time limit is for its first rows; how fast the others go is up to who reads them.
    /// </summary>
    /// <param name="operation">What is asked for.</param>
    /// <param name="watch">Who is told how long what takes; null: nobody.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="OperationCanceledException">The caller went away.</exception>
    public async ValueTask<RowStream> StreamAsync(ReadOperation operation, OperationWatch? watch, CancellationToken cancellation)
    {
        var stream = new RowStream(OperationSpan.Begin("export", operation.Resource, watch, _clock));
        if (_calls.Bind(operation, out var bound) is { } problem) return await stream.FailAsync(problem).ConfigureAwait(false);
        using var both = new CancellationTokenSource(Model.Limits.Time, _clock);
        using var _ = cancellation.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), both);
        try
        {
            // A statement whose rows are taken one by one holds its session: the way above is asked for in one of its own.
            if (operation.Scope is { Above: not null } deep && !await ExistsAsync(deep, operation.Caller, watch, both.Token).ConfigureAwait(false))
                return await stream.FailAsync(Binder.NoSuchRow(_binder.Find(deep.Resource))).ConfigureAwait(false);
            if (!await stream.BeginAsync(TakeTurnAsync(cancellation), _sessions, watch, _plans.Find(bound!), bound!, both.Token).ConfigureAwait(false))
                return await stream.FailAsync(StoreProblems.Overloaded).ConfigureAwait(false);
            // An empty list below a row that does not exist is not a list at all.
            return stream.EmptySession is { } session && operation.Scope is { } scope && !await _reads.ExistsAsync(session, scope, operation.Caller, both.Token).ConfigureAwait(false)
                ? await stream.FailAsync(Binder.NoSuchRow(_binder.Find(scope.Resource))).ConfigureAwait(false)
                : stream;
        }
        catch (OperationCanceledException) when (both.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return await stream.FailAsync(StoreProblems.TimedOut).ConfigureAwait(false);
        }
        catch (StoreException exception)
        {
            return await stream.FailAsync(StoreProblems.Of(exception), StoreProblems.CauseOf(exception)).ConfigureAwait(false);
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A read as it reaches its store, or the problem with it.</summary>
    public (BoundRead? Bound, IStorePlan? Plan, Problem? Problem) Prepare(ReadOperation operation) =>
        _calls.Bind(operation, out var bound) is { } problem ? (null, null, problem) : (bound, _plans.Find(bound!), null);

    /// <summary>
    /// Tells how a read would be done, and reads nothing; or, measured, reads what nobody gets. It goes the way of the read itself up to the database.
    /// </summary>
    /// <param name="operation">A read or an aggregate.</param>
    /// <param name="measures">Whether the database runs the statements, to see how long they take.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="ArgumentException">It is a write.</exception>
    /// <inheritdoc cref="ExecuteAsync(Operation, CancellationToken)" path="/exception"/>
    public ValueTask<ExplainOutcome> ExplainAsync(Operation operation, bool measures, CancellationToken cancellation) => GuardAsync(
        new Guarded(_readGate, "explain", operation.Resource, null),
        (Engine: this, operation, measures),
        static (asked, cancellation) => asked.Engine._explainer.ExplainAsync(asked.operation, asked.measures, cancellation),
        cancellation);

    /// <summary>
    /// Has the store plan the statements of a write of one row, or of a call, and does nothing of it. A problem tells what the store could not do whatever the values:
    /// a row is not judged by them.
    /// </summary>
    /// <param name="operation">A create, an update, a deletion or a link, of a root; or a call.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <inheritdoc cref="ExecuteAsync(Operation, CancellationToken)" path="/exception"/>
    public ValueTask<Outcome> PlanAsync(Operation operation, CancellationToken cancellation) => GuardAsync(
        new Guarded(_readGate, "plan", operation.Resource, null),
        (Engine: this, operation),
        static (asked, cancellation) => asked.Engine._planner.PlanAsync(asked.operation, cancellation),
        cancellation);

    /// <summary>Waits for a turn among whole lists that are sent or taken; null: too many wait already.</summary>
    /// <exception cref="StoreException">None came in time.</exception>
    internal async ValueTask<IDisposable?> TakeTurnAsync(CancellationToken cancellation)
    {
        using var both = new CancellationTokenSource(Model.Limits.Time, _clock);
        using var _ = cancellation.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), both);
        try
        {
            return await _turns.TakeAsync(both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new StoreException(StoreFailure.Unavailable, $"Waited {Model.Limits.Time} for one of {_options.Streams} turns to send or take a whole list.");
        }
    }

    /// <summary>Opens a transaction that takes many rows and has no time limit.</summary>
    internal async ValueTask<LoadSession> BeginLoadAsync(OperationWatch? watch, CancellationToken cancellation) =>
        new(this, await _sessions.OpenAsync(SessionKind.Write, watch, cancellation).ConfigureAwait(false)) { Trail = _writes.Audit is { } audit ? new AuditTrail(audit, Now(), isLong: true) : null };

    /// <summary>Opens a snapshot.</summary>
    internal ValueTask<IStoreSession> OpenSnapshotAsync(CancellationToken cancellation) => _sessions.OpenAsync(SessionKind.Read, null, cancellation);

    /// <summary>A create with what it answers, ready for its store.</summary>
    internal (BoundInsert? Insert, Problem? Problem) Prepare(CreateOperation operation, BoundSelection? answer = null)
    {
        var now = Now();
        var (draft, problem) = Draft(operation, CallerView.Of(Model, operation.Caller, now), now);
        return problem is null ? (DraftFreezer.Insert(_binder.Find(operation.Resource), draft, answer, now), null) : (null, problem);
    }

    /// <summary>The time, in microseconds since the Unix epoch.</summary>
    internal long Now() => _binder.Now();

    /// <summary>The rows of a create as they are to be inserted, and what is wrong with them.</summary>
    /// <param name="operation">The create.</param>
    /// <param name="view">What its caller may see, and so whose the rows are.</param>
    /// <param name="now">The time of the request, in microseconds since the Unix epoch.</param>
    internal (WriteDraft Draft, Problem? Problem) Draft(CreateOperation operation, CallerView view, long now)
    {
        var context = _writes.Context(view, now);
        var draft = _binder.BindCreate(operation, context.Problems);
        WritePasses.Run(draft, context);
        return (draft, context.Problems.ToProblem());
    }

    /// <summary>A transaction around a session, for writes that others begin and end.</summary>
    internal WriteTransaction Enter(IStoreSession session, AuditTrail? trail, long now, CancellationToken cancellation) =>
        new(_writes, _sessions, null, session, now, isShared: true, cancellation) { Trail = trail };

    /// <summary>Pairs, ready for their store.</summary>
    internal (BoundLink? Link, Problem? Problem) Prepare(LinkOperation operation)
    {
        var problems = new ProblemList();
        var link = _binder.BindLink(operation, problems);
        return problems.ToProblem() is { } problem ? (null, problem) : (link, null);
    }

    /// <summary>The first row of a resource's aggregates, all of them, that breaks a rule which several rows decide; null: none does.</summary>
    internal async ValueTask<BrokenRule?> FindBrokenAsync(IStoreSession session, Resource resource, CancellationToken cancellation) =>
        (await _writes.Rules(resource).FindAsync(session, _plans, null, wasAsked: false, _binder.Now(), 1, cancellation).ConfigureAwait(false)).FirstOrDefault();

    /// <summary>Fills what is stored of a resource's aggregates, all of them, behind a load.</summary>
    internal ValueTask<Problem?> FillStoredAsync(IStoreSession session, Resource resource, CancellationToken cancellation) =>
        _writes.Stored(resource).ForAllAsync(session, _plans, cancellation);

    /// <summary>The plan of an operation.</summary>
    internal IStorePlan Plan(BoundOperation operation) => _plans.Find(operation);

    /// <summary>Lets a request in where there is room for it, runs it within the time limit, and makes outcomes of what goes wrong with the store.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))] // each read waits in it
    private async ValueTask<TOutcome> GuardAsync<TAsked, TOutcome>(
        Guarded guarded, TAsked asked, Func<TAsked, CancellationToken, ValueTask<TOutcome>> run, CancellationToken cancellation)
        where TOutcome : IOutcome<TOutcome>
    {
        using var span = OperationSpan.Begin(guarded.Name, guarded.Resource, guarded.Watch, _clock);
        // Ends with the time limit, and with the caller.
        using var both = new CancellationTokenSource(Model.Limits.Time, _clock);
        using var _ = cancellation.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), both);
        try
        {
            switch (await guarded.Gate.EnterAsync(both.Token).ConfigureAwait(false))
            {
                case Entry.Overloaded: return Fail(StoreProblems.Overloaded);
                case Entry.Late: return Fail(StoreProblems.Unavailable);
                case Entry.In: break;
            }
            var since = _clock.GetTimestamp();
            try
            {
                var outcome = await run(asked, both.Token).ConfigureAwait(false);
                span.Failed(outcome.Problem);
                return outcome;
            }
            finally
            {
                guarded.Gate.Leave(since);
            }
        }
        catch (OperationCanceledException) when (both.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return Fail(StoreProblems.TimedOut);
        }
        catch (ResultTooLargeException)
        {
            return Fail(ResultTooLarge);
        }
        catch (StoreException exception)
        {
            return Fail(StoreProblems.Of(exception), StoreProblems.CauseOf(exception));
        }

        TOutcome Fail(Problem problem, Exception? cause = null)
        {
            span.Failed(problem);
            return TOutcome.Failed(problem, cause);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))] // each read waits in it
    private async ValueTask<Outcome> ReadAsync(ReadOperation operation, OperationWatch? watch, CancellationToken cancellation)
    {
        if (_calls.Bind(operation, out var bound) is { } problem) return new Outcome { Problem = problem };
        // Below a row of another resource a second read may follow, and what a function does is kept from writing.
        var session = await _sessions.OpenAsync(operation.Scope is null && operation.Call is null ? SessionKind.SingleRead : SessionKind.Read, watch, cancellation).ConfigureAwait(false);
        await using var _ = session.ConfigureAwait(false);
        return await _reads.RunAsync(session, operation, bound!, cancellation).ConfigureAwait(false);
    }

    private async ValueTask<bool> ExistsAsync(Scope scope, Caller caller, OperationWatch? watch, CancellationToken cancellation)
    {
        var session = await _sessions.OpenAsync(SessionKind.Read, watch, cancellation).ConfigureAwait(false);
        await using var _ = session.ConfigureAwait(false);
        return await _reads.ExistsAsync(session, scope, caller, cancellation).ConfigureAwait(false);
    }

    private async ValueTask<Outcome> AggregateAsync(AggregateOperation operation, OperationWatch? watch, CancellationToken cancellation)
    {
        if (_binder.BindAggregate(operation, out var bound) is { } problem) return new Outcome { Problem = problem };
        var session = await _sessions.OpenAsync(SessionKind.SingleRead, watch, cancellation).ConfigureAwait(false);
        await using var _ = session.ConfigureAwait(false);
        return await _reads.RunAsync(session, bound!, cancellation).ConfigureAwait(false);
    }

    /// <summary>Runs a write in a transaction of its own; again where others came in its way and nothing has been told to its caller.</summary>
    private async ValueTask<Outcome> WriteAsync(WriteOperation operation, bool rehearses, OperationWatch? watch, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var now = _binder.Now();
            var (write, problem) = WritePreparation.Prepare(_writes, operation, now);
            if (problem is not null) return new Outcome { Problem = problem };
            using var trail = _writes.Audits(_binder.Find(operation.Resource)) ? new AuditTrail(_writes.Audit!, now, isLong: false) : null;
            trail?.By(operation);
            try
            {
                var kind = write!.IsSingle && !rehearses && trail is null ? SessionKind.SingleWrite : SessionKind.Write;
                var session = await _sessions.OpenAsync(kind, watch, cancellation).ConfigureAwait(false);
                var transaction = new WriteTransaction(_writes, _sessions, watch, session, now, isShared: false, cancellation) { Trail = trail };
                await using var _ = transaction.ConfigureAwait(false);
                var written = await write.RunAsync(transaction).ConfigureAwait(false);
                if (written is not { MayRepeat: true } || operation is not UpsertOperation || attempt == Retries.Attempts)
                    return await EndAsync(transaction, written, rehearses).ConfigureAwait(false);
            }
            catch (StoreException exception) when (exception.Failure == StoreFailure.Conflict && attempt < Retries.Attempts)
            {
                // Nothing of it stayed.
            }
            await Retries.WaitAsync(attempt, _options.RetryPause, _clock, cancellation).ConfigureAwait(false);
        }
    }

    private static async ValueTask<Outcome> EndAsync(WriteTransaction transaction, Written written, bool rehearses)
    {
        try
        {
            if (written.Problem is null && !rehearses) await transaction.CommitAsync().ConfigureAwait(false);
        }
        catch
        {
            written.Result?.Dispose();
            throw;
        }
        return OutcomeOf(written, transaction);
    }

    /// <summary>Runs the operations of a unit in one transaction; again where others came in its way.</summary>
    private async ValueTask<UnitOutcome> UnitAsync(IReadOnlyList<UnitStep> steps, bool rehearses, OperationWatch? watch, CancellationToken cancellation)
    {
        var kind = Model.Isolation switch
        {
            Isolation.Serializable => SessionKind.Serializable,
            Isolation.Snapshot => SessionKind.Snapshot,
        };
        for (var attempt = 1; ; attempt++)
        {
            var done = new List<Outcome>(steps.Count);
            var (isDone, size) = (false, 0L);
            using var trail = _writes.Audit is { } audit ? new AuditTrail(audit, _binder.Now(), isLong: false) : null;
            trail?.Reserve();
            try
            {
                var session = await _sessions.OpenAsync(kind, watch, cancellation).ConfigureAwait(false);
                var transaction = new WriteTransaction(_writes, _sessions, watch, session, _binder.Now(), isShared: true, cancellation) { Trail = trail };
                await using var _ = transaction.ConfigureAwait(false);
                var repeats = false;
                foreach (var step in steps)
                {
                    var (outcome, mayRepeat) = await StepAsync(step(done), session, transaction, cancellation).ConfigureAwait(false);
                    repeats = mayRepeat && attempt < Retries.Attempts;
                    if (repeats) break;
                    if (outcome.Problem is { } problem) return new UnitOutcome { Problem = problem with { Operation = done.Count }, Statements = transaction.Statements };
                    done.Add(outcome);
                    size += outcome.Size;
                    if (size > Model.Limits.ResultRows) throw new ResultTooLargeException();
                }
                if (!repeats)
                {
                    if (!rehearses) await transaction.CommitAsync().ConfigureAwait(false);
                    isDone = true;
                    return new UnitOutcome { Outcomes = done, Statements = transaction.Statements };
                }
            }
            catch (StoreException exception) when (exception.Failure == StoreFailure.Conflict && attempt < Retries.Attempts)
            {
                // Nothing of it stayed.
            }
            finally
            {
                if (!isDone) done.ForEach(outcome => outcome.Dispose());
            }
            await Retries.WaitAsync(attempt, _options.RetryPause, _clock, cancellation).ConfigureAwait(false);
        }
    }

    private async ValueTask<(Outcome Outcome, bool MayRepeat)> StepAsync(
        (Operation? Operation, Problem? Problem) step, IStoreSession session, WriteTransaction transaction, CancellationToken cancellation)
    {
        var problem = step.Problem;
        switch (step.Operation)
        {
            case ReadOperation read when (problem = _calls.Bind(read, out var bound)) is null:
                return (await _reads.RunAsync(session, read, bound!, cancellation).ConfigureAwait(false), false);
            case AggregateOperation aggregate when (problem = _binder.BindAggregate(aggregate, out var bound)) is null:
                return (await _reads.RunAsync(session, bound!, cancellation).ConfigureAwait(false), false);
            case WriteOperation operation:
                var (write, unfit) = WritePreparation.Prepare(_writes, operation, transaction.Now);
                if (unfit is not null) return (new Outcome { Problem = unfit }, false);
                transaction.Trail?.By(operation);
                var written = await write!.RunAsync(transaction).ConfigureAwait(false);
                return (OutcomeOf(written, transaction), written.MayRepeat && operation is UpsertOperation);
            default:
                return (new Outcome { Problem = problem }, false);
        }
    }

    private static Outcome OutcomeOf(Written written, WriteTransaction transaction) => written.Problem is { } problem
        ? new Outcome { Problem = problem, Statements = transaction.Statements }
        : new Outcome { Result = written.Result, IsNew = written.IsNew, Affected = written.Affected, Statements = transaction.Statements };

    /// <summary>How a request runs.</summary>
    /// <param name="Gate">What lets it in.</param>
    /// <param name="Name">What it is, for traces.</param>
    /// <param name="Resource">What it is about, for traces; null: several.</param>
    /// <param name="Watch">Who is told how long what takes; null: nobody.</param>
    private readonly record struct Guarded(Gate Gate, string Name, string? Resource, OperationWatch? Watch);
}
