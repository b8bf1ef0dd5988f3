namespace Lintel.Http.Tests.Load;

/// <summary>How many connections there may be, in all and from one address.</summary>
public sealed class ConnectionTests
{
    private const string Contract = """
          thing:
            fields: { n: int? }
        """;

    [Fact]
    public async Task More_connections_than_there_may_be_are_closed_and_one_that_ends_makes_room()
    {
        await using var service = await StartAsync(new ConnectionOptions { Most = 3, MostPerAddress = 3 });
        using var first = await Held.HoldAsync(service);
        using (await Held.HoldAsync(service))
        using (await Held.HoldAsync(service))
        {
            Assert.False(await Held.IsLetInAsync(service));
            Assert.True(await Held.IsServedAsync(first));
        }
        await BecomesServedAsync(service);
    }

    [Fact]
    public async Task An_address_with_as_many_as_it_may_have_keeps_no_other_out()
    {
        await using var service = await StartAsync(new ConnectionOptions { Most = 8 });
        using var first = await Held.HoldAsync(service);
        using (await Held.HoldAsync(service))
        {
            Assert.False(await Held.IsLetInAsync(service));
            Assert.True(await Held.IsLetInAsync(service, from: "127.0.0.2"));
            Assert.True(await Held.IsServedAsync(first));
        }
        await BecomesServedAsync(service);
    }

    private static Task<TestService> StartAsync(ConnectionOptions options) =>
        TestService.StartAsync(Contract, new TestOptions { Http = new LintelHttpOptions { Connections = options } });

    // The server notices what ended in its own time.
    private static async Task BecomesServedAsync(TestService service)
    {
        for (var i = 0; i < 500; i++)
        {
            if (await Held.IsLetInAsync(service)) return;
            await Task.Delay(10, TestService.Cancellation);
        }
        Assert.Fail("no connection came free");
    }
}
