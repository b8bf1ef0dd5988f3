using Lintel.Model;
using Lintel.Sqlite;
using Lintel.Stores;

namespace Lintel.Cli;

/// <summary>Opens the store that a URL names: <c>sqlite:path</c>. The one place that knows which databases there are.</summary>
internal static class StoreUrl
{
    private const string Sqlite = "sqlite:";

    /// <summary>What is used when nothing is said: a file beside the contract.</summary>
    public static string Default(string contract, ServiceModel model) =>
        Sqlite + Path.Combine(ContractFile.Folder(contract), ".lintel", model.Name + ".db");

    /// <summary>Opens the store.</summary>
    /// <exception cref="StoreException">There is no such kind of store, or it can't be opened.</exception>
    public static IStore Open(string? url, string contract, ServiceModel model, TimeProvider clock)
    {
        if (url is null)
        {
            url = Default(contract, model);
            CreateFolder(Path.GetDirectoryName(url[Sqlite.Length..])!);
        }
        if (url.StartsWith(Sqlite, StringComparison.Ordinal) && url.Length > Sqlite.Length)
            return SqliteStore.Open(model, new SqliteOptions { Path = url[Sqlite.Length..], Time = clock });
        throw new StoreException(StoreFailure.Unavailable, $"'{Redact(url)}' is no store that this version can use; give sqlite:PATH");
    }

    private static void CreateFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(StoreFailure.Unavailable, $"can't create the folder {folder} for the database: {exception.Message} Give another place with --store sqlite:PATH", exception);
        }
    }

    // A URL may hold a password, which no message shows.
    private static string Redact(string url) => url.IndexOf('@', StringComparison.Ordinal) is var at and > 0 ? "…" + url[at..] : url;
}
