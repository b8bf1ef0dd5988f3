using Lintel.Postgres.Testing;

namespace Lintel.Cli.Tests.Commands;

/// <summary>A contract that gains tenants, on a database that has rows.</summary>
public sealed class TenantMigrationTests
{
    private const string Alone = """
        lintel: 1
        service: shop
        version: v1
        info: { title: Shop, description: A shop. }
        auth: {}
        access: { read: true, write: true }
        resources:
          product:
            key: int
            fields: { sku: string(..20) unique, name: string(..50) }

        """;

    private const string Rows = "sku,name\na,A\nb,B\n";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rows_that_are_there_must_be_somebodys(bool isPostgres)
    {
        await using var schema = isPostgres ? await PostgresServer.Shared.CreateSchemaAsync() : null;
        using var workspace = new Workspace();
        var store = schema?.Url ?? "sqlite:" + workspace.PathOf("shop.db");
        (await InProcess.RunAsync("load", workspace.Write("first.yaml", Alone), "product", workspace.Write("p.csv", Rows), "--store", store)).Success();

        var nobodys = await InProcess.RunAsync("migrate", "apply", workspace.Write("second.yaml", $"{Alone}tenant: tenant\n"), "--store", store);
        Assert.Equal(1, nobodys.Code);
        Assert.Contains("product: the column 'tenant' is missing, and rows that exist would have no value for it", nobodys.Error, StringComparison.Ordinal);
        Assert.Contains("say whose they are with 'existing' in the contract's 'tenant'", nobodys.Error, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed", nobodys.Error, StringComparison.Ordinal);

        var third = workspace.Write("third.yaml", $"{Alone}tenant: {{ field: tenant, existing: north }}\n");
        Assert.Contains("is up to date after", (await InProcess.RunAsync("migrate", "apply", third, "--store", store)).Success(), StringComparison.Ordinal);
        Assert.Contains("is up to date", (await InProcess.RunAsync("migrate", "plan", third, "--store", store, "--check")).Success(), StringComparison.Ordinal);

        // Another tenant may have the same, and who runs the service says whose a row is.
        (await InProcess.RunAsync("load", third, "product", workspace.Write("q.csv", "sku,name,tenant\na,A,south\n"), "--store", store)).Success();
        var nobody = await InProcess.RunAsync("load", third, "product", workspace.Write("r.csv", "sku,name\nc,C\n"), "--store", store);
        Assert.Contains("'tenant' is required", nobody.Error, StringComparison.Ordinal);
    }
}
