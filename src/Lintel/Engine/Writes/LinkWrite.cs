using Lintel.Binding;
using Lintel.Errors;
using Lintel.Model;
using Lintel.Operations;
using Lintel.Stores;

namespace Lintel.Engine.Writes;

/// <summary>Adds one link of a many-to-many relation, or takes it away. The version of the row that it is declared on, or of that row's root, rises where that changes anything.</summary>
internal sealed class LinkWrite : PreparedWrite
{
    private readonly Resource _resource;
    private readonly Relation _relation;
    private readonly Value[] _source;
    private readonly Value[] _target;
    private readonly OwnerPath? _path;
    private readonly bool _removes;
    private readonly Precondition _guard;

    private LinkWrite(Resource resource, Relation relation, Value[] source, Value[] target, OwnerPath? path, bool removes, Precondition guard)
    {
        (_resource, _relation, _source, _target) = (resource, relation, source, target);
        (_path, _removes, _guard) = (path, removes, guard);
    }

    /// <inheritdoc/>
    public override bool IsSingle => false;

    /// <summary>A change of one link.</summary>
    public static (PreparedWrite? Write, Problem? Problem) Prepare(WriteServices services, LinkOperation operation)
    {
        var resource = services.Binder.Find(operation.Resource);
        var relation = resource.FindRelation(operation.Relation)!;
        if (OwnerPath.Bind(services.Binder, operation.Scope, out var path) is { } noRow) return (null, noRow);
        if (Binder.BindKey(resource, operation.Pairs[0].Source, out var source) is { } noSource) return (null, noSource);
        if (Binder.BindKey(relation.Target, operation.Pairs[0].Target, out var target) is { } noTarget) return (null, noTarget);
        return (new LinkWrite(resource, relation, source, target, path, operation.Removes, new Precondition(resource, operation.IfMatch)), null);
    }

    /// <summary>What adding a link, and what taking it away, sends to its store.</summary>
    public static IReadOnlyList<BoundOperation> Plan(Relation relation)
    {
        var (source, target) = (new Value[relation.Source.Key.Count], new Value[relation.Target.Key.Count]);
        return [StoredRows.LinksOf(relation, source), Links.Add(relation, source, [target]), Links.Remove(relation, source, target)];
    }

    /// <inheritdoc/>
    public override async ValueTask<Written> RunAsync(WriteTransaction transaction)
    {
        if (_path is not null && await _path.EnterAsync(transaction, []).ConfigureAwait(false) is { } noParent) return Written.Failed(noParent);
        using (var row = await transaction.LockAsync(_resource, _source).ConfigureAwait(false))
        {
            if (_guard.Check(_resource, row, transaction.View) is { } changed) return Written.Failed(changed);
            if (_path is not null && !_path.Holds(row)) return Written.Failed(Binder.NoSuchRow(_resource));
        }
        if ((!_removes || !transaction.View.IsOfEverything) && await LiveReferences.CheckAsync(transaction, _relation, _target).ConfigureAwait(false) is not null)
            return Written.Failed(Binder.NoSuchRow(_relation.Target));
        var links = await LinksAsync(transaction).ConfigureAwait(false);
        var isThere = links.Contains(new RowKey(_target));
        if (_removes ? !isThere : isThere) return _removes ? Written.Failed(Binder.NoSuchRow(_relation.Target)) : new Written();
        if (!_removes && links.Count >= _relation.MaxItems) return Written.Failed(ErrorCatalogue.OutOfRange.Because($"A {_resource.Name} has at most {_relation.MaxItems} {_relation.Name}."));
        var written = _removes
            ? await transaction.WriteAsync(Links.Remove(_relation, _source, _target)).ConfigureAwait(false)
            : await transaction.WriteAsync(Links.Add(_relation, _source, [_target])).ConfigureAwait(false);
        if (written.Violation is { Kind: ViolationKind.MissingReference }) return Written.Failed(Binder.NoSuchRow(_relation.Target));
        if (WriteProblems.Of(written, _resource) is { } refused) return Written.Failed(refused);
        var (root, rootKey) = _path is null ? (_resource, _source) : (_path.Root, _path.RootKey);
        if (await OwnerPath.RaiseAsync(transaction, root, rootKey).ConfigureAwait(false) is { } unraised) return Written.Failed(unraised);
        return await transaction.FinishAsync(new Aftermath
        {
            Root = root,
            RootKey = rootKey,
            Fills = transaction.Services.Stored(_resource).Any,
            Asks = transaction.Services.Rules(_resource).AsksAfterUpdate,
            Draft = new WriteDraft { IsWhole = false, Rows = [] },
            Key = _source,
        }).ConfigureAwait(false);
    }

    private async ValueTask<HashSet<RowKey>> LinksAsync(WriteTransaction transaction)
    {
        using var whole = await transaction.ReadAsync(StoredRows.LinksOf(_relation, _source)).ConfigureAwait(false);
        return [.. StoredRows.First(whole).Links.SelectMany(links => links.Keys).Select(key => new RowKey(key))];
    }
}
