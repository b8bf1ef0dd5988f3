using Lintel.Expressions;
using Lintel.Model;
using Lintel.Operations;

namespace Lintel.Binding;

/// <summary>Asks whether a condition holds for a row. It sees all rows.</summary>
internal static class RowQuestion
{
    /// <summary>The read of the row that has some values, unique together, if the condition holds for it.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="fields">The fields.</param>
    /// <param name="values">The values of the row.</param>
    /// <param name="condition">The condition, in which the caller stands already; its values are not bound.</param>
    /// <param name="now">The time of the request, in microseconds since the Unix epoch.</param>
    public static BoundRead Of(Resource resource, IReadOnlyList<Field> fields, Value[] values, Expression condition, long now) =>
        Of(resource, [.. fields.Select(field => new BoundPath([], field))], values, condition, now);

    /// <summary>The read of the rows that lead to some values, and for which a condition holds.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="columns">Where the values are.</param>
    /// <param name="values">The values.</param>
    /// <param name="condition">The condition, in which the caller stands already; its values are not bound.</param>
    /// <param name="now">The time of the request, in microseconds since the Unix epoch.</param>
    public static BoundRead Of(Resource resource, BoundPath[] columns, Value[] values, Expression condition, long now)
    {
        var parameters = new List<Value>(values);
        var filter = columns.Select((column, i) => (BoundFilter)new Comparison(column, FilterOperator.Equal, i)).ToList();
        filter.Add(new Where(ExpressionEvaluator.Bind(condition, now, parameters)));
        return new BoundRead
        {
            Resource = resource,
            Selection = new BoundSelection { Resource = resource, Columns = columns, Shown = columns.Length, Includes = [], Filter = new AllOf(filter), Order = [] },
            Parameters = [.. parameters],
        };
    }
}
