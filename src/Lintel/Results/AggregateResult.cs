using Lintel.Binding;

namespace Lintel.Results;

/// <summary>The groups that an aggregate brought, one row each. Owns its buffer.</summary>
/// <param name="aggregate">What was asked.</param>
/// <param name="rows">The rows, in order; one more than the limit where there are more.</param>
public sealed class AggregateResult(BoundAggregate aggregate, RowBuffer rows) : IDisposable
{
    /// <summary>What was asked; its columns are those of the rows.</summary>
    public BoundAggregate Aggregate { get; } = aggregate;

    /// <summary>The rows, in order; one more than the limit where there are more groups.</summary>
    public RowBuffer Rows { get; } = rows;

    /// <summary>How many rows are shown.</summary>
    public int Shown => Math.Min(Rows.Count, Aggregate.Limit);

    /// <summary>Whether there are groups beyond the limit.</summary>
    public bool HasMore => Rows.Count > Aggregate.Limit;

    /// <inheritdoc/>
    public void Dispose() => Rows.Dispose();
}
