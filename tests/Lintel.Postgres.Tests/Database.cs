using Lintel.Conformance;
using Lintel.Model;
using Lintel.Postgres.Testing;
using Lintel.Stores;

namespace Lintel.Postgres.Tests;

/// <summary>A schema of its own, with the tables of a contract, in a real PostgreSQL.</summary>
internal sealed class Database : TestDatabase
{
    private Database(PostgresSchema schema, ServiceModel model, PostgresStore store)
        : base(model, store) => Schema = schema;

    public PostgresSchema Schema { get; }

    /// <summary>On the server that all tests share, unless another is given.</summary>
    public static async Task<Database> CreateAsync(ServiceModel model, Func<PostgresOptions, PostgresOptions>? change = null, PostgresServer? server = null)
    {
        var schema = await (server ?? PostgresServer.Shared).CreateSchemaAsync("pool=4");
        var store = PostgresStore.Open(model, change is null ? schema.Options : change(schema.Options));
        await store.PrepareAsync(Cancellation);
        return new Database(schema, model, store);
    }

    public static Task<Database> CreateAsync(string resources, Func<PostgresOptions, PostgresOptions>? change = null) => CreateAsync(Compile(resources), change);

    public static Task<Database> CreateAsync(string resources, StoreLimits limits) => CreateAsync(resources, options => options with
    {
        Connections = limits.Connections,
        PoolTimeout = limits.Wait,
        StatementTimeout = limits.Statement,
        StatementCache = limits.StatementCache,
    });

    public override IStore Reopen(ServiceModel model) => PostgresStore.Open(model, Schema.Options);

    public override Task ExecuteAsync(string script) => Schema.ExecuteAsync(script);

    public override Task<IReadOnlyList<string>> DescribeAsync() => Schema.DescribeAsync();

    public override Task MakeSlowAsync(string table) => ExecuteAsync($"""
        ALTER TABLE "{table}" RENAME TO kept;
        CREATE VIEW "{table}" AS SELECT * FROM kept WHERE pg_sleep(60) IS NOT NULL
        """);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Schema.DisposeAsync();
    }
}
