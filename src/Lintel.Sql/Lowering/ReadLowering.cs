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

/// <summary>One selection as a statement; that of an included relation is for the rows of one parent.</summary>
/// <param name="Statement">The statement.</param>
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
        var filters = new FilterLowering(dialect, parameters, aliases);
        var scope = new Scope(dialect, aliases, selection.Resource);
        var conditions = new List<string>();
        if (relation is not null)
        {
            var source = relation.SourceFields.Select((field, i) => parameters.Add(ParameterSource.Parent, i, field.Type)).ToArray();
            filters.Match(relation, scope, source, conditions);
        }
        filters.Lower(selection.Filter, scope, conditions);
        if (selection.Page is { Cursor.Count: > 0 } page) KeysetLowering.Lower(KeysetLowering.Terms(selection, page, scope, parameters), conditions);

        var columns = selection.Columns.Select(scope.Column).ToArray();
        var order = Order(selection, scope);
        var limit = Limit(selection, relation, parameters);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"SELECT {string.Join(", ", columns)}\nFROM {scope.From()}");
        if (conditions.Count > 0) text.Append("\nWHERE ").AppendJoin("\n  AND ", conditions);
        text.Append(order).Append(limit);
        if (locked) text.Append(dialect.LockClause(scope.Alias));
        var statement = new SqlStatement(text.ToString(), [.. parameters.Parameters], [.. selection.Columns.Select(column => column.Field.Type)]);
        int[] places = relation is null ? [] : [.. relation.SourceFields.Select(field => Place(parent!, field))];
        return new LoweredSelection(
            statement, relation, places, [.. selection.Includes.Select(include => Selection(include.Selection, selection, include.Relation, false))]);
    }

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

    private string Order(BoundSelection selection, Scope scope)
    {
        if (selection.Order.Count == 0) return "";
        var backward = selection.Page is { Backward: true };
        var terms = selection.Order.Select(term =>
            dialect.OrderTerm(scope.OrderColumn(term.Path), term.Descending != backward, term.Path.Nullable));
        return "\nORDER BY " + string.Join(", ", terms);
    }

    private string Limit(BoundSelection selection, Relation? relation, ParameterList parameters)
    {
        if (selection.Page is { } page) return "\nLIMIT " + dialect.Limit(parameters.Add(ParameterSource.Limit, page.LimitSlot, Number));
        if (relation is null || relation.IsToOne) return "";
        return string.Create(CultureInfo.InvariantCulture, $"\nLIMIT {relation.MaxItems + 1}");
    }

    private static int Place(BoundSelection selection, Field field)
    {
        for (var i = 0; i < selection.Columns.Count; i++)
        {
            if (selection.Columns[i].Hops.Count == 0 && selection.Columns[i].Field == field) return i;
        }
        throw new InvalidOperationException($"The columns of '{selection.Resource}' lack '{field.Name}', which an included relation is matched by.");
    }
}
