using Lintel.Binding;
using Lintel.Sql.Dialect;

namespace Lintel.Sql.Lowering;

/// <summary>
/// The condition that a row stands behind a cursor in the order in which rows are read. Null is the least value.
/// </summary>
internal static class KeysetLowering
{
    private const string Never = "1 = 0";

    /// <summary>One term of the order: reversed where rows before the cursor are asked for.</summary>
    private sealed record Term(string Expression, bool Descending, bool Nullable, string Placeholder, string Cursor, bool CursorIsNull)
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

    /// <summary>Adds the conditions that a row of a selection stands behind a cursor, or before it where the order is reversed. Every page has the same plan.</summary>
    public static void Lower(BoundSelection selection, IReadOnlyList<CursorSlot> cursor, bool reversed, Scope scope, ParameterList parameters, SqlDialect dialect, List<string> conditions)
    {
        IReadOnlyList<Term> rest =
        [
            .. selection.Order.Zip(cursor, (order, slot) =>
            {
                var placeholder = slot.IsNull ? "" : parameters.Add(ParameterSource.Slot, slot.Slot, order.Path.Field.Type);
                return new Term(scope.OrderColumn(order.Path), order.Descending != reversed, order.Path.Nullable, placeholder, dialect.Unseen(placeholder), slot.IsNull);
            }),
        ];
        // No row stands behind null in descending order: those that go on are null too.
        for (; rest.Count > 0 && rest[0].Behind == Never; rest = [.. rest.Skip(1)]) conditions.Add(rest.Count > 1 ? rest[0].Same : Never);
        if (rest.Count == 0) return;
        if (rest.Count > 1 && IsTuple(rest))
        {
            var sign = rest[0].Descending ? "<" : ">";
            conditions.Add($"({string.Join(", ", rest.Select(term => term.Expression))}) {sign} {dialect.UnseenRow(rest.Select(term => term.Placeholder))}");
            return;
        }
        if (rest.Count > 1 && rest[0].Bound is { } bound) conditions.Add(bound);
        var ways = new List<string>();
        for (var i = 0; i < rest.Count; i++)
        {
            if (rest[i].Behind == Never) continue;
            ways.Add(string.Join(" AND ", rest.Take(i).Select(term => term.Same).Append(rest[i].Behind)));
        }
        conditions.Add(ways.Count == 1 ? ways[0] : $"({string.Join(" OR ", ways)})");
    }

    // Rows are compared as tuples, which an index serves from end to end. A null makes that unknown where the terms before it are the same:
    // no row with it stands behind a value in ascending order, but in descending order all do.
    private static bool IsTuple(IReadOnlyList<Term> terms) =>
        terms.All(term => term.Descending == terms[0].Descending && !term.CursorIsNull && !(term.Nullable && term.Descending));
}
