using Lintel.Binding;
using Lintel.Errors;
using Lintel.Stores;

namespace Lintel.Engine.Explaining;

/// <summary>How a read is done: what was understood, and what the database does for it.</summary>
public sealed record Explanation
{
    /// <summary>All of it in one sentence for people: <c>reads order by index order_status_created_at; no sort; at most 20 rows</c>.</summary>
    public required string Summary { get; init; }

    /// <summary>The read with every name resolved.</summary>
    public required BoundOperation Operation { get; init; }

    /// <summary>The database's name for people.</summary>
    public required string Store { get; init; }

    /// <summary>Whether the plan was there already, made for a read of the same shape. Otherwise it is from now on.</summary>
    public required bool WasPlanned { get; init; }

    /// <summary>What the database does.</summary>
    public required PlanExplanation Plan { get; init; }

    /// <summary>The names of all indexes that are used, each once.</summary>
    public IEnumerable<string> Indexes => Plan.Statements.SelectMany(statement => statement.Steps).SelectMany(step => step.All()).SelectMany(step => step.Indexes).Distinct();
}

/// <summary>What came of asking how a read is done.</summary>
public sealed record ExplainOutcome : IOutcome<ExplainOutcome>
{
    /// <summary>Why there is no answer; null: there is one.</summary>
    public Problem? Problem { get; init; }

    /// <inheritdoc cref="Outcome.Cause"/>
    public Exception? Cause { get; init; }

    /// <summary>The answer; null after a problem.</summary>
    public Explanation? Explanation { get; init; }

    /// <inheritdoc cref="Outcome.Statements"/>
    public int Statements { get; init; }

    /// <inheritdoc/>
    static ExplainOutcome IOutcome<ExplainOutcome>.Failed(Problem problem, Exception? cause) => new() { Problem = problem, Cause = cause };
}
