using Lintel.Binding;
using Lintel.Engine.Auditing;
using Lintel.Errors;
using Lintel.Model;
using Lintel.Operations;
using Lintel.Results;
using Lintel.Stores;
using Lintel.Telemetry;

namespace Lintel.Engine.Writes;

/// <summary>The transaction that writes run in, one after the other. Disposing without a commit leaves nothing of them.</summary>
/// <param name="services">What writes share.</param>
/// <param name="sessions">Opens one more session, for a look behind a transaction that is over.</param>
/// <param name="watch">Who is told how long what takes; null: nobody.</param>
/// <param name="session">The store's transaction.</param>
/// <param name="now">The time of the request, in microseconds since the Unix epoch.</param>
/// <param name="isShared">Whether it may be that of several writes.</param>
/// <param name="cancellation">Stops it.</param>
internal sealed class WriteTransaction(
    WriteServices services, Sessions sessions, OperationWatch? watch, IStoreSession session, long now, bool isShared, CancellationToken cancellation) : IAsyncDisposable
{
    private const int MostBroken = 20;

    private bool _hasWritten;

    /// <summary>What writes share.</summary>
    public WriteServices Services => services;

    /// <summary>The time of the request, in microseconds since the Unix epoch.</summary>
    public long Now => now;

    /// <summary>What the caller of the write at hand may see. Default: everything.</summary>
    public CallerView View { get; set; } = CallerView.Everything;

    /// <summary>Who is asked about the row that the write at hand meets; null: nobody.</summary>
    public WriteGuard? Guard { get; set; }

    /// <summary>Which rows the caller saw before the first of several was written, by a relation to them and their key; null: it is looked each time.</summary>
    public Dictionary<(Relation Relation, Value Key), bool>? Referred { get; set; }

    /// <summary>Where is told what it does; null: nothing of it is recorded. Whoever opened it disposes of it, behind the transaction.</summary>
    public AuditTrail? Trail { get; init; }

    /// <summary>How many statements ran so far.</summary>
    public int Statements => session.Statements;

    /// <summary>Reads rows. The caller disposes what comes back.</summary>
    public ValueTask<ResultNode> ReadAsync(BoundRead read) => session.ReadAsync(services.Plans.Find(read), read, cancellation);

    /// <summary>Asks what rows add up to. The caller disposes what comes back.</summary>
    public ValueTask<AggregateResult> AggregateAsync(BoundAggregate aggregate) => session.AggregateAsync(services.Plans.Find(aggregate), aggregate, cancellation);

    /// <summary>Writes rows.</summary>
    public ValueTask<WriteResult> WriteAsync(BoundOperation operation)
    {
        _hasWritten = true;
        return Trail?.WriteAsync(session, operation, cancellation) ?? session.WriteAsync(services.Plans.Find(operation), operation, cancellation);
    }

    /// <summary>Reads a row that is about to be written, and keeps others from writing it. The caller disposes what comes back.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="key">The key of the row.</param>
    /// <param name="those">Whether it may be one that is deleted softly.</param>
    /// <param name="against">What others are kept from.</param>
    public ValueTask<ResultNode> LockAsync(Resource resource, Value[] key, DeletedRows those = DeletedRows.Exclude, RowLock against = RowLock.Write) =>
        ReadAsync(Locked(services, View, resource, key, now, against, those));

    /// <summary>The same for the row that a read finds.</summary>
    public ValueTask<ResultNode> LockAsync(BoundRead bound, RowLock against = RowLock.Write) => ReadAsync(Locked(bound, against));

    /// <summary>The read of a row that is about to be written, which keeps others from writing it.</summary>
    public static BoundRead Locked(
        WriteServices services, CallerView view, Resource resource, Value[] key, long now, RowLock against = RowLock.Write, DeletedRows those = DeletedRows.Exclude)
    {
        var bound = services.Binder.BindLooked(resource, Binder.Looked(resource) with { Deleted = those }, view, now);
        key.CopyTo(bound.Parameters, 0);
        return Locked(bound, against);
    }

    /// <summary>Ends a write of a row: fills what is stored of its aggregate, asks the rules of that, and reads the answer.</summary>
    public async ValueTask<Written> FinishAsync(Aftermath after)
    {
        var result = after.Result;
        if (after.Fills && await services.Stored(after.Root).ForRootAsync(session, services.Plans, after.RootKey, cancellation).ConfigureAwait(false) is { } unfilled)
        {
            result?.Dispose();
            return Written.Failed(unfilled);
        }
        if (after.Asks && await BrokenAsync(after).ConfigureAwait(false) is { } broken) return Written.Failed(broken);
        if (result is null && after.Answer is { } answer)
        {
            after.Key.CopyTo(answer.Parameters, 0);
            result = await ReadAsync(answer).ConfigureAwait(false);
        }
        return new Written { Result = result };
    }

    /// <summary>
    /// Whether the rules of a row must be asked before a change of it: another write of the transaction may have made the row what it is, which nobody
    /// sees once this one is refused.
    /// </summary>
    public bool LooksAhead(Resource resource) => isShared && _hasWritten && resource.Entity.Rules.Count > 0;

    /// <summary>Looks which rules of the row a change would break.</summary>
    public ValueTask<Problem?> LookAheadAsync(Value[] key, WriteDraft draft) => LookAsync(session, key, draft);

    /// <summary>Looks which rules of the row a change broke, behind the session that was refused: it may have held the last connection.</summary>
    public async ValueTask<Problem?> LookAgainAsync(Value[] key, WriteDraft draft)
    {
        await session.DisposeAsync().ConfigureAwait(false);
        var look = await sessions.OpenAsync(SessionKind.SingleRead, watch, cancellation).ConfigureAwait(false);
        await using var _ = look.ConfigureAwait(false);
        return await LookAsync(look, key, draft).ConfigureAwait(false);
    }

    /// <summary>Makes all that was written durable.</summary>
    public async ValueTask CommitAsync()
    {
        if (Trail is not null) await Trail.SealAsync(session, cancellation).ConfigureAwait(false);
        await session.CommitAsync(cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => session.DisposeAsync();

    private static BoundRead Locked(BoundRead bound, RowLock against) => new()
    {
        Resource = bound.Resource,
        Selection = bound.Selection,
        Single = bound.Single,
        Lock = against,
        Access = bound.Access,
        Parameters = bound.Parameters,
        NowSlot = bound.NowSlot,
    };

    private async ValueTask<Problem?> LookAsync(IStoreSession look, Value[] key, WriteDraft draft) =>
        RuleProblems.Of(await RowRules.FindAsync(look, services.Plans, key, draft.Rows[0], now, cancellation).ConfigureAwait(false), draft);

    /// <summary>Asks the rules that are asked behind a write; where one is broken, its answer is disposed.</summary>
    private async ValueTask<Problem?> BrokenAsync(Aftermath after)
    {
        var isKept = false;
        try
        {
            var broken = await services.Rules(after.Root).FindAsync(session, services.Plans, after.RootKey, after.WasAsked, now, MostBroken, cancellation).ConfigureAwait(false);
            isKept = broken.Count == 0;
            return RuleProblems.Of(broken, after.Draft);
        }
        finally
        {
            if (!isKept) after.Result?.Dispose();
        }
    }
}

/// <summary>What is left to do behind the statements of a write.</summary>
internal sealed record Aftermath
{
    /// <summary>The root of the aggregate.</summary>
    public required Resource Root { get; init; }

    /// <summary>The key of the root.</summary>
    public required Value[] RootKey { get; init; }

    /// <summary>Whether fields of the aggregate may have to be filled.</summary>
    public required bool Fills { get; init; }

    /// <summary>Whether rules of the aggregate may be broken.</summary>
    public required bool Asks { get; init; }

    /// <summary>Whether the rules that the body of the write decides were asked before. Default: false.</summary>
    public bool WasAsked { get; init; }

    /// <summary>What was written, to tell the places of what is wrong.</summary>
    public required WriteDraft Draft { get; init; }

    /// <summary>The answer, where it was read already.</summary>
    public ResultNode? Result { get; init; }

    /// <summary>How the answer is read, its key being in the first slots; null: there is none.</summary>
    public BoundRead? Answer { get; init; }

    /// <summary>The key of the row that is answered.</summary>
    public required Value[] Key { get; init; }
}
