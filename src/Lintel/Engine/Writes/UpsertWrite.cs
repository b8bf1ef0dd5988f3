using Lintel.Binding;
using Lintel.Errors;
using Lintel.Model;
using Lintel.Operations;
using Lintel.Passes;

namespace Lintel.Engine.Writes;

/// <summary>
/// Makes a row, with all that it owns, what it shall be: one that is there is held against it and only what differs is written; one that is
/// not is created, where its key is the caller's or something unique tells which row is meant.
/// </summary>
internal sealed class UpsertWrite : PreparedWrite
{
    private readonly Resource _resource;
    private readonly Value[] _key;
    private readonly BoundRead? _unique;
    private readonly WriteDraft _draft;
    private readonly BoundRead _answer;
    private readonly OwnerPath? _path;
    private readonly Precondition _guard;
    private readonly IReadOnlyList<JsonMerge> _merges;
    private readonly IReadOnlyList<Field> _told;
    private readonly bool _mayCreate;
    private readonly bool _mustBeNew;

    private UpsertWrite(
        Resource resource, Value[] key, BoundRead? unique, WriteDraft draft, BoundRead answer, OwnerPath? path,
        Precondition guard, IReadOnlyList<JsonMerge> merges, IReadOnlyList<Field> told, bool mayCreate, bool mustBeNew)
    {
        (_resource, _key, _unique, _draft, _answer, _path) = (resource, key, unique, draft, answer, path);
        (_guard, _merges, _told, _mayCreate, _mustBeNew) = (guard, merges, told, mayCreate, mustBeNew);
    }

    /// <inheritdoc/>
    public override bool IsSingle => false;

    /// <summary>The patch of a row that names what belongs to it.</summary>
    public static PreparedWrite OfPatch(UpdateOperation operation, Resource resource, Value[] key, WriteDraft draft, BoundRead answer, OwnerPath? path)
    {
        var guard = new Precondition(resource, operation.IfMatch);
        return new UpsertWrite(resource, key, null, draft, answer, path, guard, JsonMerge.Of(resource, operation.Patch), [], mayCreate: false, mustBeNew: false);
    }

    /// <summary>An upsert.</summary>
    public static (PreparedWrite? Write, Problem? Problem) Prepare(WriteServices services, UpsertOperation operation, long now)
    {
        var (binder, resource) = (services.Binder, services.Binder.Find(operation.Resource));
        if (OwnerPath.Bind(binder, operation.Scope, out var path) is { } noRow) return (null, noRow);
        var key = new Value[resource.Key.Count];
        if (operation.Key is { } parts && Binder.BindKey(resource, parts, out key) is { } noKey) return (null, noKey);
        if (path?.CanHold(key) == false) return (null, Binder.NoSuchRow(resource));
        var context = services.Context(operation.Caller, now);
        var draft = binder.BindUpsert(operation, context.Problems);
        BoundRead? unique = null;
        if (operation.Key is null) unique = binder.BindUnique(resource, operation.Selection.Conditions, operation.Caller, now, draft.Rows[0], context.Problems);
        else Give(draft.Rows[0], resource.Key, key, context.Problems);
        if (context.Problems.ToProblem() is { } invalid) return (null, invalid);
        if (binder.BindAnswer(resource, operation.Selection, operation.Caller, now, out var answer) is { } unreadable) return (null, unreadable);
        var guard = new Precondition(resource, operation.IfMatch);
        var told = operation.Key is null ? [.. operation.Selection.Conditions.Select(condition => resource.FindField(condition.Path)!)] : resource.Key;
        var mayCreate = resource.ClientKey || !told.All(resource.Key.Contains); // a key that is not the caller's is never made by one
        return (new UpsertWrite(resource, key, unique, draft, answer!, path, guard, [], told, mayCreate, operation.MustBeNew), null);
    }

    /// <inheritdoc/>
    public override ValueTask LookAtReferencesAsync(WriteTransaction transaction) => LiveReferences.LookAsync(transaction, _draft.Rows[0], _key);

