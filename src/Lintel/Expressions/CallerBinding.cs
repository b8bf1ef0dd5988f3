using Lintel.Access;
using Lintel.Expressions.Evaluation;
using Lintel.Model;
using Lintel.Model.Scalars;

namespace Lintel.Expressions;

/// <summary>
/// Puts a caller into a policy: what they are decides is decided, and what is left asks the row alone. What a caller lacks, or what can't be read as the type
/// that it is compared with, equals nothing, not even null: or a row without an owner would belong to everybody without a name.
/// </summary>
/// <param name="caller">The caller.</param>
/// <param name="now">The time of the request, in microseconds since the Unix epoch.</param>
internal sealed class CallerBinding(Caller caller, long now)
{
    private readonly ConstantFolding _folding = new(now);

    /// <summary>The condition on a row; true or false alone where the caller decides.</summary>
    public Expression Bind(Expression part) => part switch
    {
        CallerExpression of => Constant(of),
        ComparisonExpression comparison => Compare(comparison),
        InExpression { List: CallerExpression list } within => Values(list) is { Value.AsList.Length: > 0 } values ? _folding.Fold(new InExpression(Bind(within.Operand), values)) : Truth(false),
        ElementExpression { Element: CallerExpression element } within => Constant(element) is { Value.IsNull: false } value ? new ElementExpression(value, within.Array) : Truth(false),
        ChainExpression chain => Chain(chain),
        NotExpression not => Bind(not.Operand) is var operand && IsTruth(operand, out var truth) ? Truth(!truth) : new NotExpression(operand),
        AggregateExpression => ExpressionRewriting.Parts(part, Bind),
        _ => _folding.Fold(ExpressionRewriting.Parts(part, Bind)),
    };

    private static ConstantExpression Truth(bool value) => new(ExpressionTypes.Bool, Value.Of(value));

    private static bool IsTruth(Expression expression, out bool truth)
    {
        truth = expression is ConstantExpression { Value: { IsNull: false, AsBool: true } };
        return expression is ConstantExpression;
    }

    private static bool IsOfCaller(Expression expression) => expression is CallerExpression || ExpressionRewriting.Parts(expression).Exists(IsOfCaller);

    private static bool IsNull(Expression expression) => expression is ConstantExpression { Value.IsNull: true };

    private Expression Compare(ComparisonExpression comparison)
    {
        var (left, right, op) = (Bind(comparison.Left), Bind(comparison.Right), comparison.Operator);
        var isLacking = (Lacks(comparison.Left, left) && !IsNull(comparison.Right)) || (Lacks(comparison.Right, right) && !IsNull(comparison.Left));
        return isLacking ? Truth(op == ComparisonOperator.NotEqual) : _folding.Fold(new ComparisonExpression(op, left, right));

        static bool Lacks(Expression written, Expression bound) => IsNull(bound) && IsOfCaller(written);
    }

    private Expression Chain(ChainExpression chain)
    {
        var parts = new List<Expression>();
        foreach (var part in chain.Parts)
        {
            var bound = Bind(part);
            if (!IsTruth(bound, out var truth)) parts.Add(bound);
            else if (truth == chain.IsOr) return Truth(truth);
        }
        return parts.Count switch { 0 => Truth(!chain.IsOr), 1 => parts[0], _ => new ChainExpression(chain.IsOr, parts) };
    }

    private ConstantExpression Constant(CallerExpression of)
    {
        var text = of.Part switch
        {
            CallerPart.Id => caller.Id,
            CallerPart.Claim => caller.Claims.GetValueOrDefault(of.Claim!) is [var first, ..] ? first : null,
            CallerPart.Roles => throw new InvalidOperationException("Roles are a list."),
        };
        return new ConstantExpression(of.As, text is not null && TryRead(of.As, text, out var value) ? value : Value.Null);
    }

    private ConstantExpression Values(CallerExpression of)
    {
        var texts = of.Part switch
        {
            CallerPart.Id => caller.Id is { } id ? [id] : [],
            CallerPart.Roles => caller.Roles,
            CallerPart.Claim => caller.Claims.GetValueOrDefault(of.Claim!) ?? [],
        };
        var values = new List<Value>();
        foreach (var text in texts)
        {
            if (TryRead(of.As, text, out var value) && !values.Contains(value)) values.Add(value);
        }
        return new ConstantExpression(of.As, Value.Of([.. values]));
    }

    // A text that no column can hold equals none.
    private static bool TryRead(FieldType type, string text, out Value value)
    {
        value = Value.Null;
        return !text.Contains('\0', StringComparison.Ordinal) && Scalar.For(type.Kind).TryParse(type, text, out value);
    }
}
