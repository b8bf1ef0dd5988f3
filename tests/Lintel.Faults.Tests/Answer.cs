namespace Lintel.Faults.Tests;

/// <summary>What was asked for.</summary>
internal enum Kind
{
    /// <summary>A list of orders with their lines.</summary>
    Read,

    /// <summary>An order with two lines.</summary>
    Write,

    /// <summary><c>/readyz</c>.</summary>
    Ready,

    /// <summary><c>/livez</c> and the OpenAPI document: what needs no database.</summary>
    Plain,
}

/// <summary>One answer.</summary>
/// <param name="Kind">What was asked for.</param>
/// <param name="Status">The status; 0: the connection broke.</param>
/// <param name="Code">The code of a problem; empty: none.</param>
/// <param name="RetryAfter">What the header says; null: it is not there.</param>
/// <param name="Time">How long it took.</param>
internal sealed record Answer(Kind Kind, int Status, string Code, string? RetryAfter, TimeSpan Time)
{
    public bool IsGood => Status is >= 200 and < 300;

    public override string ToString() => Code.Length == 0 ? $"{Status}" : $"{Status} {Code}";
}
