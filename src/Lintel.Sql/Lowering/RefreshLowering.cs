using Lintel.Binding;
using Lintel.Model;
using Lintel.Sql.Dialect;

namespace Lintel.Sql.Lowering;

/// <summary>The update that fills columns which the engine keeps of an aggregate. It touches only rows whose values differ, and raises no version.</summary>
public static class RefreshLowering
{
    /// <summary>Lowers a refresh.</summary>
    public static SqlStatement Lower(SqlDialect dialect, BoundRefresh refresh) => Lower(dialect, refresh, null);

    /// <summary>The same for all rows of a table, as a statement without parameters.</summary>
    /// <param name="dialect">How SQL is written.</param>
    /// <param name="resource">Whose table it is.</param>
    /// <param name="range">The first and the last key of the rows, as expressions; null: all rows.</param>
    public static string All(SqlDialect dialect, Resource resource, (IReadOnlyList<string> First, IReadOnlyList<string> Last)? range = null) =>
        Lower(dialect, new BoundRefresh { Resource = resource, Fields = [.. resource.Fields.Where(field => field.IsMaintained)], Parameters = [] }, range).Text;

    private static string Within(IEnumerable<string> key, (IReadOnlyList<string> First, IReadOnlyList<string> Last) range)
    {
        var own = $"({string.Join(", ", key)})";
        return $"{own} >= ({string.Join(", ", range.First)}) AND {own} <= ({string.Join(", ", range.Last)})";
    }

    private static SqlStatement Lower(SqlDialect dialect, BoundRefresh refresh, (IReadOnlyList<string> First, IReadOnlyList<string> Last)? range)
    {
        var select = new SelectLowering(dialect, refresh.NowSlot, refresh.Access);
        var scope = select.Scope(refresh.Resource);
        var conditions = new List<string>();
        select.Filter(refresh.Resource, refresh.Filter, scope, conditions);
        var key = refresh.Resource.Key.Select(field => field.Column).ToArray();
        if (range is not null) conditions.Add(Within(key.Select(scope.Own), range.Value));
        var columns = refresh.Fields.Select(field => field.Column).ToArray();
        var expressions = select.Expressions(scope);
        var values = columns.Select((column, i) => $"{dialect.Expressions.AsColumn(new SqlOperand(expressions.Value(column.Maintained!), column.Type, false))} AS v{i}").ToArray();
        var rows = SelectLowering.Text([.. key.Select((column, i) => $"{scope.Own(column)} AS k{i}"), .. values], scope.From(), conditions, []);

        var table = dialect.Table(refresh.Resource.Entity);
        string Of(Column column) => $"{table}.{dialect.Identifier(column.Name)}";
        var sets = columns.Select((column, i) => $"{dialect.Identifier(column.Name)} = r.v{i}");
        var same = key.Select((column, i) => $"{Of(column)} = r.k{i}");
        // A database does not conclude from the one side of an equality that the other lies between the same bounds.
        if (range is not null) same = same.Prepend(Within(key.Select(Of), range.Value));
        var differ = columns.Select((column, i) => $"{Of(column)} IS DISTINCT FROM r.v{i}");
        var text = $"UPDATE {table}\nSET {string.Join(", ", sets)}\nFROM ({rows}) AS r\nWHERE {string.Join(" AND ", same)} AND ({string.Join(" OR ", differ)})";
        return new SqlStatement(text, [.. select.Parameters.Parameters], []);
    }
}
