using Lintel.Http.Tests.Models;
using Lintel.Postgres;
using Lintel.Postgres.Testing;
using Lintel.Sqlite;
using Lintel.Sqlite.Native;

namespace Lintel.Http.Tests.Adoption;

/// <summary>Tests over a database that was there before its contract, on each database.</summary>
internal static class ExternalStore
{
    /// <summary>Makes a database by statements, and serves a contract's resources on it, as long as the test runs.</summary>
    /// <param name="store">The name of the store.</param>
    /// <param name="script">What makes the database; it may say <c>SCHEMA</c> for the one that names lead to.</param>
    /// <param name="resources">The contract's resources.</param>
    /// <param name="test">The test.</param>
    public static async Task RunAsync(string store, string script, string resources, Func<TestService, Task> test)
    {
        var model = TestService.Compile(resources, isExternal: true);
        if (store == EachStore.Postgres)
        {
            await using var schema = await PostgresServer.Shared.CreateSchemaAsync();
            await schema.ExecuteAsync(script);
            await using var service = await TestService.StartAsync(model, new TestOptions { Store = _ => PostgresStore.Open(model, schema.Options) });
            await test(service);
            return;
        }
        var folder = Directory.CreateTempSubdirectory("lintel-external-");
        try
        {
            var options = new SqliteOptions { Path = Path.Combine(folder.FullName, "external.db"), Time = TimeProvider.System };
            using (var connection = SqliteConnection.Open(options.Path, options, script)) { }
            await using var service = await TestService.StartAsync(model, new TestOptions { Store = _ => SqliteStore.Open(model, options) });
            await test(service);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
