using Lintel.Expressions;
using Lintel.Model;
using Lintel.Operations;

namespace Lintel.Binding;

/// <summary>Asks whether a condition holds for rows. It sees all rows.</summary>
internal static class RowQuestion
{
    /// <summary>The reads of the keys, among some, of the rows for which a condition holds: one statement where the key is one field.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="keys">The keys of the rows.</param>
    /// <param name="condition">The condition, in which the caller stands already; its values are not bound.</param>
    /// <param name="now">The time of the request, in microseconds since the Unix epoch.</param>
    public static IEnumerable<BoundRead> OfKeys(Resource resource, IReadOnlyList<Value[]> keys, Expression condition, long now)
    {
        if (resource.Key is not [var field]) return keys.Select(key => Of(resource, resource.Key, key, condition, now));
        var parameters = new List<Value> { Value.Of([.. keys.Select(key => key[0])]) };
        return [Read(resource, [new BoundPath([], field)], [new Comparison(new BoundPath([], field), FilterOperator.In, 0)], condition, parameters, now)];
    }

    /// <summary>The read of the row that has some values, unique together, if the condition holds for it.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="fields">The fields.</param>
    /// <param name="values">The values of the row.</param>
    /// <param name="condition">The condition, in which the caller stands already; its values are not bound.</param>
    /// <param name="now">The time of the request, in microseconds since the Unix epoch.</param>
    public static BoundRead Of(Resource resource, IReadOnlyList<Field> fields, Value[] values, Expression condition, long now)
    {
        var parameters = new List<Value>(values);
        BoundPath[] columns = [.. fields.Select(field => new BoundPath([], field))];
        return Read(resource, columns, columns.Select((column, i) => new Comparison(column, FilterOperator.Equal, i)), condition, parameters, now);
    }

    private static BoundRead Read(Resource resource, BoundPath[] columns, IEnumerable<BoundFilter> rows, Expression condition, List<Value> parameters, long now)
    {
        var filter = new AllOf([.. rows, new Where(ExpressionEvaluator.Bind(condition, now, parameters))]);
        return new BoundRead
        {
            Resource = resource,
            Selection = new BoundSelection { Resource = resource, Columns = columns, Shown = columns.Length, Includes = [], Filter = filter, Order = [] },
            Parameters = [.. parameters],
        };
    }
}
