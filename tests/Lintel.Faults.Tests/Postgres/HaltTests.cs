namespace Lintel.Faults.Tests.Postgres;

/// <summary>A PostgreSQL that is down.</summary>
public sealed class HaltTests
{
    [Fact]
    public async Task A_server_that_is_down_costs_nobody_time()
    {
        await using var server = await ServerService.StartAsync();
        await server.Service.PassAsync("halt", 0, server.Cluster.HaltAsync);
        var during = await server.Service.PassAsync("during", 2);
        during.Expect(Kind.Read, "503 unavailable").Expect(Kind.Write, "503 unavailable").Expect(Kind.Ready, "503").Expect(Kind.Plain, "200");
        during.ExpectWithin(TimeSpan.FromSeconds(1));
        await server.Cluster.ResumeAsync();
        await server.HealedAsync();
    }
}
