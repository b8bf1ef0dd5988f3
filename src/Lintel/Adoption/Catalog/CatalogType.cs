namespace Lintel.Adoption.Catalog;

/// <summary>What sort of type it is.</summary>
public enum CatalogTypeKind
{
    /// <summary>A type of the database's own, or of an extension.</summary>
    Base,

    /// <summary>Another type with a name, a default and checks.</summary>
    Domain,

    /// <summary>A list of labels.</summary>
    Enum,

    /// <summary>A range, or several.</summary>
    Range,

    /// <summary>A row of its own columns.</summary>
    Composite,

    /// <summary>A list of values of another type, of any number of dimensions.</summary>
    Array,
}

/// <summary>The type of a column, or of an argument.</summary>
public sealed record CatalogType
{
    /// <summary>The type as it is written, with its schema where it needs one, and its parameters: <c>numeric(10,2)</c>, <c>sales.mood</c>, <c>int4[]</c>.</summary>
    public required string Text { get; init; }

    /// <summary>Its name without parameters, as the catalog keeps it: <c>numeric</c>, <c>int4</c>, <c>mood</c>, <c>_int4</c>.</summary>
    public required CatalogName Name { get; init; }

    /// <summary>What sort of type it is.</summary>
    public required CatalogTypeKind Kind { get; init; }

    /// <summary>The greatest length, of <c>varchar(n)</c>, <c>char(n)</c>, <c>bit(n)</c>; null: none.</summary>
    public int? Length { get; init; }

    /// <summary>All digits, of <c>numeric(p,s)</c>; the digits of a second, of times; null: as many as the type has.</summary>
    public int? Precision { get; init; }

    /// <summary>The digits behind the point, of <c>numeric(p,s)</c>; may be negative.</summary>
    public int? Scale { get; init; }

    /// <summary>What a domain is of, what an array or range has, down to no domain; null for others.</summary>
    public CatalogType? Of { get; init; }

    /// <summary>The labels of an enum, in its order.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>The columns of a composite.</summary>
    public IReadOnlyList<CatalogColumn> Columns { get; init; } = [];

    /// <summary>The checks of a domain and of those that it is of; their expressions name the value <c>VALUE</c>.</summary>
    public IReadOnlyList<CatalogCheck> Checks { get; init; } = [];

    /// <summary>Whether a domain refuses null. Default: false.</summary>
    public bool NotNull { get; init; }

    /// <summary>The type below all domains.</summary>
    public CatalogType Base => Kind == CatalogTypeKind.Domain && Of is { } of ? of.Base : this;
}
