using System.Globalization;
using Lintel.Adoption.Catalog;
using Lintel.Sqlite.Foreign;
using Lintel.Sqlite.Native;
using Lintel.Stores;

namespace Lintel.Sqlite.Catalog;

/// <summary>Reads what a SQLite file holds, from its schema and the pragmas that tell of it, in one read transaction.</summary>
public sealed class SqliteCatalog(SqliteOptions options) : ICatalogReader
{
    // A rule of the connection keeps even a mistake of ours from writing.
    internal const string Settings = "PRAGMA query_only = ON; BEGIN";

    private const string Tables = """
        SELECT l.name, l.type, s.sql, l.wr FROM pragma_table_list l LEFT JOIN sqlite_schema s ON s.name = l.name AND s.type IN ('table', 'view')
        WHERE l.schema = 'main' AND l.name NOT LIKE 'sqlite\_%' ESCAPE '\' ORDER BY l.name
        """;

    private const string Columns = "SELECT s.name, c.name, c.type, c.\"notnull\", c.dflt_value, c.pk, c.hidden FROM sqlite_schema s JOIN pragma_table_xinfo(s.name) c WHERE s.type = 'table' ORDER BY s.name, c.cid";

    private const string References = "SELECT s.name, f.id, f.\"table\", f.\"from\", f.\"to\", f.on_delete FROM sqlite_schema s JOIN pragma_foreign_key_list(s.name) f WHERE s.type = 'table' ORDER BY s.name, f.id DESC, f.seq";

    private const string Indexes = """
        SELECT s.name, i.name, i."unique", i.origin, i.partial, x.name, x."desc", x.coll, x.seqno, t.sql
        FROM sqlite_schema s JOIN pragma_index_list(s.name) i JOIN pragma_index_xinfo(i.name) x LEFT JOIN sqlite_schema t ON t.type = 'index' AND t.name = i.name
        WHERE s.type = 'table' AND x.key = 1 ORDER BY s.name, i.seq DESC, x.seqno
        """;

    /// <summary>Whether the first rows of each table are looked at, to suggest types that the declared ones do not tell. Default: false.</summary>
    public bool Samples { get; init; }

    /// <inheritdoc/>
    public Task<DatabaseCatalog> ReadAsync(CatalogScope scope, CancellationToken cancellation)
    {
        if (!File.Exists(options.Path)) throw new StoreException(StoreFailure.Unavailable, $"There is no file '{options.Path}'.");
        using var connection = SqliteConnection.Open(options.Path, options, Settings, create: 0);
        connection.Watch(cancellation);
        return Task.FromResult(Read(connection, scope));
    }

    private DatabaseCatalog Read(SqliteConnection connection, CatalogScope scope)
    {
        var builder = new CatalogTables(connection, connection.Query(Columns, 7), connection.Query(References, 6), connection.Query(Indexes, 10), Estimates(connection));
        builder.Read(connection.Query(Tables, 4), scope);
        IReadOnlyList<CatalogTable> tables = Samples ? [.. builder.Found.Select(table => table with { Columns = TableSample.Suggest(connection, table.Name.Name, table.Columns) })] : builder.Found;
        return new DatabaseCatalog { Product = $"SQLite {connection.Query("SELECT sqlite_version()", 1)[0][0]}", Tables = tables, Omissions = builder.Omissions };
    }

    // The table of statistics is there once someone has run ANALYZE.
    private static Dictionary<string, long> Estimates(SqliteConnection connection)
    {
        if (connection.Query("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat1'", 1).Count == 0) return [];
        var rows = connection.Query("SELECT tbl, max(CAST(stat AS INTEGER)) FROM sqlite_stat1 GROUP BY tbl", 2);
        return rows.ToDictionary(row => row[0]!, row => long.Parse(row[1]!, CultureInfo.InvariantCulture), StringComparer.OrdinalIgnoreCase);
    }
}
