using Lintel.Errors;
using Lintel.Operations;

namespace Lintel.Engine;

/// <summary>
/// One operation of a unit. It is asked for when those before it are done, so that it may name what came of them; again where the unit is
/// tried again.
/// </summary>
/// <param name="before">What came of the operations before it, in order. They belong to the unit.</param>
/// <returns>The operation, or why there is none: then the unit has failed.</returns>
public delegate (Operation? Operation, Problem? Problem) UnitStep(IReadOnlyList<Outcome> before);

/// <summary>What came of a unit: all of its operations, or the problem of one. The caller disposes it.</summary>
public sealed class UnitOutcome : IDisposable, IOutcome<UnitOutcome>
{
    /// <summary>Why nothing was done, with the index of the operation that failed; null: all was done.</summary>
    public Problem? Problem { get; init; }

    /// <inheritdoc cref="Outcome.Cause"/>
    public Exception? Cause { get; init; }

    /// <summary>What came of each operation, in order; empty after a problem.</summary>
    public IReadOnlyList<Outcome> Outcomes { get; init; } = [];

    /// <summary>Statements that ran.</summary>
    public int Statements { get; init; }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var outcome in Outcomes) outcome.Dispose();
    }

    /// <inheritdoc/>
    static UnitOutcome IOutcome<UnitOutcome>.Failed(Problem problem, Exception? cause) => new() { Problem = problem, Cause = cause };
}
