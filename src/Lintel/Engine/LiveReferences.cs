using System.Globalization;
using Lintel.Binding;
using Lintel.Errors;
using Lintel.Model;
using Lintel.Stores;

namespace Lintel.Engine;

/// <summary>
/// Refuses references to rows that are deleted softly, as databases refuse those to rows that do not exist. The rows are locked until the write is
/// done: of a write that refers to a row and one that deletes it softly, the later one finds what the other did.
/// </summary>
internal static class LiveReferences
{
    /// <summary>Whether a write gives references that must be looked up.</summary>
    public static bool Any(WriteDraft draft)
    {
        foreach (var row in draft.Rows)
        {
            if (Any(row)) return true;
        }
        return false;
    }

    /// <summary>The problem of references that lead to no row, all of them with their places; null: each leads to one, which stays until the session ends.</summary>
    /// <param name="session">The session of the write, before it.</param>
    /// <param name="plans">Where plans are found.</param>
    /// <param name="draft">The write.</param>
    /// <param name="key">Of a change: the key of its row; null: rows are created.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async ValueTask<Problem?> CheckAsync(IStoreSession session, PlanCache plans, WriteDraft draft, Value[]? key, CancellationToken cancellation)
    {
        var given = new List<Given>();
        var created = new HashSet<(Resource, Value)>();
        foreach (var row in draft.Rows) await AddAsync(row).ConfigureAwait(false);
        var problems = new ProblemList();
        foreach (var group in given.GroupBy(one => one.Relation.Target))
        {
            var live = await new LiveRows(session, plans, cancellation).FindAsync(group.Key, [.. group.Select(one => one.Key).Distinct()]).ConfigureAwait(false);
            foreach (var one in group.Where(one => !live.Contains(one.Key) && !created.Contains((group.Key, one.Key))))
                problems.Add(ErrorCatalogue.MissingReference, one.Pointer, $"{one.Name} names a row that does not exist.");
        }
        return problems.ToProblem();

        async ValueTask AddAsync(RowDraft row)
        {
            // Rows of one create may refer to each other, where their keys are the caller's.
            if (draft.IsCreate && row.Resource.Key.All(row.Has)) created.Add((row.Resource, LiveRows.KeyOf([.. row.Resource.Key.Select(field => row[field])])));
            foreach (var relation in row.Resource.Relations)
            {
                if (!IsGiven(row, relation)) continue;
                var fields = relation.SourceFields;
                var parts = fields.All(row.Has) || key is null ? [.. fields.Select(field => row[field])] : await CompleteAsync(session, plans, row, fields, key, cancellation).ConfigureAwait(false);
                if (Array.Exists(parts, part => part.IsNull)) continue;
                given.Add(new Given(relation, LiveRows.KeyOf(parts), row.PointerOf(fields[0].Name), string.Join(", ", fields.Select(field => $"'{field.Name}'"))));
            }
            foreach (var (relation, keys) in row.Links)
            {
                if (!relation.LeavesOutHidden) continue;
                for (var i = 0; i < keys.Count; i++)
                    given.Add(new Given(relation, LiveRows.KeyOf(keys[i]), string.Create(CultureInfo.InvariantCulture, $"{row.PointerOf(relation.KeysName!)}/{i}"), "A reference"));
            }
            foreach (var (_, children) in row.Children)
            {
                foreach (var child in children) await AddAsync(child).ConfigureAwait(false);
            }
        }
    }

    private static bool Any(RowDraft row)
    {
        foreach (var relation in row.Resource.Relations)
        {
            if (IsGiven(row, relation)) return true;
        }
        foreach (var (relation, keys) in row.Links)
        {
            if (relation.LeavesOutHidden && keys.Count > 0) return true;
        }
        foreach (var (_, children) in row.Children)
        {
            foreach (var child in children)
            {
                if (Any(child)) return true;
            }
        }
        return false;
    }

    private static bool IsGiven(RowDraft row, Relation relation)
    {
        if (relation.Kind != RelationKind.Reference || !relation.LeavesOutHidden) return false;
        foreach (var field in relation.SourceFields)
        {
            if (row.Has(field) && !row[field].IsNull) return true;
        }
        return false;
    }

    /// <summary>The fields of a reference of which a change gives some and leaves the others as they are.</summary>
    private static async ValueTask<Value[]> CompleteAsync(
        IStoreSession session, PlanCache plans, RowDraft row, IReadOnlyList<Field> fields, Value[] key, CancellationToken cancellation)
    {
        var read = LiveRows.ByKey(row.Resource, key, [.. fields.Select(field => new BoundPath([], field))], RowLock.Write);
        using var stored = await session.ReadAsync(plans.Find(read), read, cancellation).ConfigureAwait(false);
        // Of a row that is not there, its own write tells.
        return stored.Rows.Count == 0
            ? [Value.Null]
            : [.. fields.Select((field, i) => row.Has(field) ? row[field] : StoredValue.Of(field.Type, stored.Rows[0, i], stored.Rows.Arena))];
    }

    /// <summary>A reference that a write gives.</summary>
    /// <param name="Relation">The relation.</param>
    /// <param name="Key">The key of the other row: its value, or the list of its parts.</param>
    /// <param name="Pointer">Where it was given.</param>
    /// <param name="Name">What it is called in problems.</param>
    private sealed record Given(Relation Relation, Value Key, string Pointer, string Name);
}
