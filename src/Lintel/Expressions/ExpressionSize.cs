using Lintel.Expressions.Evaluation;

namespace Lintel.Expressions;

/// <summary>How large a checked expression is, in the measures of <see cref="ExpressionLimits"/>.</summary>
/// <param name="Nodes">Names, literals and operators.</param>
/// <param name="Depth">Levels of operators.</param>
/// <param name="Hops">References on the longest path.</param>
/// <param name="Aggregates">Relations to many within each other.</param>
internal readonly record struct ExpressionSize(int Nodes, int Depth, int Hops, int Aggregates)
{
    public static ExpressionSize Of(Expression expression)
    {
        var (nodes, depth, hops, aggregates) = (1, 0, 0, 0);
        foreach (var part in ExpressionRewriting.Parts(expression))
        {
            var size = Of(part);
            nodes += size.Nodes;
            depth = Math.Max(depth, size.Depth);
            hops = Math.Max(hops, size.Hops);
            aggregates = Math.Max(aggregates, size.Aggregates);
        }
        return expression switch
        {
            PathExpression path => new(nodes, depth + 1, path.Hops.Count, 0),
            AggregateExpression aggregate => new(nodes, depth + 1, Math.Max(hops, aggregate.Hops.Count), aggregates + 1),
            _ => new(nodes, depth + 1, hops, aggregates),
        };
    }
}