    /// <inheritdoc/>
    public override async ValueTask<Written> RunAsync(WriteTransaction transaction)
    {
        if (_path is not null && await _path.EnterAsync(transaction, []).ConfigureAwait(false) is { } noParent) return Written.Failed(noParent);
        var row = _unique is null
            ? await transaction.LockAsync(_resource, _key, DeletedRows.Include).ConfigureAwait(false)
            : await transaction.LockAsync(_unique).ConfigureAwait(false);
        using (row)
        {
            if (row.Rows.Count == 0) return await CreateAsync(transaction).ConfigureAwait(false);
            var key = StoredRows.KeyOf(row);
            // From here on it stays as it is.
            if (transaction.Guard is { } guard && await guard.MeetAsync(transaction, key).ConfigureAwait(false) is { } refused) return Written.Failed(Told(refused));
            if (_path is not null && !_path.Holds(row)) return Written.Failed(Binder.NoSuchRow(_resource));
            if (SoftDeletes.IsHidden(row)) return Written.Failed(_mayCreate ? SoftDeletes.Taken(_resource) : Binder.NoSuchRow(_resource));
            if (_mustBeNew) return Written.Failed(ErrorCatalogue.PreconditionFailed.At("If-None-Match", $"The {_resource.Name} is there already."));
            if (_guard.Check(_resource, row, transaction.View) is { } changed) return Written.Failed(changed);
            foreach (var merge in _merges) merge.Apply(row, _draft.Rows[0]);
            return await ChangeAsync(transaction, key).ConfigureAwait(false);
        }
    }

    private async ValueTask<Written> CreateAsync(WriteTransaction transaction)
    {
        if (!_mayCreate) return Written.Failed(Binder.NoSuchRow(_resource));
        if (_guard.IsGiven) return Written.Failed(WriteProblems.Changed(_resource));
        return await CreateWrite.RunAsync(transaction, _resource, _draft, _answer, _path, _told).ConfigureAwait(false);
    }

    // A row that the caller does not see is in the way of theirs, as it is in that of a create.
    private Problem Told(Problem refused) => refused.Error != ErrorCatalogue.NotFound || !_mayCreate ? refused : _guard.IsGiven ? WriteProblems.Changed(_resource) : WriteProblems.Taken(_resource, _told);

    private async ValueTask<Written> ChangeAsync(WriteTransaction transaction, Value[] key)
    {
        RowDraft stored;
        using (var whole = await transaction.ReadAsync(StoredRows.Of(_resource, key)).ConfigureAwait(false)) stored = StoredRows.First(whole);
        var context = transaction.Services.Context(transaction.View, transaction.Now);
        var edit = new AggregateEdit(_draft.Rows[0], stored, transaction.View, context.Problems);
        _draft.IsPart = _path is not null;
        WritePasses.CheckValues(_draft, context);
        edit.Complete();
        WritePasses.CheckAggregates(_draft, context);
        if (context.Problems.ToProblem() is { } invalid) return Written.Failed(invalid);

        var changes = edit.Changes(transaction.Now);
        if (changes.Any && await ApplyAsync(transaction, changes, key).ConfigureAwait(false) is { } refused) return Written.Failed(refused);
        var services = transaction.Services;
        return await transaction.FinishAsync(new Aftermath
        {
            Root = _path?.Root ?? _resource,
            RootKey = _path?.RootKey ?? key,
            Fills = changes.Any && services.Stored(_resource).Any,
            Asks = changes.Any && (_draft.LeavesRules || services.Rules(_resource).AsksAfterUpdate),
            WasAsked = _path is null && !_draft.LeavesRules,
            Draft = _draft,
            Answer = _answer,
            Key = key,
        }).ConfigureAwait(false);
    }

    private async ValueTask<Problem?> ApplyAsync(WriteTransaction transaction, AggregateChanges changes, Value[] key)
    {
        if (await changes.CheckReferencesAsync(transaction, key).ConfigureAwait(false) is { } dead) return dead;
        if (await changes.ApplyBelowAsync(transaction).ConfigureAwait(false) is { } refused) return refused;
        if (changes.Root is { } root)
        {
            var written = await transaction.WriteAsync(DraftFreezer.Update(_resource, root, key, null, null, transaction.Now)).ConfigureAwait(false);
            if (WriteProblems.Of(written, _resource, _draft) is { } unfit) return unfit;
        }
        else if (_path is null) return await OwnerPath.RaiseAsync(transaction, _resource, key).ConfigureAwait(false);
        return _path is null ? null : await _path.RaiseAsync(transaction).ConfigureAwait(false);
    }

    /// <summary>Gives a row the key that its path has; what its body says of it must be the same.</summary>
    private static void Give(RowDraft row, IReadOnlyList<Field> fields, Value[] values, ProblemList problems)
    {
        for (var i = 0; i < values.Length; i++) Binder.Agree(row, fields[i], values[i], problems);
    }
}
