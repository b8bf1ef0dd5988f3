using Lintel.Expressions.Evaluation;
using Lintel.Model;

namespace Lintel.Expressions;

/// <summary>What is done with checked expressions: evaluating them in memory, and making their values parameters of an operation.</summary>
public static class ExpressionEvaluator
{
    /// <summary>The value for a row, in the form of the expression's type; of a condition true or false. Never throws.</summary>
    /// <param name="expression">The expression, as it was compiled: not bound.</param>
    /// <param name="row">The row.</param>
    /// <param name="now">The time of the request, in microseconds since the Unix epoch.</param>
    /// <param name="input">What an action is given; null: the expression is of no action.</param>
    public static Value Evaluate(Expression expression, IExpressionRow row, long now, IExpressionRow? input = null) => new Evaluator(now, [], input).Evaluate(expression, row);

    /// <summary>Whether a condition holds for a row; null does not.</summary>
    /// <inheritdoc cref="Evaluate"/>
    public static bool Holds(Expression condition, IExpressionRow row, long now, IExpressionRow? input = null) =>
        Evaluate(condition, row, now, input) is { IsNull: false, AsBool: true };

    /// <summary>
    /// The expression of one request: what no row changes is evaluated, and each constant but null and truth values becomes a parameter.
    /// Its text is then its shape: expressions that differ only in values have the same.
    /// </summary>
    /// <param name="expression">The expression.</param>
    /// <param name="now">The time of the request, in microseconds since the Unix epoch.</param>
    /// <param name="parameters">The parameters of the operation, to which those of the expression are added.</param>
    public static Expression Bind(Expression expression, long now, List<Value> parameters) => Parametrize(new ConstantFolding(now).Fold(expression), parameters);

    /// <summary>The same of an expression of which what no row changes is evaluated already.</summary>
    /// <inheritdoc cref="Bind"/>
    internal static Expression Parametrize(Expression expression, List<Value> parameters)
    {
        return Replace(expression);

        Expression Replace(Expression part)
        {
            if (part is MatchExpression match)
            {
                var operand = Replace(match.Operand);
                parameters.Add(Value.Of(match.Pattern.Source));
                parameters.Add(Value.Of(match.Pattern.Postgres));
                return new MatchExpression(operand, match.Pattern, parameters.Count - 2);
            }
            if (part is not ConstantExpression { Value: { IsNull: false, Kind: not ValueKind.Bool } value } constant) return ExpressionRewriting.Parts(part, Replace);
            parameters.Add(value);
            return new ParameterExpression(constant.Type, parameters.Count - 1);
        }
    }
}
