namespace Lintel.Cli.Tests.Commands;

/// <summary><c>lintel dump</c>: what is written loads again.</summary>
public sealed class DumpTests
{
    [Theory]
    [InlineData("shop", "ndjson")]
    [InlineData("shop", "csv")]
    [InlineData("chinook", "ndjson")]
    [InlineData("chinook", "csv")]
    public async Task A_dump_loads_into_an_equal_database(string sample, string format)
    {
        using var workspace = Workspace.With(sample);
        var (contract, first, second) = (workspace.PathOf(sample), "sqlite:" + workspace.PathOf("first.db"), "sqlite:" + workspace.PathOf("second.db"));
        (await InProcess.RunAsync("load", contract, Path.Combine(contract, "data"), "--store", first)).Success();
        (await InProcess.RunAsync("dump", contract, "-o", workspace.PathOf("one"), "--format", format, "--store", first)).Success();
        (await InProcess.RunAsync("load", contract, workspace.PathOf("one"), "--store", second)).Success();
        (await InProcess.RunAsync("dump", contract, "-o", workspace.PathOf("two"), "--format", format, "--store", second)).Success();
        var files = Directory.GetFiles(workspace.PathOf("one")).Order().ToArray();
        Assert.Equal(files.Select(Path.GetFileName), Directory.GetFiles(workspace.PathOf("two")).Order().Select(Path.GetFileName));
        foreach (var file in files)
        {
            Assert.True(new FileInfo(file).Length > 10, file);
            Assert.Equal(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), await File.ReadAllTextAsync(Path.Combine(workspace.PathOf("two"), Path.GetFileName(file)), TestContext.Current.CancellationToken));
        }
        Assert.Equal(sample == "chinook", files.Any(file => Path.GetFileName(file) == "playlist.tracks.csv"));
    }

    [Fact]
    public async Task Rows_of_one_resource_go_to_the_standard_output()
    {
        using var workspace = Workspace.With("shop");
        var store = "sqlite:" + workspace.PathOf("shop.db");
        var file = workspace.Write("products.csv", "sku,name,price\nTEA-1,Tea,1\nTEA-2,\"Tea, \"\"green\"\"\",2.5\n");
        (await InProcess.RunAsync("load", workspace.PathOf("shop"), "product", file, "--store", store)).Success();
        var lines = (await InProcess.RunAsync("dump", workspace.PathOf("shop"), "product", "--format", "csv", "--store", store)).Success().Split("\r\n");
        Assert.Equal("id,sku,name,price,stock,createdAt,updatedAt,version", lines[0]);
        Assert.Contains(",TEA-2,\"Tea, \"\"green\"\"\",2.50,0,", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_file_is_overwritten()
    {
        using var workspace = Workspace.With("shop");
        var there = workspace.Write("out/order.ndjson", "mine");
        var ran = await InProcess.RunAsync("dump", workspace.PathOf("shop"), "-o", workspace.PathOf("out"), "--store", "sqlite:" + workspace.PathOf("shop.db"));
        Assert.Equal($"{there} is there already, and is not overwritten", ran.Failure());
        Assert.Equal([there], Directory.GetFiles(workspace.PathOf("out")));
    }

    [Theory]
    [InlineData("the contract has no resource 'produkt'; did you mean 'product'?", "produkt")]
    [InlineData("several resources need a folder for their files: -o FOLDER")]
    [InlineData("several resources need a folder for their files: -o FOLDER", "product", "order")]
    public async Task A_dump_that_makes_no_sense_is_refused(string failure, params string[] resources)
    {
        using var workspace = Workspace.With("shop");
        Assert.Equal(failure, (await InProcess.RunAsync(["dump", workspace.PathOf("shop"), .. resources, "--store", "sqlite:" + workspace.PathOf("shop.db")])).Failure());
    }
}
