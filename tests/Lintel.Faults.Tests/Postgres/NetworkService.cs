using Lintel.Postgres;
using Lintel.Postgres.Testing;

namespace Lintel.Faults.Tests.Postgres;

/// <summary>A service whose way to PostgreSQL a test breaks.</summary>
internal sealed class NetworkService(PostgresSchema schema, FaultyProxy proxy, FaultyService service) : IAsyncDisposable
{
    public FaultyProxy Proxy => proxy;

    public FaultyService Service => service;

    public static async Task<NetworkService> StartAsync(int clients = 3, int connectSeconds = 10)
    {
        var schema = await PostgresServer.Shared.CreateSchemaAsync();
        var proxy = new FaultyProxy(schema.Options);
        var store = PostgresStore.Open(FaultyService.Model, proxy.Options with { Connections = 12, ConnectTimeout = TimeSpan.FromSeconds(connectSeconds) });
        return new NetworkService(schema, proxy, await FaultyService.StartAsync(store, clients));
    }

    /// <summary>Breaks it for a while. All must be served before, and after.</summary>
    public async Task<(Phase During, TimeSpan Healing)> BreakAsync(NetworkFault fault)
    {
        (await service.PassAsync("before", 1)).ExpectGood();
        proxy.Fault = fault;
        // A request counts where it begins, and the first ones find out.
        await service.PassAsync("breaks", 0.5);
        var during = await service.PassAsync("during", 2);
        proxy.Fault = NetworkFault.None;
        var healing = await service.UntilServedAsync();
        (await service.EndAsync()).ExpectGood();
        return (during, healing);
    }

    public async ValueTask DisposeAsync()
    {
        await service.DisposeAsync();
        await proxy.DisposeAsync();
        await schema.DisposeAsync();
    }
}
