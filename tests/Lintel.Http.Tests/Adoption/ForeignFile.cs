using System.Globalization;
using Lintel.Contract;
using Lintel.Model;
using Lintel.Sqlite;
using Lintel.Sqlite.Native;

namespace Lintel.Http.Tests.Adoption;

/// <summary>A SQLite file that somebody else made, and what serves it.</summary>
internal sealed class ForeignFile : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lintel-foreign-").FullName;

    public ForeignFile(string script)
    {
        Path = System.IO.Path.Combine(_folder, "theirs.db");
        using var connection = SqliteConnection.Open(Path, Options, "PRAGMA foreign_keys = ON");
        connection.Watch(CancellationToken.None);
        connection.Execute(script);
    }

    public string Path { get; }

    private SqliteOptions Options => new() { Path = Path, Time = TimeProvider.System };

    /// <summary>Everything that the file's schema says, and how it keeps its journal.</summary>
    public string Schema => string.Join('\n', Query("SELECT type, name, tbl_name, rootpage, sql FROM sqlite_schema ORDER BY rowid")) + "\n" + Query("PRAGMA journal_mode")[0];

    /// <summary>Serves it by a contract without its first lines.</summary>
    public Task<TestService> ServeAsync(string resources) => ServeAsync(Compile(resources));

    public Task<TestService> ServeAsync(ServiceModel model) => TestService.StartAsync(model, new TestOptions { Store = _ => SqliteStore.Open(model, Options) });

    /// <summary>What another program reads: each row's values with bars between, as SQL writes them.</summary>
    public string[] Query(string query)
    {
        using var connection = SqliteConnection.Open(Path, Options, "");
        connection.Watch(CancellationToken.None);
        return [.. connection.Query(query, Columns(connection, query)).Select(row => string.Join('|', row.Select(value => value ?? "null")))];
    }

    /// <summary>What another program writes.</summary>
    public void Execute(string script)
    {
        using var connection = SqliteConnection.Open(Path, Options, "PRAGMA busy_timeout = 5000");
        connection.Watch(CancellationToken.None);
        connection.Execute(script);
    }

    public ServiceModel Compile(string resources)
    {
        var file = System.IO.Path.Combine(_folder, "contract.yaml");
        File.WriteAllText(file, "lintel: 1\nservice: test\nschema: external\ninfo: { title: Test, description: A test. }\nresources:\n" + resources);
        var result = ContractCompiler.Compile(file);
        return result.Model ?? throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static int Columns(SqliteConnection connection, string query)
    {
        if (query.StartsWith("PRAGMA", StringComparison.Ordinal)) return 1;
        connection.Execute($"DROP VIEW IF EXISTS temp.asked; CREATE TEMP VIEW asked AS {query}");
        return int.Parse(connection.Query("SELECT count(*) FROM pragma_table_xinfo('asked')", 1)[0][0]!, CultureInfo.InvariantCulture);
    }
}
