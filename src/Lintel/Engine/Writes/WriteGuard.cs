using Lintel.Binding;
using Lintel.Errors;
using Lintel.Expressions;
using Lintel.Model;
using Lintel.Operations;
using Lintel.Results;

namespace Lintel.Engine.Writes;

/// <summary>
/// The policies of one write. A row that the caller does not see is not there for them; one that they see and may not change is forbidden. What they
/// write they see: it is what the write answers.
/// </summary>
internal sealed class WriteGuard
{
    private readonly WriteOperation _operation;
    private readonly Resource _resource;
    private readonly Value[]? _key;
    private readonly OwnerPath? _path;
    private readonly Asked _asked;
    private readonly bool _replaces;

    private WriteGuard(CallerView view, WriteOperation operation, Resource resource, Value[]? key, OwnerPath? path, Asked asked, bool replaces) =>
        (View, _operation, _resource, _key, _path, _asked, _replaces) = (view, operation, resource, key, path, asked, replaces);

    /// <summary>What the caller may see.</summary>
    public CallerView View { get; }

    /// <summary>The guard of a write, or the problem with it that is known whatever the rows are.</summary>
    public static (WriteGuard? Guard, Problem? Problem) Of(WriteServices services, CallerView view, WriteOperation operation)
    {
        var resource = services.Binder.Find(operation.Resource);
        if (operation is UpdateOperation { Key: null } or DeleteOperation { Key: null } or UpsertOperation { Key: null }) return (null, Closed.To(services.Model, operation));
        var access = resource.Access!;
        var asked = operation switch
        {
            CreateOperation create => new Asked(null, null, access.Create, create.Rows),
            UpdateOperation { Action: { } action } act => new Asked(act.Key, Binder.FindAction(resource, action).Access, null, []),
            UpdateOperation update => new Asked(update.Key, access.Update, access.Update, [update.Patch]),
            UpsertOperation upsert => new Asked(upsert.Key, access.Update, access.Update, [upsert.Row]),
            DeleteOperation delete => new Asked(delete.Key, access.Delete, null, []),
            LinkOperation link => new Asked(link.Pairs[0].Source, access.Update, access.Update, []),
            _ => throw new ArgumentException($"Nobody knows who may do {operation.GetType().Name}.", nameof(operation)),
        };
        // What they may never see they may never write: not even to learn whether it is there.
        if (view.Allows(access.Read) == false) return (null, Refuse(view, resource));
        foreach (var policy in new[] { asked.Before, asked.After })
        {
            if (policy is not null && view.Allows(policy) == false && !(operation is UpsertOperation && view.Allows(access.Create) != false)) return (null, Refuse(view, resource));
        }
        if (CheckFields(view, operation, resource, asked.Body) is { } unwritable) return (null, unwritable);
        if (OwnerPath.Bind(services.Binder, operation.Scope, out var path) is { } noParent) return (null, noParent);
        Value[]? values = null;
        if (asked.Key is not null && Binder.BindKey(resource, asked.Key, out values) is { } noRow) return (null, noRow);
        return (new WriteGuard(view, operation, resource, values, path, asked, Replaces(view, operation, resource)), null);
    }

