using Lintel.Expressions.Evaluation;

namespace Lintel.Expressions;

/// <summary>What an expression needs.</summary>
public static class ExpressionFacts
{
    /// <summary>Whether the fields of one row decide: no relation is followed, and the time does not matter.</summary>
    public static bool IsOfOneRow(Expression expression) => expression switch
    {
        NowExpression or AggregateExpression or ParameterExpression => false,
        PathExpression path => path.Hops.Count == 0,
        _ => ExpressionRewriting.Parts(expression).TrueForAll(IsOfOneRow),
    };

    /// <summary>The parameters of a bound expression, in the order of its text.</summary>
    public static IEnumerable<ParameterExpression> Parameters(Expression expression) =>
        expression is ParameterExpression parameter ? [parameter] : ExpressionRewriting.Parts(expression).SelectMany(Parameters);
}
