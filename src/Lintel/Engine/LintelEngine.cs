using Lintel.Binding;
using Lintel.Engine.Loading;
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
    private readonly Uuid7 _keys;

    /// <summary>An engine for a model whose store is prepared already.</summary>
    public LintelEngine(ServiceModel model, IStore store, TimeProvider clock, EngineOptions? options = null)
    {
        Model = model;
        _store = store;
        _clock = clock;
        _options = options ?? new EngineOptions();
        _binder = new Binder(model, _options.Limits, clock);
        _plans = new PlanCache(store, _options.Plans);
        _keys = new Uuid7(clock);
    }

    /// <summary>What is served.</summary>
    public ServiceModel Model { get; }

    /// <summary>The clock that the engine goes by, for what is around it.</summary>
    public TimeProvider Clock => _clock;

    /// <summary>Whether the store answers now.</summary>
    public ValueTask<bool> IsReadyAsync(CancellationToken cancellation) => _store.PingAsync(cancellation);

    /// <summary>Runs one operation, all or nothing. A caller's mistake and a store that is down are outcomes, not exceptions.</summary>
    /// <exception cref="OperationCanceledException">The caller went away.</exception>
    public async ValueTask<Outcome> ExecuteAsync(Operation operation, CancellationToken cancellation)
    {
        // Ends with the time limit, and with the caller.
        using var both = new CancellationTokenSource(_options.TimeLimit, _clock);
        using var _ = cancellation.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), both);
        try
        {
            return operation switch
            {
                ReadOperation read => await ReadAsync(read, both.Token).ConfigureAwait(false),
                CreateOperation create => await CreateAsync(create, both.Token).ConfigureAwait(false),
                UpdateOperation update => await UpdateAsync(update, both.Token).ConfigureAwait(false),
                DeleteOperation delete => await DeleteAsync(delete, both.Token).ConfigureAwait(false),
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

    /// <summary>A create, ready for its store.</summary>
    internal (BoundInsert? Insert, Problem? Problem) Prepare(CreateOperation operation) => Prepare(operation, null, Now());

    /// <summary>A create with what it answers, ready for its store.</summary>
    internal (BoundInsert? Insert, Problem? Problem) Prepare(CreateOperation operation, BoundRead? answer, long now)
    {
        var problems = new ProblemList();
        var draft = _binder.BindCreate(operation, problems);
        WritePasses.Run(draft, Context(problems, now));
        return problems.ToProblem() is { } problem ? (null, problem) : (DraftFreezer.Insert(_binder.Find(operation.Resource), draft, answer?.Selection, now), null);
    }

    /// <summary>Pairs, ready for their store.</summary>
    internal (BoundLink? Link, Problem? Problem) Prepare(LinkOperation operation)
    {
        var problems = new ProblemList();
        var link = _binder.BindLink(operation, problems);
        return problems.ToProblem() is { } problem ? (null, problem) : (link, null);
    }

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

    private async ValueTask<Outcome> CreateAsync(CreateOperation operation, CancellationToken cancellation)
    {
        var resource = _binder.Find(operation.Resource);
        var now = Now();
        var unreadable = _binder.BindAnswer(resource, operation.Selection, now, out var answer);
        var (insert, invalid) = Prepare(operation, answer, now);
        if ((invalid ?? unreadable) is { } problem) return Failed(problem);

        var session = await _store.OpenAsync(SessionKind.SingleWrite, cancellation).ConfigureAwait(false);
        await using var _ = session.ConfigureAwait(false);
        var written = await session.WriteAsync(_plans.Find(insert!), insert!, cancellation).ConfigureAwait(false);
        if (WriteProblems.Of(written, resource) is { } refused) return Failed(refused, session);
        var result = written.Answer ?? await AnswerAsync(session, answer!, written.Keys[0], cancellation).ConfigureAwait(false);
        return await CommitAsync(session, result, cancellation).ConfigureAwait(false);
    }

    private async ValueTask<Outcome> UpdateAsync(UpdateOperation operation, CancellationToken cancellation)
    {
        var resource = _binder.Find(operation.Resource);
        if (Binder.BindKey(resource, operation.Key, out var key) is { } noRow) return Failed(noRow);
        var problems = new ProblemList();
        var draft = _binder.BindUpdate(operation, problems);
        var changes = resource.Fields.Any(draft.Rows[0].Has);
        var now = Now();
        WritePasses.Run(draft, Context(problems, now));
        if (problems.ToProblem() is { } invalid) return Failed(invalid);
        if (_binder.BindAnswer(resource, operation.Selection, now, out var answer) is { } problem) return Failed(problem);

        var guard = new Precondition(resource, operation.IfMatch);
        var merges = JsonMerge.Of(resource, operation.Patch);
        // A patch that changes nothing raises no version; without one, or within a json field, the row itself must be looked at.
        var looks = guard.NeedsRow || !changes || merges.Count > 0;
        var session = await _store.OpenAsync(looks ? SessionKind.Write : SessionKind.SingleWrite, cancellation).ConfigureAwait(false);
        await using var _ = session.ConfigureAwait(false);
        if (looks)
        {
            using var row = await LockAsync(session, resource, key, cancellation).ConfigureAwait(false);
            if (guard.Check(resource, row) is { } failed) return Failed(failed, session);
            foreach (var merge in merges) merge.Apply(row, draft.Rows[0]);
        }
        ResultNode? result = null;
        if (changes)
        {
            var update = DraftFreezer.Update(resource, draft.Rows[0], key, guard.Versions, answer!.Selection, now);
            var written = await session.WriteAsync(_plans.Find(update), update, cancellation).ConfigureAwait(false);
            if (WriteProblems.Of(written, resource) is { } refused) return Failed(refused, session);
            result = written.Answer;
        }
        result ??= await AnswerAsync(session, answer!, key, cancellation).ConfigureAwait(false);
        return await CommitAsync(session, result, cancellation).ConfigureAwait(false);
    }

    private async ValueTask<Outcome> DeleteAsync(DeleteOperation operation, CancellationToken cancellation)
    {
        var resource = _binder.Find(operation.Resource);
        if (Binder.BindKey(resource, operation.Key, out var key) is { } noRow) return Failed(noRow);
        var guard = new Precondition(resource, operation.IfMatch);
        var session = await _store.OpenAsync(guard.NeedsRow ? SessionKind.Write : SessionKind.SingleWrite, cancellation).ConfigureAwait(false);
        await using var _ = session.ConfigureAwait(false);
        if (guard.NeedsRow)
        {
            using var row = await LockAsync(session, resource, key, cancellation).ConfigureAwait(false);
            if (guard.Check(resource, row) is { } failed) return Failed(failed, session);
        }
        var delete = DraftFreezer.Delete(resource, key, guard.Versions);
        var written = await session.WriteAsync(_plans.Find(delete), delete, cancellation).ConfigureAwait(false);
        if (WriteProblems.Of(written, resource) is { } refused) return Failed(refused, session);
        return await CommitAsync(session, null, cancellation).ConfigureAwait(false);
    }

    /// <summary>Reads the answer of a write in its own transaction.</summary>
    private ValueTask<ResultNode> AnswerAsync(IStoreSession session, BoundRead answer, Value[] key, CancellationToken cancellation)
    {
        key.CopyTo(answer.Parameters, 0);
        return session.ReadAsync(_plans.Find(answer), answer, cancellation);
    }

    private static async ValueTask<Outcome> CommitAsync(IStoreSession session, ResultNode? result, CancellationToken cancellation)
    {
        try
        {
            await session.CommitAsync(cancellation).ConfigureAwait(false);
        }
        catch
        {
            result?.Dispose();
            throw;
        }
        return Done(result, session);
    }

    /// <summary>Reads a row that is about to be written, and keeps others from writing it.</summary>
    private async ValueTask<ResultNode> LockAsync(IStoreSession session, Resource resource, Value[] key, CancellationToken cancellation)
    {
        // What is computed tells nothing of how the row is.
        var names = resource.Fields.Where(field => !field.WriteOnly && !field.IsComputed).Select(field => new SelectedName(field.Name, ""));
        _binder.BindAnswer(resource, new Selection { Names = [.. names] }, Now(), out var bound);
        var read = new BoundRead { Resource = resource, Selection = bound!.Selection, Single = true, Lock = true, Parameters = bound.Parameters, NowSlot = bound.NowSlot };
        key.CopyTo(read.Parameters, 0);
        return await session.ReadAsync(_plans.Find(read), read, cancellation).ConfigureAwait(false);
    }

    private async ValueTask<bool> ExistsAsync(IStoreSession session, Scope scope, CancellationToken cancellation)
    {
        var names = _binder.Find(scope.Resource).Key.Select(field => new SelectedName(field.Name, "")).ToArray();
        var operation = new ReadOperation { Resource = scope.Resource, Key = scope.Key, Selection = new Selection { Names = names } };
        if (_binder.BindRead(operation, out var bound) is not null) return false;
        using var row = await session.ReadAsync(_plans.Find(bound!), bound!, cancellation).ConfigureAwait(false);
        return row.Rows.Count > 0;
    }

    private PassContext Context(ProblemList problems, long now) => new() { Problems = problems, Keys = _keys, Now = now };

    /// <summary>The time of a request, in microseconds since the Unix epoch.</summary>
    private long Now() => (_clock.GetUtcNow().UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    private static Outcome Done(ResultNode? result, IStoreSession session) => new() { Result = result, Statements = session.Statements };

    private static Outcome Failed(Problem problem, IStoreSession? session = null) => new() { Problem = problem, Statements = session?.Statements ?? 0 };
}
