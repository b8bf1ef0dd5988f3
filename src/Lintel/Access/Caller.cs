using System.Collections.Frozen;

namespace Lintel.Access;

/// <summary>Who asks. Frozen.</summary>
public sealed class Caller
{
    /// <summary>One who did not say who they are.</summary>
    public static Caller Anonymous { get; } = new();

    /// <summary>What tells this caller from all others; null: anonymous.</summary>
    public string? Id { get; init; }

    /// <summary>The roles that they have. Default: none.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>All that is claimed of them, as texts; what has several values has them in their order. Default: nothing.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Claims { get; init; } = FrozenDictionary<string, IReadOnlyList<string>>.Empty;

    /// <summary>Whether they did not say who they are.</summary>
    public bool IsAnonymous => Id is null;
}
