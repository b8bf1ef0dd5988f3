using Lintel.Expressions;
using Lintel.Model;
using Lintel.Operations;

namespace Lintel.Binding;

/// <summary>Asks whether a condition holds for rows. It sees all rows.</summary>
internal static class RowQuestion
{
    /// <summary>The reads of the keys, among some, of the rows for which a condition holds: one statement where the key is one field.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="columns">Where the keys are: those of the rows themselves, or of rows that they lead to.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="condition">The condition, in which the caller stands already; its values are not bound.</param>
    /// <param name="now">The time of the request, in microseconds since the Unix epoch.</param>
    public static IEnumerable<BoundRead> OfKeys(Resource resource, BoundPath[] columns, IReadOnlyList<Value[]> keys, Expression condition, long now)
    {
        if (columns is not [var column]) return keys.Select(key => Of(resource, columns, key, condition, now));
        var parameters = new List<Value> { Value.Of([.. keys.Select(key => key[0])]) };
        return [Read(resource, columns, [new Comparison(column, FilterOperator.In, 0)], condition, parameters, now)];
    }

    /// <summary>The read of the row that has some values, unique together, if the condition holds for it.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="fields">The fields.</param>
    /// <param name="values">The values of the row.</param>
    /// <param name="condition">The condition, in which the caller stands already; its values are not bound.</param>
    /// <param name="now">The time of the request, in microseconds since the Unix epoch.</param>
    public static BoundRead Of(Resource resource, IReadOnlyList<Field> fields, Value[] values, Expression condition, long now) => Of(resource, Columns(fields, []), values, condition, now);

    /// <summary>Where fields are.</summary>
    /// <param name="fields">The fields.</param>
    /// <param name="hops">The way to their row.</param>
    public static BoundPath[] Columns(IReadOnlyList<Field> fields, IReadOnlyList<Relation> hops) => [.. fields.Select(field => new BoundPath(hops, field))];

    private static BoundRead Of(Resource resource, BoundPath[] columns, Value[] values, Expression condition, long now) =>
        Read(resource, columns, columns.Select((column, i) => new Comparison(column, FilterOperator.Equal, i)), condition, [.. values], now);

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
