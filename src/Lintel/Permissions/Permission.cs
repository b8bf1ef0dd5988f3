using Lintel.Expressions;

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
    public static Permission Where(Expression condition) => condition is ConstantExpression { Value: var value } ? value is { IsNull: false, AsBool: true } ? Yes : No : new Permission(null, condition);

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

    private static IReadOnlyList<Expression> Parts(Expression condition) => condition is ChainExpression { IsOr: false } chain ? chain.Parts : [condition];
}
