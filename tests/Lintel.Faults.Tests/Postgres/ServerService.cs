using Lintel.Postgres;
using Lintel.Postgres.Testing;

namespace Lintel.Faults.Tests.Postgres;

/// <summary>A service on a PostgreSQL of its own, to which a test may do anything.</summary>
internal sealed class ServerService(PostgresCluster cluster, FaultyService service) : IAsyncDisposable
{
    /// <summary>Within what everything is served again once the server is there.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromSeconds(4);

    public PostgresCluster Cluster => cluster;

    public FaultyService Service => service;

    /// <summary>Starts both, and sees that all is served.</summary>
    public static async Task<ServerService> StartAsync(int note = 0, Func<PostgresCluster, Task>? prepare = null, string? folder = null)
    {
        var cluster = await PostgresCluster.StartAsync(folder);
        if (prepare is not null) await prepare(cluster);
        var service = await FaultyService.StartAsync(PostgresStore.Open(FaultyService.Model, cluster.Options), note: note);
        (await service.PassAsync("before", 1)).ExpectGood();
        return new ServerService(cluster, service);
    }

    /// <summary>Sees that all is served again by itself, and that nothing was lost.</summary>
    public async Task HealedAsync()
    {
        Assert.InRange(await service.UntilServedAsync(), TimeSpan.Zero, Soon);
        (await service.EndAsync()).ExpectGood();
    }

    public async ValueTask DisposeAsync()
    {
        await service.DisposeAsync();
        await cluster.DisposeAsync();
    }
}
