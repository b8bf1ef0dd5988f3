using Lintel.Postgres;
using Lintel.Postgres.Testing;

namespace Lintel.Http.Tests.Models;

/// <summary>Tests that each database must pass.</summary>
internal static class EachStore
{
    public const string Sqlite = "SQLite", Postgres = "PostgreSQL";

    /// <summary>Serves a contract's resources on a database of its own, as long as the test runs.</summary>
    public static Task RunAsync(string store, string resources, Func<TestService, Task> test, LintelHttpOptions? http = null) =>
        RunAsync(store, resources, new TestOptions { Http = http ?? new LintelHttpOptions() }, test);

    /// <summary>The same with what differs from the usual.</summary>
    public static async Task RunAsync(string store, string resources, TestOptions options, Func<TestService, Task> test)
    {
        var model = TestService.Compile(resources);
        await using var schema = store == Postgres ? await PostgresServer.Shared.CreateSchemaAsync() : null;
        await using var service = await TestService.StartAsync(model, options with { Store = schema is null ? null : _ => PostgresStore.Open(model, schema.Options) });
        await test(service);
    }
}
