namespace Lintel.Operations;

/// <summary>
/// A condition as a tree, for front ends whose callers write one. Each part is true or false of a row: what is compared follows
/// <see cref="FilterOperator"/>, and a row that is not there has no values.
/// </summary>
public abstract record FilterTree;

/// <summary>All parts must hold; so they do where there are none.</summary>
/// <param name="Parts">The parts.</param>
public sealed record AllOfTree(IReadOnlyList<FilterTree> Parts) : FilterTree;

/// <summary>One part must hold; none does where there are none.</summary>
/// <param name="Parts">The parts.</param>
public sealed record AnyOfTree(IReadOnlyList<FilterTree> Parts) : FilterTree;

/// <summary>A part must not hold.</summary>
/// <param name="Part">The part.</param>
public sealed record NotTree(FilterTree Part) : FilterTree;

/// <summary>A comparison must hold.</summary>
/// <param name="Condition">The comparison. Where its path leads to many rows, it must hold for one of them.</param>
public sealed record ComparisonTree(Condition Condition) : FilterTree;

/// <summary>For how many of the rows that a relation leads to something must hold.</summary>
public enum Quantifier
{
    /// <summary>For one of them at least.</summary>
    Some,

    /// <summary>For each; so too where there are none.</summary>
    Every,

    /// <summary>For none of them.</summary>
    None,
}

/// <summary>Something must hold for the rows that a relation leads to: to many, or to one at most.</summary>
/// <param name="Relation">The relation.</param>
/// <param name="Quantifier">For how many of them.</param>
/// <param name="Inner">What must hold; null: nothing, so that <see cref="Quantifier.Some"/> and <see cref="Quantifier.None"/> ask whether there are any.</param>
/// <param name="Pointer">Where it was said, for problems.</param>
public sealed record RelatedTree(string Relation, Quantifier Quantifier, FilterTree? Inner, string Pointer) : FilterTree;
