using Lintel.Expressions;

namespace Lintel.Model;

/// <summary>What must hold for each row of a resource, as it is after each write of its aggregate; of an action: for the row before it. Frozen.</summary>
public sealed class Rule
{
    private const int LongestText = 200;

    /// <summary>The name that a broken rule is told by: the one that the contract gives, or else the rule's text.</summary>
    public required string Name { get; init; }

    /// <summary>The condition as the contract writes it.</summary>
    public required string Text { get; init; }

    /// <summary>What the contract has to say to who breaks it; null: nothing.</summary>
    public string? Message { get; init; }

    /// <summary>The condition on a row. Null is not true.</summary>
    public required Expression Condition
    {
        get;
        init
        {
            field = value;
            IsOfOneRow = ExpressionFacts.IsOfOneRow(value);
            IsOfBody = ExpressionFacts.IsOfBody(value);
            Depth = ExpressionFacts.Steps(ComputedPath.WithoutStored(value));
            Fields = [.. ExpressionFacts.OwnFields(value).Distinct().Where(IsWritable)];
            Inputs = [.. ExpressionFacts.InputFields(value).Distinct()];
        }
    }

    /// <summary>Whether the fields of one row decide. Then the database keeps the rule, and no way past it is left.</summary>
    public bool IsOfOneRow { get; private init; }

    /// <summary>Whether all that decides stands in the body of a create, with the defaults: no rows of other aggregates, and no keys that the database makes.</summary>
    public bool IsOfBody { get; private init; }

    /// <summary>The power of the number of an aggregate's rows with which the time grows that the rule takes for all of them.</summary>
    public int Depth { get; private init; }

    /// <summary>The fields of the row itself that the rule names and a caller may write.</summary>
    public IReadOnlyList<Field> Fields { get; private init; } = [];

    /// <summary>Of an action's rule: the fields of what the action is given that it names.</summary>
    public IReadOnlyList<Field> Inputs { get; private init; } = [];

    /// <summary>What to tell who breaks it: the contract's message, or a sentence with the rule's text.</summary>
    public string Detail => Message ?? $"This must hold: {Shortened}";

    private string Shortened => Text.Length <= LongestText ? Text : Text[..(char.IsHighSurrogate(Text[LongestText - 1]) ? LongestText - 1 : LongestText)] + "…";

    private static bool IsWritable(Field field) => !field.ReadOnly && field.Role != FieldRole.Parent;

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Condition}";
}
