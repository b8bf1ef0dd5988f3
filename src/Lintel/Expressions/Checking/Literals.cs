using Lintel.Expressions.Syntax;
using Lintel.Model;
using Lintel.Model.Scalars;

namespace Lintel.Expressions.Checking;

/// <summary>What a literal is: by itself, and beside a value whose type it takes.</summary>
internal sealed class Literals(List<ExpressionError> errors)
{
    // A literal's digits are rounded up to one of these, so that expressions which differ in a literal are of one shape.
    private static readonly int[] Precisions = [4, 9, 18, 38];

    /// <summary>A literal with nothing beside it; null after an error.</summary>
    public Expression? Alone(LiteralSyntax literal) => literal.Kind switch
    {
        LiteralKind.Null => new ConstantExpression(ExpressionTypes.Null, Value.Null),
        LiteralKind.True or LiteralKind.False => new ConstantExpression(ExpressionTypes.Bool, Value.Of(literal.Kind == LiteralKind.True)),
        LiteralKind.Text => new ConstantExpression(ExpressionTypes.Text, Value.Of(literal.Text)),
        LiteralKind.Number => Number(literal),
    };

    /// <summary>An expression beside a value of a type: a literal becomes one of that type, if it can; null after an error.</summary>
    public Expression? Beside(SyntaxNode syntax, Expression expression, FieldType type)
    {
        if (ReferenceEquals(expression.Type, ExpressionTypes.Null)) return new ConstantExpression(type, Value.Null);
        if (expression is CallerExpression caller) return caller.Beside(type);
        if (syntax is not LiteralSyntax literal || type.IsArray) return expression;
        if (literal.Kind == LiteralKind.Number)
            return type.Kind is ScalarKind.Decimal or ScalarKind.Double && Scalar.For(type.Kind).TryParse(type, literal.Text, out var number)
                ? new ConstantExpression(type, number)
                : expression;
        if (literal.Kind != LiteralKind.Text) return expression;
        if (type.Kind is ScalarKind.Enum or ScalarKind.Date or ScalarKind.Time or ScalarKind.DateTime or ScalarKind.Timestamp or ScalarKind.Duration or ScalarKind.Uuid or ScalarKind.Native)
            return Read(literal, type);
        return expression;
    }

    /// <summary>A text literal as a value of a type; null after an error.</summary>
    public Expression? Read(LiteralSyntax literal, FieldType type)
    {
        if (Scalar.For(type.Kind).TryParse(type, literal.Text, out var value)) return new ConstantExpression(type, value);
        var hint = type.Kind == ScalarKind.Enum ? Wording.DidYouMean(literal.Text, type.Members) : null;
        var what = type.Kind == ScalarKind.Enum ? "one of the names" : $"{Article(type)} {type}";
        errors.Add(new ExpressionError(literal.Offset, literal.Length, $"'{Wording.Short(literal.Text)}' is not {what}.",
            hint ?? $"write {Scalar.For(type.Kind).Expected(type)}"));
        return null;
    }

    /// <summary>A number beside a decimal with which it is computed: a decimal of few digits, so that the result has few too.</summary>
    public static Expression Computed(SyntaxNode syntax, Expression expression)
    {
        if (syntax is not LiteralSyntax { Kind: LiteralKind.Number } literal || !ExpressionTypes.IsInteger(expression.Type)) return expression;
        return Decimal(literal, 0, literal.Text.TrimStart('-').Length) ?? expression;
    }

    private ConstantExpression? Number(LiteralSyntax literal)
    {
        var text = literal.Text;
        foreach (var type in (ReadOnlySpan<FieldType>)[ExpressionTypes.Int, ExpressionTypes.Long])
        {
            if (!text.AsSpan().ContainsAny(".eE") && Scalar.For(type.Kind).TryParse(type, text, out var integer)) return new ConstantExpression(type, integer);
        }
        if (text.AsSpan().ContainsAny("eE"))
        {
            if (Scalar.For(ScalarKind.Double).TryParse(ExpressionTypes.Double, text, out var number)) return new ConstantExpression(ExpressionTypes.Double, number);
        }
        else if (DecimalText.TryParse(text, stackalloc char[64], out var exact) && Decimal(literal, exact.Scale, exact.WholeDigits + exact.Scale) is { } constant)
        {
            return constant;
        }
        errors.Add(new ExpressionError(literal.Offset, literal.Length, "This number is too large, or has too many digits.", "a decimal has 38 digits at most"));
        return null;
    }

    private static ConstantExpression? Decimal(LiteralSyntax literal, int scale, int digits)
    {
        foreach (var precision in Precisions)
        {
            if (digits > precision) continue;
            var type = ExpressionTypes.Decimal(precision, scale);
            if (Scalar.For(ScalarKind.Decimal).TryParse(type, literal.Text, out var value)) return new ConstantExpression(type, value);
        }
        return null;
    }

    private static string Article(FieldType type) => type.Kind == ScalarKind.Uuid ? "a" : "aeio".Contains(type.ToString()[0], StringComparison.Ordinal) ? "an" : "a";
}
