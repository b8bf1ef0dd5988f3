using System.Collections.Frozen;
using Lintel.Binding;
using Lintel.Engine.Loading;
using Lintel.Engine.Streaming;
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
    private const int MostBroken = 20;

    private readonly Binder _binder;
    private readonly PlanCache _plans;
    private readonly IStore _store;
    private readonly EngineOptions _options;
    private readonly TimeProvider _clock;
    private readonly Uuid7 _keys;
    private readonly Turns _turns;
    private readonly FrozenDictionary<Resource, AggregateRules> _rules;
    private readonly FrozenDictionary<Resource, StoredAggregates> _stored;

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
        _turns = new Turns(_options.Streams);
        Resource[] roots = [.. model.Resources.Where(resource => resource.Owner is null)];
        _rules = roots.ToFrozenDictionary(root => root, root => new AggregateRules(root));
        _stored = roots.ToFrozenDictionary(root => root, root => new StoredAggregates(root));
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
                AggregateOperation aggregate => await AggregateAsync(aggregate, both.Token).ConfigureAwait(false),
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

    /// <summary>
    /// Begins to read a whole list, in one snapshot. The time limit is for its first rows; how fast the others go is up to who reads them.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller went away.</exception>
    public async ValueTask<RowStream> StreamAsync(ReadOperation operation, CancellationToken cancellation)
    {
        var stream = new RowStream();
        if (_binder.BindRead(operation, out var bound) is { } problem) return await stream.FailAsync(problem).ConfigureAwait(false);
        using var both = new CancellationTokenSource(_options.TimeLimit, _clock);
        using var _ = cancellation.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), both);
        try
        {
            await stream.BeginAsync(_turns, _store, _plans.Find(bound!), bound!, both.Token).ConfigureAwait(false);
            // An empty list below a row that does not exist is not a list at all.
            return stream.EmptySession is { } session && operation.Scope is { } scope && !await ExistsAsync(session, scope, both.Token).ConfigureAwait(false)
                ? await stream.FailAsync(Binder.NoSuchRow(_binder.Find(scope.Resource))).ConfigureAwait(false)
                : stream;
        }
        catch (OperationCanceledException) when (both.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return await stream.FailAsync(StoreProblems.TimedOut).ConfigureAwait(false);
        }
        catch (StoreException exception)
        {
            return await stream.FailAsync(StoreProblems.Of(exception), exception).ConfigureAwait(false);
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>What an operation becomes before it reaches the store: for golden tests and explain.</summary>
    public (BoundOperation? Bound, IStorePlan? Plan, Problem? Problem) Explain(ReadOperation operation)
    {
        if (_binder.BindRead(operation, out var bound) is { } problem) return (null, null, problem);
        return (bound, _plans.Find(bound!), null);
    }

    /// <summary>Waits for a turn among whole lists that are sent or taken.</summary>
    /// <exception cref="StoreException">None came in time.</exception>
    internal async ValueTask<IDisposable> TakeTurnAsync(CancellationToken cancellation)
    {
        using var both = new CancellationTokenSource(_options.TimeLimit, _clock);
        using var _ = cancellation.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), both);
        try
        {
            return await _turns.TakeAsync(both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new StoreException(StoreFailure.Unavailable, $"Waited {_options.TimeLimit} for one of {_options.Streams} turns to send or take a whole list.");
        }
    }

    /// <summary>Opens a transaction that takes many rows and has no time limit.</summary>
    internal async ValueTask<LoadSession> BeginLoadAsync(CancellationToken cancellation) =>
        new(this, await _store.OpenAsync(SessionKind.Write, cancellation).ConfigureAwait(false));

    /// <summary>Opens a snapshot of the same kind.</summary>
    internal ValueTask<IStoreSession> OpenSnapshotAsync(CancellationToken cancellation) => _store.OpenAsync(SessionKind.Read, cancellation);

    /// <summary>A create with what it answers, ready for its store.</summary>
    internal (BoundInsert? Insert, Problem? Problem) Prepare(CreateOperation operation, BoundSelection? answer = null)
    {
        var now = Now();
        var (draft, problem) = Draft(operation, now);
        return problem is null ? (DraftFreezer.Insert(_binder.Find(operation.Resource), draft, answer, now), null) : (null, problem);
    }

    /// <summary>The time, in microseconds since the Unix epoch.</summary>
    internal long Now() => _binder.Now();

    /// <summary>The rows of a create as they are to be inserted, and what is wrong with them.</summary>
    internal (WriteDraft Draft, Problem? Problem) Draft(CreateOperation operation, long now)
    {
        var context = Context(now);
        var draft = Draft(operation, context);
        return (draft, context.Problems.ToProblem());
    }

    /// <summary>Does what is left to be done behind the insert of one aggregate: fills stored fields, and asks the rules that more than its rows decide.</summary>
    /// <returns>What refused it; null: it is done.</returns>
    internal async ValueTask<Problem?> FollowAsync(IStoreSession session, Resource root, Value[] key, WriteDraft draft, long now, CancellationToken cancellation)
    {
        if (draft.LeavesFields && await _stored[root].ForRootAsync(session, _plans, key, cancellation).ConfigureAwait(false) is { } unfilled) return unfilled;
        return draft.LeavesRules || _rules[root].AsksAfterCreate ? await BrokenAsync(session, root, key, draft, null, now, cancellation).ConfigureAwait(false) : null;
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
        (await _rules[RootOf(resource)].FindAsync(session, _plans, null, wasAsked: false, Context().Now, 1, cancellation).ConfigureAwait(false)).FirstOrDefault();

    /// <summary>Fills what is stored of a resource's aggregates, all of them, behind a load.</summary>
    internal ValueTask<Problem?> FillStoredAsync(IStoreSession session, Resource resource, CancellationToken cancellation) =>
        _stored[RootOf(resource)].ForAllAsync(session, _plans, cancellation);

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

    private async ValueTask<Outcome> AggregateAsync(AggregateOperation operation, CancellationToken cancellation)
    {
        if (_binder.BindAggregate(operation, out var bound) is { } problem) return Failed(problem);
        var plan = _plans.Find(bound!);
        var session = await _store.OpenAsync(SessionKind.SingleRead, cancellation).ConfigureAwait(false);
        await using var _ = session.ConfigureAwait(false);
        var result = await session.AggregateAsync(plan, bound!, cancellation).ConfigureAwait(false);
        return new Outcome { Aggregate = result, Statements = session.Statements };
    }

    private async ValueTask<Outcome> CreateAsync(CreateOperation operation, CancellationToken cancellation)
    {
        var resource = _binder.Find(operation.Resource);
        var context = Context();
        var unreadable = _binder.BindAnswer(resource, operation.Selection, context.Now, out var answer);
        var draft = Draft(operation, context);
        if ((context.Problems.ToProblem() ?? unreadable) is { } problem) return Failed(problem);

        // Where rules are left to ask, or fields to fill, the write brings its key along, and the answer comes behind them.
        var goesOn = draft.LeavesFields || draft.LeavesRules || _rules[resource].AsksAfterCreate;
        var insert = DraftFreezer.Insert(resource, draft, goesOn ? null : answer!.Selection, context.Now);
        var session = await _store.OpenAsync(goesOn ? SessionKind.Write : SessionKind.SingleWrite, cancellation).ConfigureAwait(false);
        await using var _ = session.ConfigureAwait(false);
        var written = await session.WriteAsync(_plans.Find(insert), insert, cancellation).ConfigureAwait(false);
        if (WriteProblems.Of(written, resource, draft) is { } refused) return Failed(refused, session);
        if (goesOn && await FollowAsync(session, resource, written.Keys[0], draft, context.Now, cancellation).ConfigureAwait(false) is { } left) return Failed(left, session);
        var result = written.Answer ?? await AnswerAsync(session, answer!, written.Keys[0], cancellation).ConfigureAwait(false);
        return await CommitAsync(session, result, cancellation).ConfigureAwait(false);
    }

    private async ValueTask<Outcome> UpdateAsync(UpdateOperation operation, CancellationToken cancellation)
    {
        var resource = _binder.Find(operation.Resource);
        if (Binder.BindKey(resource, operation.Key, out var key) is { } noRow) return Failed(noRow);
        var context = Context();
        var draft = _binder.BindUpdate(operation, context.Problems);
        var changes = resource.Fields.Any(draft.Rows[0].Has);
        WritePasses.Run(draft, context);
        if (context.Problems.ToProblem() is { } invalid) return Failed(invalid);
        if (_binder.BindAnswer(resource, operation.Selection, context.Now, out var answer) is { } problem) return Failed(problem);

        var guard = new Precondition(resource, operation.IfMatch);
        var transition = Transition.Of(resource, operation);
        var merges = JsonMerge.Of(resource, operation.Patch);
        // A patch that changes nothing raises no version; without one, for an action, or within a json field, the row itself must be looked at.
        var looks = guard.NeedsRow || !changes || transition is not null || merges.Count > 0;
        var asks = changes && _rules[resource].AsksAfterUpdate;
        var fills = changes && _stored[resource].DependOn(draft.Rows[0]);
        var session = await _store.OpenAsync(looks || asks || fills ? SessionKind.Write : SessionKind.SingleWrite, cancellation).ConfigureAwait(false);
        await using var _ = session.ConfigureAwait(false);
        if (looks)
        {
            using var row = await LockAsync(session, resource, key, cancellation).ConfigureAwait(false);
            if (guard.Check(resource, row) is { } failed) return Failed(failed, session);
            if (transition?.Check(row) is { } wrongState) return Failed(wrongState, session);
            foreach (var merge in merges) merge.Apply(row, draft.Rows[0]);
        }
        ResultNode? result = null;
        if (changes)
        {
            var update = DraftFreezer.Update(resource, draft.Rows[0], key, guard.Versions, fills ? null : answer!.Selection, context.Now);
            var written = await session.WriteAsync(_plans.Find(update), update, cancellation).ConfigureAwait(false);
            if (written.Violation is { Rule: not null })
            {
                await session.DisposeAsync().ConfigureAwait(false);
                return Failed(await BrokenAsync(key, draft, context.Now, cancellation).ConfigureAwait(false) ?? WriteProblems.Of(written, resource, draft)!, session);
            }
            if (WriteProblems.Of(written, resource) is { } refused) return Failed(refused, session);
            result = written.Answer;
            if (fills && await _stored[resource].ForRootAsync(session, _plans, key, cancellation).ConfigureAwait(false) is { } unfilled) return Failed(unfilled, session);
        }
        if (asks && await BrokenAsync(session, resource, key, draft, result, context.Now, cancellation).ConfigureAwait(false) is { } broken) return Failed(broken, session);
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

    /// <summary>Asks the rules that are asked behind a write; where one is broken, its session ends without a commit and its answer is disposed.</summary>
    private async ValueTask<Problem?> BrokenAsync(
        IStoreSession session, Resource root, Value[] key, WriteDraft draft, ResultNode? answer, long now, CancellationToken cancellation)
    {
        var isKept = false;
        try
        {
            var broken = await _rules[root].FindAsync(session, _plans, key, draft.IsCreate && !draft.LeavesRules, now, MostBroken, cancellation).ConfigureAwait(false);
            isKept = broken.Count == 0;
            return RuleProblems.Of(broken, draft);
        }
        finally
        {
            if (!isKept) answer?.Dispose();
        }
    }

    /// <summary>Looks which rules of the row a change broke, behind the session that was refused: it may have held the last connection.</summary>
    private async ValueTask<Problem?> BrokenAsync(Value[] key, WriteDraft draft, long now, CancellationToken cancellation)
    {
        var session = await _store.OpenAsync(SessionKind.SingleRead, cancellation).ConfigureAwait(false);
        await using var _ = session.ConfigureAwait(false);
        return RuleProblems.Of(await RowRules.FindAsync(session, _plans, key, draft.Rows[0], now, cancellation).ConfigureAwait(false), draft);
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
        _binder.BindAnswer(resource, new Selection { Names = [.. names] }, _binder.Now(), out var bound);
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

    private static Resource RootOf(Resource resource)
    {
        while (resource.Owner is { } owner) resource = owner.Source;
        return resource;
    }

    /// <summary>The rows of a create, completed and checked.</summary>
    private WriteDraft Draft(CreateOperation operation, PassContext context)
    {
        var draft = _binder.BindCreate(operation, context.Problems);
        WritePasses.Run(draft, context);
        return draft;
    }

    private PassContext Context() => Context(Now());

    private PassContext Context(long now) => new() { Problems = new ProblemList(), Keys = _keys, Now = now };

    private static Outcome Done(ResultNode? result, IStoreSession session) => new() { Result = result, Statements = session.Statements };

    private static Outcome Failed(Problem problem, IStoreSession? session = null) => new() { Problem = problem, Statements = session?.Statements ?? 0 };
}
