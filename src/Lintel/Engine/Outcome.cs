using Lintel.Errors;
using Lintel.Results;

namespace Lintel.Engine;

/// <summary>What came of an operation: a problem, or a result, or (of a delete) neither. The caller disposes it.</summary>
public sealed class Outcome : IDisposable, IOutcome<Outcome>
{
    /// <summary>Why it failed; null: it was done.</summary>
    public Problem? Problem { get; init; }

    /// <summary>What the database said, for the log alone; null where it did not fail.</summary>
    public Exception? Cause { get; init; }

    /// <summary>The rows that were asked for; null after a problem, a delete or an aggregate.</summary>
    public ResultNode? Result { get; init; }

    /// <summary>The groups that were asked for; null unless an aggregate was done.</summary>
    public AggregateResult? Aggregate { get; init; }

    /// <summary>Whether a write made a row that was not there before.</summary>
    public bool IsNew { get; init; }

    /// <summary>How many rows a write of all that a filter finds changed; null: it was about one row.</summary>
    public int? Affected { get; init; }

    /// <summary>Statements that ran; never more than one for each relation, one for a count, and those of a write.</summary>
    public int Statements { get; init; }

    /// <summary>How many bytes its rows take.</summary>
    internal long Size => (Result?.Size ?? 0) + (Aggregate?.Rows.Size ?? 0);

    /// <inheritdoc/>
    public void Dispose()
    {
        Result?.Dispose();
        Aggregate?.Dispose();
    }

    /// <inheritdoc/>
    static Outcome IOutcome<Outcome>.Failed(Problem problem, Exception? cause) => new() { Problem = problem, Cause = cause };
}
