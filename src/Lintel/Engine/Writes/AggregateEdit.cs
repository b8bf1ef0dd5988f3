using Lintel.Binding;
using Lintel.Errors;
using Lintel.Model;

namespace Lintel.Engine.Writes;

/// <summary>
/// Holds an aggregate as it shall be against the one that is stored: rows are matched by their keys, what callers can't write is taken over,
/// and what is left to write is what differs.
/// </summary>
internal sealed class AggregateEdit
{
    private readonly RowDraft _wanted;
    private readonly Dictionary<RowDraft, RowDraft> _storedOf = new(ReferenceEqualityComparer.Instance);
    private readonly CallerView _view;
    private readonly ProblemList _problems;

    /// <summary>Matches the rows.</summary>
    /// <param name="wanted">The root as it shall be.</param>
    /// <param name="stored">The root as it is.</param>
    /// <param name="view">What the caller may see.</param>
    /// <param name="problems">What the caller gave that it can't write.</param>
    public AggregateEdit(RowDraft wanted, RowDraft stored, CallerView view, ProblemList problems)
    {
        _wanted = wanted;
        _view = view;
        _problems = problems;
        Match(wanted, stored);
    }

    /// <summary>Takes over what a row that is changed, not replaced, leaves as it is. Behind the checks of what was given.</summary>
    public void Complete()
    {
        foreach (var (wanted, stored) in _storedOf)
        {
            if (!wanted.IsChange) continue;
            foreach (var field in wanted.Resource.Fields)
            {
                if (!wanted.Has(field)) wanted[field] = stored[field];
            }
        }
    }

    /// <summary>What differs.</summary>
    /// <param name="now">The time of the request, for rows that change.</param>
    public AggregateChanges Changes(long now)
    {
        var changes = new AggregateChanges(_wanted.Resource);
        Compare(_wanted, _storedOf[_wanted], changes, now);
        return changes;
    }

    /// <summary>Checks what a caller gives of a row that is new.</summary>
    public static void CheckNew(RowDraft row, ProblemList problems)
    {
        foreach (var field in row.Resource.Fields)
        {
            if (!row.WasGiven(field) || row.Resource.CanCreate(field)) continue;
            if (row.Resource.Key.Contains(field) && row.Pointer.Length > 0)
            {
                problems.Add(ErrorCatalogue.MissingReference, row.PointerOf(field.Name), $"There is no such {row.Resource.Name} here. Leave '{field.Name}' out to add one.");
                row.Refuse(field);
            }
            else InputBinder.NotWritable(row, field, problems);
        }
        foreach (var child in row.Children.SelectMany(children => children.Rows)) CheckNew(child, problems);
    }

    private void Match(RowDraft wanted, RowDraft stored)
    {
        _storedOf.Add(wanted, stored);
        foreach (var field in wanted.Resource.Fields)
        {
            if (field.IsComputed || wanted.Resource.CanChange(field)) continue;
            if (wanted.WasGiven(field) && (IsUnread(field) || wanted[field] != stored[field])) InputBinder.NotWritable(wanted, field, _problems);
            wanted[field] = stored[field];
        }
        foreach (var (relation, rows) in stored.Children)
        {
            if (wanted.Children.Find(children => children.Relation == relation).Rows is { } given) Match(relation, given, rows, StoredRows.KeyOf(stored));
            else if (wanted.IsChange) wanted.Children.Add((relation, [.. rows.Select(Keep)]));
        }
    }

    private void Match(Relation relation, List<RowDraft> wanted, List<RowDraft> stored, Value[] parent)
    {
        var byKey = stored.ToDictionary(row => new RowKey(StoredRows.KeyOf(row)));
        var taken = new HashSet<RowKey>();
        foreach (var row in wanted)
        {
            if (row.IsRefused) continue;
            for (var i = 0; i < parent.Length; i++) PlaceBelow(row, relation.TargetFields[i], parent[i]);
            var key = new RowKey(StoredRows.KeyOf(row));
            if (row.Resource.Key.All(row.Has) && !taken.Add(key))
            {
                _problems.Add(ErrorCatalogue.OutOfRange, row.PointerOf(row.Resource.Key[^1].Name), "The same key stands twice.");
                row.HasFindings = true;
            }
            else if (byKey.TryGetValue(key, out var match)) Match(row, match);
            else CheckNew(row, _problems);
        }
    }

