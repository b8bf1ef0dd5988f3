using Lintel.Access;
using Lintel.Binding;
using Lintel.Engine.Writes;
using Lintel.Model;
using Lintel.Model.Scalars;
using Lintel.Operations;
using Lintel.Stores;

namespace Lintel.Engine.Auditing;

/// <summary>
/// The record of one transaction: what each of its writes did, told when the transaction is about to end. All writes of rows go through it, whoever asks for
/// them. Disposed behind the end of the transaction.
/// </summary>
/// <param name="scope">What is recorded.</param>
/// <param name="now">The time of the request, in microseconds since the Unix epoch.</param>
/// <param name="isLong">Whether the transaction takes long, and has a chain of its own.</param>
internal sealed class AuditTrail(AuditScope scope, long now, bool isLong) : IDisposable
{
    private readonly List<AuditEntry> _told = [];
    private readonly Dictionary<Resource, long> _loaded = [];
    private Caller _caller = Caller.Operator;
    private string? _action;
    private int? _chain;

    /// <summary>Says who asks for the writes that follow.</summary>
    public void By(Caller caller, string? action = null) => (_caller, _action) = (caller, action);

    /// <summary>Says who asks for the writes that follow, and by which action.</summary>
    public void By(WriteOperation operation) => By(operation.Caller, (operation as UpdateOperation)?.Action);

