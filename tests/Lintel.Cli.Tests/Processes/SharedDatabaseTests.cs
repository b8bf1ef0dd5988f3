namespace Lintel.Cli.Tests.Processes;

/// <summary>Two processes on one database file.</summary>
public sealed class SharedDatabaseTests
{
    private const int Writes = 100;

    [Fact]
    public async Task Of_two_that_start_at_once_one_seeds_and_both_serve()
    {
        using var workspace = Workspace.With("chinook");
        var starting = Enumerable.Range(0, 2).Select(_ => ServerProcess.StartAsync(workspace.PathOf("chinook"))).ToArray();
        var servers = await Task.WhenAll(starting);
        await using var first = servers[0];
        await using var second = servers[1];
        Assert.Single(servers, server => server.Said.Contains("created 11 tables", StringComparison.Ordinal));
        Assert.Single(servers, server => server.Said.Contains("loaded 15,607 rows", StringComparison.Ordinal));
        foreach (var server in servers)
        {
            using var client = new HttpClient { BaseAddress = server.Address };
            Assert.Equal(275, await Shop.TotalAsync(client, "artists"));
        }
    }

    [Fact]
    public async Task The_writes_of_both_are_kept_and_none_fails_for_being_busy()
    {
        using var workspace = new Workspace();
        var contract = workspace.EmptyShop();
        await using var first = await ServerProcess.StartAsync(contract);
        await using var second = await ServerProcess.StartAsync(contract);
        using var client = new HttpClient { BaseAddress = first.Address };
        using var other = new HttpClient { BaseAddress = second.Address };
        var order = await Shop.OrderAsync(client);

        async Task<int[]> WriteAsync(int port)
        {
            using var wire = (await Wire.ConnectAsync(port))!;
            var statuses = new int[Writes];
            for (var i = 0; i < Writes; i++)
            {
                await wire.SendAsync(Wire.Request("POST", "/v1/orders", order));
                statuses[i] = (await wire.ReceiveAsync()).Status;
            }
            return statuses;
        }

        var written = await Task.WhenAll(WriteAsync(first.Port), WriteAsync(first.Port), WriteAsync(second.Port), WriteAsync(second.Port));
        Assert.All(written.SelectMany(statuses => statuses), status => Assert.Equal(201, status));
        Assert.Equal(4 * Writes, await Shop.TotalAsync(client, "orders"));
        Assert.Equal(4 * Writes, await Shop.TotalAsync(other, "orders"));
    }
}
