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
    public async Task On_a_terminal_a_bar_shows_how_many_of_the_rows_are_written()
    {
        using var workspace = Workspace.With("shop");
        var (shop, store) = (workspace.PathOf("shop"), "sqlite:" + workspace.PathOf("shop.db"));
        var rows = workspace.Write("products.csv", "sku,name,price\n" + string.Concat(Enumerable.Range(0, 5000).Select(i => $"TEA-{i},Tea,1\n")));
        (await InProcess.RunAsync("load", shop, "product", rows, "--store", store)).Success();

        async Task<string[]> ShownAsync(Terminal terminal, StringWriter error, params string[] where)
        {
            Assert.Equal(0, await LintelCommand.RunAsync(["dump", shop, "product", "--store", store, .. where], terminal, TestContext.Current.CancellationToken));
            return error.ToString().Split("\r\e[2K", StringSplitOptions.RemoveEmptyEntries);
        }

        var error = new StringWriter();
        var shown = await ShownAsync(new Terminal(TextWriter.Null, error, new HastyClock(), _ => null) { IsErrorInteractive = true }, error, "-o", workspace.PathOf("out"));
        Assert.True(shown.Length > 1, error.ToString());
        Assert.Matches("^product.ndjson █+░+ +[0-9]+ %  [0-9,]+ rows  [0-9,]+ rows/s  [0-9]+:[0-9]{2} left$", shown[0]);
        Assert.StartsWith($"product.ndjson {new string('█', 24)} 100 %  5,000 rows  ", shown[^1]);
        Assert.EndsWith("\r\e[2K", error.ToString());

        error = new StringWriter();
        shown = await ShownAsync(new Terminal(TextWriter.Null, error, new HastyClock(), _ => null) { IsErrorInteractive = true }, error, "--format", "csv");
        Assert.StartsWith("product.csv ", shown[0]);

        // Rows that people see as they come are not to be written over, and a file of what is said has no use for what moves.
        foreach (var isSeen in new[] { true, false })
        {
            error = new StringWriter();
            Assert.Empty(await ShownAsync(new Terminal(TextWriter.Null, error, new HastyClock(), _ => null) { IsOutInteractive = isSeen, IsErrorInteractive = isSeen }, error));
        }
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

    /// <summary>A clock by which everything takes a second.</summary>
    private sealed class HastyClock : TimeProvider
    {
        private long _seconds;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Interlocked.Increment(ref _seconds);
    }
}
