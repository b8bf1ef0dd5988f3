using Lintel.Expressions;

namespace Lintel.Model;

/// <summary>A named change of a row: the only way from one state to another, and whatever else it sets. Frozen.</summary>
public sealed class ResourceAction
{
    /// <summary>The name; in kebab-case the path segment behind the key.</summary>
    public required string Name { get; init; }

    /// <summary>The states in which it is allowed; empty: the resource has none, and it always is.</summary>
    public required IReadOnlyList<string> From { get; init; }

    /// <summary>The state that it leads to; null: the state stays as it is.</summary>
    public string? To { get; init; }

    /// <summary>
    /// What it is given, as a resource that is kept nowhere and has no key: its fields are read, completed and checked like those of a create.
    /// </summary>
    public required Resource Input { get; init; }

    /// <summary>What it does, for people; null where the contract says nothing.</summary>
    public string? Description { get; init; }

    /// <summary>The fields that it sets, in the order of the contract. Set once, after every field is known.</summary>
    public IReadOnlyList<Assignment> Sets { get; internal set; } = [];

    /// <summary>What must hold for the row before the change and for what is given. Set once, after every field is known.</summary>
    public IReadOnlyList<Rule> Rules { get; internal set; } = [];

    /// <summary>Who may do it with a row, as it was. Set once, after every field is known; null: the service has no access control.</summary>
    public Policy? Access { get; internal set; }

    /// <summary>Whether something must be given.</summary>
    public bool NeedsInput => Input.Fields.Any(given => given.Required);

    /// <summary>Whether it is allowed in a state; null: the resource has none.</summary>
    public bool IsAllowedIn(string? state) => From.Count == 0 || (state is not null && From.Contains(state));

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>What an action sets a field to.</summary>
/// <param name="Field">The field.</param>
/// <param name="Value">The value, of the row before the change and of what is given. Its type is one that <see cref="Conversion"/> makes the field's of.</param>
public sealed record Assignment(Field Field, Expression Value)
{
    /// <summary>The one field of what is given that decides the value; null: none does, or several do.</summary>
    public Field? Input { get; } = ExpressionFacts.InputFields(Value).Distinct().Take(2).ToArray() is [var only] ? only : null;

    /// <summary>Whether what is given has a part in the value.</summary>
    public bool IsOfInput { get; } = ExpressionFacts.InputFields(Value).Any();

    /// <inheritdoc/>
    public override string ToString() => $"{Field.Name} = {Value}";
}
