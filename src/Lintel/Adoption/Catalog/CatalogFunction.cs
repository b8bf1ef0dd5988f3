namespace Lintel.Adoption.Catalog;

/// <summary>A function or procedure that could be called.</summary>
public sealed record CatalogFunction
{
    /// <summary>Its name; several may share one, and differ in their arguments.</summary>
    public required CatalogName Name { get; init; }

    /// <summary>What it is given, in order; what it gives back is not among them.</summary>
    public required IReadOnlyList<CatalogArgument> Arguments { get; init; }

    /// <summary>What it gives back: a type; of a table or of OUT arguments a composite with their columns; null: nothing.</summary>
    public CatalogType? Returns { get; init; }

    /// <summary>The table whose rows it gives back, where its type is that of one; null otherwise.</summary>
    public CatalogName? ReturnsRowsOf { get; init; }

    /// <summary>Whether it gives back any number of rows. Default: false.</summary>
    public bool ReturnsSet { get; init; }

    /// <summary>Whether it changes nothing: stable or immutable. Default: false, volatile.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Whether it is called by <c>CALL</c>. Default: false.</summary>
    public bool IsProcedure { get; init; }

    /// <summary>What people wrote about it; null: nothing.</summary>
    public string? Comment { get; init; }
}

/// <summary>What a function is given.</summary>
/// <param name="Name">Its name; null: it has none.</param>
/// <param name="Type">Its type.</param>
public sealed record CatalogArgument(string? Name, CatalogType Type)
{
    /// <summary>Whether it may be left out. Default: false.</summary>
    public bool HasDefault { get; init; }

    /// <summary>The expression of its default, as the database writes it; null: it has none, or it is not told.</summary>
    public string? Default { get; init; }

    /// <summary>Whether it takes any number of values, as an array. Default: false.</summary>
    public bool IsVariadic { get; init; }
}
