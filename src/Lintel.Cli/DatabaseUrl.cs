using Lintel.Adoption.Catalog;
using Lintel.Postgres;
using Lintel.Postgres.Catalog;
using Lintel.Sqlite;
using Lintel.Sqlite.Catalog;

namespace Lintel.Cli;

/// <summary>A database that is already there, by its URL: how its catalog is read and its types are written.</summary>
internal sealed class DatabaseUrl
{
    private const string Sqlite = "sqlite:";

    private readonly Func<ICatalogReader> _open;

    private DatabaseUrl(string name, string place, ITypeMap types, Func<ICatalogReader> open) => (Name, Place, Types, _open) = (name, place, types, open);

    /// <summary>What it is called: the database, or the file without its ending.</summary>
    public string Name { get; }

    /// <summary>The place for people, without a password.</summary>
    public string Place { get; }

    /// <summary>How its types are written in a contract.</summary>
    public ITypeMap Types { get; }

    /// <summary>What a URL names.</summary>
    /// <exception cref="MisuseException">It names no database that there can be.</exception>
    public static DatabaseUrl Read(string url, TimeProvider clock)
    {
        if (PostgresUrl.Is(url))
            return PostgresUrl.TryRead(url, out var options) is { } wrong ? throw new MisuseException($"the URL is wrong: {wrong}") : OfPostgres(options!);
        if (url.StartsWith(Sqlite, StringComparison.Ordinal) && url.Length > Sqlite.Length) return OfSqlite(url[Sqlite.Length..], clock);
        throw new MisuseException("a database is sqlite:PATH, such as sqlite:shop.db, or postgres://USER:PASSWORD@HOST/DATABASE");
    }

    /// <summary>Reads what the database holds.</summary>
    public async Task<DatabaseCatalog> ReadAsync(CatalogScope scope, CancellationToken cancellation)
    {
        var reader = _open();
        try
        {
            return await reader.ReadAsync(scope, cancellation).ConfigureAwait(false);
        }
        finally
        {
            if (reader is IAsyncDisposable disposable) await disposable.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static DatabaseUrl OfSqlite(string path, TimeProvider clock) =>
        new(Path.GetFileNameWithoutExtension(path), path, SqliteTypeMap.Instance, () => new SqliteCatalog(new SqliteOptions { Path = path, Time = clock }) { Samples = true });

    private static DatabaseUrl OfPostgres(PostgresOptions options)
    {
        var place = PostgresUrl.Place(options);
        return new DatabaseUrl(place[(place.LastIndexOf('/') + 1)..], place, PostgresTypeMap.Instance, () => new PostgresCatalog(options));
    }
}
