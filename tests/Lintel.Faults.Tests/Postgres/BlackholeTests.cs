using Lintel.Postgres.Testing;

namespace Lintel.Faults.Tests.Postgres;

/// <summary>A network on which packets vanish: nobody is told that anything broke.</summary>
public sealed class BlackholeTests
{
    [Fact]
    public async Task Packets_that_vanish_cost_only_those_their_time_who_were_on_the_way()
    {
        await using var network = await NetworkService.StartAsync(clients: 8, connectSeconds: 2);
        var (service, proxy) = (network.Service, network.Proxy);
        (await service.PassAsync("before", 1)).ExpectGood();
        proxy.Fault = NetworkFault.Blackhole;
        // Until a connection could not be made in its time, nobody can know.
        var first = await service.PassAsync("breaks", 6);
        first.Expect(Kind.Read, "503 unavailable", "503 timed-out").Expect(Kind.Write, "503 unavailable", "503 timed-out", "503 undecided");
        var connects = proxy.Connects;
        var during = await service.PassAsync("during", 3);
        during.Expect(Kind.Read, "503 unavailable").Expect(Kind.Write, "503 unavailable").Expect(Kind.Ready, "503").Expect(Kind.Plain, "200");
        during.ExpectWithin(TimeSpan.FromSeconds(1));
        // One at a time is tried, and not one for each request.
        Assert.InRange(proxy.Connects - connects, 0, 3);
        proxy.Fault = NetworkFault.None;
        Assert.InRange(await service.UntilServedAsync(), TimeSpan.Zero, TimeSpan.FromSeconds(4));
        (await service.EndAsync()).ExpectGood();
    }
}
