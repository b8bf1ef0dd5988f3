namespace Lintel.Faults.Tests.Postgres;

/// <summary>A PostgreSQL that takes no writes for a while.</summary>
public sealed class ReadOnlyTests
{
    [Fact]
    public async Task A_server_that_became_read_only_goes_on_reading()
    {
        await using var server = await ServerService.StartAsync();
        await SetAsync("SET default_transaction_read_only = on");
        await server.Service.PassAsync("turns", 0.5);
        var during = await server.Service.PassAsync("during", 2);
        during.Expect(Kind.Read, "200").Expect(Kind.Write, "503 unavailable").Expect(Kind.Ready, "200").Expect(Kind.Plain, "200");
        await SetAsync("RESET default_transaction_read_only");
        await server.HealedAsync();

        async Task SetAsync(string setting)
        {
            await server.Cluster.ExecuteAsync($"ALTER SYSTEM {setting}");
            await server.Cluster.ExecuteAsync("SELECT pg_reload_conf()");
        }
    }
}