    /// <summary>Takes a chain now: a snapshot that begins later has the end of it as it is.</summary>
    public void Reserve() => _chain ??= isLong ? AuditChains.TakeNew() : scope.Chains.Take();

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_chain is { } chain && !isLong) scope.Chains.Give(chain);
        _chain = null;
    }

    /// <summary>Writes, and tells of it.</summary>
    public async ValueTask<WriteResult> WriteAsync(IStoreSession session, BoundOperation operation, CancellationToken cancellation)
    {
        var rows = new AuditedRows(session, scope.Plans, cancellation);
        var (before, losses) = ((RowDraft?)null, new AuditLosses(scope, rows));
        var key = KeyOf(operation);
        if (operation is BoundUpdate { Resource: { IsAudited: true } resource } update && update.Fields.Any(field => Tells(field) && !resource.Key.Contains(field)))
            before = (await rows.ReadAsync(resource, update.Fields.Concat(AuditedRows.TenantFieldsOf(resource)), resource.Key, [key], RowLock.Write).ConfigureAwait(false)).FirstOrDefault();
        else if (operation is BoundDelete) await losses.AddAsync(operation.Resource, operation.Resource.Key, [key]).ConfigureAwait(false);

        var result = await session.WriteAsync(scope.Plans.Find(operation), operation, cancellation).ConfigureAwait(false);
        if (result.Status != WriteStatus.Done) return result;
        switch (operation)
        {
            case BoundInsert insert: await InsertedAsync(rows, insert, result).ConfigureAwait(false); break;
            case BoundUpdate change when before is not null: Updated(change, before, (await rows.TenantsAsync(change.Resource, [before]).ConfigureAwait(false))[0]); break;
            case BoundDelete: Deleted(losses); break;
            case BoundLink link: await LinkedAsync(rows, link).ConfigureAwait(false); break;
            case BoundUnlink unlink: await LinkedAsync(rows, "unlink", unlink.Relation, Values(unlink, unlink.Source), [Values(unlink, unlink.Target)]).ConfigureAwait(false); break;
            default: break; // what the engine keeps of an aggregate follows from what was told
        }
        return result;
    }

    /// <summary>Tells of rows that were inserted by others.</summary>
    public ValueTask InsertedAsync(IStoreSession session, BoundInsert insert, WriteResult result, CancellationToken cancellation) =>
        InsertedAsync(new AuditedRows(session, scope.Plans, cancellation), insert, result);

    /// <summary>Counts rows that the service's owner loads, which are not told one by one.</summary>
    public void Loaded(Resource resource, long count)
    {
        if (resource.IsAudited) _loaded[resource] = _loaded.GetValueOrDefault(resource) + count;
    }

    /// <summary>Tells how many rows were loaded of each resource, behind the last of them.</summary>
    public void TellLoaded()
    {
        foreach (var (resource, count) in _loaded) Tell("load", resource, "*", Value.Null, [], null, AuditEntry.Json([("rows", FieldType.Of(ScalarKind.Long), Value.Of(count))]));
        _loaded.Clear();
    }

    /// <summary>Gives all that was told its place in a chain, in the transaction itself. What is told later comes behind it.</summary>
    /// <exception cref="StoreException">Another transaction was in the way.</exception>
    public async ValueTask SealAsync(IStoreSession session, CancellationToken cancellation)
    {
        if (_told.Count == 0) return;
        Reserve();
        var (tables, chain) = (scope.Tables, _chain!.Value);
        var (number, hash) = await EndAsync(session, cancellation).ConfigureAwait(false);
        var rows = new List<RowDraft>(_told.Count);
        foreach (var entry in _told)
        {
            rows.Add(entry.InChain(tables.Entries, chain, ++number, hash));
            hash = rows[^1][tables.Entries.FindField("hash")!].AsText;
        }
        await DoAsync(session, DraftFreezer.Insert(tables.Entries, new WriteDraft { IsWhole = true, Rows = rows }, null, now), cancellation).ConfigureAwait(false);
        var end = new RowDraft(tables.Chains, "");
        end[tables.Chains.FindField("number")!] = Value.Of(number);
        end[tables.Chains.FindField("hash")!] = Value.Of(hash);
        await DoAsync(session, DraftFreezer.Update(tables.Chains, end, [Value.Of(chain)], null, null, now), cancellation).ConfigureAwait(false);
        _told.Clear();
    }

    private async ValueTask DoAsync(IStoreSession session, BoundOperation operation, CancellationToken cancellation)
    {
        var done = await session.WriteAsync(scope.Plans.Find(operation), operation, cancellation).ConfigureAwait(false);
        if (done.Status != WriteStatus.Done) throw new StoreException(StoreFailure.Conflict, $"The record of writes was written by another in the same place ({done.Violation?.Kind}).");
    }

    /// <summary>The end of the chain, which others wait for from here on.</summary>
    private async ValueTask<(long Number, string Hash)> EndAsync(IStoreSession session, CancellationToken cancellation)
    {
        var (chains, chain) = (scope.Tables.Chains, Value.Of(_chain!.Value));
        var rows = new AuditedRows(session, scope.Plans, cancellation);
        for (var isFirst = true; ; isFirst = false)
        {
            var found = await rows.ReadAsync(chains, chains.Fields, chains.Key, [[chain]], RowLock.Write).ConfigureAwait(false);
            if (found.Count > 0) return (found[0][chains.FindField("number")!].AsInteger, found[0][chains.FindField("hash")!].AsText);
            if (!isFirst) throw new StoreException(StoreFailure.Conflict, "Another began the same chain of the record of writes.");
            var begun = new RowDraft(chains, "");
            begun[chains.FindField("chain")!] = chain;
            begun[chains.FindField("number")!] = Value.Of(0L);
            begun[chains.FindField("hash")!] = Value.Of(AuditEntry.NoHash);
            var insert = DraftFreezer.Insert(chains, new WriteDraft { IsWhole = true, Rows = [begun] }, null, now);
            await session.BeginPartAsync(cancellation).ConfigureAwait(false);
            var made = await session.WriteAsync(scope.Plans.Find(insert), insert, cancellation).ConfigureAwait(false);
            if (made.Status != WriteStatus.Done) await session.UndoPartAsync(cancellation).ConfigureAwait(false);
        }
    }

    private async ValueTask InsertedAsync(AuditedRows rows, BoundInsert insert, WriteResult result)
    {
        if (!insert.Resource.IsAudited) return;
        var made = new List<RowDraft>(insert.Rows.Count);
        for (var i = 0; i < insert.Rows.Count; i++)
        {
            var row = new RowDraft(insert.Resource, "");
            foreach (var (field, slot) in insert.Rows.Fields.Zip(insert.Rows.Slots)) row[field] = insert.Parameters[slot].AsList[i];
            foreach (var (field, part) in insert.Resource.Key.Zip(result.Keys[i])) row[field] = part;
            made.Add(row);
        }
        await CreatedAsync(rows, insert.Resource, insert.Rows, made).ConfigureAwait(false);
    }

    private async ValueTask CreatedAsync(AuditedRows rows, Resource resource, BoundRows inserted, List<RowDraft> made)
    {
        foreach (var (row, tenant) in made.Zip(await rows.TenantsAsync(resource, made).ConfigureAwait(false)))
            Tell("create", row, tenant, [.. AuditedRows.FieldsOf(resource).Where(field => Tells(field) && row.Has(field) && !row[field].IsNull)], null, row);
        foreach (var relation in inserted.Links.Select(links => links.Relation))
        {
            foreach (var source in made.Select(StoredRows.KeyOf)) await LinkedAsync(rows, "link", relation, source, await rows.LinksAsync(relation, source).ConfigureAwait(false)).ConfigureAwait(false);
        }
        foreach (var level in inserted.Children.DistinctBy(level => level.Relation))
        {
            // Their parents are new, and so all that these own is.
            var relation = level.Relation!;
            Value[][] parents = [.. made.Select(row => relation.SourceFields.Select(field => row[field]).ToArray())];
            var children = await rows.ReadAsync(relation.Target, AuditedRows.FieldsOf(relation.Target), relation.TargetFields, parents).ConfigureAwait(false);
            await CreatedAsync(rows, relation.Target, level, children).ConfigureAwait(false);
        }
    }

    private void Updated(BoundUpdate update, RowDraft before, Value tenant)
    {
        var after = new RowDraft(update.Resource, "");
        foreach (var (field, slot) in update.Fields.Zip(update.Slots)) after[field] = update.Parameters[slot];
        var operation = update.Resource.DeletedAt is not { } deletedAt || !after.Has(deletedAt) ? "update" : after[deletedAt].IsNull ? "restore" : "delete";
        Tell(operation, before, tenant, [.. update.Fields.Where(field => Tells(field) && field.Role != FieldRole.DeletedAt && before[field] != after[field])], before, after);
    }

    private void Deleted(AuditLosses losses)
    {
        foreach (var (relation, source, tenant, targets) in losses.Unlinked) Linked("unlink", relation, source, tenant, targets);
        foreach (var (row, tenant, fields) in losses.Emptied)
        {
            var after = new RowDraft(row.Resource, "");
            foreach (var field in fields) after[field] = Value.Null;
            Tell("update", row, tenant, fields, row, after);
        }
        foreach (var (row, tenant) in losses.Deleted) Tell("delete", row, tenant, [.. AuditedRows.FieldsOf(row.Resource).Where(field => Tells(field) && !row[field].IsNull)], row, null);
    }

    private async ValueTask LinkedAsync(AuditedRows rows, BoundLink link)
    {
        for (var i = 0; i < link.Count; i++)
        {
            var at = i;
            Value[] source = [.. link.Source.Select(slot => link.Parameters[slot].AsList[at])], target = [.. link.Target.Select(slot => link.Parameters[slot].AsList[at])];
            await LinkedAsync(rows, "link", link.Relation, source, [target]).ConfigureAwait(false);
        }
    }

    private async ValueTask LinkedAsync(AuditedRows rows, string operation, Relation relation, Value[] source, Value[][] targets)
    {
        var declared = AuditScope.Declared(relation);
        if (!declared.Source.IsAudited || targets.Length == 0) return;
        if (declared != relation)
        {
            foreach (var target in targets) await LinkedAsync(rows, operation, declared, target, [source]).ConfigureAwait(false);
            return;
        }
        Linked(operation, relation, source, await rows.TenantAsync(relation.Source, source).ConfigureAwait(false), targets);
    }

    private void Linked(string operation, Relation relation, Value[] source, Value tenant, Value[][] targets)
    {
        var name = relation.KeysName ?? relation.Name;
        var text = FieldType.Of(ScalarKind.String);
        // A key of several parts is told as its path has it.
        var (type, keys) = relation.Target.Key is [var only] ? (only.Type, targets.Select(target => target[0])) : (text, targets.Select(target => Value.Of(ScalarText.OfKey(relation.Target, target))));
        var json = AuditEntry.Json([(name, type with { IsArray = true }, Value.Of([.. keys]))]);
        Tell(operation, relation.Source, ScalarText.OfKey(relation.Source, source), tenant, [name], operation == "unlink" ? json : null, operation == "link" ? json : null);
    }

    private void Tell(string operation, RowDraft row, Value tenant, IReadOnlyList<Field> fields, RowDraft? old, RowDraft? @new)
    {
        if (row.Resource.IsAudited)
            Tell(operation, row.Resource, ScalarText.OfKey(row.Resource, StoredRows.KeyOf(row)), tenant, [.. fields.Select(field => field.Name)], Json(fields, old), Json(fields, @new));
    }

    private void Tell(string operation, Resource resource, string row, Value tenant, IReadOnlyList<string> fields, string? old, string? @new) => _told.Add(new AuditEntry
    {
        By = _caller,
        Action = _action,
        At = now,
        Operation = operation,
        Resource = resource,
        Row = row,
        Tenant = tenant,
        Fields = fields,
        Old = old,
        New = @new,
    });

    private static string? Json(IReadOnlyList<Field> fields, RowDraft? row) =>
        row is null ? null : AuditEntry.Json([.. fields.Where(field => !field.WriteOnly).Select(field => (field.Name, field.Type, row[field]))]);

    // What the engine keeps of each row says nothing that the entry does not say.
    private static bool Tells(Field field) => field is { IsComputed: false, Role: not (FieldRole.Version or FieldRole.UpdatedAt or FieldRole.CreatedAt or FieldRole.Tenant) };

    private static Value[] KeyOf(BoundOperation operation) => operation switch
    {
        BoundUpdate update => Values(update, update.Key),
        BoundDelete delete => Values(delete, delete.Key),
        _ => [],
    };

    private static Value[] Values(BoundOperation operation, IReadOnlyList<int> slots) => [.. slots.Select(slot => operation.Parameters[slot])];
}
