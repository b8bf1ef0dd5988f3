using Lintel.Expressions;

namespace Lintel.Permissions;

/// <summary>A condition as people write it: with the parentheses that it needs.</summary>
internal static class ConditionText
{
    /// <summary>The text.</summary>
    public static string Of(Expression condition) => condition switch
    {
        ChainExpression chain => string.Join(chain.IsOr ? " or " : " and ", chain.Parts.Select(part => part is ChainExpression ? $"({Of(part)})" : Of(part))),
        NotExpression { Operand: ChainExpression operand } => $"not ({Of(operand)})",
        NotExpression not => $"not {Of(not.Operand)}",
        AggregateExpression { Body: { } body } aggregate => aggregate.ToString().Replace(body.ToString(), Of(body), StringComparison.Ordinal),
        ComparisonExpression or InExpression or ElementExpression => condition.ToString()[1..^1],
        _ => condition.ToString(),
    };
}
