using Lintel.Model;

namespace Lintel.Expressions;

/// <summary>
/// A checked expression: every name resolved, every part typed. Immutable. Two-valued: conditions are true or false; other values may be null.
/// Its <c>ToString</c> is the canonical text, which means the same when it is compiled again.
/// </summary>
public abstract record Expression
{
    private protected Expression(FieldType type, bool nullable)
    {
        // What is computed is in no column, and so in no column's form.
        Type = this is PathExpression or ConstantExpression or ParameterExpression ? type : type.Plain;
        Nullable = nullable;
    }

    /// <summary>What each value is, and how it is held.</summary>
    public FieldType Type { get; }

    /// <summary>Whether a row may give null.</summary>
    public bool Nullable { get; }

    /// <inheritdoc/>
    public sealed override string ToString() => ExpressionPrinter.Print(this);
}

/// <summary>A row that paths begin at: the row itself, the one at hand of a relation to many, or what an action is given.</summary>
/// <param name="Depth">How many such rows stand around it; 0 for the row itself, -1 for what an action is given.</param>
/// <param name="Resource">Its resource.</param>
public sealed record RowVariable(int Depth, Resource Resource)
{
    /// <summary>What an action is given is called so.</summary>
    public const string InputName = "input";

    /// <summary>What an action is given, with the fields of a resource.</summary>
    public static RowVariable Input(Resource resource) => new(-1, resource);

    /// <summary>Whether it is what an action is given.</summary>
    public bool IsInput => Depth < 0;

    /// <summary>The name in canonical text; empty for the row itself.</summary>
    public string Name => IsInput ? InputName : Depth == 0 ? "" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"r{Depth}");
}

/// <summary>A value that no row changes; a list is held as such, for <c>in</c>.</summary>
public sealed record ConstantExpression : Expression
{
    /// <summary>A constant of a type; null is of every type.</summary>
    public ConstantExpression(FieldType type, Value value)
        : base(type, value.IsNull) => Value = value;

    /// <summary>The value.</summary>
    public Value Value { get; }
}

/// <summary>A constant that is a parameter of the operation; never null.</summary>
public sealed record ParameterExpression : Expression
{
    /// <summary>The parameter in a slot.</summary>
    public ParameterExpression(FieldType type, int slot)
        : base(type, false) => Slot = slot;

    /// <summary>The slot.</summary>
    public int Slot { get; }
}

/// <summary>The time of the request, a timestamp: the same wherever it stands.</summary>
public sealed record NowExpression() : Expression(ExpressionTypes.Timestamp, false);

/// <summary>A field of a row, or of one that references lead to.</summary>
public sealed record PathExpression : Expression
{
    /// <summary>A field at the end of references.</summary>
    public PathExpression(RowVariable row, IReadOnlyList<Relation> hops, Field field)
        : base(field.Type, field.Nullable || hops.Any(hop => hop.IsOptional))
    {
        Row = row;
        Hops = hops;
        Field = field;
    }

    /// <summary>Where it begins.</summary>
    public RowVariable Row { get; }

    /// <summary>The references on the way.</summary>
    public IReadOnlyList<Relation> Hops { get; }

    /// <summary>The field.</summary>
    public Field Field { get; }
}

/// <summary>All, or one of some conditions. A null condition is not true.</summary>
public sealed record ChainExpression(bool IsOr, IReadOnlyList<Expression> Parts) : Expression(ExpressionTypes.Bool, false);

/// <summary>Whether a condition is not true; of null: true.</summary>
public sealed record NotExpression(Expression Operand) : Expression(ExpressionTypes.Bool, false);

/// <summary>How two values are compared.</summary>
public enum ComparisonOperator
{
    /// <summary>The same value; null is the same as null.</summary>
    Equal,

    /// <summary>Not the same value.</summary>
    NotEqual,

    /// <summary>Less; false with null, as are the three below.</summary>
    Less,

    /// <summary>Less or equal.</summary>
    LessOrEqual,

    /// <summary>Greater.</summary>
    Greater,

    /// <summary>Greater or equal.</summary>
    GreaterOrEqual,
}

/// <summary>A comparison of values of one type, or of two exact numbers.</summary>
public sealed record ComparisonExpression(ComparisonOperator Operator, Expression Left, Expression Right) : Expression(ExpressionTypes.Bool, false);

