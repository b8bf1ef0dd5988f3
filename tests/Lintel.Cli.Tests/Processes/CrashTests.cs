using Lintel.Postgres.Testing;

namespace Lintel.Cli.Tests.Processes;

/// <summary>kill -9: what was acknowledged stays, and nothing stays half.</summary>
public sealed class CrashTests
{
    private const int Rounds = 4;

    [Fact]
    public async Task Every_acknowledged_write_survives_and_no_aggregate_is_half_written()
    {
        using var workspace = new Workspace();
        await KillAsync(workspace.EmptyShop());
    }

    [Fact]
    public async Task Every_acknowledged_write_survives_in_PostgreSQL_too()
    {
        using var workspace = new Workspace();
        await using var schema = await PostgresServer.Shared.CreateSchemaAsync();
        await KillAsync(workspace.EmptyShop(), "--store", schema.Url);
    }

    [Fact]
    public async Task A_start_that_is_killed_while_it_seeds_leaves_all_rows_or_none()
    {
        using var workspace = Workspace.With("chinook");
        var contract = workspace.PathOf("chinook");
        var unfinished = 0;
        for (var round = 0; round < 5; round++)
        {
            var database = workspace.PathOf($"{round}.db");
            await using (var first = ServerProcess.Launch("dotnet", [Repository.CommandLine, "run", contract, "--store", "sqlite:" + database, "--urls", "http://127.0.0.1:0"]))
            {
                // From the moment at which there is a database, any moment is a good one; the first is always before the end.
                while (!File.Exists(database + "-wal") && !first.Process.HasExited) await Task.Yield();
                await Task.Delay(round == 0 ? 0 : Random.Shared.Next(0, 500), TestContext.Current.CancellationToken);
                first.Signal(ServerProcess.Kill);
                await first.EndedAsync();
            }
            await using var second = await ServerProcess.StartAsync(contract, "--store", "sqlite:" + database);
            if (second.Said.Contains("loaded 15,607 rows", StringComparison.Ordinal)) unfinished++;
            else Assert.DoesNotContain("loaded", second.Said);
            using var client = new HttpClient { BaseAddress = second.Address };
            Assert.Equal(275, await Shop.TotalAsync(client, "artists"));
            Assert.Equal(3503, await Shop.TotalAsync(client, "tracks"));
            Assert.Equal(412, await Shop.TotalAsync(client, "invoices"));
        }
        Assert.NotEqual(0, unfinished);
    }

    private static async Task KillAsync(params string[] contract)
    {
        OrderWriters? writers = null;
        for (var round = 0; round < Rounds; round++)
        {
            await using var server = await ServerProcess.StartAsync(contract);
            using var client = new HttpClient { BaseAddress = server.Address };
            writers ??= new OrderWriters(await Shop.OrderAsync(client));
            var writing = writers.WriteAsync(server.Port);
            await writers.ReachAsync(writers.Acknowledged.Count + Random.Shared.Next(50, 300));
            server.Signal(ServerProcess.Kill);
            await writing;
            await server.EndedAsync();
        }
        Assert.Empty(writers!.Refused);
        await using var survivor = await ServerProcess.StartAsync(contract);
        using var reader = new HttpClient { BaseAddress = survivor.Address };
        // Each writer of each round may have had one write that was done and not yet answered.
        await writers.CheckAsync(reader, unanswered: Rounds * OrderWriters.Count);
    }
}
