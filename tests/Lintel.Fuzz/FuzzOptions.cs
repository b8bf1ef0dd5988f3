namespace Lintel.Fuzz;

/// <summary>What is fuzzed, and for how long.</summary>
public sealed record FuzzOptions
{
    public required string Contract { get; init; }

    /// <summary><c>sqlite</c> or <c>postgres</c>.</summary>
    public required string Store { get; init; }

    /// <summary>What decides all that is left to chance. The requests depend on the answers too.</summary>
    public int Seed { get; init; } = 1;

    public required TimeSpan Duration { get; init; }

    /// <summary>Requests to one database before another one is made. Default: 3,000.</summary>
    public int Round { get; init; } = 3_000;

    /// <summary>The share of a round's time that goes to bytes instead of grammar, in per cent. Default: 25.</summary>
    public int BytesShare { get; init; } = 25;

    /// <summary>How long one waits for an answer. Default: 30 seconds.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Where replay files go; null: none are written.</summary>
    public string? Folder { get; init; }

    /// <summary>How many findings are enough to stop. Default: 20.</summary>
    public int Enough { get; init; } = 20;
}
