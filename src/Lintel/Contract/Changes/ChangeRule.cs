namespace Lintel.Contract.Changes;

/// <summary>A kind of change: one row of <see cref="ChangeTable"/>.</summary>
internal sealed record ChangeRule
{
    /// <summary>The stable code, such as <c>LTC101</c>.</summary>
    public required string Code { get; init; }

    /// <summary>What the kind of change is called.</summary>
    public required string Title { get; init; }

    /// <summary>What it does to REST clients.</summary>
    public required Impact Clients { get; init; }

    /// <summary>What it does to rows that are stored.</summary>
    public required Impact Data { get; init; }

    /// <summary>Why it is classed so.</summary>
    public required string Why { get; init; }

    /// <summary>What to do instead; null where nothing needs to be.</summary>
    public string? Instead { get; init; }

    /// <summary>Finds what changed and how, in the new contract's order.</summary>
    public required Func<ModelPair, IEnumerable<(string Subject, string Detail)>> Find { get; init; }
}