    /// <summary>Asks before the write.</summary>
    public async ValueTask<Problem?> BeforeAsync(WriteTransaction transaction)
    {
        if (_path is not null)
        {
            // Before they are locked, so that a row that is not seen is told of like one that never was; and then, when they stay as they are.
            if (await EnterAsync(transaction, _path).ConfigureAwait(false) is { } unseen) return unseen;
            if (await _path.EnterAsync(transaction, []).ConfigureAwait(false) is { } noParent) return noParent;
            if (await EnterAsync(transaction, _path).ConfigureAwait(false) is { } closing) return closing;
            var parent = _path.Relation.Source;
            if (_key is null && await AskAsync(transaction, parent, _path.ParentKey, parent.Access!.Update).ConfigureAwait(false) is { } closed) return closed;
        }
        if (_key is null) return null;
        // From here on it stays as it is.
        using (var row = await transaction.LockAsync(_resource, _key, DeletedRows.Include).ConfigureAwait(false))
        {
            // It is told here, as of a row that is not seen: or what else is wrong with the write would tell the two apart.
            if (row.Rows.Count == 0) return _operation is UpsertOperation ? null : Binder.NoSuchRow(_resource);
        }
        if (await AskAsync(transaction, _resource, _key, _asked.Before!).ConfigureAwait(false) is { } refused)
            return _operation is UpsertOperation && _resource.ClientKey && refused.Error == ErrorCatalogue.NotFound ? ErrorCatalogue.NotUnique.Because($"Another {_resource.Name} has this key.") : refused;
        return !_replaces ? null : View.Refusal.Because($"This {_resource.Name} may hold what the caller does not see, and would lose: change single fields, or single rows of its lists.");
    }

    /// <summary>Asks behind the write.</summary>
    public async ValueTask<Problem?> AfterAsync(WriteTransaction transaction, Written written)
    {
        if (written.Result is { Rows.Count: 0 }) return Refuse(View, _resource);
        var policy = written.IsNew ? _resource.Access!.Create : _asked.After;
        if (policy is null || (_key ?? KeyOf(written.Result)) is not { } key) return null;
        if (!await HoldsAsync(transaction, _resource, key, [policy, _resource.Access!.Read]).ConfigureAwait(false)) return Refuse(View, _resource);
        // Of one that was there the whole lists are seen, or they are not written.
        return (written.IsNew || _operation is CreateOperation) && await HidesAsync(transaction, _resource, [], null, key).ConfigureAwait(false) ? Refuse(View, _resource) : null;
    }

    private static Problem Refuse(CallerView view, Resource resource) => view.Refusal.Because($"{view.Who} may not do this with {resource.Plural}.");

    private async ValueTask<Problem?> EnterAsync(WriteTransaction transaction, OwnerPath path)
    {
        foreach (var (above, key) in path.Rows)
        {
            if (!await HoldsAsync(transaction, above, key, [above.Access!.Read]).ConfigureAwait(false)) return Binder.NoSuchRow(above);
        }
        return null;
    }

    /// <summary>Whether the caller may do something with a row that is there.</summary>
    private async ValueTask<Problem?> AskAsync(WriteTransaction transaction, Resource resource, Value[] key, Policy policy)
    {
        if (await HoldsAsync(transaction, resource, key, [policy, resource.Access!.Read]).ConfigureAwait(false)) return null;
        return await HoldsAsync(transaction, resource, key, [resource.Access!.Read]).ConfigureAwait(false) ? Refuse(View, resource) : Binder.NoSuchRow(resource);
    }

    private async ValueTask<bool> HoldsAsync(WriteTransaction transaction, Resource resource, Value[] key, Policy[] policies)
    {
        var parts = policies.Where(policy => View.Allows(policy) != true).Select(View.Of).ToArray();
        if (parts.Length == 0) return true;
        var condition = parts.Length == 1 ? parts[0] : new ChainExpression(IsOr: false, parts);
        using var found = await transaction.ReadAsync(RowQuestion.Of(resource, resource.Key, key, condition, transaction.Now)).ConfigureAwait(false);
        return found.Rows.Count > 0;
    }

