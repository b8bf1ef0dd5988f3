using Lintel.Expressions;
using Lintel.Model;
using Lintel.Sql.Dialect;

namespace Lintel.Sql.Lowering;

/// <summary>Whole statements and conditions made of expressions.</summary>
public static class ExpressionQuery
{
    /// <summary>The values of bound expressions for each row of a resource, in the order of its key.</summary>
    /// <param name="dialect">The database.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="columns">The expressions, on one list of parameters.</param>
    /// <param name="filter">Which rows; null: all.</param>
    public static SqlStatement Select(SqlDialect dialect, Resource resource, IReadOnlyList<Expression> columns, Expression? filter)
    {
        var aliases = new AliasSource();
        var parameters = new ParameterList(dialect);
        var scope = new Scope(dialect, parameters, aliases, resource);
        var lowering = new ExpressionLowering(dialect, parameters, aliases, scope);
        string[] values = [.. columns.Select(lowering.Value)];
        var conditions = new List<string>();
        if (filter is not null) lowering.Add(filter, conditions);
        var where = conditions.Count == 0 ? "" : $"\nWHERE {string.Join("\n  AND ", conditions)}";
        var key = resource.Key.Select(field => scope.Own(field.Column));
        var text = $"SELECT {string.Join(", ", values)}\nFROM {scope.From()}{where}\nORDER BY {string.Join(", ", key)}";
        return new SqlStatement(text, [.. parameters.Parameters], [.. columns.Select(column => column.Type)]);
    }

    /// <summary>What a generated column is computed from: other columns of its row.</summary>
    public static string Generated(SqlDialect dialect, Expression expression) =>
        new ExpressionLowering(dialect, new ParameterList(dialect), new AliasSource(), null).Value(expression);

    /// <summary>
    /// The condition of a CHECK: true or false, since a CHECK takes unknown as kept. Null where the expression asks for more than the columns
    /// of its row, or for the time: then the engine keeps it.
    /// </summary>
    /// <param name="dialect">The database.</param>
    /// <param name="condition">The condition.</param>
    /// <param name="row">What stands before the columns of the row; in a CHECK nothing.</param>
    public static string? Check(SqlDialect dialect, Expression condition, string row = "")
    {
        if (!ExpressionFacts.IsOfOneRow(condition)) return null;
        return new ExpressionLowering(dialect, new ParameterList(dialect), new AliasSource(), null, row).Exact(condition);
    }
}
