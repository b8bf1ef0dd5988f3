namespace Lintel.Cli.Tests.Processes;

/// <summary>The log, where nobody takes it.</summary>
public sealed class OutputTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_closed_output_does_not_end_the_server()
    {
        using var workspace = new Workspace();
        await using var server = ServerProcess.Launch("dotnet", [Repository.CommandLine, "run", workspace.EmptyShop(), "--urls", "http://127.0.0.1:0"]);
        await server.ServingAsync();
        server.Process.StandardOutput.Close();
        await StillServesAsync(server, 100);
    }

    [Fact]
    public async Task An_output_that_nobody_reads_does_not_hang_the_server()
    {
        using var workspace = new Workspace();
        await using var server = ServerProcess.Launch("dotnet", [Repository.CommandLine, "run", workspace.EmptyShop(), "--urls", "http://127.0.0.1:0"]);
        await server.ServingAsync();
        // A pipe takes 64 KiB.
        await StillServesAsync(server, 1000);
    }

    private static async Task StillServesAsync(ServerProcess server, int requests)
    {
        using var client = new HttpClient { BaseAddress = server.Address };
        for (var i = 0; i < requests; i++) await client.GetStringAsync(new Uri("/v1/orders", UriKind.Relative), Cancellation);
        server.Signal(ServerProcess.Terminate);
        Assert.Equal(0, await server.EndedAsync());
    }

    [Fact]
    public async Task An_interrupted_load_leaves_nothing_and_says_so()
    {
        using var workspace = Workspace.With("shop");
        var (file, database) = (workspace.PathOf("products.csv"), workspace.PathOf("shop.db"));
        await using (var text = File.CreateText(file))
        {
            await text.WriteLineAsync("sku,name,price");
            for (var i = 0; i < 1_000_000; i++) await text.WriteLineAsync($"SKU-{i},A product among many,1");
        }
        await using var load = ServerProcess.Launch("dotnet", [Repository.CommandLine, "load", workspace.PathOf("shop"), "product", file, "--store", "sqlite:" + database]);
        // Rows that do not fit into its memory go into the log of the transaction.
        while (!load.Process.HasExited && (!File.Exists(database + "-wal") || new FileInfo(database + "-wal").Length < 1 << 20)) await Task.Yield();
        load.Signal(ServerProcess.Interrupt);
        Assert.Equal(130, await load.EndedAsync());
        Assert.Equal("lintel: stopped before it was done\n", load.Said);
        await using var server = await ServerProcess.StartAsync(workspace.PathOf("shop"), "--store", "sqlite:" + database);
        Assert.Contains("loaded 260 rows", server.Said);
    }
}
