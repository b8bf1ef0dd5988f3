using System.Globalization;
using Lintel.Binding;
using Lintel.Model;
using Lintel.Operations;
using Lintel.Sql.Dialect;

namespace Lintel.Sql.Lowering;

/// <summary>A read as statements: one for each selection, and one for the count.</summary>
/// <param name="Root">The read resource.</param>
/// <param name="Count">The statement that counts; null where nobody asked.</param>
public sealed record SeparateReads(SeparateRead Root, SqlStatement? Count);

/// <summary>One selection as a statement; that of an included relation is for all parent rows, and runs once.</summary>
/// <param name="Statement">The statement; of an included relation its first column is the parent's place among the keys, by which its rows are ordered.</param>
/// <param name="Relation">The relation that leads here; null for the root.</param>
/// <param name="ParentColumns">The places of the relation's source fields among the columns of the parent.</param>
/// <param name="Includes">The included relations.</param>
/// <param name="Count">The statement that counts an included relation: each parent's place among the keys, and its number of rows; null where nobody asked.</param>
public sealed record SeparateRead(
    SqlStatement Statement, Relation? Relation, IReadOnlyList<int> ParentColumns, IReadOnlyList<SeparateRead> Includes, SqlStatement? Count);

/// <summary>Reads as a statement for each relation, for databases where a statement costs next to nothing and none can nest rows.</summary>
public sealed class SeparateReadLowering(SqlDialect dialect, ParentKeys parents)
{
    private static readonly FieldType Number = FieldType.Of(ScalarKind.Long);

    /// <summary>Lowers a read.</summary>
    public SeparateReads Lower(BoundRead read)
    {
        var page = read.Selection.Page;
        var count = page is null || page.Count == CountMode.None ? null : Count(read);
        return new SeparateReads(Selection(read, read.Selection, null, null), count);
    }

    private SeparateRead Selection(BoundRead read, BoundSelection selection, BoundSelection? parent, Relation? relation)
    {
        var select = new SelectLowering(dialect, read.NowSlot, read.Access);
        var scope = select.Scope(selection.Resource, via: relation);
        var conditions = new List<string>();
        // The page of each parent that no key can tell.
        var numbered = relation is not null && selection.Resource.Key.Count == 0 ? selection.Page : null;
        if (relation is null) select.Rows(selection, scope, conditions);
        else if (selection.Page is null || numbered is not null) RowsOf(relation, selection, scope, select, conditions);
        else conditions.Add(PageOf(relation, selection, scope, select));

        var columns = selection.Columns.Select(scope.Column).ToList();
        var order = select.Order(selection, term => scope.OrderColumn(term.Path)).ToList();
        if (relation is not null)
        {
            columns.Insert(0, parents.Place);
            if (!relation.IsToOne) order.Insert(0, parents.Place);
            scope.ForEach(Parents(relation, select));
        }
        var text = (numbered is not null ? Numbered(numbered, columns, scope, conditions, order) : SelectLowering.Text(columns, scope.From(), conditions, order))
            + (relation is null ? SelectLowering.Limit(selection) : "")
            + (relation is null ? dialect.LockClause(scope.Alias, read.Lock) : "");
        var types = selection.Columns.Select(column => column.Field.Type);
        var statement = new SqlStatement(text, [.. select.Parameters.Parameters], relation is null ? [.. types] : [Number, .. types]);
        int[] places = relation is null ? [] : [.. relation.SourceFields.Select(parent!.Place)];
        var includes = selection.Includes.Select(include => Selection(read, include.Selection, selection, include.Relation));
        var count = relation is null || selection.Page is null or { Count: CountMode.None } ? null : Count(read, relation, selection);
        return new SeparateRead(statement, relation, places, [.. includes], count);
    }

    private string Parents(Relation relation, SelectLowering select) =>
        parents.Table([.. relation.SourceFields.Select(field => field.Type)], (part, type) => select.Parameters.Add(ParameterSource.ParentKeys, part, type));

    private string[] Key(Relation relation) => [.. relation.SourceFields.Select((field, i) => parents.Key(i, relation.SourceFields.Count, field.Type))];

    /// <summary>The rows that belong to the parent at hand.</summary>
    private void RowsOf(Relation relation, BoundSelection selection, Scope scope, SelectLowering select, List<string> conditions)
    {
        select.Match(relation, scope, Key(relation), conditions);
        select.Rows(selection, scope, conditions);
    }

    /// <summary>The rows of the parent's page: their keys are found first, in order and no more than are shown, then the rest of each row.</summary>
    private string PageOf(Relation relation, BoundSelection selection, Scope scope, SelectLowering select)
    {
        var inner = select.Scope(selection.Resource, via: relation);
        var conditions = new List<string>();
        RowsOf(relation, selection, inner, select, conditions);
        var key = selection.Resource.Key.Select(field => inner.OrderColumn(new BoundPath([], field))).ToList();
        scope.Searched = inner.Searched;
        var order = select.Order(selection, term => inner.OrderColumn(term.Path)).ToList();
        var page = SelectLowering.Text(key, inner.From(), conditions, order) + SelectLowering.Limit(selection);
        return $"{Tuple(selection.Resource.Key.Select(field => scope.Own(field.Column)))} IN (\n{page})";
    }

    /// <summary>The same where no key tells which rows are on a parent's page: they are numbered. The first column, and term of the order, is the parent's place.</summary>
    private string Numbered(BoundPage page, List<string> columns, Scope scope, List<string> conditions, List<string> order)
    {
        var number = $"row_number() OVER (PARTITION BY {parents.Place} ORDER BY {string.Join(", ", order.Skip(1))}) AS n";
        var rows = SelectLowering.Text([.. columns.Select((column, i) => Invariant($"{column} AS c{i}")), number], scope.From(), conditions, []);
        return SelectLowering.Text(columns.Select((_, i) => Invariant($"q.c{i}")), $"(\n{rows}) AS q", [Invariant($"q.n <= {page.Limit + 1L}")], ["q.c0", "q.n"]);
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Tuple(IEnumerable<string> parts) => parts.ToArray() is { Length: > 1 } several ? $"({string.Join(", ", several)})" : parts.Single();

    private SqlStatement Count(BoundRead read, Relation relation, BoundSelection selection)
    {
        var select = new SelectLowering(dialect, read.NowSlot, read.Access);
        var text = $"SELECT {parents.Place}, (\n{select.Count(selection, relation, Key(relation))})\nFROM {Parents(relation, select)}";
        return new SqlStatement(text, [.. select.Parameters.Parameters], [Number, Number]);
    }

    private SqlStatement Count(BoundRead read)
    {
        var select = new SelectLowering(dialect, read.NowSlot, read.Access);
        var text = select.Count(read.Selection);
        return new SqlStatement(text, [.. select.Parameters.Parameters], [Number]);
    }
}
