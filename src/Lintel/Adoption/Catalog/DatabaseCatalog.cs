namespace Lintel.Adoption.Catalog;

/// <summary>What a database that is already there holds, as its own catalog tells it: everything that a contract can be designed from. Frozen.</summary>
public sealed record DatabaseCatalog
{
    /// <summary>The database and its version, for people: <c>PostgreSQL 17.6</c>.</summary>
    public required string Product { get; init; }

    /// <summary>The schema that unqualified names lead to: <c>public</c>; null: the database has no schemas.</summary>
    public string? DefaultSchema { get; init; }

    /// <summary>Tables, views and what else gives rows, in the order of schema and name.</summary>
    public required IReadOnlyList<CatalogTable> Tables { get; init; }

    /// <summary>Functions and procedures that could be called, in the order of schema, name and arguments. Default: none.</summary>
    public IReadOnlyList<CatalogFunction> Functions { get; init; } = [];

    /// <summary>What was asked for and can't be told of, each with its reason. Default: none.</summary>
    public IReadOnlyList<CatalogOmission> Omissions { get; init; } = [];
}

/// <summary>The name of a table, type or function.</summary>
/// <param name="Schema">Its schema; null where the database has none.</param>
/// <param name="Name">Its name, exactly as the database keeps it.</param>
public readonly record struct CatalogName(string? Schema, string Name)
{
    /// <summary>The name for people, without quotes: <c>sales.Order</c>.</summary>
    public override string ToString() => Schema is null ? Name : $"{Schema}.{Name}";
}

/// <summary>Something that can't be served.</summary>
/// <param name="What">What it is, for people: <c>table sales.log</c>, <c>column sales.log.position</c>.</param>
/// <param name="Reason">Why, as a sentence.</param>
public sealed record CatalogOmission(string What, string Reason);
