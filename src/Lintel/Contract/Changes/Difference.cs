namespace Lintel.Contract.Changes;

/// <summary>What a rule found.</summary>
/// <param name="Subject">What changed: <c>order</c>, or <c>order.total</c>.</param>
/// <param name="Detail">How it changed, in a sentence.</param>
/// <param name="Path">The keys that lead to it in the new contract.</param>
internal sealed record Difference(string Subject, string Detail, IReadOnlyList<string> Path);
