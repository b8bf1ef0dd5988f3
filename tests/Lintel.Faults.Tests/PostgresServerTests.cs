using Lintel.Postgres;
using Lintel.Postgres.Testing;
using Npgsql;

namespace Lintel.Faults.Tests;

/// <summary>A PostgreSQL that is there, and can't, or may not, or starts anew.</summary>
public sealed class PostgresServerTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task A_server_that_crashes_is_served_from_again_once_it_has_recovered()
    {
        await using var cluster = await PostgresCluster.StartAsync();
        await using var service = await StartAsync(cluster);
        (await service.PassAsync("before", 1)).ExpectGood();
        var during = await service.PassAsync("crash", 0, cluster.CrashAsync);
        var healing = await service.UntilServedAsync();
        (await service.EndAsync()).ExpectGood();
        Assert.InRange(healing, TimeSpan.Zero, Soon);
    }

    [Fact]
    public async Task A_server_that_is_halted_costs_nobody_time()
    {
        await using var cluster = await PostgresCluster.StartAsync();
        await using var service = await StartAsync(cluster);
        (await service.PassAsync("before", 1)).ExpectGood();
        await service.PassAsync("halt", 0, cluster.HaltAsync);
        var during = await service.PassAsync("halted", 2);
        during.Expect(Kind.Read, "503 unavailable").Expect(Kind.Write, "503 unavailable").Expect(Kind.Ready, "503").Expect(Kind.Plain, "200");
        Assert.InRange(during.Slowest(Kind.Read), TimeSpan.Zero, TimeSpan.FromSeconds(0.5));
        await cluster.ResumeAsync();
        Assert.InRange(await service.UntilServedAsync(), TimeSpan.Zero, Soon);
        (await service.EndAsync()).ExpectGood();
    }

    [Fact]
    public async Task Backends_that_are_ended_and_statements_that_are_stopped_by_an_administrator()
    {
        await using var schema = await PostgresServer.Shared.CreateSchemaAsync();
        await using var service = await FaultyService.StartAsync(PostgresStore.Open(FaultyService.Model, schema.Options));
        (await service.PassAsync("before", 1)).ExpectGood();
        foreach (var way in (string[])["pg_terminate_backend", "pg_cancel_backend"])
        {
            var during = await service.PassAsync(way[3..^8], 1, async () =>
            {
                for (var i = 0; i < 20; i++)
                {
                    await schema.ExecuteAsync($"SELECT count({way}(pid)) FROM pg_stat_activity WHERE application_name = '{schema.Name}' AND pid <> pg_backend_pid()");
                    await Task.Delay(25, FaultyService.Cancellation);
                }
            });
            await service.UntilServedAsync();
        }
        (await service.EndAsync()).ExpectGood();
    }

    [Fact]
    public async Task A_server_that_others_leave_no_connection()
    {
        await using var cluster = await PostgresCluster.StartAsync();
        await using var service = await StartAsync(cluster);
        (await service.PassAsync("before", 1)).ExpectGood();
        var others = new List<NpgsqlConnection>();
        try
        {
            var during = await service.PassAsync("full", 2, async () =>
            {
                while (true) others.Add(await cluster.ConnectAsync());
            });
        }
        catch (PostgresException exception) when (exception.SqlState == "53300")
        {
        }
        var full = await service.PassAsync("full", 2);
        foreach (var other in others) await other.DisposeAsync();
        await service.UntilServedAsync();
        (await service.EndAsync()).ExpectGood();
    }

    [Fact]
    public async Task A_server_that_became_read_only_goes_on_reading()
    {
        await using var cluster = await PostgresCluster.StartAsync();
        await using var service = await StartAsync(cluster);
        (await service.PassAsync("before", 1)).ExpectGood();
        await cluster.ExecuteAsync("ALTER SYSTEM SET default_transaction_read_only = on");
        await cluster.ExecuteAsync("SELECT pg_reload_conf()");
        await service.PassAsync("turns", 0.5);
        var during = await service.PassAsync("during", 2);
        during.Expect(Kind.Read, "200").Expect(Kind.Write, "503 unavailable").Expect(Kind.Ready, "200").Expect(Kind.Plain, "200");
        await cluster.ExecuteAsync("BEGIN READ WRITE; SET TRANSACTION READ WRITE; COMMIT");
        await cluster.ExecuteAsync("ALTER SYSTEM RESET default_transaction_read_only");
        await cluster.ExecuteAsync("SELECT pg_reload_conf()");
        Assert.InRange(await service.UntilServedAsync(), TimeSpan.Zero, Soon);
        (await service.EndAsync()).ExpectGood();
    }

    private static Task<FaultyService> StartAsync(PostgresServer server) => FaultyService.StartAsync(PostgresStore.Open(FaultyService.Model, server.Options));
}
