using Lintel.Model;

namespace Lintel.Expressions.Checking;

/// <summary>Which types operators take, and which they give. docs/expressions.md says the same for people.</summary>
internal static class OperatorTypes
{
    private static readonly UInt128 Large = (UInt128)1 << 64;

    /// <summary>Two operands that can be compared, with a cast where one is binary64; null: they can't.</summary>
    public static (Expression Left, Expression Right)? Compared(Expression left, Expression right, bool ordered)
    {
        if (left.Type.IsArray || right.Type.IsArray) return null;
        var (one, other) = (left.Type, right.Type);
        if (ExpressionTypes.IsNumber(one) && ExpressionTypes.IsNumber(other))
            return one.Kind == ScalarKind.Double || other.Kind == ScalarKind.Double ? (Double(left), Double(right)) : (left, right);
        if (ExpressionTypes.IsText(one) && ExpressionTypes.IsText(other)) return (left, right);
        if (one.Kind != other.Kind || one.Kind is ScalarKind.Json or ScalarKind.Bytes || (ordered && one.Kind is ScalarKind.Bool or ScalarKind.Native)) return null;
        return (left, right);
    }

    /// <summary>Two values as one type; null: they have none in common.</summary>
    public static (Expression Left, Expression Right, FieldType Type)? Unified(Expression left, Expression right)
    {
        if (ReferenceEquals(left.Type, right.Type) || (ExpressionTypes.AreSame(left.Type, right.Type) && left.Type.Kind != ScalarKind.Enum)) return (left, right, left.Type);
        if (left.Type.IsArray || right.Type.IsArray) return null;
        if (ExpressionTypes.IsText(left.Type) && ExpressionTypes.IsText(right.Type)) return (left, right, ExpressionTypes.Text);
        if (!ExpressionTypes.IsNumber(left.Type) || !ExpressionTypes.IsNumber(right.Type)) return left.Type.Kind == right.Type.Kind ? (left, right, left.Type) : null;
        if (left.Type.Kind == ScalarKind.Double || right.Type.Kind == ScalarKind.Double) return (Double(left), Double(right), ExpressionTypes.Double);
        if (ExpressionTypes.IsInteger(left.Type) && ExpressionTypes.IsInteger(right.Type))
            return (Cast(left, ExpressionTypes.Long), Cast(right, ExpressionTypes.Long), ExpressionTypes.Long);
        var scale = Math.Max(ExpressionTypes.Scale(left.Type), ExpressionTypes.Scale(right.Type));
        var type = ExpressionTypes.Decimal(Math.Max(ExpressionTypes.WholeDigits(left.Type), ExpressionTypes.WholeDigits(right.Type)) + scale, scale);
        return (Cast(left, type), Cast(right, type), type);
    }

    /// <summary>The computation of two operands; null with a reason where there is none.</summary>
    public static Expression? Arithmetic(ArithmeticOperator op, Expression left, Expression right, out string? reason)
    {
        reason = null;
        if (ExpressionTypes.IsInteger(left.Type) && ExpressionTypes.IsInteger(right.Type)) return Integers(op, left, right);
        if (ExpressionTypes.IsExact(left.Type) && ExpressionTypes.IsExact(right.Type)) return Decimals(op, left, right, out reason);
        if (ExpressionTypes.IsText(left.Type) && ExpressionTypes.IsText(right.Type) && op == ArithmeticOperator.Add)
            return new ArithmeticExpression(op, left, right, ExpressionTypes.Text, false);
        if (ExpressionTypes.IsNumber(left.Type) && ExpressionTypes.IsNumber(right.Type))
            reason = "a double is not exact, and can only be compared: use a decimal";
        return Times(op, left.Type, right.Type) is { } type ? new ArithmeticExpression(op, left, right, type, true) : null;
    }

    /// <summary>The type of a sum or mean of values; null: they have none.</summary>
    public static FieldType? Total(AggregateFunction function, FieldType type)
    {
        if (type.IsArray) return null;
        if (function == AggregateFunction.Avg)
            return ExpressionTypes.IsExact(type) ? ExpressionTypes.Decimal(ExpressionTypes.MaxDigits, Math.Max(ExpressionTypes.QuotientScale, ExpressionTypes.Scale(type))) : null;
        if (ExpressionTypes.IsInteger(type)) return ExpressionTypes.Long;
        if (type.Kind == ScalarKind.Decimal) return ExpressionTypes.Decimal(ExpressionTypes.MaxDigits, type.Scale);
        return type.Kind == ScalarKind.Duration ? ExpressionTypes.Duration : null;
    }

