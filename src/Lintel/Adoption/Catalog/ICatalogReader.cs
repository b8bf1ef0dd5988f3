using System.IO.Enumeration;

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

    /// <summary>Whether a table is meant.</summary>
    public bool Includes(CatalogName table) =>
        (Schemas.Count == 0 || table.Schema is { } schema && Schemas.Contains(schema)) && (Tables is null || Patterns.Any(pattern => Matches(pattern, table)));

    /// <summary>Whether a table is named, and not only meant by a pattern.</summary>
    public bool Names(CatalogName table) => Tables is not null && Patterns.Any(pattern => !pattern.AsSpan().ContainsAny('*', '?') && Matches(pattern, table));

    private string[] Patterns => Tables!.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    // No name is quoted: what a shell gives is compared as it is.
    private static bool Matches(string pattern, CatalogName table) => FileSystemName.MatchesSimpleExpression(pattern.Replace("\\", "\\\\", StringComparison.Ordinal), table.Name, ignoreCase: false)
        || FileSystemName.MatchesSimpleExpression(pattern.Replace("\\", "\\\\", StringComparison.Ordinal), table.ToString(), ignoreCase: false);
}
