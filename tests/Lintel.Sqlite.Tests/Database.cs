using Lintel.Conformance;
using Lintel.Model;
using Lintel.Sqlite.Native;
using Lintel.Stores;

namespace Lintel.Sqlite.Tests;

/// <summary>A real SQLite file with the schema of a contract, in a folder of its own.</summary>
internal sealed class Database : TestDatabase
{
    private readonly string _folder;

    private Database(string folder, ServiceModel model, SqliteStore store)
        : base(model, store) => _folder = folder;

    public string File => Path.Combine(_folder, "test.db");

    public static SqliteOptions Options(string path) => new() { Path = path, Time = TimeProvider.System };

    public static async Task<Database> CreateAsync(string resources, Func<SqliteOptions, SqliteOptions>? options = null) =>
        await CreateAsync(Compile(resources), options);

    public static async Task<Database> CreateAsync(ServiceModel model, Func<SqliteOptions, SqliteOptions>? options = null)
    {
        var folder = Directory.CreateTempSubdirectory("lintel-sqlite-").FullName;
        var chosen = Options(Path.Combine(folder, "test.db"));
        var store = SqliteStore.Open(model, options is null ? chosen : options(chosen));
        await store.PrepareAsync(Cancellation);
        return new Database(folder, model, store);
    }

    /// <summary>A file without durability, for tests that need many.</summary>
    public static async Task<TestDatabase> CreateTemporaryAsync(ServiceModel model) => await CreateAsync(model, options => options with { Path = ":memory:" });

    public static Task<Database> CreateAsync(string resources, StoreLimits limits) => CreateAsync(resources, options => options with
    {
        Readers = limits.Connections,
        BusyTimeout = limits.Wait,
        StatementTimeout = limits.Statement,
        StatementCache = limits.StatementCache,
    });

    public override IStore Reopen(ServiceModel model) => SqliteStore.Open(model, Options(File));

    public override Task ExecuteAsync(string script)
    {
        using var connection = SqliteConnection.Open(File, Options(File), "");
        connection.Execute(script);
        return Task.CompletedTask;
    }

    public override Task MakeSlowAsync(string table) => ExecuteAsync($"""
        ALTER TABLE "{table}" RENAME TO kept;
        CREATE VIEW "{table}" AS SELECT * FROM kept WHERE (WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n) > 0
        """);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
