namespace Lintel.Faults.Tests.Postgres;

/// <summary>A PostgreSQL that crashes, and recovers from its log.</summary>
public sealed class CrashTests
{
    [Fact]
    public async Task A_server_that_crashes_is_used_again_once_it_has_recovered()
    {
        await using var server = await ServerService.StartAsync();
        var during = await server.Service.PassAsync("crash", 0, server.Cluster.CrashAsync);
        during.Expect(Kind.Read, "200", "503 unavailable").Expect(Kind.Write, "201", "503 unavailable", "503 undecided").Expect(Kind.Plain, "200");
        during.ExpectWithin(TimeSpan.FromSeconds(1));
        await server.HealedAsync();
    }
}
