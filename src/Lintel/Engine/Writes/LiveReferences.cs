using System.Globalization;
using Lintel.Binding;
using Lintel.Errors;
using Lintel.Model;

namespace Lintel.Engine.Writes;

/// <summary>
/// Refuses references to rows that are deleted softly, or that the caller does not see, as databases refuse those to rows that do not exist. The rows are locked until the write is
/// done: of a write that refers to a row and one that deletes it softly, the later one finds what the other did.
/// </summary>
internal sealed class LiveReferences
{
    private readonly List<Given> _given = [];
    private readonly HashSet<(Resource, Value)> _created = [];

    /// <summary>Whether a row, or one below it, gives references that must be looked up.</summary>
    public static bool AreIn(RowDraft row)
    {
        foreach (var relation in row.Resource.Relations)
        {
            if (IsGiven(row, relation)) return true;
        }
        foreach (var (relation, keys) in row.Links)
        {
            if (MayLeadNowhere(relation) && keys.Count > 0) return true;
        }
        foreach (var (_, children) in row.Children)
        {
            foreach (var child in children)
            {
                if (AreIn(child)) return true;
            }
        }
        return false;
    }

    /// <summary>The problem of the references of a row and of all below it; null: each leads to a row, which stays until the transaction ends.</summary>
    /// <param name="transaction">The write's transaction, before the row is written.</param>
    /// <param name="row">The row.</param>
    /// <param name="key">Of a change: the key of the row; null: it is new.</param>
    /// <param name="which">The references of the row that are looked up; null: all, and those of all below it.</param>
    public static ValueTask<Problem?> CheckAsync(WriteTransaction transaction, RowDraft row, Value[]? key, IEnumerable<Relation>? which = null)
    {
        var references = new LiveReferences();
        if (which is null) references.Add(row, key);
        else references.Add(row, key, which);
        return references.CheckAsync(transaction);
    }

    /// <summary>The problem of a link; null: it leads to a row, which stays until the transaction ends.</summary>
    public static ValueTask<Problem?> CheckAsync(WriteTransaction transaction, Relation relation, Value[] target)
    {
        var references = new LiveReferences();
        references.Add(relation, target, "", 0);
        return references.CheckAsync(transaction);
    }

    /// <summary>Adds the references of a row and of all below it.</summary>
    /// <param name="row">The row.</param>
    /// <param name="key">Of a change: the key of the row; null: it is new.</param>
    public void Add(RowDraft row, Value[]? key)
    {
        // Rows of one create may refer to each other, where their keys are the caller's.
        if (key is null && row.Resource.Key.All(row.Has)) _created.Add((row.Resource, LiveRows.KeyOf([.. row.Resource.Key.Select(field => row[field])])));
        Add(row, key, row.Resource.Relations);
        foreach (var (relation, keys) in row.Links)
        {
            for (var i = 0; i < keys.Count; i++) Add(relation, keys[i], row.Pointer, i);
        }
        foreach (var (_, children) in row.Children)
        {
            foreach (var child in children) Add(child, null);
        }
    }

    private void Add(RowDraft row, Value[]? key, IEnumerable<Relation> relations)
    {
        foreach (var relation in relations)
        {
            if (!IsGiven(row, relation)) continue;
            var fields = relation.SourceFields;
            var name = string.Join(", ", fields.Select(field => $"'{field.Name}'"));
            _given.Add(new Given(relation, [.. fields.Select(field => row[field])], row.PointerOf(fields[0].Name), name)
            {
                Rest = key is null || fields.All(row.Has) ? null : (row, key),
            });
        }
    }

    /// <summary>Adds a link.</summary>
    /// <param name="relation">The relation.</param>
    /// <param name="target">The key of the row that is linked.</param>
    /// <param name="pointer">Where the row stands that gives it.</param>
    /// <param name="index">Its place among the links.</param>
    public void Add(Relation relation, Value[] target, string pointer, int index)
    {
        if (!MayLeadNowhere(relation)) return;
        var place = string.Create(CultureInfo.InvariantCulture, $"{pointer}/{relation.KeysName}/{index}");
        _given.Add(new Given(relation, target, place, "A reference"));
    }

    /// <summary>The problem of references that lead to no row, all of them with their places; null: each leads to one, which stays until the transaction ends.</summary>
    /// <param name="transaction">The write's transaction, before the rows are written.</param>
    public async ValueTask<Problem?> CheckAsync(WriteTransaction transaction)
    {
        var problems = new ProblemList();
        foreach (var group in _given.GroupBy(one => one.Relation.Target))
        {
            var asked = new List<(Given Given, Value Key)>();
            foreach (var one in group)
            {
                var parts = await PartsAsync(transaction, one).ConfigureAwait(false);
                if (!Array.Exists(parts, part => part.IsNull)) asked.Add((one, LiveRows.KeyOf(parts)));
            }
            Value[] keys = [.. asked.Select(one => one.Key).Distinct()];
            var live = group.Key.MayBeHidden ? await LiveRows.FindAsync(transaction, group.Key, keys).ConfigureAwait(false) : [.. keys];
            foreach (var relation in asked.GroupBy(one => one.Given.Relation))
            {
                // Those of the write itself are not there yet.
                var others = relation.Where(one => !_created.Contains((group.Key, one.Key))).ToArray();
                var seen = await SeenAsync(transaction, relation.Key, others.Select(one => one.Key).Where(live.Contains)).ConfigureAwait(false);
                foreach (var (one, key) in others)
                {
                    if (!seen.Contains(key)) problems.Add(ErrorCatalogue.MissingReference, one.Pointer, $"{one.Name} names a row that does not exist.");
                }
            }
        }
        return problems.ToProblem();
    }

