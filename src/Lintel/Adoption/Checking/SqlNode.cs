namespace Lintel.Adoption.Checking;

/// <summary>An SQL expression, as far as checks are understood.</summary>
internal abstract record SqlNode;

/// <summary>A column.</summary>
internal sealed record SqlColumn(string Name) : SqlNode;

/// <summary>A number, a text, or <c>true</c> or <c>false</c>.</summary>
internal sealed record SqlLiteral(string Value, SqlLiteralKind Kind) : SqlNode;

/// <summary>What a literal is.</summary>
internal enum SqlLiteralKind
{
    /// <summary>A number.</summary>
    Number,

    /// <summary>A text.</summary>
    Text,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Truth,

    /// <summary><c>null</c>.</summary>
    Null,
}

/// <summary>A list of values.</summary>
internal sealed record SqlList(IReadOnlyList<SqlNode> Items) : SqlNode;

/// <summary>All or any of some conditions.</summary>
internal sealed record SqlJunction(bool IsAnd, IReadOnlyList<SqlNode> Terms) : SqlNode;

/// <summary>The opposite of a condition.</summary>
internal sealed record SqlNot(SqlNode Operand) : SqlNode;

/// <summary>Whether something is null.</summary>
internal sealed record SqlIsNull(SqlNode Operand) : SqlNode;

/// <summary>Two operands and a comparison or calculation between them; the list of <c>in</c> is the right one.</summary>
internal sealed record SqlBinary(string Operator, SqlNode Left, SqlNode Right) : SqlNode;

/// <summary>A function of values.</summary>
internal sealed record SqlCall(string Name, IReadOnlyList<SqlNode> Arguments) : SqlNode;

/// <summary>A value taken as another type.</summary>
internal sealed record SqlCast(SqlNode Operand, string Type) : SqlNode;
