namespace Lintel.Contract.Changes;

/// <summary>A kind of change: one row of <see cref="ChangeTable"/>.</summary>
public sealed record ChangeRule
{
    /// <summary>The stable code, such as <c>LTC202</c>.</summary>
    public required string Code { get; init; }

    /// <summary>What the kind of change is called.</summary>
    public required string Title { get; init; }

    /// <summary>What it does to REST clients.</summary>
    public required Impact Clients { get; init; }

    /// <summary>What it does to rows that are stored.</summary>
    public required Impact Data { get; init; }

    /// <summary>Why it is classed so.</summary>
    public required string Why { get; init; }

    /// <summary>What to do instead, or before; null where nothing needs to be done.</summary>
    public string? Instead { get; init; }

    /// <summary>Such a change of a contract, or of its <c>resources</c> alone, line by line: <c>- </c> begins what was before, <c>+ </c> what is after, two blanks the rest.</summary>
    public required string Example { get; init; }

    /// <summary>The example before the change.</summary>
    public string Before => Without('+');

    /// <summary>The example after it, with this change and no other but those <see cref="Along"/>.</summary>
    public string After => Without('-');

    /// <summary>The codes of changes that the example can't be without.</summary>
    public IReadOnlyList<string> Along { get; init; } = [];

    /// <summary>The keys of the language whose changes the rule tells, such as <c>field.unique</c>; those that no rule tells are told by the last one.</summary>
    internal IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>Finds what changed and how, in the order of the new contract.</summary>
    internal Func<ContractPair, IEnumerable<Difference>> Find { get; init; } = _ => [];

    private string Without(char sign) => string.Join('\n', Example.ReplaceLineEndings("\n").Split('\n').Where(line => line[0] != sign).Select(line => line[2..]));
}
