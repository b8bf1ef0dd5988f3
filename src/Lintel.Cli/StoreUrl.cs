using Lintel.Cli.Commands;
using Lintel.Model;
using Lintel.Sqlite;
using Lintel.Stores;

namespace Lintel.Cli;

/// <summary>Where a service's rows are: <c>sqlite:path</c>. The one place that knows which databases there are.</summary>
internal sealed class StoreUrl
{
    private const string Sqlite = "sqlite:";

    private readonly string _path;
    private readonly bool _isDefault;

    private StoreUrl(string path, bool isDefault) => (_path, _isDefault) = (path, isDefault);

    /// <summary>The place for people: <c>samples/shop/.lintel/shop.db</c>.</summary>
    public string Place => _path == ":memory:" ? "a temporary file" : Shared.Shown(_path);

    /// <summary>Reads a URL; null: a file beside the contract.</summary>
    /// <returns>Null: it names no kind of store that there is.</returns>
    public static StoreUrl? Read(string? url, string contract, ServiceModel model)
    {
        if (url is null) return new StoreUrl(Path.Combine(ContractFile.Folder(contract), ".lintel", model.Name + ".db"), true);
        return url.StartsWith(Sqlite, StringComparison.Ordinal) && url.Length > Sqlite.Length ? new StoreUrl(url[Sqlite.Length..], false) : null;
    }

    /// <summary>What a setting names.</summary>
    /// <exception cref="MisuseException">It names no kind of store that there is.</exception>
    public static StoreUrl Read(Setting setting, System.CommandLine.ParseResult parsed, string contract, ServiceModel model)
    {
        var url = setting.Read(parsed);
        return Read(url, contract, model) ?? throw setting.Refuse(parsed, Redact(url!), "a database is sqlite:PATH, such as sqlite:shop.db");
    }

    /// <summary>Opens the store.</summary>
    /// <exception cref="StoreException">It can't be opened.</exception>
    public IStore Open(ServiceModel model, TimeProvider clock)
    {
        if (_isDefault) CreateFolder(Path.GetDirectoryName(_path)!);
        return SqliteStore.Open(model, new SqliteOptions { Path = _path, Time = clock });
    }

    /// <summary>Opens an empty store of the same kind, that leaves nothing behind.</summary>
    public static IStore OpenEmpty(ServiceModel model, TimeProvider clock) => SqliteStore.Open(model, new SqliteOptions { Path = ":memory:", Time = clock });

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
