using Lintel.Binding;
using Lintel.Errors;
using Lintel.Model;
using Lintel.Operations;
using Lintel.Passes;
using Lintel.Stores;

namespace Lintel.Engine.Writes;

/// <summary>Creates a row with all that it owns; an owned child below its parent.</summary>
internal sealed class CreateWrite : PreparedWrite
{
    private readonly WriteDraft _draft;
    private readonly BoundRead _answer;
    private readonly OwnerPath? _path;
    private readonly IReadOnlyList<string> _ifMatch;
    private readonly IReadOnlyList<Field> _told;

    private CreateWrite(WriteServices services, Resource resource, WriteDraft draft, BoundRead answer, OwnerPath? path, IReadOnlyList<string> ifMatch, IReadOnlyList<Field> told)
    {
        (Resource, _draft, _answer, _path, _ifMatch, _told) = (resource, draft, answer, path, ifMatch, told);
        // Where rules are left to ask, or fields to fill, the write brings its key along, and the answer comes behind them.
        Asks = path is null ? draft.LeavesRules || services.Rules(resource).AsksAfterCreate : services.Rules(resource).AsksAfterUpdate;
        Fills = path is null ? draft.LeavesFields : services.Stored(resource).Any;
        IsRecorded = services.Audits(resource);
        Refers = LiveReferences.AreIn(draft.Rows[0]);
    }

    /// <inheritdoc/>
    public override bool IsSingle => IsAnswered && !Refers;

    private Resource Resource { get; }

    private bool Asks { get; }

    private bool Fills { get; }

    private bool Refers { get; }

    private bool IsRecorded { get; }

    // Whether the answer comes with the row: not where it shows only what a caller may see of it, nor where the key is needed to record it.
    private bool IsAnswered => !IsRecorded && !Asks && !Fills && _path is null && _answer.Access is null;

    /// <summary>A create.</summary>
    public static (PreparedWrite? Write, Problem? Problem) Prepare(WriteServices services, CreateOperation operation, long now)
    {
        var resource = services.Binder.Find(operation.Resource);
        if (OwnerPath.Bind(services.Binder, operation.Scope, out var path) is { } noRow) return (null, noRow);
        var context = services.Context(operation.Caller, now);
        var draft = services.Binder.BindCreate(operation, context.Problems);
        if (Complete(draft, path, context) is { } invalid) return (null, invalid);
        if (services.Binder.BindAnswer(resource, operation.Selection, operation.Caller, now, out var answer) is { } unreadable) return (null, unreadable);
        return (new CreateWrite(services, resource, draft, answer!, path, operation.IfMatch, []), null);
    }

    /// <summary>What a create sends to its store, of whatever values: they are not judged.</summary>
    public static (IReadOnlyList<BoundOperation> Steps, Problem? Problem) Plan(WriteServices services, CreateOperation operation, long now)
    {
        var resource = services.Binder.Find(operation.Resource);
        var context = services.Context(operation.Caller, now);
        var draft = services.Binder.BindCreate(operation, context.Problems);
        WritePasses.Run(draft, context);
        draft.Rows[0].GiveAll(operation.Rows[0]);
        if (services.Binder.BindAnswer(resource, operation.Selection, operation.Caller, now, out var answer) is { } unreadable) return ([], unreadable);
        return ([new CreateWrite(services, resource, draft, answer!, null, [], []).Insert(now)], null);
    }

    /// <summary>The create that an upsert becomes which finds no row.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="draft">The row.</param>
    /// <param name="answer">What is answered.</param>
    /// <param name="path">Where it belongs; null: it is a root.</param>
    /// <param name="told">The fields by which no row was found: where another has their values by now, it is found when all is done again.</param>
    public static async ValueTask<Written> RunAsync(
        WriteTransaction transaction, Resource resource, WriteDraft draft, BoundRead answer, OwnerPath? path, IReadOnlyList<Field> told)
    {
        var context = transaction.Services.Context(transaction.View, transaction.Now);
        AggregateEdit.CheckNew(draft.Rows[0], context.Problems);
        if (Complete(draft, path, context) is { } invalid) return Written.Failed(invalid);
        return await new CreateWrite(transaction.Services, resource, draft, answer, path, [], told).InsertAsync(transaction).ConfigureAwait(false);
    }

