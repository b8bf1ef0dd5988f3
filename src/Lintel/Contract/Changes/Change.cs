namespace Lintel.Contract.Changes;

/// <summary>One difference between two contracts.</summary>
/// <param name="Rule">Which kind of change it is.</param>
/// <param name="Subject">What changed: <c>order</c>, or <c>order.total</c>.</param>
/// <param name="Detail">How it changed, in a sentence.</param>
internal sealed record Change(ChangeRule Rule, string Subject, string Detail);
