using Lintel.Postgres;
using Lintel.Postgres.Testing;

namespace Lintel.Faults.Tests;

/// <summary>A network between a service and PostgreSQL that does what networks do.</summary>
public sealed class PostgresNetworkTests
{
    [Fact]
    public async Task Packets_that_vanish()
    {
        await using var schema = await PostgresServer.Shared.CreateSchemaAsync();
        await using var proxy = new FaultyProxy(schema.Options);
        await using var service = await FaultyService.StartAsync(PostgresStore.Open(FaultyService.Model, proxy.Options with { ConnectTimeout = TimeSpan.FromSeconds(2), Connections = 24 }), clients: 24);
        var before = await service.PassAsync("before", 1);
        proxy.Fault = NetworkFault.Blackhole;
        var first = await service.PassAsync("first", 6);
        var later = await service.PassAsync("later", 6);
        proxy.Fault = NetworkFault.None;
        var healing = await service.UntilServedAsync();
        var after = await service.EndAsync();
    }
}
