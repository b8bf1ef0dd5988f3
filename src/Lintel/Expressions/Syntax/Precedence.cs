namespace Lintel.Expressions.Syntax;

/// <summary>How closely operators bind; the greater number binds first.</summary>
internal static class Precedence
{
    public const int Or = 1, And = 2, Not = 3, Compare = 4, Add = 5, Multiply = 6;

    /// <summary>The operator that a token is, and its level; of a chain no operator. Null: it is none.</summary>
    public static (BinaryOperator? Kind, int Level)? Of(Token token) => token.Kind switch
    {
        TokenKind.Name => token.Text switch { "or" => (null, Or), "and" => (null, And), "in" => (BinaryOperator.In, Compare), _ => null },
        TokenKind.Symbol => token.Text switch
        {
            "||" => (null, Or),
            "&&" => (null, And),
            "==" => (BinaryOperator.Equal, Compare),
            "!=" => (BinaryOperator.NotEqual, Compare),
            "<" => (BinaryOperator.Less, Compare),
            "<=" => (BinaryOperator.LessOrEqual, Compare),
            ">" => (BinaryOperator.Greater, Compare),
            ">=" => (BinaryOperator.GreaterOrEqual, Compare),
            "+" => (BinaryOperator.Add, Add),
            "-" => (BinaryOperator.Subtract, Add),
            "*" => (BinaryOperator.Multiply, Multiply),
            "/" => (BinaryOperator.Divide, Multiply),
            "%" => (BinaryOperator.Modulo, Multiply),
            _ => null,
        },
        TokenKind.End or TokenKind.Number or TokenKind.Text or TokenKind.Wrong => null,
    };
}
