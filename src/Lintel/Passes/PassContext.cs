using Lintel.Errors;
using Lintel.Model;

namespace Lintel.Passes;

/// <summary>What a pass knows beside the operation.</summary>
public sealed class PassContext
{
    /// <summary>Findings; any one ends the request after the last pass, so that all are told at once.</summary>
    public required ProblemList Problems { get; init; }

    /// <summary>The time of the request, in microseconds since the Unix epoch: one for the whole operation.</summary>
    public required long Now { get; init; }

    /// <summary>Whose new rows are; null: who writes is of no tenant, and says it.</summary>
    public Value? Tenant { get; init; }

    /// <summary>Makes keys.</summary>
    public required Uuid7 Keys { get; init; }
}