/// <summary>Whether a value is one of a list of constants, none of them null; of null: false.</summary>
public sealed record InExpression(Expression Operand, Expression List) : Expression(ExpressionTypes.Bool, false);

/// <summary>Whether an array field has a constant element; of null: false.</summary>
public sealed record ElementExpression(Expression Element, Expression Array) : Expression(ExpressionTypes.Bool, false);

/// <summary>What is computed from two values. The numbers stand in the CHECKs of SQLite databases, and so never change.</summary>
public enum ArithmeticOperator
{
    /// <summary>The sum; of texts, one behind the other.</summary>
    Add = 0,

    /// <summary>The difference.</summary>
    Subtract = 1,

    /// <summary>The product.</summary>
    Multiply = 2,

    /// <summary>The quotient: of whole numbers cut towards zero, of decimals rounded half away from zero.</summary>
    Divide = 3,

    /// <summary>What a division leaves, with the sign of the dividend.</summary>
    Modulo = 4,
}

/// <summary>A computation. Null where an operand is null, the divisor is zero, or the result does not fit its type.</summary>
public sealed record ArithmeticExpression : Expression
{
    internal ArithmeticExpression(ArithmeticOperator op, Expression left, Expression right, FieldType type, bool mayOverflow)
        : base(type, left.Nullable || right.Nullable || mayOverflow || op is ArithmeticOperator.Divide or ArithmeticOperator.Modulo)
    {
        Operator = op;
        Left = left;
        Right = right;
        MayOverflow = mayOverflow;
    }

    /// <summary>What is computed.</summary>
    public ArithmeticOperator Operator { get; }

    /// <summary>The first operand.</summary>
    public Expression Left { get; }

    /// <summary>The second operand.</summary>
    public Expression Right { get; }

    /// <summary>Whether there are operands of these types whose result does not fit.</summary>
    public bool MayOverflow { get; }
}

/// <summary>The same number in a type that holds all numbers of the operand's; a binary64 number may lose digits.</summary>
public sealed record CastExpression : Expression
{
    internal CastExpression(Expression operand, FieldType type)
        : base(type, operand.Nullable || OverflowsFrom(operand.Type, type)) => Operand = operand;

    /// <summary>Whether the type may be too small after all: one of 38 digits, of which more stand behind the point than before.</summary>
    public bool MayOverflow => OverflowsFrom(Operand.Type, Type);

    /// <summary>The number.</summary>
    public Expression Operand { get; }

    private static bool OverflowsFrom(FieldType from, FieldType to) =>
        to.Kind == ScalarKind.Decimal && ExpressionTypes.WholeDigits(from) > ExpressionTypes.WholeDigits(to);
}

/// <summary>One of two values of the same type.</summary>
public sealed record ConditionalExpression : Expression
{
    internal ConditionalExpression(Expression condition, Expression then, Expression other, FieldType type)
        : base(type, then.Nullable || other.Nullable)
    {
        Condition = condition;
        Then = then;
        Else = other;
    }

    /// <summary>What decides; null is not true.</summary>
    public Expression Condition { get; }

    /// <summary>The value where the condition is true.</summary>
    public Expression Then { get; }

    /// <summary>The value where it is not.</summary>
    public Expression Else { get; }
}

/// <summary>The number of code points of a text, or of elements of an array field.</summary>
public sealed record SizeExpression(Expression Operand) : Expression(ExpressionTypes.Int, Operand.Nullable);

/// <summary>What is asked of a text.</summary>
public enum TextTest
{
    /// <summary>Whether it begins with the other.</summary>
    StartsWith,

    /// <summary>Whether it ends with the other.</summary>
    EndsWith,

    /// <summary>Whether the other stands in it.</summary>
    Contains,
}

/// <summary>A question to a text; false where either is null.</summary>
public sealed record TextTestExpression(TextTest Test, Expression Operand, Expression Part) : Expression(ExpressionTypes.Bool, false);

/// <summary>Whether a pattern is found in a text; false of null.</summary>
/// <param name="Operand">The text.</param>
/// <param name="Pattern">The pattern.</param>
/// <param name="Slot">The slot of the parameter with the pattern as it was written, before the one in PostgreSQL's words; -1: it is a constant.</param>
public sealed record MatchExpression(Expression Operand, MatchPattern Pattern, int Slot = -1) : Expression(ExpressionTypes.Bool, false);
