using System.Globalization;
using Lintel.Binding;
using Lintel.Sql.Dialect;

namespace Lintel.Sql.Lowering;

/// <summary>One SELECT with all that comes along.</summary>
internal sealed class NestedSelect(SqlDialect dialect, SelectLowering select)
{
    /// <summary>The rows of a read.</summary>
    /// <param name="selection">Which rows, and what of them.</param>
    /// <param name="counts">Whether all of them are counted.</param>
    /// <param name="locked">What they are locked against.</param>
    /// <param name="source">What gives them instead of the table; null: the table does.</param>
    public string Root(BoundSelection selection, bool counts, RowLock locked, string? source = null)
    {
        var conditions = new List<string>();
        var scope = locked == RowLock.None ? select.Scope(selection.Resource, source) : select.Locked(selection.Resource, conditions);
        select.Rows(selection, scope, conditions);
        if (counts || IsPaged(selection)) return Paged(selection, scope, conditions, columns => string.Join(", ", columns), counts ? select.Count(selection, source) : null, null);
        return Plain(selection, scope, conditions, columns => string.Join(", ", columns), null) + dialect.LockClause(scope.Alias, locked);
    }

    /// <summary>All rows of the table that stands for the resource's, as what a write answers.</summary>
    public string All(BoundSelection selection) => Plain(selection, select.Scope(selection.Resource), [], columns => string.Join(", ", columns), null);

    private static bool IsPaged(BoundSelection selection) => selection.Page is not null && selection.Includes.Count > 0;

    /// <summary>Rows and what comes along in one SELECT.</summary>
    private string Plain(BoundSelection selection, Scope scope, List<string> conditions, Func<List<string>, string> row, BoundInclude? include)
    {
        string[] own = [.. selection.Columns.Select(scope.Column)];
        var columns = Sent(selection, include, own).ToList();
        var order = select.Order(selection, term => scope.OrderColumn(term.Path)).ToList();
        var joins = new List<string>();
        Along(selection, own, columns, joins, "");
        return SelectLowering.Text([row(columns)], scope.From() + string.Concat(joins), conditions, order) + SelectLowering.Limit(selection);
    }

    /// <summary>The page as a table, and around it what comes along.</summary>
    private string Paged(BoundSelection selection, Scope scope, List<string> conditions, Func<List<string>, string> row, string? count, BoundInclude? include)
    {
        var inner = selection.Columns.Select((column, i) => Invariant($"{scope.Column(column)} AS c{i}")).ToList();
        var order = select.Order(selection, term => scope.OrderColumn(term.Path)).ToList();
        var page = SelectLowering.Text(inner, scope.From(), conditions, order) + SelectLowering.Limit(selection);
        var (alias, total) = (select.Alias(), count is null ? null : select.Alias());
        // The row that only tells that there are more needs nothing that comes along.
        var isNumbered = selection.Includes.Count > 0;
        var table = isNumbered ? $"(SELECT row_number() OVER () AS n, q.* FROM (\n{page}) AS q) AS {alias}" : $"(\n{page}) AS {alias}";
        if (count is not null) table = $"(\n{count}) AS {total}(n) LEFT JOIN {table} ON true";

        string[] own = [.. selection.Columns.Select((_, i) => Invariant($"{alias}.c{i}"))];
        var columns = Sent(selection, include, own).ToList();
        var outer = select.Order(selection, term => Invariant($"{alias}.c{term.Column}")).ToList();
        var joins = new List<string>();
        Along(selection, own, columns, joins, isNumbered ? Invariant($"{alias}.n <= {selection.Page!.Limit}") : "");
        if (count is not null) columns.Insert(0, $"{total}.n");
        return SelectLowering.Text([row(columns)], table + string.Concat(joins), [], outer);
    }

    /// <summary>Adds the columns and joins of what comes along with rows that have these columns.</summary>
    private void Along(BoundSelection selection, string[] own, List<string> columns, List<string> joins, string shown)
    {
        foreach (var include in selection.Includes)
        {
            string[] source = [.. include.Relation.SourceFields.Select(field => own[selection.Place(field)])];
            if (include.Relation.IsToOne) One(include, source, columns, joins, shown);
            else
            {
                columns.Add(WhereShown(shown, Many(include, source)));
                if (NestedRow.Counts(include)) columns.Add(WhereShown(shown, $"(\n{select.Count(include.Selection, include.Relation, source)})"));
            }
        }
    }

    private void One(BoundInclude include, string[] source, List<string> columns, List<string> joins, string shown)
    {
        var scope = select.Scope(include.Relation.Target, via: include.Relation);
        var conditions = new List<string>();
        select.Match(include.Relation, scope, source, conditions);
        select.Rows(include.Selection, scope, conditions);
        string[] own = [.. include.Selection.Columns.Select(scope.Column)];
        columns.AddRange(Sent(include.Selection, include, own));
        var table = scope.From();
        if (scope.Joins().Length > 0) table = $"({table})";
        joins.Add($"\nLEFT JOIN {table} ON {string.Join(" AND ", conditions)}");
        Along(include.Selection, own, columns, joins, shown);
    }

    private static string WhereShown(string shown, string value) => shown.Length > 0 ? $"CASE WHEN {shown} THEN {value} END" : value;

    private string Many(BoundInclude include, string[] source)
    {
        var scope = select.Scope(include.Relation.Target, via: include.Relation);
        var conditions = new List<string>();
        select.Match(include.Relation, scope, source, conditions);
        select.Rows(include.Selection, scope, conditions);
        var rows = IsPaged(include.Selection)
            ? Paged(include.Selection, scope, conditions, Row, null, include)
            : Plain(include.Selection, scope, conditions, Row, include);
        return $"ARRAY(\n{rows})";
    }

    private IEnumerable<string> Sent(BoundSelection selection, BoundInclude? include, string[] own) =>
        NestedRow.Sent(selection, include).Select(i => dialect.Output(own[i], selection.Columns[i].Field.Type));

    private static string Row(List<string> columns) => $"ROW({string.Join(", ", columns)})";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
