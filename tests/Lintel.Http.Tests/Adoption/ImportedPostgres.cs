using Lintel.Adoption;
using Lintel.Adoption.Catalog;
using Lintel.Model;
using Lintel.Postgres;
using Lintel.Postgres.Catalog;
using Lintel.Postgres.Testing;
using Npgsql;

namespace Lintel.Http.Tests.Adoption;

/// <summary>A PostgreSQL database that is imported and served without a touch of the contract.</summary>
internal sealed class ImportedPostgres : IAsyncDisposable
{
    private ImportedPostgres(ForeignDatabase database, TestService service) => (Database, Service) = (database, service);

    public ForeignDatabase Database { get; }

    public TestService Service { get; }

    /// <summary>One that a script makes.</summary>
    public static async Task<ImportedPostgres> OfAsync(string script)
    {
        var database = await ForeignDatabase.CreateEmptyAsync();
        await database.RunAsync(script);
        return await ServeAsync(database, database.Options);
    }

    /// <summary>One of <c>tests/databases</c>.</summary>
    public static async Task<ImportedPostgres> OfFileAsync(string file)
    {
        var database = await ForeignDatabase.CreateAsync(file);
        return await ServeAsync(database, database.Options);
    }

    /// <summary>The same, served for another role.</summary>
    public static async Task<ImportedPostgres> ServeAsync(ForeignDatabase database, PostgresOptions options)
    {
        await using var reader = new PostgresCatalog(options);
        var made = DatabaseImport.Make(await reader.ReadAsync(new CatalogScope(), TestService.Cancellation), PostgresTypeMap.Instance, "test", "contract.yaml");
        Assert.Empty(made.Diagnostics);
        var model = Assert.IsType<ServiceModel>(made.Model);
        return new ImportedPostgres(database, await TestService.StartAsync(model, new TestOptions { Store = _ => PostgresStore.Open(model, options), Http = new LintelHttpOptions { MayExplain = _ => true } }));
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        NpgsqlConnection.ClearAllPools();
        await Database.DisposeAsync();
    }
}
