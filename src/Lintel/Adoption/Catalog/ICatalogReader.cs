namespace Lintel.Adoption.Catalog;

/// <summary>Reads the catalog of a database that is already there. Changes nothing.</summary>
public interface ICatalogReader
{
    /// <summary>Reads what the database holds.</summary>
    /// <exception cref="Stores.StoreException">The database can't be reached or read.</exception>
    Task<DatabaseCatalog> ReadAsync(CatalogScope scope, CancellationToken cancellation);
}

/// <summary>Which part of a database is meant.</summary>
public sealed record CatalogScope
{
    /// <summary>The schemas; empty: all that are not the system's or an extension's.</summary>
    public IReadOnlyList<string> Schemas { get; init; } = [];

    /// <summary>A pattern of tables, <c>*</c> and <c>?</c> as in file names, of <c>name</c> or <c>schema.name</c>; several with commas; null: all.</summary>
    public string? Tables { get; init; }
}
