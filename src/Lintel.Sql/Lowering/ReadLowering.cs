using System.Globalization;
using System.Text;
using Lintel.Binding;
using Lintel.Model;
using Lintel.Operations;
using Lintel.Sql.Dialect;

namespace Lintel.Sql.Lowering;

/// <summary>A read as statements: one for each selection, and one for the count.</summary>
/// <param name="Root">The read resource.</param>
/// <param name="Count">The statement that counts; null where nobody asked.</param>
public sealed record LoweredRead(LoweredSelection Root, SqlStatement? Count);

/// <summary>One selection as a statement; that of an included relation is for all parent rows, and runs once.</summary>
/// <param name="Statement">The statement; of an included relation its first column is the parent's place among the keys, by which its rows are ordered.</param>
/// <param name="Relation">The relation that leads here; null for the root.</param>
/// <param name="ParentColumns">The places of the relation's source fields among the columns of the parent.</param>
/// <param name="Includes">The included relations.</param>
public sealed record LoweredSelection(
    SqlStatement Statement, Relation? Relation, IReadOnlyList<int> ParentColumns, IReadOnlyList<LoweredSelection> Includes);

/// <summary>Reads as statements.</summary>
public sealed class ReadLowering(SqlDialect dialect)
{
    private static readonly FieldType Number = FieldType.Of(ScalarKind.Long);

    /// <summary>Lowers a read.</summary>
    public LoweredRead Lower(BoundRead read)
    {
        var page = read.Selection.Page;
        var count = page is null || page.Count == CountMode.None ? null : Count(read.Selection);
        return new LoweredRead(Selection(read.Selection, null, null, read.Lock), count);
    }

    private LoweredSelection Selection(BoundSelection selection, BoundSelection? parent, Relation? relation, bool locked)
    {
        var aliases = new AliasSource();
        var parameters = new ParameterList(dialect);
        var scope = new Scope(dialect, aliases, selection.Resource);
        var conditions = new List<string>();
        if (relation is not null && selection.Page is not null && dialect.HasLateral) return Lateral(selection, parent!, relation);
        if (relation is null) Rows(selection, scope, parameters, aliases, conditions);
        else if (selection.Page is null) RowsOf(relation, selection, scope, parameters, aliases, conditions);
        else conditions.Add(PageOf(relation, selection, scope, parameters, aliases));

        var columns = selection.Columns.Select(scope.Column).ToList();
        var order = Order(selection, scope).ToList();
        if (relation is not null)
        {
            columns.Insert(0, dialect.ParentPlace);
            if (!relation.IsToOne) order.Insert(0, dialect.ParentPlace);
            scope.ForEach(Parents(relation, parameters));
        }
        var limit = relation is null ? Limit(selection, parameters) : "";
        var text = Select(columns, scope, conditions, order) + limit + (locked ? dialect.LockClause(scope.Alias) : "");
        return Lowered(selection, parent, relation, text, parameters);
    }

