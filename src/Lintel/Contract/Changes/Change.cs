using System.Globalization;

namespace Lintel.Contract.Changes;

/// <summary>One change between two contracts, with its place in the new one. Frozen.</summary>
public sealed record Change
{
    /// <summary>Which kind of change it is: what it does, why, and what to do instead.</summary>
    public required ChangeRule Rule { get; init; }

    /// <summary>The worse of what it does to clients and to data.</summary>
    public Impact Impact => (Impact)Math.Max((int)Rule.Clients, (int)Rule.Data);

    /// <summary>What changed: <c>order</c>, <c>order.total</c>, or the name of the service.</summary>
    public required string Subject { get; init; }

    /// <summary>How it changed, in a sentence.</summary>
    public required string Detail { get; init; }

    /// <summary>The file of the new contract, as it was reached from the path that was compiled.</summary>
    public required string File { get; init; }

    /// <summary>The line, starting at 1. Of what is gone: where it would stand.</summary>
    public required int Line { get; init; }

    /// <summary>The column, starting at 1, in UTF-16 code units.</summary>
    public required int Column { get; init; }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}:{Column}: {Rule.Code}: {Subject}: {Detail}");
}
