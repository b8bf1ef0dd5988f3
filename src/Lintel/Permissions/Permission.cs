using Lintel.Expressions;
using Lintel.Model;

namespace Lintel.Permissions;

/// <summary>What a caller may do with rows: all of it, nothing, or what a condition on the row says.</summary>
public sealed record Permission
{
    private Permission(bool? always, Expression? condition) => (Always, Condition) = (always, condition);

    /// <summary>They may, whatever the row is.</summary>
    public static Permission Yes { get; } = new(true, null);

    /// <summary>They may not, whatever the row is.</summary>
    public static Permission No { get; } = new(false, null);

    /// <summary>Whether they may, whatever the row is; null: the row decides.</summary>
    public bool? Always { get; }

    /// <summary>The condition on the row; null: there is none.</summary>
    public Expression? Condition { get; }

    /// <summary>What a condition says.</summary>
    public static Permission Where(Expression condition) => Settled(condition) is ConstantExpression { Value: var value } ? value is { IsNull: false, AsBool: true } ? Yes : No : new Permission(null, Settled(condition));

    /// <summary>What both of two say.</summary>
    public Permission And(Permission other)
    {
        if (Always == false || other.Always == true) return this;
        if (Always == true || other.Always == false) return other;
        var parts = Parts(Condition!).Concat(Parts(other.Condition!)).DistinctBy(part => part.ToString()).ToList();
        // What one asks for anyway, the other need not offer as a choice.
        parts.RemoveAll(part => part is ChainExpression { IsOr: true } choice && choice.Parts.Any(one => parts.Exists(asked => asked != part && asked.ToString() == one.ToString())));
        return new Permission(null, parts is [var only] ? only : new ChainExpression(IsOr: false, parts));
    }

    /// <summary>What one of two says.</summary>
    public Permission Or(Permission other)
    {
        if (Always == true || other.Always == false) return this;
        if (Always == false || other.Always == true) return other;
        return Condition!.ToString() == other.Condition!.ToString() ? this : new Permission(null, new ChainExpression(IsOr: true, [Condition, other.Condition]));
    }

    /// <inheritdoc/>
    public override string ToString() => Always switch { true => "yes", false => "no", null => ConditionText.Of(Condition!) };

    // Who has no value is in no list, and no row has what nothing has: a statement need not know, but people want to.
    private static Expression Settled(Expression condition)
    {
        switch (condition)
        {
            case InExpression { List: ConstantExpression { Value: { Kind: ValueKind.List, AsList.Length: 0 } } }: return Truth(false);
            case AggregateExpression { Function: AggregateFunction.Exists, Body: { } body } when IsTruth(Settled(body), false): return Truth(false);
            case NotExpression not when Settled(not.Operand) is ConstantExpression operand: return Truth(!IsTruth(operand, true));
            case ChainExpression chain:
                Expression[] parts = [.. chain.Parts.Select(Settled).Where(part => !IsTruth(part, !chain.IsOr))];
                return parts.Any(part => IsTruth(part, chain.IsOr)) ? Truth(chain.IsOr) : parts switch { [] => Truth(!chain.IsOr), [var only] => only, _ => new ChainExpression(chain.IsOr, parts) };
            default: return condition;
        }
    }

    private static ConstantExpression Truth(bool truth) => new(FieldType.Of(ScalarKind.Bool), Value.Of(truth));

    private static bool IsTruth(Expression expression, bool truth) => expression is ConstantExpression { Value: var value } && value is { IsNull: false, AsBool: true } == truth;

    private static IReadOnlyList<Expression> Parts(Expression condition) => condition is ChainExpression { IsOr: false } chain ? chain.Parts : [condition];
}
