using Lintel.Adoption.Catalog;

namespace Lintel.Adoption;

/// <summary>A function that could be served, once a contract lists it.</summary>
/// <param name="Name">What it would be called.</param>
/// <param name="Function">The function.</param>
/// <param name="Text">What the contract would say of it under <c>functions</c>, a line of YAML: <c>customerTotals: { reads: true }</c>.</param>
public sealed record FunctionCandidate(string Name, CatalogFunction Function, string Text);
