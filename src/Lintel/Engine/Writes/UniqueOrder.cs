using Lintel.Binding;
using Lintel.Model;

namespace Lintel.Engine.Writes;

/// <summary>
/// The order in which rows of an aggregate change, so that a value that is unique is given up before another row takes it. Rows that take
/// each other's have no such order: the database refuses them.
/// </summary>
internal static class UniqueOrder
{
    /// <summary>Changes, each with the row as it is stored, in an order in which they can be written one by one.</summary>
    public static IEnumerable<(RowDraft Change, RowDraft Stored)> Of(IReadOnlyList<(RowDraft Change, RowDraft Stored)> changes)
    {
        var givenUp = new Dictionary<(UniqueConstraint Unique, RowKey Values), int>();
        for (var i = 0; i < changes.Count; i++)
        {
            foreach (var (unique, before, _) in Moves(changes[i])) givenUp[(unique, before)] = i;
        }
        var seen = new bool[changes.Count];
        // No recursion: a row may follow a row that follows a row, as many as there are.
        var way = new Stack<(int Row, bool IsNext)>();
        for (var i = 0; i < changes.Count; i++)
        {
            way.Push((i, false));
            while (way.TryPop(out var step))
            {
                if (step.IsNext) yield return changes[step.Row];
                if (step.IsNext || seen[step.Row]) continue;
                seen[step.Row] = true;
                way.Push((step.Row, true));
                foreach (var (unique, _, after) in Moves(changes[step.Row]))
                {
                    if (givenUp.TryGetValue((unique, after), out var holder)) way.Push((holder, false));
                }
            }
        }
    }

    /// <summary>What of a row must be unique and changes.</summary>
    private static IEnumerable<(UniqueConstraint Unique, RowKey Before, RowKey After)> Moves((RowDraft Change, RowDraft Stored) row)
    {
        var resource = row.Stored.Resource;
        foreach (var unique in resource.Entity.Uniques)
        {
            Field[] fields = [.. unique.Columns.Select(column => resource.Fields.First(field => field.IsIn(column)))];
            if (!fields.Any(row.Change.Has)) continue;
            yield return (unique, new RowKey([.. fields.Select(field => row.Stored[field])]), new RowKey([.. fields.Select(field => (row.Change.Has(field) ? row.Change : row.Stored)[field])]));
        }
    }
}
