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
public sealed record SeparateRead(
    SqlStatement Statement, Relation? Relation, IReadOnlyList<int> ParentColumns, IReadOnlyList<SeparateRead> Includes);

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
        var select = new SelectLowering(dialect, read.NowSlot);
        var scope = select.Scope(selection.Resource);
        var conditions = new List<string>();
        if (relation is null) select.Rows(selection, scope, conditions);
        else if (selection.Page is null || selection.Resource.Key.Count == 0) RowsOf(relation, selection, scope, select, conditions);
        else conditions.Add(PageOf(relation, selection, scope, select));

        var columns = selection.Columns.Select(scope.Column).ToList();
        var order = select.Order(selection, term => scope.OrderColumn(term.Path)).ToList();
        if (relation is not null)
        {
            columns.Insert(0, parents.Place);
            if (!relation.IsToOne && !IsNumbered(relation, selection)) order.Insert(0, parents.Place);
            scope.ForEach(parents.Table(
                [.. relation.SourceFields.Select(field => field.Type)], (part, type) => select.Parameters.Add(ParameterSource.ParentKeys, part, type)));
        }
        var text = (IsNumbered(relation, selection) ? Numbered(selection, columns, scope, conditions, order) : SelectLowering.Text(columns, scope.From(), conditions, order))
            + (relation is null ? SelectLowering.Limit(selection) : "")
            + (relation is null ? dialect.LockClause(scope.Alias, read.Lock) : "");
        var types = selection.Columns.Select(column => column.Field.Type);
        var statement = new SqlStatement(text, [.. select.Parameters.Parameters], relation is null ? [.. types] : [Number, .. types]);
        int[] places = relation is null ? [] : [.. relation.SourceFields.Select(parent!.Place)];
        return new SeparateRead(statement, relation, places, [.. selection.Includes.Select(include => Selection(read, include.Selection, selection, include.Relation))]);
    }

    /// <summary>The rows that belong to the parent at hand.</summary>
    private void RowsOf(Relation relation, BoundSelection selection, Scope scope, SelectLowering select, List<string> conditions)
    {
        var key = relation.SourceFields.Select((field, i) => parents.Key(i, relation.SourceFields.Count, field.Type)).ToArray();
        select.Match(relation, scope, key, conditions);
        select.Rows(selection, scope, conditions);
    }

    /// <summary>The rows of the parent's page: their keys are found first, in order and no more than are shown, then the rest of each row.</summary>
    private string PageOf(Relation relation, BoundSelection selection, Scope scope, SelectLowering select)
    {
        var inner = select.Scope(selection.Resource);
        var conditions = new List<string>();
        RowsOf(relation, selection, inner, select, conditions);
        var key = selection.Resource.Key.Select(field => inner.OrderColumn(new BoundPath([], field))).ToList();
        scope.Searched = inner.Searched;
        var order = select.Order(selection, term => inner.OrderColumn(term.Path)).ToList();
        var page = SelectLowering.Text(key, inner.From(), conditions, order) + SelectLowering.Limit(selection);
        return $"{Tuple(selection.Resource.Key.Select(field => scope.Own(field.Column)))} IN (\n{page})";
    }

    // Nothing tells rows without a key apart, by which they could be found again.
    private static bool IsNumbered(Relation? relation, BoundSelection selection) => relation is not null && selection is { Page: not null, Resource.Key.Count: 0 };

    /// <summary>The same of rows without a key: they are counted for each parent, in order, and those behind the page are left out.</summary>
    private string Numbered(BoundSelection selection, List<string> columns, Scope scope, List<string> conditions, List<string> order)
    {
        string[] names = [.. columns.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"c{i}"))];
        var within = order.Count == 0 ? "" : $" ORDER BY {string.Join(", ", order)}";
        var number = $"row_number() OVER (PARTITION BY {parents.Place}{within}) AS n";
        var rows = SelectLowering.Text([.. columns.Zip(names, (column, name) => $"{column} AS {name}"), number], scope.From(), conditions, []);
        var page = selection.Page!;
        return string.Create(CultureInfo.InvariantCulture, $"SELECT {string.Join(", ", names)}\nFROM (\n{rows})\nWHERE n <= {page.Limit + (page.LooksAhead ? 1L : 0L)}\nORDER BY {names[0]}, n");
    }

    private static string Tuple(IEnumerable<string> parts) => parts.ToArray() is { Length: > 1 } several ? $"({string.Join(", ", several)})" : parts.Single();

    private SqlStatement Count(BoundRead read)
    {
        var select = new SelectLowering(dialect, read.NowSlot);
        var text = select.Count(read.Selection);
        return new SqlStatement(text, [.. select.Parameters.Parameters], [Number]);
    }
}
