namespace Lintel.Conformance;

/// <summary>The limits that every store has, under whichever name.</summary>
public sealed record StoreLimits
{
    /// <summary>How many sessions there are at once; of those that write, a store may allow fewer.</summary>
    public int Connections { get; init; } = 4;

    /// <summary>How long a session waits for its turn.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a statement may run.</summary>
    public TimeSpan Statement { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many prepared statements a connection keeps.</summary>
    public int StatementCache { get; init; } = 256;
}
