using Lintel.Expressions;
using Lintel.Model;
using Lintel.Sql.Dialect;

namespace Lintel.Sql.Lowering;

/// <summary>
/// What a caller sees of a table, where statements name tables: so whatever they ask for is asked of these rows alone. Planners take the condition into the
/// statement around it, with its indexes.
/// </summary>
internal static class SeenRows
{
    /// <summary>The table, or its rows that are seen, to stand before an alias.</summary>
    /// <param name="dialect">The dialect.</param>
    /// <param name="parameters">The placeholders of the statement.</param>
    /// <param name="aliases">The aliases of the statement.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="via">The relation that leads to its rows from rows that are seen; null: none does.</param>
    /// <param name="source">What gives rows of the resource instead of the table; null: the table does.</param>
    public static string Table(SqlDialect dialect, ParameterList parameters, AliasSource aliases, Resource resource, Relation? via, string? source = null)
    {
        // Who sees a child sees its parent.
        if (via is { IsToParent: true } || aliases.Access?.Of(resource, fromOwner: via is { Kind: RelationKind.Children }) is not { } condition)
            return source ?? dialect.Table(resource.Entity);
        // A policy sees all rows: what it asks of others is no business of the caller's.
        var all = aliases.OfAllRows;
        // It is asked in each request: one plan serves all callers. Where one row is found with those that it refers to, there is no other.
        var values = parameters.FindsOne && ExpressionFacts.Followed(condition).All(step => step.Relation.IsToOne) ? parameters : parameters.Unseen;
        var scope = new Scope(dialect, values, all, resource, null, source);
        var conditions = new List<string>();
        new ExpressionLowering(dialect, values, all, scope).Add(condition, conditions);
        var hidden = dialect.Search.RowColumn(resource.Entity) is { } column ? $", {scope.Alias}.{column}" : "";
        return $"(SELECT {scope.Alias}.*{hidden} FROM {scope.From()} WHERE {string.Join(" AND ", conditions)})";
    }
}
