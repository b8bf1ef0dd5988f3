namespace Lintel.Operations;

/// <summary>
/// Asks what the rows of a resource add up to, in groups. Of the selection, the conditions tell which rows, the order's terms are keys of the
/// answer, and the page gives the most groups.
/// </summary>
public sealed record AggregateOperation : Operation
{
    /// <summary>What groups are made by: rows with the same values are one group. Empty: all rows are one.</summary>
    public IReadOnlyList<AggregateTerm> Groups { get; init; } = [];

    /// <summary>What is told of each group.</summary>
    public IReadOnlyList<Measure> Measures { get; init; } = [];

    /// <summary>Which groups come, as a condition on the answer; null: all.</summary>
    public FilterText? Having { get; init; }
}

/// <summary>An expression with its key in the answer.</summary>
/// <param name="Name">The name that it was given; null: none.</param>
/// <param name="Text">The expression, without blanks around it.</param>
/// <param name="Pointer">Where it was said, for problems.</param>
public sealed record AggregateTerm(string? Name, string Text, string Pointer)
{
    /// <summary>The key in the answer: the name, or else the text as it was said.</summary>
    public string Key => Name ?? Text;

    /// <inheritdoc/>
    public override string ToString() => Name is null ? Text : $"{Name}: {Text}";
}

/// <summary>What is told of a group.</summary>
public enum MeasureFunction
{
    /// <summary>How many rows it has, or how many have a value.</summary>
    Count,

    /// <summary>How many different values there are.</summary>
    CountDistinct,

    /// <summary>The sum of values; 0 of none.</summary>
    Sum,

    /// <summary>Their mean; null of none.</summary>
    Avg,

    /// <summary>The least; null of none.</summary>
    Min,

    /// <summary>The greatest; null of none.</summary>
    Max,
}

/// <summary>A question to the rows of a group.</summary>
/// <param name="Function">What is asked.</param>
/// <param name="Term">What is asked of each row; of a count <see cref="Rows"/> stands for the row itself.</param>
public sealed record Measure(MeasureFunction Function, AggregateTerm Term)
{
    /// <summary>The text that counts rows, whatever their values.</summary>
    public const string Rows = "*";
}
