namespace Lintel.Adoption.Catalog;

/// <summary>Which type of the contract holds all values of a type of the database, exactly.</summary>
public interface ITypeMap
{
    /// <summary>The type to write in a contract for columns and arguments of that type; every type has one.</summary>
    AdoptedType Of(CatalogType type);

    /// <summary>The type to write for a column: what its rows suggest, or else its type.</summary>
    AdoptedType Of(CatalogColumn column) => column.Suggested ?? Of(column.Type);
}

/// <summary>A type of the contract for one of the database.</summary>
/// <param name="Type">
/// The type in the contract's short form: <c>int</c>, <c>string(..40)</c>, <c>decimal(10,2)</c>, <c>native(int4range)</c>, <c>text[]</c>. Of an enum the bare word
/// <c>enum</c>, or <c>enum[]</c>: its <see cref="Members"/> may be any text, which the short form can't say.
/// </param>
public sealed record AdoptedType(string Type)
{
    /// <summary>The members of an enum, in its order; empty for other types.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>The form in which the column keeps the values, to be written as <c>kept:</c>; null: the one that the database would choose, or it has but one.</summary>
    public string? Kept { get; init; }

    /// <summary>What people should know of how values travel, as a sentence; null: nothing that the type itself does not say.</summary>
    public string? Note { get; init; }

    /// <summary>Whether values travel as the text that the database writes, since no type of the contract holds them.</summary>
    public bool IsNative => Type.StartsWith("native(", StringComparison.Ordinal);
}
