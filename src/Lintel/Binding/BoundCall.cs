using Lintel.Model;

namespace Lintel.Binding;

/// <summary>A call of a function with typed arguments.</summary>
/// <param name="Function">The function.</param>
/// <param name="Slots">The slot of each field of its input; -1: left out of the call, so that the database's default holds.</param>
public sealed record BoundCall(ServiceFunction Function, IReadOnlyList<int> Slots);

/// <summary>A call of a function, for what it does or gives.</summary>
public sealed class BoundInvoke : BoundOperation
{
    /// <summary>The call.</summary>
    public required BoundCall Call { get; init; }

    /// <summary>What of its rows is wanted; null: it gives nothing.</summary>
    public required BoundSelection? Selection { get; init; }

    /// <summary>The most bytes that its rows may take in memory. Default: any number.</summary>
    public long MostBytes { get; init; } = long.MaxValue;
}