    /// <summary>A page of each parent as a table of its own, in order, that refers to the parent before it.</summary>
    private LoweredSelection Lateral(BoundSelection selection, BoundSelection parent, Relation relation)
    {
        var aliases = new AliasSource();
        var parameters = new ParameterList(dialect);
        var scope = new Scope(dialect, aliases, selection.Resource);
        var conditions = new List<string>();
        RowsOf(relation, selection, scope, parameters, aliases, conditions);
        var columns = selection.Columns.Select((column, i) => string.Create(CultureInfo.InvariantCulture, $"{scope.Column(column)} AS c{i}")).ToList();
        var page = Select(columns, scope, conditions, Order(selection, scope).ToList()) + Limit(selection, parameters);
        var backward = selection.Page is { Backward: true };
        var order = selection.Order.Select(term =>
            dialect.OrderTerm(string.Create(CultureInfo.InvariantCulture, $"q.c{term.Column}"), term.Descending != backward, term.Path.Nullable));
        var shown = selection.Columns.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"q.c{i}"));
        var text = $"SELECT {string.Join(", ", shown.Prepend(dialect.ParentPlace))}\nFROM {Parents(relation, parameters)} CROSS JOIN LATERAL (\n{page}) AS q"
            + $"\nORDER BY {string.Join(", ", order.Prepend(dialect.ParentPlace))}";
        return Lowered(selection, parent, relation, text, parameters);
    }

    private LoweredSelection Lowered(BoundSelection selection, BoundSelection? parent, Relation? relation, string text, ParameterList parameters)
    {
        var types = selection.Columns.Select(column => column.Field.Type);
        var statement = new SqlStatement(text, [.. parameters.Parameters], relation is null ? [.. types] : [Number, .. types]);
        int[] places = relation is null ? [] : [.. relation.SourceFields.Select(field => Place(parent!, field))];
        return new LoweredSelection(
            statement, relation, places, [.. selection.Includes.Select(include => Selection(include.Selection, selection, include.Relation, false))]);
    }

    private string Parents(Relation relation, ParameterList parameters) => dialect.ParentTable(
        [.. relation.SourceFields.Select(field => field.Type)], (part, type) => parameters.Add(ParameterSource.ParentKeys, part, type));

    private void Rows(BoundSelection selection, Scope scope, ParameterList parameters, AliasSource aliases, List<string> conditions)
    {
        new FilterLowering(dialect, parameters, aliases).Lower(selection.Filter, scope, conditions);
        if (selection.Page is { Cursor.Count: > 0 } page) KeysetLowering.Lower(KeysetLowering.Terms(selection, page, scope, parameters), conditions);
    }

    /// <summary>The rows that belong to the parent at hand.</summary>
    private void RowsOf(Relation relation, BoundSelection selection, Scope scope, ParameterList parameters, AliasSource aliases, List<string> conditions)
    {
        var key = relation.SourceFields.Select((field, i) => dialect.ParentKey(i, relation.SourceFields.Count, field.Type)).ToArray();
        new FilterLowering(dialect, parameters, aliases).Match(relation, scope, key, conditions);
        Rows(selection, scope, parameters, aliases, conditions);
    }

    /// <summary>The rows of the parent's page: their keys are found first, in order and no more than are shown, then the rest of each row.</summary>
    private string PageOf(Relation relation, BoundSelection selection, Scope scope, ParameterList parameters, AliasSource aliases)
    {
        var inner = new Scope(dialect, aliases, selection.Resource);
        var conditions = new List<string>();
        RowsOf(relation, selection, inner, parameters, aliases, conditions);
        var key = selection.Resource.Key.Select(field => inner.OrderColumn(new BoundPath([], field))).ToList();
        var page = Select(key, inner, conditions, Order(selection, inner).ToList()) + Limit(selection, parameters);
        return $"{Tuple(selection.Resource.Key.Select(field => scope.Own(field.Column)))} IN (\n{page})";
    }

    private static string Select(List<string> columns, Scope scope, List<string> conditions, List<string> order)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"SELECT {string.Join(", ", columns)}\nFROM {scope.From()}");
        if (conditions.Count > 0) text.Append("\nWHERE ").AppendJoin("\n  AND ", conditions);
        if (order.Count > 0) text.Append("\nORDER BY ").AppendJoin(", ", order);
        return text.ToString();
    }

    private static string Tuple(IEnumerable<string> parts) => parts.ToArray() is { Length: > 1 } several ? $"({string.Join(", ", several)})" : parts.Single();

    private SqlStatement Count(BoundSelection selection)
    {
        var aliases = new AliasSource();
        var parameters = new ParameterList(dialect);
        var scope = new Scope(dialect, aliases, selection.Resource);
        var conditions = new List<string>();
        new FilterLowering(dialect, parameters, aliases).Lower(selection.Filter, scope, conditions);
        var where = conditions.Count == 0 ? "" : "\nWHERE " + string.Join("\n  AND ", conditions);
        return new SqlStatement($"SELECT count(*)\nFROM {scope.From()}{where}", [.. parameters.Parameters], [Number]);
    }

    private IEnumerable<string> Order(BoundSelection selection, Scope scope)
    {
        var backward = selection.Page is { Backward: true };
        return selection.Order.Select(term => dialect.OrderTerm(scope.OrderColumn(term.Path), term.Descending != backward, term.Path.Nullable));
    }

    private string Limit(BoundSelection selection, ParameterList parameters) => selection.Page is { } page
        ? "\nLIMIT " + dialect.Limit(parameters.Add(ParameterSource.Limit, page.LimitSlot, Number))
        : "";

    private static int Place(BoundSelection selection, Field field)
    {
        for (var i = 0; i < selection.Columns.Count; i++)
        {
            if (selection.Columns[i].Hops.Count == 0 && selection.Columns[i].Field == field) return i;
        }
        throw new InvalidOperationException($"The columns of '{selection.Resource}' lack '{field.Name}', which an included relation is matched by.");
    }
}
