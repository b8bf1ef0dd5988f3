namespace Lintel.Expressions;

/// <summary>How large an expression may be. The defaults keep every evaluator far from its own limits.</summary>
public sealed record ExpressionLimits
{
    /// <summary>The defaults.</summary>
    public static ExpressionLimits Default { get; } = new();

    /// <summary>Most UTF-16 code units of text. Default: 8,192.</summary>
    public int Length { get; init; } = 8192;

    /// <summary>Most levels of nesting, those of parentheses and of operators. Default: 64; SQLite ends at 1,000.</summary>
    public int Depth { get; init; } = 64;

    /// <summary>Most names, literals and operators; items of lists are not counted. Default: 1,000.</summary>
    public int Nodes { get; init; } = 1000;

    /// <summary>Most items of a list. Default: 1,000.</summary>
    public int Items { get; init; } = 1000;

    /// <summary>Most references on one path. Default: 8.</summary>
    public int Hops { get; init; } = 8;

    /// <summary>Most relations to many rows within each other. Default: 4.</summary>
    public int Aggregates { get; init; } = 4;

    /// <summary>Whether fields may be named that are never shown. Default: false; rules of the contract may, callers may not.</summary>
    public bool WriteOnly { get; init; }
}