    /// <summary>Looks which of the rows the caller sees, for a transaction that keeps that.</summary>
    /// <param name="transaction">The write's transaction, before any row is written.</param>
    /// <param name="row">A row that gives references, or one below it does.</param>
    /// <param name="key">The key of the row.</param>
    public static async ValueTask LookAsync(WriteTransaction transaction, RowDraft row, Value[] key)
    {
        var references = new LiveReferences();
        references.Add(row, key);
        foreach (var one in references._given)
        {
            var parts = await PartsAsync(transaction, one).ConfigureAwait(false);
            if (!Array.Exists(parts, part => part.IsNull)) await SeenAsync(transaction, one.Relation, [LiveRows.KeyOf(parts)]).ConfigureAwait(false);
        }
    }

    private static bool MayLeadNowhere(Relation relation) => relation.LeavesOutHidden || relation.LeavesOutUnseen;

    private static async ValueTask<Value[]> PartsAsync(WriteTransaction transaction, Given one) =>
        one.Rest is { } rest ? await CompleteAsync(transaction, rest.Row, one.Relation.SourceFields, rest.Key).ConfigureAwait(false) : one.Parts;

    // Those of some keys whose rows the caller sees. What they do not see is not there for them: so neither are its keys.
    private static async ValueTask<HashSet<Value>> SeenAsync(WriteTransaction transaction, Relation relation, IEnumerable<Value> keys)
    {
        var all = keys.ToHashSet();
        var (view, read) = (transaction.View, relation.Target.Access?.Read);
        if (read is null || view.Allows(read) == true) return all;
        var (seen, asked) = (new HashSet<Value>(), new List<Value>());
        foreach (var key in all)
        {
            if (transaction.Referred?.TryGetValue((relation, key), out var known) != true) asked.Add(key);
            else if (known) seen.Add(key);
        }
        if (asked.Count == 0) return seen;
        var condition = view.Of(read);
        var fields = relation.Kind == RelationKind.Reference ? relation.TargetFields : relation.Target.Key;
        var found = asked.Count == 1 ? [] : await RowPolicies.FindAsync(transaction, relation.Target, RowQuestion.Columns(fields, []), [.. asked.Select(Parts)], condition).ConfigureAwait(false);
        foreach (var key in asked)
        {
            // A database of others may tell a key in other words than it was asked in: which is not among many is asked for alone.
            var isSeen = found.Contains(key) || await RowPolicies.HoldsAsync(transaction, relation.Target, fields, Parts(key), condition).ConfigureAwait(false);
            transaction.Referred?.Add((relation, key), isSeen);
            if (isSeen) seen.Add(key);
        }
        return seen;

        Value[] Parts(Value key) => fields.Count == 1 ? [key] : key.AsList;
    }

    private static bool IsGiven(RowDraft row, Relation relation)
    {
        if (relation.Kind != RelationKind.Reference || !MayLeadNowhere(relation)) return false;
        foreach (var field in relation.SourceFields)
        {
            if (row.Has(field) && !row[field].IsNull) return true;
        }
        return false;
    }

    /// <summary>The fields of a reference of which a change gives some and leaves the others as they are.</summary>
    private static async ValueTask<Value[]> CompleteAsync(WriteTransaction transaction, RowDraft row, IReadOnlyList<Field> fields, Value[] key)
    {
        var read = LiveRows.ByKey(row.Resource, key, [.. fields.Select(field => new BoundPath([], field))], RowLock.Write);
        using var stored = await transaction.ReadAsync(read).ConfigureAwait(false);
        // Of a row that is not there, its own write tells.
        return stored.Rows.Count == 0
            ? [Value.Null]
            : [.. fields.Select((field, i) => row.Has(field) ? row[field] : CellValues.Read(field.Type, stored.Rows[0, i], stored.Rows.Arena))];
    }

    /// <summary>A reference that a write gives.</summary>
    /// <param name="Relation">The relation.</param>
    /// <param name="Parts">The key of the other row.</param>
    /// <param name="Pointer">Where it was given.</param>
    /// <param name="Name">What it is called in problems.</param>
    private sealed record Given(Relation Relation, Value[] Parts, string Pointer, string Name)
    {
        /// <summary>The change, and the key of its row, where the rest of the key stands in the store; null: all of it is given.</summary>
        public (RowDraft Row, Value[] Key)? Rest { get; init; }
    }
}
