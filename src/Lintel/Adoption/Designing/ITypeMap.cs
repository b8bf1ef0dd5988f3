using Lintel.Adoption.Catalog;

namespace Lintel.Adoption.Designing;

/// <summary>Tells how the values of a database's types are written in a contract. Each database has its own.</summary>
public interface ITypeMap
{
    /// <summary>The contract's type for that of a column.</summary>
    MappedType Of(CatalogType type);
}

/// <summary>A type of a contract.</summary>
/// <param name="Text">The type in short form, with its length and without <c>?</c>: <c>string(..40)</c>, <c>decimal(10,2)[]</c>; of an enum, <c>enum</c> or <c>enum[]</c> alone. Null: such values can't be served.</param>
/// <param name="Reason">Why they can't, or what is to be known of it, as a sentence; null: nothing.</param>
public sealed record MappedType(string? Text, string? Reason = null)
{
    /// <summary>The labels of an enum; empty for others.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];
}
