namespace Lintel.Cli.Tests.Commands;

/// <summary>The seed: all of it or nothing, into an empty database only.</summary>
public sealed class SeedTests
{
    [Theory]
    [InlineData("customer.csv", "not-an-email", "data/customer.csv:22: 'email' must be ")]
    [InlineData("orderLine.csv", "", "data/orderLine.csv:152: ")]
    public async Task A_wrong_row_is_told_with_file_and_line_and_nothing_is_loaded(string name, string email, string failure)
    {
        using var workspace = Workspace.With("shop");
        var shop = workspace.PathOf("shop");
        var data = Path.Combine(shop, "data", name);
        await File.AppendAllTextAsync(data, email.Length > 0 ? $"{Guid.NewGuid()},{email},Ada,gold\n" : $"{Guid.NewGuid()},{Guid.NewGuid()},01942b63-1cf7-7b3f-945d-ba762f53778f,1,1\n", TestContext.Current.CancellationToken);
        var said = (await InProcess.RunAsync("run", shop, "--urls", "http://127.0.0.1:0")).Failure();
        Assert.StartsWith($"the seed can't be loaded, and nothing of it was: {shop}/{failure}", said);

        var lines = await File.ReadAllLinesAsync(data, TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(data, lines[..^1], TestContext.Current.CancellationToken);
        await using var server = await InProcessServer.StartAsync([], shop);
        Assert.Contains("loaded 260 rows", server.Error);
    }

    [Theory]
    [InlineData("nosuch.csv", "sku\n", "nosuch.csv: A seed file is named by its resource (customer.csv), or by a resource and a many-to-many relation (playlist.tracks.csv).")]
    [InlineData("customer.lines.csv", "sku\n", "customer.lines.csv: A seed file is named by ")]
    public async Task A_file_of_no_resource_is_refused(string name, string text, string failure)
    {
        using var workspace = Workspace.With("shop");
        workspace.Write($"shop/data/{name}", text);
        Assert.StartsWith($"the seed can't be loaded, and nothing of it was: {workspace.PathOf("shop/data")}/{failure}", (await InProcess.RunAsync("run", workspace.PathOf("shop"))).Failure());
    }

    [Theory]
    [InlineData("trackId,playlistId\n1,1\n", ":1: The header should be playlistId,trackId: the key of a playlist, then that of a track.")]
    [InlineData("playlistId,trackId\n1,1\n1,999999\n", ":3: ")]
    [InlineData("playlistId,trackId\n1,one\n", ":2: The keys of this pair can't be read.")]
    public async Task Pairs_with_a_mistake_are_refused_with_their_line(string text, string failure)
    {
        using var workspace = Workspace.With("chinook");
        var file = workspace.Write("chinook/data/playlist.tracks.csv", text);
        Assert.StartsWith($"the seed can't be loaded, and nothing of it was: {file}{failure}", (await InProcess.RunAsync("run", workspace.PathOf("chinook"))).Failure());
    }

    [Fact]
    public async Task A_rule_over_several_files_is_asked_when_all_are_there()
    {
        using var workspace = Workspace.With("shop");
        workspace.Write("shop/data/orderLine.csv", "orderId,productId,quantity,unitPrice\n");
        var said = (await InProcess.RunAsync("run", workspace.PathOf("shop"))).Failure();
        Assert.Matches("^the seed can't be loaded, and nothing of it was: .*/shop/data: The order [0-9a-f-]{36} breaks the rule 'shippedWithLines'. An order without lines can't be shipped.", said);
    }

    [Fact]
    public async Task A_database_with_rows_is_not_seeded()
    {
        using var workspace = Workspace.With("shop");
        var shop = workspace.PathOf("shop");
        (await InProcess.RunAsync("load", shop, "product", workspace.Write("p.csv", "sku,name,price\nTEA-1,Tea,1\n"))).Success();
        await using var server = await InProcessServer.StartAsync([], shop);
        Assert.DoesNotContain("loaded", server.Error);
        Assert.Contains("\"total\":1}", await server.Client.GetStringAsync(new Uri("/v1/products?count=exact", UriKind.Relative), TestContext.Current.CancellationToken));
    }
}
