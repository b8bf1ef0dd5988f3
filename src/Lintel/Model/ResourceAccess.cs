using Lintel.Expressions;

namespace Lintel.Model;

/// <summary>Who may do something: a condition on the row, in which the caller is known. Frozen.</summary>
/// <param name="Text">The condition as the contract writes it; null: it says nothing, and nobody may.</param>
/// <param name="Condition">The condition. Null is not true.</param>
public sealed record Policy(string? Text, Expression Condition)
{
    /// <summary>What nobody may.</summary>
    public static Policy Nobody { get; } = new(null, new ConstantExpression(FieldType.Of(ScalarKind.Bool), Value.Of(false)));

    /// <summary>What everybody may, those who did not say who they are among them.</summary>
    public static Policy Everybody { get; } = new("true", new ConstantExpression(FieldType.Of(ScalarKind.Bool), Value.Of(true)));

    /// <summary>Whether everybody may.</summary>
    public bool IsPublic => Condition is ConstantExpression { Value: { IsNull: false, AsBool: true } };

    /// <summary>Whether the caller alone decides, and no row.</summary>
    public bool IsOfCaller { get; } = !ExpressionFacts.Fields(Condition).Any() && !ExpressionFacts.Followed(Condition).Any();

    /// <summary>Whether the time of a request decides too.</summary>
    public bool TellsTime { get; } = ExpressionFacts.TellsTime(Condition);

    /// <inheritdoc/>
    public override string ToString() => Condition.ToString();
}

/// <summary>Who may do what with the rows of a resource. Frozen.</summary>
public sealed record ResourceAccess
{
    /// <summary>Who sees a row. Of an owned child: who sees its parent, too.</summary>
    public required Policy Read { get; init; }

    /// <summary>Which owned children of a row that is seen are seen; of a root the same as <see cref="Read"/>.</summary>
    public required Policy ReadBelow { get; init; }

    /// <summary>Who makes a row, as it then is.</summary>
    public required Policy Create { get; init; }

    /// <summary>Who changes a row, as it was and as it then is.</summary>
    public required Policy Update { get; init; }

    /// <summary>Who deletes a row.</summary>
    public required Policy Delete { get; init; }
}

/// <summary>Who may see and who may write a field, where not everybody may who may do so with its row. The caller alone decides. Frozen.</summary>
/// <param name="Read">Who sees it.</param>
/// <param name="Write">Who writes it.</param>
public sealed record FieldAccess(Policy Read, Policy Write);
