using Lintel.Errors;

namespace Lintel.Engine;

/// <summary>What comes of a request, of whatever kind.</summary>
/// <typeparam name="TSelf">The kind.</typeparam>
internal interface IOutcome<out TSelf>
    where TSelf : IOutcome<TSelf>
{
    /// <summary>Why it failed; null: it was done.</summary>
    Problem? Problem { get; }

    /// <summary>One that failed.</summary>
    /// <param name="problem">Why.</param>
    /// <param name="cause">What the database said, for the log alone; null where it did not fail.</param>
    static abstract TSelf Failed(Problem problem, Exception? cause);
}
