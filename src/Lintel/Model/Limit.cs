using Lintel.Errors;

namespace Lintel.Model;

/// <summary>What a bound counts.</summary>
public enum LimitUnit
{
    /// <summary>Things: written as <c>100</c>.</summary>
    Count,

    /// <summary>Bytes: written as <c>1MB</c>, of which each is 1,024 times <c>1KB</c>.</summary>
    Bytes,

    /// <summary>Milliseconds: written as <c>10s</c> or <c>500ms</c>.</summary>
    Time,

    /// <summary>Times in an hour: written as <c>10/s</c>, <c>600/min</c> or <c>1000/h</c>, and <c>none</c> where there is no bound, which is the greatest.</summary>
    Rate,
}

/// <summary>A bound on requests: one row of <see cref="LimitTable"/>.</summary>
/// <param name="Key">Its key in the contract's <c>limits</c>.</param>
/// <param name="Unit">What it counts.</param>
/// <param name="Least">The least value that a contract may set.</param>
/// <param name="Most">The greatest value that a contract may set.</param>
/// <param name="Error">What exceeding it is answered with.</param>
/// <param name="Meaning">What is bounded, for people.</param>
/// <param name="Get">Its value.</param>
/// <param name="Set">The same limits with another value of it.</param>
public sealed record Limit(
    string Key, LimitUnit Unit, long Least, long Most, ErrorCode Error, string Meaning, Func<ServiceLimits, long> Get, Func<ServiceLimits, long, ServiceLimits> Set)
{
    /// <summary>Its value where a contract says nothing.</summary>
    public long Default => Get(ServiceLimits.Default);
}

/// <summary>A bound that no <c>limits</c> of a contract sets: it is fixed, or a resource, a field or where the service runs says it.</summary>
/// <param name="Name">Its name, which stands for it in tests.</param>
/// <param name="Meaning">What is bounded.</param>
/// <param name="Value">Its value where nothing is said.</param>
/// <param name="Where">What sets it; null: nothing does.</param>
/// <param name="Error">What exceeding it is answered with; null: with no problem.</param>
public sealed record OtherLimit(string Name, string Meaning, string Value, string? Where, ErrorCode? Error)
{
    /// <summary>The status where there is no problem; null: no answer, the connection is closed.</summary>
    public int? BareStatus { get; init; }
}
