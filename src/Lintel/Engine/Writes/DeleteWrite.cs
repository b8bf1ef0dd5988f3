using Lintel.Binding;
using Lintel.Errors;
using Lintel.Model;
using Lintel.Operations;

namespace Lintel.Engine.Writes;

/// <summary>Deletes one row with all that it owns.</summary>
internal sealed class DeleteWrite : PreparedWrite
{
    private readonly Resource _resource;
    private readonly Value[] _key;
    private readonly OwnerPath? _path;
    private readonly Precondition _guard;
    private readonly bool _isSoft;
    private readonly LostReferences _lost;

    private DeleteWrite(WriteServices services, DeleteOperation operation, Resource resource, Value[] key, OwnerPath? path)
    {
        (_resource, _key, _path) = (resource, key, path);
        _guard = new Precondition(resource, operation.IfMatch);
        _isSoft = resource.DeletedAt is not null && !operation.Purge;
        _lost = services.Lost(resource);
    }

    /// <inheritdoc/>
    public override bool IsSingle => !_guard.NeedsRow && _path is null && !_isSoft && !_lost.Any;

    /// <summary>A deletion of one row.</summary>
    public static (PreparedWrite? Write, Problem? Problem) Prepare(WriteServices services, DeleteOperation operation, Value[] key)
    {
        var resource = services.Binder.Find(operation.Resource);
        if (OwnerPath.Bind(services.Binder, operation.Scope, out var path) is { } noRow) return (null, noRow);
        return (new DeleteWrite(services, operation, resource, key, path), null);
    }

    /// <summary>What a deletion sends to its store, unless it is conditional.</summary>
    public static IReadOnlyList<BoundOperation> Plan(WriteServices services, DeleteOperation operation, Value[] key, long now)
    {
        var write = new DeleteWrite(services, operation, services.Binder.Find(operation.Resource), key, null);
        return write.IsSingle ? [write.Delete(now)] : [WriteTransaction.Locked(services, CallerView.Everything, write._resource, key, now, RowLock.Delete), write.Delete(now)];
    }

    /// <inheritdoc/>
    public override async ValueTask<Written> RunAsync(WriteTransaction transaction)
    {
        if (_path is not null && await _path.EnterAsync(transaction, []).ConfigureAwait(false) is { } noParent) return Written.Failed(noParent);
        if (!IsSingle && await LookAsync(transaction).ConfigureAwait(false) is { } unfit) return Written.Failed(unfit);
        if (!_isSoft) await _lost.TouchAsync(transaction, _key).ConfigureAwait(false);
        var written = await transaction.WriteAsync(Delete(transaction.Now)).ConfigureAwait(false);
        if (WriteProblems.Of(written, _resource) is { } refused) return Written.Failed(refused);
        if (_path is null) return new Written();

        if (await _path.RaiseAsync(transaction).ConfigureAwait(false) is { } unraised) return Written.Failed(unraised);
        return await transaction.FinishAsync(new Aftermath
        {
            Root = _path.Root,
            RootKey = _path.RootKey,
            Fills = transaction.Services.Stored(_resource).Any,
            Asks = transaction.Services.Rules(_resource).AsksAfterUpdate,
            Draft = new WriteDraft { IsWhole = false, Rows = [] },
            Key = _key,
        }).ConfigureAwait(false);
    }

    private BoundOperation Delete(long now) => _isSoft ? SoftDeletes.Hide(_resource, _key, _guard.Versions, now) : DraftFreezer.Delete(_resource, _key, _guard.Versions);

    private async ValueTask<Problem?> LookAsync(WriteTransaction transaction)
    {
        // Who is about to refer to the row waits, and then finds it deleted; who was first has referred to a row that was there.
        var those = _isSoft ? DeletedRows.Exclude : DeletedRows.Include;
        using var row = await transaction.LockAsync(_resource, _key, those, RowLock.Delete).ConfigureAwait(false);
        if (_guard.Check(_resource, row, transaction.View) is { } changed) return changed;
        return _path is null || _path.Holds(row) ? null : Binder.NoSuchRow(_resource);
    }
}
