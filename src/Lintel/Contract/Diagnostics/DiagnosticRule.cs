namespace Lintel.Contract;

/// <summary>A class of mistakes: one row of <see cref="DiagnosticTable"/>.</summary>
public sealed record DiagnosticRule
{
    /// <summary>The stable code, such as <c>LTL2001</c>.</summary>
    public required string Code { get; init; }

    /// <summary>How much it matters. Default: <see cref="Severity.Error"/>.</summary>
    public Severity Severity { get; init; } = Severity.Error;

    /// <summary>What the class of mistakes is called.</summary>
    public required string Title { get; init; }

    /// <summary>Why it is a mistake, and what to do.</summary>
    public required string Explanation { get; init; }

    /// <summary>A contract, or its <c>resources</c> alone, with the mistake.</summary>
    public required string Wrong { get; init; }

    /// <summary>The same without the mistake.</summary>
    public required string Right { get; init; }
}
