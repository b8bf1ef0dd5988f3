using Lintel.Postgres;
using Lintel.Postgres.Testing;

namespace Lintel.Faults.Tests;

/// <summary>A network between a service and PostgreSQL that does what networks do.</summary>
public sealed class PostgresNetworkTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task Answers_that_come_late_are_late_and_right()
    {
        await using var network = await Network.StartAsync();
        var (before, during, _) = await network.BreakAsync(NetworkFault.Slow, seconds: 2);
        during.Expect(Kind.Read, "200").Expect(Kind.Write, "201").Expect(Kind.Ready, "200").Expect(Kind.Plain, "200");
        Assert.InRange(during.Fastest(Kind.Read), network.Proxy.Delay, Limit);
        Assert.True(during.Slowest(Kind.Plain) < network.Proxy.Delay * 2, $"{before}\n{during}");
    }

    [Theory]
    [InlineData(NetworkFault.Cut)]
    [InlineData(NetworkFault.Reset)]
    [InlineData(NetworkFault.LoseAnswers)]
    public async Task Connections_that_break_in_the_middle_of_an_answer(NetworkFault fault)
    {
        await using var network = await Network.StartAsync();
        var (_, during, healing) = await network.BreakAsync(fault, seconds: 2);
        during.Expect(Kind.Read, "503 unavailable").Expect(Kind.Write, "503 unavailable", "503 undecided").Expect(Kind.Ready, "503").Expect(Kind.Plain, "200");
        Assert.InRange(healing, TimeSpan.Zero, TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task Packets_that_vanish_cost_only_those_their_time_who_were_on_the_way()
    {
        await using var network = await Network.StartAsync(clients: 8);
        await network.Service.PassAsync("before", 1);
        network.Proxy.Fault = NetworkFault.Blackhole;
        // Those of the first seconds find out.
        var first = await network.Service.PassAsync("vanish", 6);
        first.Expect(Kind.Read, "503 unavailable", "503 timed-out").Expect(Kind.Write, "503 unavailable", "503 timed-out", "503 undecided");
        var connects = network.Proxy.Connects;
        var later = await network.Service.PassAsync("vanish", 3);
        later.Expect(Kind.Read, "503 unavailable").Expect(Kind.Write, "503 unavailable").Expect(Kind.Ready, "503").Expect(Kind.Plain, "200");
        Assert.InRange(later.Slowest(Kind.Read), TimeSpan.Zero, TimeSpan.FromSeconds(0.5));
        Assert.InRange(later.Slowest(Kind.Write), TimeSpan.Zero, TimeSpan.FromSeconds(0.5));
        // One at a time is tried, and not one for each request.
        Assert.InRange(network.Proxy.Connects - connects, 0, 3);
        network.Proxy.Fault = NetworkFault.None;
        Assert.InRange(await network.Service.UntilServedAsync(), TimeSpan.Zero, TimeSpan.FromSeconds(3));
        (await network.Service.EndAsync()).ExpectGood();
    }

    /// <summary>A service whose way to the database a test breaks.</summary>
    private sealed class Network(PostgresSchema schema, FaultyProxy proxy, FaultyService service) : IAsyncDisposable
    {
        public FaultyProxy Proxy => proxy;

        public FaultyService Service => service;

        public static async Task<Network> StartAsync(int clients = 3)
        {
            var schema = await PostgresServer.Shared.CreateSchemaAsync();
            var proxy = new FaultyProxy(schema.Options);
            var store = PostgresStore.Open(FaultyService.Model, proxy.Options with { Connections = 12, ConnectTimeout = TimeSpan.FromSeconds(2) });
            return new Network(schema, proxy, await FaultyService.StartAsync(store, clients));
        }

        /// <summary>Breaks it for a while. All must be served before, and after.</summary>
        public async Task<(Phase Before, Phase During, TimeSpan Healing)> BreakAsync(NetworkFault fault, double seconds)
        {
            var before = (await service.PassAsync("before", 1)).ExpectGood();
            proxy.Fault = fault;
            // What was asked before counts as before.
            await service.PassAsync("breaks", 0.5);
            var during = await service.PassAsync("during", seconds);
            proxy.Fault = NetworkFault.None;
            var healing = await service.UntilServedAsync();
            (await service.EndAsync()).ExpectGood();
            return (before, during, healing);
        }

        public async ValueTask DisposeAsync()
        {
            await service.DisposeAsync();
            await proxy.DisposeAsync();
            await schema.DisposeAsync();
        }
    }
}
