using Lintel.Postgres.Testing;

namespace Lintel.Faults.Tests.Postgres;

/// <summary>A network that is slow.</summary>
public sealed class SlowTests
{
    [Fact]
    public async Task Answers_that_come_late_are_late_and_right()
    {
        await using var network = await NetworkService.StartAsync();
        var (during, _) = await network.BreakAsync(NetworkFault.Slow);
        during.ExpectGood();
        Assert.True(during.Median(Kind.Read) >= network.Proxy.Delay, during.ToString());
        Assert.True(during.Slowest(Kind.Plain) < network.Proxy.Delay * 2, during.ToString());
    }
}
