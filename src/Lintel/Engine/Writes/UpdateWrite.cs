using Lintel.Binding;
using Lintel.Errors;
using Lintel.Model;
using Lintel.Operations;
using Lintel.Passes;
using Lintel.Results;

namespace Lintel.Engine.Writes;

/// <summary>Changes fields of one row, as a patch or an action says.</summary>
internal sealed class UpdateWrite : PreparedWrite
{
    private readonly Resource _resource;
    private readonly Value[] _key;
    private readonly WriteDraft _draft;
    private readonly BoundRead _answer;
    private readonly OwnerPath? _path;
    private readonly Precondition _guard;
    private readonly Transition? _transition;
    private readonly IReadOnlyList<JsonMerge> _merges;
    private readonly bool _changes;
    private readonly bool _looks;
    private readonly bool _asks;
    private readonly bool _fills;
    private readonly bool _refers;
    private readonly bool _restores;

    private UpdateWrite(WriteServices services, UpdateOperation operation, Resource resource, Value[] key, WriteDraft draft, bool changes, BoundRead answer, OwnerPath? path)
    {
        (_resource, _key, _draft, _answer, _path) = (resource, key, draft, answer, path);
        _guard = new Precondition(resource, operation.IfMatch);
        _transition = Transition.Of(resource, operation);
        // What an action is given is no patch, whatever the fields of the row are called.
        _merges = _transition is null ? JsonMerge.Of(resource, operation.Patch) : [];
        _restores = operation.Restores;
        _changes = changes;
        // A patch that changes nothing raises no version; without one, for an action, or within a json field, the row itself must be looked at.
        _looks = _guard.NeedsRow || !_changes || _transition is not null || _merges.Count > 0 || path is not null || _restores;
        _refers = _transition?.Given.Any() ?? LiveReferences.AreIn(draft.Rows[0]);
        _asks = _changes && services.Rules(resource).AsksAfterUpdate;
        _fills = _changes && (path is null ? services.Stored(resource).DependOn(draft.Rows[0]) : services.Stored(resource).Any);
    }

    /// <inheritdoc/>
    public override bool IsSingle => !_looks && !_asks && !_fills && !_refers;

    /// <summary>A change of one row.</summary>
    public static (PreparedWrite? Write, Problem? Problem) Prepare(WriteServices services, UpdateOperation operation, Value[] key, long now)
    {
        var resource = services.Binder.Find(operation.Resource);
        if (OwnerPath.Bind(services.Binder, operation.Scope, out var path) is { } noRow) return (null, noRow);
        var context = services.Context(operation.Caller, now);
        var draft = services.Binder.BindUpdate(operation, context.Problems);
        // What belongs to the row is held against what is there; but a value that is never right is wrong wherever it would go.
        var edits = draft.Rows[0] is { Children.Count: > 0 } or { Links.Count: > 0 };
        var changes = resource.Fields.Any(draft.Rows[0].Has);
        if (edits) WritePasses.CheckGiven(draft, context);
        else WritePasses.Run(draft, context);
        if (context.Problems.ToProblem() is { } invalid) return (null, invalid);
        if (services.Binder.BindAnswer(resource, operation.Selection, operation.Caller, now, out var answer) is { } unreadable) return (null, unreadable);
        if (edits) return (UpsertWrite.OfPatch(operation, resource, key, draft, answer!, path), null);
        return (new UpdateWrite(services, operation, resource, key, draft, changes, answer!, path), null);
    }

    /// <summary>What a change of plain fields sends to its store, of whatever values: they are not judged.</summary>
    public static (IReadOnlyList<BoundOperation> Steps, Problem? Problem) Plan(WriteServices services, UpdateOperation operation, Value[] key, long now)
    {
        var resource = services.Binder.Find(operation.Resource);
        var context = services.Context(operation.Caller, now);
        var draft = services.Binder.BindUpdate(operation, context.Problems);
        WritePasses.Run(draft, context);
        draft.Rows[0].GiveAll(operation.Patch);
        if (services.Binder.BindAnswer(resource, operation.Selection, operation.Caller, now, out var answer) is { } unreadable) return ([], unreadable);
        var write = new UpdateWrite(services, operation, resource, key, draft, changes: true, answer!, null);
        // Whoever sends If-Match, or the whole row, has it looked at first.
        return ([WriteTransaction.Locked(services, CallerView.Everything, resource, key, now), write.Update(now)], null);
    }

    /// <inheritdoc/>
    public override ValueTask LookAtReferencesAsync(WriteTransaction transaction) => _refers ? LiveReferences.LookAsync(transaction, _draft.Rows[0], _key) : ValueTask.CompletedTask;

    /// <inheritdoc/>
    public override async ValueTask<Written> RunAsync(WriteTransaction transaction)
    {
        if (_path is not null && await _path.EnterAsync(transaction, []).ConfigureAwait(false) is { } noParent) return Written.Failed(noParent);
        var isThere = false;
        var looksAhead = _changes && transaction.LooksAhead(_resource);
        if (_looks || (looksAhead && _guard.IsGiven))
        {
            using var row = await transaction.LockAsync(_resource, _key, _restores ? DeletedRows.Include : DeletedRows.Exclude).ConfigureAwait(false);
            if (Check(row, transaction) is { } unfit) return Written.Failed(unfit);
            // What is not deleted stays as it is, with its version.
            isThere = _restores && !SoftDeletes.IsHidden(row);
        }
        if (_refers && await LiveReferences.CheckAsync(transaction, _draft.Rows[0], _key, _transition?.Given).ConfigureAwait(false) is { } dead) return Written.Failed(dead);
        ResultNode? result = null;
        if (_changes && !isThere)
        {
            if (looksAhead && await transaction.LookAheadAsync(_key, _draft).ConfigureAwait(false) is { } broken) return Written.Failed(broken);
            var written = await transaction.WriteAsync(Update(transaction.Now)).ConfigureAwait(false);
            if (written.Violation is { Rule: not null })
                return Written.Failed(await transaction.LookAgainAsync(_key, _draft).ConfigureAwait(false) ?? WriteProblems.Of(written, _resource, _draft)!);
            if (WriteProblems.Of(written, _resource, _draft) is { } refused) return Written.Failed(refused);
            result = written.Answer;
            if (_path is not null && await _path.RaiseAsync(transaction).ConfigureAwait(false) is { } unraised) return Written.Failed(unraised);
        }
        return await transaction.FinishAsync(new Aftermath
        {
            Root = _path?.Root ?? _resource,
            RootKey = _path?.RootKey ?? _key,
            Fills = _fills && !isThere,
            Asks = _asks && !isThere,
            Draft = _draft,
            Result = result,
            Answer = _answer,
            Key = _key,
        }).ConfigureAwait(false);
    }

    private BoundUpdate Update(long now)
    {
        // A statement that brings its answer along sees other tables as they were: there, what is restored is hidden still.
        // And what a caller may see of the row is known when it is written.
        var later = _fills || _path is not null || _restores || _answer.Access is not null;
        return DraftFreezer.Update(_resource, _draft.Rows[0], _key, _guard.Versions, later ? null : _answer.Selection, now, _restores);
    }

    private Problem? Check(ResultNode row, WriteTransaction transaction)
    {
        if (_guard.Check(_resource, row, transaction.View) is { } changed) return changed;
        if (_path is not null && !_path.Holds(row)) return Binder.NoSuchRow(_resource);
        if (_transition?.Apply(row, _draft, transaction.Services.Context(transaction.View, transaction.Now)) is { } notAllowed) return notAllowed;
        foreach (var merge in _merges) merge.Apply(row, _draft.Rows[0]);
        return null;
    }
}