    /// <summary>Whether values of a type have a least and a greatest that each store finds.</summary>
    public static bool HasExtremes(FieldType type) =>
        !type.IsArray && (ExpressionTypes.IsNumber(type) || ExpressionTypes.IsText(type)
            || type.Kind is ScalarKind.Date or ScalarKind.Time or ScalarKind.DateTime or ScalarKind.Timestamp or ScalarKind.Duration);

    private static ArithmeticExpression Integers(ArithmeticOperator op, Expression left, Expression right) =>
        new(op, left, right, ExpressionTypes.Long, Magnitude(op, left, right) > long.MaxValue);

    private static ArithmeticExpression? Decimals(ArithmeticOperator op, Expression left, Expression right, out string? reason)
    {
        reason = null;
        var (leftScale, rightScale) = (ExpressionTypes.Scale(left.Type), ExpressionTypes.Scale(right.Type));
        var (leftWhole, rightWhole) = (ExpressionTypes.WholeDigits(left.Type), ExpressionTypes.WholeDigits(right.Type));
        var scale = Math.Max(leftScale, rightScale);
        var whole = Math.Max(leftWhole, rightWhole) + 1;
        switch (op)
        {
            case ArithmeticOperator.Multiply:
                scale = leftScale + rightScale;
                whole = leftWhole + rightWhole;
                break;
            case ArithmeticOperator.Divide:
                scale = Math.Max(scale, ExpressionTypes.QuotientScale);
                whole = leftWhole + rightScale + 1;
                break;
            case ArithmeticOperator.Modulo:
                whole = Math.Min(leftWhole, rightWhole);
                break;
            case ArithmeticOperator.Add or ArithmeticOperator.Subtract: break;
        }
        if (scale > ExpressionTypes.MaxDigits)
        {
            reason = "the product would have more than 38 digits behind the point: multiply fewer decimals";
            return null;
        }
        return new ArithmeticExpression(op, left, right, ExpressionTypes.Decimal(whole + scale, scale), whole + scale > ExpressionTypes.MaxDigits);
    }

    private static FieldType? Times(ArithmeticOperator op, FieldType left, FieldType right)
    {
        if (left.IsArray || right.IsArray || op is not (ArithmeticOperator.Add or ArithmeticOperator.Subtract)) return null;
        return (left.Kind, op, right.Kind) switch
        {
            (ScalarKind.Duration, _, ScalarKind.Duration) => left,
            (ScalarKind.Timestamp or ScalarKind.DateTime, _, ScalarKind.Duration) => left,
            (ScalarKind.Duration, ArithmeticOperator.Add, ScalarKind.Timestamp or ScalarKind.DateTime) => right,
            (ScalarKind.Timestamp, ArithmeticOperator.Subtract, ScalarKind.Timestamp) => ExpressionTypes.Duration,
            (ScalarKind.DateTime, ArithmeticOperator.Subtract, ScalarKind.DateTime) => ExpressionTypes.Duration,
            (ScalarKind.Date, ArithmeticOperator.Subtract, ScalarKind.Date) => ExpressionTypes.Duration,
            _ => null,
        };
    }

    // How far from zero a whole number can be, by its type alone: a literal's value is no part of an expression's shape.
    private static UInt128 Magnitude(Expression expression) => expression switch
    {
        ArithmeticExpression { Type.Kind: ScalarKind.Long } inner => UInt128.Min(Magnitude(inner.Operator, inner.Left, inner.Right), (UInt128)1 << 63),
        { Type.Kind: ScalarKind.Int } => (UInt128)1 << 31,
        _ => (UInt128)1 << 63,
    };

    private static UInt128 Magnitude(ArithmeticOperator op, Expression left, Expression right)
    {
        var (one, other) = (Magnitude(left), Magnitude(right));
        return UInt128.Min(Large, op switch
        {
            ArithmeticOperator.Add or ArithmeticOperator.Subtract => one + other,
            ArithmeticOperator.Multiply => one * other,
            ArithmeticOperator.Divide => one,
            ArithmeticOperator.Modulo => UInt128.Min(other, (UInt128)1 << 62),
        });
    }

    private static Expression Double(Expression expression) => Cast(expression, ExpressionTypes.Double);

    public static Expression Cast(Expression expression, FieldType type) => ExpressionTypes.AreSame(expression.Type, type) ? expression
        : expression is ConstantExpression { Value.IsNull: true } ? new ConstantExpression(type, Value.Null)
        : new CastExpression(expression, type);
}
