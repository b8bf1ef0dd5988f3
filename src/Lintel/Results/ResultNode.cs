using Lintel.Binding;

namespace Lintel.Results;

/// <summary>The rows of one selection and, below it, of each included relation. Owns its buffers.</summary>
public sealed class ResultNode : IDisposable
{
    /// <summary>What was selected.</summary>
    public required BoundSelection Selection { get; init; }

    /// <summary>The rows, in the order of the selection (reversed where its page is backward); of an include: by parent row, then in order.</summary>
    public required RowBuffer Rows { get; init; }

    /// <summary>One node for each include of the selection, in the same order.</summary>
    public IReadOnlyList<ResultNode> Includes { get; init; } = [];

    /// <summary>
    /// Of an include that leads to one row: for each parent row the index of its row, or -1. Of one that leads to many:
    /// for each parent row the index of its first row, and one entry more for the end. Empty for the root; may be longer than it needs to be.
    /// </summary>
    public int[] ByParent { get; init; } = [];

    /// <summary>How many rows there are in all, where the page asked for a count.</summary>
    public long? Total { get; init; }

    /// <summary>Of an include whose page asked for a count: for each parent row how many rows there are in all. Empty for others; may be longer than it needs to be.</summary>
    public long[] Totals { get; init; } = [];

    /// <summary>How many rows there are in all for a parent row of an include that leads to many and was counted, or comes whole.</summary>
    public long TotalOf(int parent) => Totals.Length > 0 ? Totals[parent] : ByParent[parent + 1] - ByParent[parent];

    /// <summary>How many bytes all rows take, with those below them.</summary>
    public long Size => Rows.Size + Includes.Sum(include => include.Size);

    /// <inheritdoc/>
    public void Dispose()
    {
        Rows.Dispose();
        foreach (var include in Includes) include.Dispose();
    }
}
