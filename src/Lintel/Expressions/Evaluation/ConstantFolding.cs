using Lintel.Model;

namespace Lintel.Expressions.Evaluation;

/// <summary>
/// Replaces what no row changes by its value: <c>now() - duration('P7D')</c> is one parameter then, and an index serves the comparison.
/// </summary>
internal sealed class ConstantFolding
{
    private readonly Evaluator _evaluator;
    private readonly bool _knowsNow;

    /// <summary>Folds at start-up, when the time of requests is not known.</summary>
    public ConstantFolding() => _evaluator = new Evaluator(0, []);

    /// <summary>Folds for a request.</summary>
    public ConstantFolding(long now)
    {
        _evaluator = new Evaluator(now, []);
        _knowsNow = true;
    }

    /// <summary>The expression with its constant parts evaluated.</summary>
    public Expression Fold(Expression expression)
    {
        var folded = ExpressionRewriting.Parts(expression, Fold);
        if (folded is ConstantExpression or PathExpression or AggregateExpression) return folded;
        return IsConstant(folded) ? new ConstantExpression(folded.Type, _evaluator.Evaluate(folded, NoRow.Instance)) : WithNull(folded);
    }

    // A null that stands in a computation decides it; a condition that is known decides which of two values is left.
    private static Expression WithNull(Expression expression) => expression switch
    {
        ArithmeticExpression arithmetic when IsNull(arithmetic.Left) || IsNull(arithmetic.Right) => new ConstantExpression(expression.Type, Value.Null),
        ConditionalExpression { Condition: ConstantExpression condition } conditional =>
            condition.Value is { IsNull: false, AsBool: true } ? conditional.Then : conditional.Else,
        ConditionalExpression conditional when IsNull(conditional.Then) && IsNull(conditional.Else) => conditional.Then,
        ComparisonExpression { Operator: not (ComparisonOperator.Equal or ComparisonOperator.NotEqual) } comparison
            when IsNull(comparison.Left) || IsNull(comparison.Right) => False,
        TextTestExpression test when IsNull(test.Operand) || IsNull(test.Part) => False,
        _ => expression,
    };

    private static ConstantExpression False => new(ExpressionTypes.Bool, Value.Of(false));

    private static bool IsNull(Expression expression) => expression is ConstantExpression { Value.IsNull: true };

    // Parts were folded before, so that it is enough to look at them.
    private bool IsConstant(Expression expression)
    {
        if (expression is NowExpression) return _knowsNow;
        if (expression is CallerExpression) return false;
        var constant = true;
        ExpressionRewriting.Parts(expression, part =>
        {
            constant &= part is ConstantExpression;
            return part;
        });
        return constant;
    }

    private sealed class NoRow : IExpressionRow
    {
        public static NoRow Instance { get; } = new();

        public Value Get(Field field) => throw new InvalidOperationException("A constant has no row.");

        public IExpressionRow? One(Relation relation) => throw new InvalidOperationException("A constant has no row.");

        public IReadOnlyList<IExpressionRow> Many(Relation relation) => throw new InvalidOperationException("A constant has no row.");
    }
}
