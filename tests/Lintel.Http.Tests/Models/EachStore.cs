using Lintel.Postgres;
using Lintel.Postgres.Testing;

namespace Lintel.Http.Tests.Models;

/// <summary>Tests that each database must pass.</summary>
internal static class EachStore
{
    public const string Sqlite = "SQLite", Postgres = "PostgreSQL";

    /// <summary>Serves a contract's resources on a database of its own, as long as the test runs.</summary>
    public static async Task RunAsync(string store, string resources, Func<TestService, Task> test, LintelHttpOptions? http = null)
    {
        var model = TestService.Compile(resources);
        await using var schema = store == Postgres ? await PostgresServer.Shared.CreateSchemaAsync() : null;
        await using var service = await TestService.StartAsync(model, new TestOptions { Http = http ?? new LintelHttpOptions(), Store = schema is null ? null : _ => PostgresStore.Open(model, schema.Options) });
        await test(service);
    }
}