    // A key may hold that of the parent, which nobody has to repeat; who does must repeat it as it is.
    private void PlaceBelow(RowDraft row, Field field, Value parent)
    {
        if (row.WasGiven(field) && row[field] != parent) InputBinder.NotWritable(row, field, _problems);
        row.Take(field, parent);
    }

    // The rows of a list that a patch does not name: they stay, but rules look at them.
    private RowDraft Keep(RowDraft stored)
    {
        var row = new RowDraft(stored.Resource, "") { IsChange = true };
        Match(row, stored);
        return row;
    }

    private void Compare(RowDraft wanted, RowDraft stored, AggregateChanges changes, long now)
    {
        if (Differences(wanted, stored, now) is { } change) changes.Change(change, stored, isRoot: wanted == _wanted);
        foreach (var (relation, rows) in stored.Children)
        {
            var given = wanted.Children.Find(children => children.Relation == relation).Rows ?? [];
            var kept = given.Where(_storedOf.ContainsKey).ToArray();
            var matched = kept.Select(row => _storedOf[row]).ToHashSet<RowDraft>(ReferenceEqualityComparer.Instance);
            foreach (var row in rows.Where(row => !matched.Contains(row))) changes.Remove(row);
            foreach (var row in kept) Compare(row, _storedOf[row], changes, now);
            foreach (var row in given.Where(row => !_storedOf.ContainsKey(row))) changes.Add(relation, row, StoredRows.KeyOf(stored));
        }
        foreach (var (relation, keys) in wanted.Links)
        {
            var known = stored.Links.Find(links => links.Relation == relation).Keys.ConvertAll(key => new RowKey(key));
            var asked = keys.ConvertAll(key => new RowKey(key));
            foreach (var gone in known.Except(asked)) changes.Unlink(relation, StoredRows.KeyOf(stored), gone.Parts);
            var added = asked.Index().Where(pair => !known.Contains(pair.Item)).Select(pair => (pair.Item.Parts, pair.Index)).ToArray();
            if (added.Length > 0) changes.Link(relation, StoredRows.KeyOf(stored), added, wanted);
        }
    }

    // What can't be read is written whenever it is given, or left out of a whole row: the version tells nobody whether it was the same.
    private bool IsWritten(RowDraft wanted, Field field) =>
        IsUnread(field) && (wanted.WasGiven(field) || (!field.WriteOnly && !wanted.IsChange && wanted.Resource.CanChange(field)));

    private bool IsUnread(Field field) => field.WriteOnly || !_view.MaySee(field);

    /// <summary>The fields of a row that differ; null: none does.</summary>
    private RowDraft? Differences(RowDraft wanted, RowDraft stored, long now)
    {
        var change = new RowDraft(wanted.Resource, wanted.Pointer) { IsChange = true };
        var any = false;
        foreach (var field in wanted.Resource.Fields)
        {
            if (!wanted.Has(field) || (field.IsComputed && !field.IsMaintained) || field.Role is FieldRole.Version or FieldRole.UpdatedAt) continue;
            if (wanted[field] == stored[field] && !IsWritten(wanted, field)) continue;
            any = true;
            if (wanted.WasGiven(field)) change.Give(field, wanted[field]);
            else change[field] = wanted[field];
        }
        if (!any) return null;
        foreach (var field in wanted.Resource.Fields)
        {
            if (field.Role == FieldRole.UpdatedAt) change[field] = Value.Of(now);
        }
        return change;
    }
}

/// <summary>A key that can be looked up.</summary>
/// <param name="Parts">Its parts.</param>
internal readonly record struct RowKey(Value[] Parts)
{
    public bool Equals(RowKey other) => Parts.AsSpan().SequenceEqual(other.Parts);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var part in Parts) hash.Add(part);
        return hash.ToHashCode();
    }
}
