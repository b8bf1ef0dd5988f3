using System.Diagnostics.CodeAnalysis;
using Lintel.Binding;
using Lintel.Errors;
using Lintel.Model;
using Lintel.Operations;

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
        var access = resource.Access!;
        var asked = operation switch
        {
            CreateOperation create => new Asked(null, null, access.Create, create.Rows),
            UpdateOperation { Action: { } action } act => new Asked(act.Key, Binder.FindAction(resource, action).Access, null, []),
            UpdateOperation update => new Asked(update.Key, access.Update, access.Update, [update.Patch]),
            UpsertOperation upsert => Asked.Of(upsert, resource),
            DeleteOperation delete => new Asked(delete.Key, access.Delete, null, []),
            LinkOperation link => new Asked(link.Pairs[0].Source, access.Update, access.Update, []),
            _ => throw new ArgumentException($"Nobody knows who may do {operation.GetType().Name}.", nameof(operation)),
        };
        foreach (var policy in new[] { access.Read, asked.Before, asked.After, asked.New })
        {
            if (policy is not null && view.Allows(policy) == false) return (null, Refuse(view, resource));
        }
        if (CheckFields(view, operation, resource, asked.Body) is { } unwritable) return (null, unwritable);
        if (OwnerPath.Bind(services.Binder, operation.Scope, out var path) is { } noParent) return (null, noParent);
        Value[]? values = null;
        if (asked.Key is not null && Binder.BindKey(resource, asked.Key, out values) is { } noRow) return (null, noRow);
        return (new WriteGuard(view, operation, resource, values, path, asked, Replaces(view, operation, resource)), null);
    }

    /// <summary>The guard of a write of all rows that are found.</summary>
    public BulkGuard OfAll() => new(View, _resource, _asked.Before!, _asked.After, Refuse(View, _resource), _replaces ? MayHoldMore() : null);

    /// <summary>Asks before the write. Of the row that an upsert may meet is asked when it does: <see cref="MeetAsync"/>.</summary>
    public async ValueTask<Problem?> BeforeAsync(WriteTransaction transaction)
    {
        if (_path is not null)
        {
            // Before they are locked, so that a row that is not seen is told of like one that never was; and then, when they stay as they are.
            if (await EnterAsync(transaction, _path).ConfigureAwait(false) is { } unseen) return unseen;
            if (await _path.EnterAsync(transaction, []).ConfigureAwait(false) is { } noParent) return noParent;
            if (await EnterAsync(transaction, _path).ConfigureAwait(false) is { } closing) return closing;
            // As it is: what the new row makes of it comes behind the write. An upsert asks whatever it meets, or it would tell whether the row is there.
            if (MayMakeNew && await AskAsync(transaction, _path.Relation.Source, _path.ParentKey, _path.Relation.Source.Access!.Update).ConfigureAwait(false) is { } closed) return closed;
        }
        if (MayMakeNew) return null;
        // From here on it stays as it is. One that is not there by now is not looked for again: nobody was asked about it.
        using (var row = await transaction.LockAsync(_resource, _key, DeletedRows.Include).ConfigureAwait(false))
        {
            // It is told here, as of a row that is not seen: or what else is wrong with the write would tell the two apart.
            if (row.Rows.Count == 0) return Binder.NoSuchRow(_resource);
        }
        return await AskAsync(transaction, _key).ConfigureAwait(false);
    }

    /// <summary>Asks about the row that an upsert has met and locked.</summary>
    public ValueTask<Problem?> MeetAsync(WriteTransaction transaction, Value[] key) => _operation is UpsertOperation ? AskAsync(transaction, key) : new((Problem?)null);

    /// <summary>Asks behind the write.</summary>
    public async ValueTask<Problem?> AfterAsync(WriteTransaction transaction, Written written)
    {
        if (written.Result is { Rows.Count: 0 }) return Refuse(View, _resource);
        if (_asked.After is null || (_key ?? (written.Result is { } row ? StoredRows.KeyOf(row) : null)) is not { } key) return null;
        Policy[] policies = [_asked.After, _asked.New ?? _asked.After, _resource.Access!.Read];
        if (!await HoldsAsync(transaction, _resource, key, policies).ConfigureAwait(false)) return Refuse(View, _resource);
        // Of one that was there the whole lists are seen, or they are not written.
        if (!written.IsNew && _operation is not CreateOperation) return null;
        return await new RowPolicies(View, _resource).HidingAsync(transaction, [key]).ConfigureAwait(false) is [] ? null : Refuse(View, _resource);
    }

    /// <summary>A problem as the caller is told it: of actions that the state of the row allows, with those alone that they may do.</summary>
    public async ValueTask<Problem> TellAsync(WriteTransaction transaction, Problem problem)
    {
        if (problem.State is not { } state) return problem;
        var offered = new List<string>();
        foreach (var name in state.Allowed)
        {
            if (await HoldsAsync(transaction, _resource, _key!, [Binder.FindAction(_resource, name).Access!]).ConfigureAwait(false)) offered.Add(name);
        }
        return problem with { State = state with { Allowed = offered } };
    }

    /// <summary>What answers who may not do something with rows.</summary>
    public static Problem Refuse(CallerView view, Resource resource) => view.Refusal.Because($"{view.Who} may not do this with {resource.Plural}.");

    [MemberNotNullWhen(false, nameof(_key))]
    private bool MayMakeNew => _key is null || _operation is UpsertOperation;

    private async ValueTask<Problem?> EnterAsync(WriteTransaction transaction, OwnerPath path)
    {
        foreach (var (above, key) in path.Rows)
        {
            if (!await HoldsAsync(transaction, above, key, [above.Access!.Read]).ConfigureAwait(false)) return Binder.NoSuchRow(above);
        }
        return null;
    }

    private Problem MayHoldMore() =>
        View.Refusal.Because($"This {_resource.Name} may hold what the caller does not see, and would lose: change single fields, or single rows of its lists.");

    private async ValueTask<Problem?> AskAsync(WriteTransaction transaction, Value[] key) =>
        await AskAsync(transaction, _resource, key, _asked.Before!).ConfigureAwait(false) ?? (_replaces ? MayHoldMore() : null);

    /// <summary>Whether the caller may do something with a row that is there.</summary>
    private async ValueTask<Problem?> AskAsync(WriteTransaction transaction, Resource resource, Value[] key, Policy policy)
    {
        if (await HoldsAsync(transaction, resource, key, [policy, resource.Access!.Read]).ConfigureAwait(false)) return null;
        return await HoldsAsync(transaction, resource, key, [resource.Access!.Read]).ConfigureAwait(false) ? Refuse(View, resource) : Binder.NoSuchRow(resource);
    }

    private ValueTask<bool> HoldsAsync(WriteTransaction transaction, Resource resource, Value[] key, Policy[] policies) =>
        RowPolicies.Condition(View, policies) is { } condition ? RowPolicies.HoldsAsync(transaction, resource, resource.Key, key, condition) : new(true);

    /// <summary>The problem of fields that the caller gives and may not write.</summary>
    private static Problem? CheckFields(CallerView view, WriteOperation operation, Resource resource, IReadOnlyList<InputValue> body)
    {
        var problems = new ProblemList();
        foreach (var row in body) CheckFields(view, resource, row, "", problems);
        // What is left out of a whole row is written too.
        if (operation is UpsertOperation && resource.Fields.FirstOrDefault(field => !view.MayWrite(field)) is { } field) view.RefuseWrite(problems, $"/{field.Name}", field.Name);
        return problems.ToProblem();
    }

    /// <summary>Adds the problems of fields of a row, and of all below it, that the caller gives and may not write.</summary>
    public static void CheckFields(CallerView view, Resource resource, InputValue row, string pointer, ProblemList problems)
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
        UpsertOperation { MustBeNew: false } => resource.Relations.Any(relation => MayHide(view, relation)),
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
    private sealed record Asked(IReadOnlyList<string>? Key, Policy? Before, Policy? After, IReadOnlyList<InputValue> Body)
    {
        /// <summary>Who else must be allowed the row as it becomes, since it might have been a new one; null: nobody.</summary>
        public Policy? New { get; private init; }

        /// <summary>
        /// What is asked of an upsert: both a create and an update, whatever it meets. With a version that it is based on it is an update alone, and where the row must not be
        /// there yet a create.
        /// </summary>
        public static Asked Of(UpsertOperation upsert, Resource resource)
        {
            var access = resource.Access!;
            if (upsert.MustBeNew) return new Asked(upsert.Key, access.Read, access.Create, [upsert.Row]);
            var isOfKey = upsert.Key is not null || upsert.Selection.Conditions.All(condition => resource.Key.Any(field => field.Name == condition.Path));
            var mayCreate = upsert.IfMatch.Count == 0 && (resource.ClientKey || !isOfKey);
            return new Asked(upsert.Key, access.Update, access.Update, [upsert.Row]) { New = mayCreate ? access.Create : null };
        }
    }
}