    /// <summary>Whether a row that was made owns what the caller does not see.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="resource">The row's resource, or one that it owns.</param>
    /// <param name="up">The way from that up to what the row owns itself.</param>
    /// <param name="fields">The fields there that hold the row's key; null: the resource is the row's.</param>
    /// <param name="key">The row's key.</param>
    private async ValueTask<bool> HidesAsync(WriteTransaction transaction, Resource resource, IReadOnlyList<Relation> up, IReadOnlyList<Field>? fields, Value[] key)
    {
        foreach (var relation in resource.Relations)
        {
            if (relation.Kind != RelationKind.Children) continue;
            var (child, read) = (relation.Target, relation.Target.Access!.ReadBelow);
            IReadOnlyList<Relation> hops = fields is null ? [] : [relation.Inverse!, .. up];
            var keys = fields ?? relation.TargetFields;
            if (View.Allows(read) != true)
            {
                using var hidden = await transaction.ReadAsync(RowQuestion.Of(child, [.. keys.Select(field => new BoundPath(hops, field))], key, new NotExpression(View.Of(read)), transaction.Now)).ConfigureAwait(false);
                if (hidden.Rows.Count > 0) return true;
            }
            if (await HidesAsync(transaction, child, hops, keys, key).ConfigureAwait(false)) return true;
        }
        return false;
    }

    private static Value[]? KeyOf(ResultNode? row) => row is null ? null
        : [.. row.Selection.Resource.Key.Select(field => CellValues.Read(field.Type, row.Rows[0, row.Selection.Place(field)], row.Rows.Arena))];

    /// <summary>The problem of fields that the caller gives and may not write.</summary>
    private static Problem? CheckFields(CallerView view, WriteOperation operation, Resource resource, IReadOnlyList<InputValue> body)
    {
        var problems = new ProblemList();
        foreach (var row in body) CheckFields(view, resource, row, "", problems);
        // What is left out of a whole row is written too.
        if (operation is UpsertOperation && resource.Fields.FirstOrDefault(field => !view.MayWrite(field)) is { } field) view.RefuseWrite(problems, $"/{field.Name}", field.Name);
        return problems.ToProblem();
    }

    private static void CheckFields(CallerView view, Resource resource, InputValue row, string pointer, ProblemList problems)
    {
        foreach (var (name, value) in row.Kind == InputKind.Object ? row.Members : [])
        {
            if (resource.FindField(name) is { } field && !view.MayWrite(field)) view.RefuseWrite(problems, $"{pointer}/{name}", name);
            if (resource.FindRelation(name) is not { Kind: RelationKind.Children } relation || value.Kind != InputKind.List) continue;
            for (var i = 0; i < value.Items.Count; i++) CheckFields(view, relation.Target, value.Items[i], $"{pointer}/{name}/{i}", problems);
        }
    }

    /// <summary>Whether lists are written whole of which the caller may not see all: what they do not see they would take away.</summary>
    private static bool Replaces(CallerView view, WriteOperation operation, Resource resource) => operation switch
    {
        UpsertOperation => resource.Relations.Any(relation => MayHide(view, relation)),
        UpdateOperation { Action: null, Patch: { Kind: InputKind.Object } patch } => resource.Relations.Any(relation =>
            MayHide(view, relation) && patch.Members.Any(member => member.Name == (relation.KeysName ?? relation.Name))),
        _ => false,
    };

    private static bool MayHide(CallerView view, Relation relation) => relation.Kind switch
    {
        RelationKind.Children => view.Allows(relation.Target.Access!.ReadBelow) != true || relation.Target.Fields.Any(field => !view.MayWrite(field))
            || relation.Target.Relations.Any(below => MayHide(view, below)),
        RelationKind.ManyToMany => relation.KeysName is not null && view.Allows(relation.Target.Access!.Read) != true,
        RelationKind.Reference or RelationKind.Reverse => false,
    };

    /// <summary>What is asked of a write.</summary>
    /// <param name="Key">The key of the row that is there; null: it is made.</param>
    /// <param name="Before">Who may, with the row as it is; null: there is none.</param>
    /// <param name="After">Who may, with the row as it becomes; null: who sees it.</param>
    /// <param name="Body">The rows that are given.</param>
    private sealed record Asked(IReadOnlyList<string>? Key, Policy? Before, Policy? After, IReadOnlyList<InputValue> Body);
}
