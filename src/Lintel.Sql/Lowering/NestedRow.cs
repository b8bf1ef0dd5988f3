using Lintel.Binding;
using Lintel.Model;
using Lintel.Operations;

namespace Lintel.Sql.Lowering;

/// <summary>Which of its columns a selection sends in a statement that nests rows: what was only needed to find and order them stays in the database.</summary>
public static class NestedRow
{
    /// <summary>The places of the columns, ascending.</summary>
    /// <param name="selection">The selection.</param>
    /// <param name="include">What it comes along by; null for the root.</param>
    public static IReadOnlyList<int> Sent(BoundSelection selection, BoundInclude? include)
    {
        // The root has its cursors and entity tags to make, and every page its cursors.
        if (include is null || selection.Page is not null || selection.MakesCursors) return [.. Enumerable.Range(0, selection.Columns.Count)];
        var sent = Enumerable.Range(0, selection.Needed).ToList();
        if (include.Relation.IsToOne && Present(selection, include) is var present && present >= sent.Count) sent.Add(present);
        return sent;
    }

    /// <summary>Whether the number of all rows of an include stands behind the array of them; null where the array is.</summary>
    public static bool Counts(BoundInclude include) => include.Selection.Page is { Count: not CountMode.None };

    /// <summary>The place of the column that is null only where there is no row.</summary>
    public static int Present(BoundSelection selection, BoundInclude? include)
    {
        if (include is not null) return include.Relation.IsToOne ? Present(selection, include.Relation) : 0;
        // Where there is a key or something unique, an order has such a column, though not always as its last one; without one any column may be null.
        foreach (var term in selection.Order.Reverse())
        {
            if (IsCertain(term.Path)) return term.Column;
        }
        return Math.Max(0, selection.Columns.ToList().FindIndex(IsCertain));
    }

    // What is shown is sent anyway, where any of it is sure to have a value; the key is not, unless it is shown.
    private static int Present(BoundSelection selection, Relation toOne)
    {
        var key = selection.Place(toOne.TargetFields[0]);
        for (var i = 0; key >= selection.Needed && i < selection.Needed; i++)
        {
            if (IsCertain(selection.Columns[i])) return i;
        }
        return key;
    }

    private static bool IsCertain(BoundPath column) => column is { Hops.Count: 0, Nullable: false, Field.IsStored: true };
}
