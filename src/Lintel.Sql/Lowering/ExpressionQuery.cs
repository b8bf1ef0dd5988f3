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

    /// <summary>The condition of a policy on the columns of its row, where no request asks; unknown is false. It may be a chain. Null where it needs other rows.</summary>
    /// <param name="dialect">The database.</param>
    /// <param name="condition">The condition, in which the caller is not bound.</param>
    /// <param name="session">What tells who asks.</param>
    public static string? OwnPolicy(SqlDialect dialect, Expression condition, SessionCaller session) => ExpressionFacts.Followed(condition).Any()
        ? null
        : new ExpressionLowering(dialect, new ParameterList(dialect, session: session), new AliasSource(), null).Condition(condition);

    /// <summary>The query whether a policy holds for a row of a resource, be it in the table or not. It sees all rows of the others.</summary>
    /// <param name="dialect">The database.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="row">What gives the row instead of the table.</param>
    /// <param name="condition">The condition, in which the caller is not bound.</param>
    /// <param name="session">What tells who asks.</param>
    public static string Policy(SqlDialect dialect, Resource resource, string row, Expression condition, SessionCaller session)
    {
        var aliases = new AliasSource();
        var parameters = new ParameterList(dialect, session: session);
        var scope = new Scope(dialect, parameters, aliases, resource, source: row);
        var conditions = new List<string>();
        new ExpressionLowering(dialect, parameters, aliases, scope).Add(condition, conditions);
        return $"SELECT EXISTS (SELECT 1 FROM {scope.From()} WHERE {string.Join(" AND ", conditions)})";
    }
}
