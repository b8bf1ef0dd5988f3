using Lintel.Binding;
using Lintel.Errors;
using Lintel.Model;
using Lintel.Stores;

namespace Lintel.Engine.Writes;

/// <summary>
/// What is to be written of one aggregate, and in which order: first what goes, so that what is unique comes free; then what changes; then
/// what is new; the root last, with its version.
/// </summary>
/// <param name="root">The root, or the owned child that a write is about.</param>
internal sealed class AggregateChanges(Resource root)
{
    private readonly List<RowDraft> _removed = [];
    private readonly List<(RowDraft Change, RowDraft Stored)> _changed = [];
    private readonly List<(Relation Relation, List<RowDraft> Rows)> _added = [];
    private readonly List<(Relation Relation, Value[] Source, Value[] Target)> _unlinked = [];
    private readonly List<(Relation Relation, Value[] Source, (Value[] Target, int Index)[] Pairs, RowDraft Row)> _linked = [];

    /// <summary>The fields of the root that change; null: none does.</summary>
    public RowDraft? Root { get; private set; }

    /// <summary>Whether anything is to be written.</summary>
    public bool Any => Root is not null || _removed.Count + _changed.Count + _added.Count + _unlinked.Count + _linked.Count > 0;

    /// <summary>A row goes, with all that it owns.</summary>
    public void Remove(RowDraft stored) => _removed.Add(stored);

    /// <summary>Fields of a row change.</summary>
    public void Change(RowDraft change, RowDraft stored, bool isRoot)
    {
        if (isRoot) Root = change;
        else _changed.Add((change, stored));
    }

    /// <summary>A row comes, with all that it owns, below a parent that is there.</summary>
    public void Add(Relation relation, RowDraft row, Value[] parent)
    {
        OwnerPath.Place(row, relation, parent);
        var rows = _added.Find(group => group.Relation == relation).Rows;
        if (rows is null) _added.Add((relation, rows = []));
        rows.Add(row);
    }

    /// <summary>A link goes.</summary>
    public void Unlink(Relation relation, Value[] source, Value[] target) => _unlinked.Add((relation, source, target));

    /// <summary>Links come, each with its place in the list of a row.</summary>
    public void Link(Relation relation, Value[] source, (Value[] Target, int Index)[] pairs, RowDraft row) => _linked.Add((relation, source, pairs, row));

    /// <summary>The problem of references that it gives and that lead to hidden rows; null: none does.</summary>
    /// <param name="transaction">The write's transaction.</param>
    /// <param name="key">The key of the root.</param>
    public ValueTask<Problem?> CheckReferencesAsync(WriteTransaction transaction, Value[] key)
    {
        var references = new LiveReferences();
        if (Root is not null) references.Add(Root, key);
        foreach (var (change, stored) in _changed) references.Add(change, StoredRows.KeyOf(stored));
        foreach (var (_, rows) in _added)
        {
            foreach (var row in rows) references.Add(row, null);
        }
        foreach (var (relation, _, pairs, row) in _linked)
        {
            foreach (var (target, index) in pairs) references.Add(relation, target, row.Pointer, index);
        }
        return references.CheckAsync(transaction);
    }

    /// <summary>Writes all but the root.</summary>
    /// <returns>What refused it; null: it is done.</returns>
    public async ValueTask<Problem?> ApplyBelowAsync(WriteTransaction transaction)
    {
        foreach (var row in _removed)
        {
            await transaction.Services.Lost(row.Resource).TouchAsync(transaction, StoredRows.KeyOf(row)).ConfigureAwait(false);
            var written = await transaction.WriteAsync(DraftFreezer.Delete(row.Resource, StoredRows.KeyOf(row), null)).ConfigureAwait(false);
            if (WriteProblems.Of(written, row.Resource) is { } refused) return refused;
        }
        foreach (var (relation, source, target) in _unlinked) await transaction.WriteAsync(Links.Remove(relation, source, target)).ConfigureAwait(false);
        foreach (var (change, stored) in UniqueOrder.Of(_changed))
        {
            var written = await transaction.WriteAsync(DraftFreezer.Update(change.Resource, change, StoredRows.KeyOf(stored), null, null, transaction.Now)).ConfigureAwait(false);
            if (WriteProblems.Of(written, root, Draft([change])) is { } refused) return refused;
        }
        foreach (var (relation, rows) in _added.SelectMany(added => added.Rows.GroupBy(DraftFreezer.LeavesTo), (added, alike) => (added.Relation, alike.ToList())))
        {
            var draft = Draft(rows);
            var written = await transaction.WriteAsync(DraftFreezer.Insert(relation.Target, draft, null, transaction.Now)).ConfigureAwait(false);
            if (WriteProblems.Of(written, root, draft) is { } refused) return refused;
        }
        foreach (var (relation, source, pairs, row) in _linked)
        {
            var written = await transaction.WriteAsync(Links.Add(relation, source, [.. pairs.Select(pair => pair.Target)])).ConfigureAwait(false);
            // The place is that among all links of the row.
            if (written.Violation is { Row: >= 0 } violation) written = WriteResult.Refused(violation with { Row = pairs[violation.Row].Index });
            if (WriteProblems.Of(written, root, Draft([row])) is { } refused) return refused;
        }
        return null;
    }

    private static WriteDraft Draft(IReadOnlyList<RowDraft> rows) => new() { IsWhole = false, Rows = rows };
}
