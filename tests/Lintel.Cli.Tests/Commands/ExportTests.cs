using System.Text.Json;

namespace Lintel.Cli.Tests.Commands;

/// <summary><c>lintel export</c>.</summary>
public sealed class ExportTests
{
    private static readonly string Shop = Path.Combine(Repository.Root, "samples/shop");

    [Fact]
    public async Task Openapi_is_json_that_names_its_version()
    {
        using var document = JsonDocument.Parse((await InProcess.RunAsync("export", "openapi", Shop)).Success());
        Assert.StartsWith("3.1.", document.RootElement.GetProperty("openapi").GetString());
    }

    [Fact]
    public async Task Openapi_can_be_yaml() => Assert.Matches("(?m)^openapi: [\"']?3\\.1\\.", (await InProcess.RunAsync("export", "openapi", Shop, "--yaml")).Success());

    [Fact]
    public async Task Graphql_is_the_schema_in_its_own_language()
    {
        var schema = (await InProcess.RunAsync("export", "graphql", Shop)).Success();
        foreach (var part in (string[])["\ntype Query {", "\ntype Mutation {", "\ntype Order implements Node {", "\nenum OrderStatus {", "\nscalar Decimal"]) Assert.Contains(part, schema, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Schema_is_json_schema()
    {
        using var document = JsonDocument.Parse((await InProcess.RunAsync("export", "schema")).Success());
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", document.RootElement.GetProperty("$schema").GetString());
    }

    [Fact]
    public async Task Sql_is_the_schema_and_opens_no_database()
    {
        using var workspace = Workspace.With("shop");
        var file = workspace.PathOf("shop.db");
        var sql = (await InProcess.RunAsync("export", "sql", workspace.PathOf("shop"), "--store", "sqlite:" + file)).Success();
        Assert.Contains("CREATE TABLE \"order_line\"", sql);
        Assert.False(File.Exists(file));
        Assert.False(Directory.Exists(workspace.PathOf("shop/.lintel")));
    }
}