    /// <summary>The problem of the references of a row that is about to be inserted; null: they lead to rows that stay until the transaction ends.</summary>
    public static async ValueTask<Problem?> CheckReferencesAsync(WriteTransaction transaction, RowDraft row) =>
        LiveReferences.AreIn(row) ? await LiveReferences.CheckAsync(transaction, row, null).ConfigureAwait(false) : null;

    /// <summary>Does what is left to be done behind the insert of one aggregate by others: fills stored fields, and asks the rules that more than its rows decide.</summary>
    /// <returns>What refused it; null: it is done.</returns>
    public static async ValueTask<Problem?> FollowAsync(WriteTransaction transaction, Resource root, Value[] key, WriteDraft draft)
    {
        var asks = draft.LeavesRules || transaction.Services.Rules(root).AsksAfterCreate;
        // Nearly every row of an import passes here with nothing left to do.
        if (!asks && !draft.LeavesFields) return null;
        var after = new Aftermath
        {
            Root = root,
            RootKey = key,
            Fills = draft.LeavesFields,
            Asks = asks,
            WasAsked = !draft.LeavesRules,
            Draft = draft,
            Key = key,
        };
        return (await transaction.FinishAsync(after).ConfigureAwait(false)).Problem;
    }

    /// <inheritdoc/>
    public override async ValueTask<Written> RunAsync(WriteTransaction transaction)
    {
        if (_path is not null && await _path.EnterAsync(transaction, _ifMatch).ConfigureAwait(false) is { } noParent) return Written.Failed(noParent);
        return await InsertAsync(transaction).ConfigureAwait(false);
    }

    private static Problem? Complete(WriteDraft draft, OwnerPath? path, PassContext context)
    {
        path?.Place(draft.Rows[0]);
        draft.IsPart |= path is not null;
        WritePasses.Run(draft, context);
        return context.Problems.ToProblem();
    }

    private BoundInsert Insert(long now) => DraftFreezer.Insert(Resource, _draft, IsAnswered ? _answer.Selection : null, now);

    private bool IsOfTold(Violation? violation) =>
        violation is { Kind: ViolationKind.Unique, Fields.Count: > 0 } && violation.Resource == Resource && violation.Fields.All(_told.Contains);

    private async ValueTask<Written> InsertAsync(WriteTransaction transaction)
    {
        if (Refers && await LiveReferences.CheckAsync(transaction, _draft.Rows[0], null).ConfigureAwait(false) is { } dead) return Written.Failed(dead);
        var written = await transaction.WriteAsync(Insert(transaction.Now)).ConfigureAwait(false);
        if (WriteProblems.Of(written, Resource, _draft) is { } refused) return Written.Failed(refused) with { MayRepeat = IsOfTold(written.Violation) };
        if (_path is not null)
        {
            if (await _path.CountAsync(transaction).ConfigureAwait(false) is { } tooMany) return Written.Failed(tooMany);
            if (await _path.RaiseAsync(transaction).ConfigureAwait(false) is { } unraised) return Written.Failed(unraised);
        }
        var key = written.Answer is null ? written.Keys[0] : [];
        var after = new Aftermath
        {
            Root = _path?.Root ?? Resource,
            RootKey = _path?.RootKey ?? key,
            Fills = Fills,
            Asks = Asks,
            WasAsked = !_draft.LeavesRules && _path is null,
            Draft = _draft,
            Result = written.Answer,
            Answer = _answer,
            Key = key,
        };
        return await transaction.FinishAsync(after).ConfigureAwait(false) with { IsNew = true };
    }
}
