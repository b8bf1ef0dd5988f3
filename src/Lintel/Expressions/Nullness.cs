namespace Lintel.Expressions;

/// <summary>Tells whether a value may be missing because something that is named is, and not just because a computation has no result.</summary>
internal static class Nullness
{
    /// <summary>The part for which an expression may be null; null: it never is, but where a computation has no result.</summary>
    public static Expression? Of(Expression expression) => Find(expression, []);

    private static Expression? Find(Expression expression, IReadOnlyList<PathExpression> there) => expression switch
    {
        { Nullable: false } => null,
        PathExpression path => there.Any(known => Same(known, path)) ? null : path,
        ArithmeticExpression arithmetic => Find(arithmetic.Left, there) ?? Find(arithmetic.Right, there),
        CastExpression cast => Find(cast.Operand, there),
        SizeExpression size => Find(size.Operand, there),
        CalendarExpression calendar => Find(calendar.Operand, there),
        ConditionalExpression conditional => Find(conditional.Then, [.. there, .. There(conditional.Condition, true)]) ?? Find(conditional.Else, [.. there, .. There(conditional.Condition, false)]),
        _ => expression,
    };

    /// <summary>What has a value where a condition holds, or where it does not.</summary>
    private static IEnumerable<PathExpression> There(Expression condition, bool holds) => condition switch
    {
        ComparisonExpression { Left: PathExpression path, Right: ConstantExpression { Value.IsNull: true }, Operator: var op } when op == (holds ? ComparisonOperator.NotEqual : ComparisonOperator.Equal) => [path],
        NotExpression not => There(not.Operand, !holds),
        ChainExpression chain when chain.IsOr != holds => chain.Parts.SelectMany(part => There(part, holds)),
        _ => [],
    };

    private static bool Same(PathExpression one, PathExpression other) => one.Row == other.Row && one.Field == other.Field && one.Hops.SequenceEqual(other.Hops);
}
