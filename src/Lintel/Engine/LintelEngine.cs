using Lintel.Binding;
using Lintel.Engine.Loading;
using Lintel.Engine.Writes;
using Lintel.Errors;
using Lintel.Model;
using Lintel.Operations;
using Lintel.Passes;
using Lintel.Results;
using Lintel.Stores;

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
    private readonly EngineOptions _options;
    private readonly TimeProvider _clock;
    private readonly WriteServices _writes;

    /// <summary>An engine for a model whose store is prepared already.</summary>
    public LintelEngine(ServiceModel model, IStore store, TimeProvider clock, EngineOptions? options = null)
    {
        Model = model;
        _store = store;
        _clock = clock;
        _options = options ?? new EngineOptions();
        _binder = new Binder(model, _options.Limits, clock);
        _plans = new PlanCache(store, _options.Plans);
        _writes = new WriteServices(model, _binder, _plans, clock);
    }

    /// <summary>What is served.</summary>
    public ServiceModel Model { get; }

    /// <summary>The clock that the engine goes by, for what is around it.</summary>
    public TimeProvider Clock => _clock;

    /// <summary>Whether the store answers now.</summary>
    public ValueTask<bool> IsReadyAsync(CancellationToken cancellation) => _store.PingAsync(cancellation);

    /// <summary>Runs one operation, all or nothing. A caller's mistake and a store that is down are outcomes, not exceptions.</summary>
    /// <exception cref="OperationCanceledException">The caller went away.</exception>
    public ValueTask<Outcome> ExecuteAsync(Operation operation, CancellationToken cancellation) => ExecuteAsync(operation, rehearses: false, cancellation);

    /// <summary>Runs one operation, all or nothing; or only to see what it would come to.</summary>
    /// <param name="operation">What is asked for.</param>
    /// <param name="rehearses">Whether nothing of a write stays, though its outcome tells as if it did.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <inheritdoc cref="ExecuteAsync(Operation, CancellationToken)" path="/exception"/>
    public async ValueTask<Outcome> ExecuteAsync(Operation operation, bool rehearses, CancellationToken cancellation)
    {
        // Ends with the time limit, and with the caller.
        using var both = new CancellationTokenSource(_options.TimeLimit, _clock);
        using var _ = cancellation.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), both);
        try
        {
            return operation switch
            {
                ReadOperation read => await ReadAsync(read, both.Token).ConfigureAwait(false),
                AggregateOperation aggregate => await AggregateAsync(aggregate, both.Token).ConfigureAwait(false),
                WriteOperation write => await WriteAsync(write, rehearses, both.Token).ConfigureAwait(false),
                _ => throw new ArgumentException($"No way to run {operation.GetType().Name}.", nameof(operation)),
            };
        }
        catch (OperationCanceledException) when (both.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return Failed(StoreProblems.TimedOut);
        }
        catch (StoreException exception)
        {
            return new Outcome { Problem = StoreProblems.Of(exception), Cause = exception };
        }
    }

    /// <summary>What an operation becomes before it reaches the store: for golden tests and explain.</summary>
    public (BoundOperation? Bound, IStorePlan? Plan, Problem? Problem) Explain(ReadOperation operation)
    {
        if (_binder.BindRead(operation, out var bound) is { } problem) return (null, null, problem);
        return (bound, _plans.Find(bound!), null);
    }

    /// <summary>Opens a transaction that takes many rows and has no time limit.</summary>
    internal async ValueTask<LoadSession> BeginLoadAsync(CancellationToken cancellation) =>
        new(this, await _store.OpenAsync(SessionKind.Write, cancellation).ConfigureAwait(false));

    /// <summary>Opens a snapshot of the same kind, to look before.</summary>
    internal async ValueTask<LoadSession> BeginReadAsync(CancellationToken cancellation) =>
        new(this, await _store.OpenAsync(SessionKind.Read, cancellation).ConfigureAwait(false));

    /// <summary>A create with what it answers, ready for its store.</summary>
    internal (BoundInsert? Insert, Problem? Problem) Prepare(CreateOperation operation, BoundSelection? answer = null)
    {
        var context = _writes.Context(_binder.Now());
        var draft = _binder.BindCreate(operation, context.Problems);
        WritePasses.Run(draft, context);
        return context.Problems.ToProblem() is { } problem ? (null, problem) : (DraftFreezer.Insert(_binder.Find(operation.Resource), draft, answer, context.Now), null);
    }

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

    private async ValueTask<Outcome> ReadAsync(ReadOperation operation, CancellationToken cancellation)
    {
        if (_binder.BindRead(operation, out var bound) is { } problem) return Failed(problem);
        var plan = _plans.Find(bound!);
        // Below a row of another resource a second read may follow.
        var kind = operation.Scope is null ? SessionKind.SingleRead : SessionKind.Read;
        var session = await _store.OpenAsync(kind, cancellation).ConfigureAwait(false);
        await using var _ = session.ConfigureAwait(false);
        // The read itself looks at the row that its relation starts from; whether that is below those above it, no row of the answer tells.
        if (operation.Scope is { Above: not null } deep && !await ExistsAsync(session, deep, cancellation).ConfigureAwait(false))
            return Failed(Binder.NoSuchRow(_binder.Find(deep.Resource)), session);
        var result = await session.ReadAsync(plan, bound!, cancellation).ConfigureAwait(false);
        if (result.Rows.Count > 0) return Done(result, session);
        if (bound!.Single)
        {
            result.Dispose();
            return Failed(Binder.NoSuchRow(bound.Resource), session);
        }
        // An empty list below a row that does not exist is not a list at all.
        if (operation.Scope is { } scope && !await ExistsAsync(session, scope, cancellation).ConfigureAwait(false))
        {
            result.Dispose();
            return Failed(Binder.NoSuchRow(_binder.Find(scope.Resource)), session);
        }
        return Done(result, session);
    }

    private async ValueTask<Outcome> AggregateAsync(AggregateOperation operation, CancellationToken cancellation)
    {
        if (_binder.BindAggregate(operation, out var bound) is { } problem) return Failed(problem);
        var plan = _plans.Find(bound!);
        var session = await _store.OpenAsync(SessionKind.SingleRead, cancellation).ConfigureAwait(false);
        await using var _ = session.ConfigureAwait(false);
        var result = await session.AggregateAsync(plan, bound!, cancellation).ConfigureAwait(false);
        return new Outcome { Aggregate = result, Statements = session.Statements };
    }

    /// <summary>Runs a write in a transaction of its own; again where others came in its way and nothing has been told to its caller.</summary>
    private async ValueTask<Outcome> WriteAsync(WriteOperation operation, bool rehearses, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var now = _binder.Now();
            var (write, problem) = WritePreparation.Prepare(_writes, operation, now);
            if (problem is not null) return Failed(problem);
            try
            {
                var kind = write!.IsSingle && !rehearses ? SessionKind.SingleWrite : SessionKind.Write;
                var transaction = new WriteTransaction(_writes, _store, await _store.OpenAsync(kind, cancellation).ConfigureAwait(false), now, cancellation);
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
        if (written.Problem is { } problem) return new Outcome { Problem = problem, Statements = transaction.Statements };
        try
        {
            if (!rehearses) await transaction.CommitAsync().ConfigureAwait(false);
        }
        catch
        {
            written.Result?.Dispose();
            throw;
        }
        return new Outcome { Result = written.Result, IsNew = written.IsNew, Affected = written.Affected, Statements = transaction.Statements };
    }

    /// <summary>Whether the row where a relation starts is there, below all that the path has above it.</summary>
    private async ValueTask<bool> ExistsAsync(IStoreSession session, Scope scope, CancellationToken cancellation)
    {
        for (var at = scope; at == scope || at.Above is not null; at = at.Above)
        {
            var names = _binder.Find(at.Resource).Key.Select(field => new SelectedName(field.Name, "")).ToArray();
            var operation = new ReadOperation { Resource = at.Resource, Key = at.Key, Scope = at.Above, Selection = new Selection { Names = names } };
            if (_binder.BindRead(operation, out var bound) is not null) return false;
            using var row = await session.ReadAsync(_plans.Find(bound!), bound!, cancellation).ConfigureAwait(false);
            if (row.Rows.Count == 0) return false;
            if (at.Above is null) return true;
        }
        return true;
    }

    private static Outcome Done(ResultNode? result, IStoreSession session) => new() { Result = result, Statements = session.Statements };

    private static Outcome Failed(Problem problem, IStoreSession? session = null) => new() { Problem = problem, Statements = session?.Statements ?? 0 };
}
