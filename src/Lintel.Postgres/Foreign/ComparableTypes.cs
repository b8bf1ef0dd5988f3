using Lintel.Adoption.Catalog;

namespace Lintel.Postgres.Foreign;

/// <summary>Which types of a database have an equality and an order: those with a default operator class, and what is made of such alone.</summary>
internal sealed class ComparableTypes
{
    private readonly HashSet<CatalogName> _ordered = [];
    private readonly HashSet<CatalogName> _hashed = [];

    private ComparableTypes()
    {
    }

    /// <summary>Reads them.</summary>
    public static async Task<ComparableTypes> ReadAsync(Schema.Catalog queries)
    {
        var types = new ComparableTypes();
        const string Query = """
            SELECT m.amname, n.nspname, t.typname
            FROM pg_catalog.pg_opclass AS c
            JOIN pg_catalog.pg_am AS m ON m.oid = c.opcmethod
            JOIN pg_catalog.pg_type AS t ON t.oid = c.opcintype
            JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
            WHERE c.opcdefault AND m.amname IN ('btree', 'hash')
            """;
        foreach (var row in await queries.QueryAsync(Query).ConfigureAwait(false)) (row[0] == "btree" ? types._ordered : types._hashed).Add(new CatalogName(row[1], row[2]!));
        return types;
    }

    /// <summary>Whether values can be ordered.</summary>
    public bool HasOrder(CatalogType type) => Has(type, name => _ordered.Contains(name));

    /// <summary>Whether values can be told apart.</summary>
    public bool HasEquality(CatalogType type) => Has(type, name => _ordered.Contains(name) || _hashed.Contains(name));

    private static bool Has(CatalogType type, Func<CatalogName, bool> known) => type.Base switch
    {
        { Kind: CatalogTypeKind.Enum or CatalogTypeKind.Range } => true,
        { Kind: CatalogTypeKind.Array, Of: { } element } => Has(element, known),
        // A composite may hold arrays of itself, which its columns then no longer tell of.
        { Kind: CatalogTypeKind.Composite, Columns: var columns } => columns.All(column => Has(column.Type, known)),
        // These have the operator classes of text.
        { Name: { Schema: "pg_catalog", Name: "varchar" } } => true,
        var other => known(other.Name),
    };
}
