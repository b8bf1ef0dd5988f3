namespace Lintel.Expressions.Syntax;

/// <summary>An expression as it was written, with its place and nothing resolved.</summary>
/// <param name="Offset">Where it begins.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Depth">How many levels it has, itself among them.</param>
internal abstract record SyntaxNode(int Offset, int Length, int Depth)
{
    public int End => Offset + Length;
}

/// <summary>What a literal is.</summary>
internal enum LiteralKind
{
    Null, True, False, Number, Text,
}

internal sealed record LiteralSyntax(LiteralKind Kind, string Text, int Offset, int Length) : SyntaxNode(Offset, Length, 1);

internal sealed record NameSyntax(string Name, int Offset, int Length) : SyntaxNode(Offset, Length, 1);

/// <summary><c>target.name</c>; the name stands at the end.</summary>
internal sealed record MemberSyntax(SyntaxNode Target, string Name, int Offset, int Length) : SyntaxNode(Offset, Length, Target.Depth)
{
    public int NameOffset => End - Name.Length;
}

/// <summary><c>name(…)</c> or <c>target.name(…)</c>.</summary>
internal sealed record CallSyntax(SyntaxNode? Target, string Name, int NameOffset, IReadOnlyList<SyntaxNode> Arguments, int Offset, int Length, int Depth)
    : SyntaxNode(Offset, Length, Depth);

internal sealed record ListSyntax(IReadOnlyList<SyntaxNode> Items, int Offset, int Length, int Depth) : SyntaxNode(Offset, Length, Depth);

internal sealed record NotSyntax(SyntaxNode Operand, int Offset, int Length) : SyntaxNode(Offset, Length, Operand.Depth + 1);

internal sealed record NegateSyntax(SyntaxNode Operand, int Offset, int Length) : SyntaxNode(Offset, Length, Operand.Depth + 1);

internal sealed record ConditionalSyntax(SyntaxNode Condition, SyntaxNode Then, SyntaxNode Else)
    : SyntaxNode(Condition.Offset, Else.End - Condition.Offset, Math.Max(Condition.Depth, Math.Max(Then.Depth, Else.Depth)) + 1);

/// <summary>The operators between two operands.</summary>
internal enum BinaryOperator
{
    Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual, In, Add, Subtract, Multiply, Divide, Modulo,
}

internal sealed record BinarySyntax(BinaryOperator Operator, int OperatorOffset, int OperatorLength, SyntaxNode Left, SyntaxNode Right)
    : SyntaxNode(Left.Offset, Right.End - Left.Offset, Math.Max(Left.Depth, Right.Depth) + 1);

/// <summary>A chain of <c>and</c> or of <c>or</c>: flat, since chains are long.</summary>
internal sealed record ChainSyntax(bool IsOr, IReadOnlyList<SyntaxNode> Parts, int Depth)
    : SyntaxNode(Parts[0].Offset, Parts[^1].End - Parts[0].Offset, Depth);
