using Lintel.Adoption.Catalog;
using Lintel.Adoption.Fitting;
using Lintel.Cli.Commands;
using Lintel.Model;
using Lintel.Postgres;
using Lintel.Postgres.Catalog;
using Lintel.Sqlite;
using Lintel.Sqlite.Catalog;
using Lintel.Stores;

namespace Lintel.Cli;

/// <summary>Where a service's rows are: <c>sqlite:path</c> or <c>postgres://…</c>. The one place that knows which databases there are.</summary>
internal sealed class StoreUrl
{
    private const string Sqlite = "sqlite:";

    private readonly string _path;
    private readonly bool _isDefault;
    private readonly PostgresOptions? _postgres;

    private StoreUrl(string path, bool isDefault, PostgresOptions? postgres = null) => (_path, _isDefault, _postgres) = (path, isDefault, postgres);

    /// <summary>The place for people: <c>samples/shop/.lintel/shop.db</c>.</summary>
    public string Place => _postgres is not null ? PostgresUrl.Place(_postgres) : IsTemporary ? "a temporary file" : Shared.Shown(_path);

    /// <summary>Whether its rows end with the store that opened it.</summary>
    public bool IsTemporary => _postgres is null && _path == ":memory:";

    /// <summary>Reads a URL; null: a file beside the contract.</summary>
    /// <returns>What it lacks, where it names no store that there can be; null: nothing.</returns>
    public static string? TryRead(string? url, string contract, ServiceModel model, out StoreUrl? store)
    {
        store = null;
        if (url is null) store = new StoreUrl(Path.Combine(ContractFile.Folder(contract), ".lintel", model.Name + ".db"), true);
        else if (url.StartsWith(Sqlite, StringComparison.Ordinal) && url.Length > Sqlite.Length) store = new StoreUrl(url[Sqlite.Length..], false);
        else if (!PostgresUrl.Is(url)) return "a database is sqlite:PATH, such as sqlite:shop.db, or postgres://USER:PASSWORD@HOST/DATABASE";
        else if (PostgresUrl.TryRead(url, out var options) is { } wrong) return wrong;
        else store = new StoreUrl("", false, options);
        return null;
    }

    /// <summary>What a setting names.</summary>
    /// <exception cref="MisuseException">It names no kind of store that there is.</exception>
    public static StoreUrl Read(Setting setting, System.CommandLine.ParseResult parsed, string contract, ServiceModel model)
    {
        var url = setting.Read(parsed);
        return TryRead(url, contract, model, out var store) is { } wrong ? throw setting.Refuse(parsed, Redact(url!), wrong) : store!;
    }

    /// <summary>Opens the store.</summary>
    /// <exception cref="StoreException">It can't be opened.</exception>
    public IStore Open(ServiceModel model, TimeProvider clock)
    {
        if (_postgres is not null) return PostgresStore.Open(model, _postgres);
        if (_isDefault) CreateFolder(Path.GetDirectoryName(_path)!);
        return SqliteStore.Open(model, new SqliteOptions { Path = _path, Time = clock });
    }

    /// <summary>Opens a store of the same kind that leaves nothing behind, to ask how its schema is written.</summary>
    public IStore OpenEmpty(ServiceModel model, TimeProvider clock) =>
        _postgres is not null ? PostgresStore.Open(model, _postgres) : SqliteStore.Open(model, new SqliteOptions { Path = ":memory:", Time = clock });

    /// <summary>Opens the store of a database that is already there, by connections that can't write.</summary>
    public IStore OpenReadOnly(ServiceModel model, TimeProvider clock) =>
        _postgres is not null
            ? PostgresStore.Open(model, _postgres with { ReadOnly = true })
            : SqliteStore.Open(model, new SqliteOptions { Path = _path, Time = clock, ReadOnly = true });

    /// <summary>Holds what a contract says of a database that is already there against what is there.</summary>
    public async Task<IReadOnlyList<Misfit>> CompareAsync(ServiceModel model, TimeProvider clock, CancellationToken cancellation)
    {
        var scope = new CatalogScope { Schemas = CatalogFit.Schemas(model) };
        if (_postgres is null)
        {
            var file = new SqliteOptions { Path = _path, Time = clock };
            var misfits = CatalogFit.Check(model, await new SqliteCatalog(file).ReadAsync(scope, cancellation).ConfigureAwait(false), types: null);
            return [.. misfits, .. SqliteTypeFit.Check(model, file, cancellation)];
        }
        var reader = new PostgresCatalog(_postgres);
        await using var _ = reader.ConfigureAwait(false);
        return CatalogFit.Check(model, await reader.ReadAsync(scope, cancellation).ConfigureAwait(false), PostgresTypeMap.Instance);
    }

    private static void CreateFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(StoreFailure.Unavailable, $"can't create the folder {Shared.Shown(folder)} for the database ({exception.Message.TrimEnd('.')}); give another place with --store sqlite:PATH", exception);
        }
    }

    // A URL may hold a password, which no message shows.
    private static string Redact(string url) => url.LastIndexOf('@') is var at and > 0 ? "…" + url[at..] : url;
}
