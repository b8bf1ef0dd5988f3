using Lintel.Binding;

namespace Lintel.Sql.Lowering;

/// <summary>
/// The condition that a row stands behind a cursor in the order in which rows are read. Null is the least value.
/// </summary>
internal static class KeysetLowering
{
    private const string Never = "1 = 0";

    /// <summary>One term of the order as it is read: reversed where the page is before its cursor.</summary>
    public sealed record Term(string Expression, bool Descending, bool Nullable, string Cursor, bool CursorIsNull)
    {
        /// <summary>Whether the row has the cursor's value.</summary>
        public string Same => CursorIsNull ? $"{Expression} IS NULL" : $"{Expression} = {Cursor}";

        /// <summary>Whether the row's value stands behind the cursor's.</summary>
        public string Behind => (Descending, CursorIsNull) switch
        {
            (false, true) => $"{Expression} IS NOT NULL",
            (false, false) => $"{Expression} > {Cursor}",
            (true, true) => Never,
            (true, false) => Nullable ? $"({Expression} < {Cursor} OR {Expression} IS NULL)" : $"{Expression} < {Cursor}",
        };

        /// <summary>The bound that holds for all rows behind the cursor and that an index can begin at; null: there is none.</summary>
        public string? Bound => (Descending, CursorIsNull) switch
        {
            (false, true) => null,
            (true, true) => Same,
            (false, false) => $"{Expression} >= {Cursor}",
            (true, false) => Nullable ? null : $"{Expression} <= {Cursor}",
        };
    }

    /// <summary>
    /// The order's terms with the cursor's placeholders, in the direction in which the page is read. Every page has the same plan.
    /// </summary>
    public static Term[] Terms(BoundSelection selection, BoundPage page, Scope scope, ParameterList parameters) =>
    [
        .. selection.Order.Select((order, i) =>
        {
            var cursor = page.Cursor[i];
            var placeholder = cursor.IsNull ? "" : parameters.AddUnseen(ParameterSource.Slot, cursor.Slot, order.Path.Field.Type);
            return new Term(scope.OrderColumn(order.Path), order.Descending != page.Backward, order.Path.Nullable, placeholder, cursor.IsNull);
        }),
    ];

    /// <summary>Adds the conditions.</summary>
    public static void Lower(IReadOnlyList<Term> terms, List<string> conditions)
    {
        if (terms.Count > 1 && terms.All(term => !term.Nullable && term.Descending == terms[0].Descending))
        {
            var sign = terms[0].Descending ? "<" : ">";
            conditions.Add($"({string.Join(", ", terms.Select(term => term.Expression))}) {sign} ({string.Join(", ", terms.Select(term => term.Cursor))})");
            return;
        }
        if (terms.Count > 1 && terms[0].Bound is { } bound) conditions.Add(bound);
        var ways = new List<string>();
        for (var i = 0; i < terms.Count; i++)
        {
            if (terms[i].Behind == Never) continue;
            ways.Add(string.Join(" AND ", terms.Take(i).Select(term => term.Same).Append(terms[i].Behind)));
        }
        conditions.Add(ways.Count switch
        {
            0 => Never,
            1 => ways[0],
            _ => $"({string.Join(" OR ", ways)})",
        });
    }
}
