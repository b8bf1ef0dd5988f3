using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Lintel.Http.Tests.Load;

/// <summary>How many connections there may be, in all and from one address.</summary>
public sealed class ConnectionTests
{
    private const string Contract = """
          thing:
            fields: { n: int? }
        """;

    private const string Read = "GET /v1/things HTTP/1.1\r\nHost: x\r\n\r\n";

    [Fact]
    public async Task More_connections_than_there_may_be_are_closed_and_one_that_ends_makes_room()
    {
        await using var service = await StartAsync(new ConnectionOptions { Most = 3, MostPerAddress = 3 });
        using var first = await HoldAsync(service);
        using (await HoldAsync(service))
        using (await HoldAsync(service))
        {
            Assert.False(await IsLetInAsync(service));
            Assert.True(await IsServedAsync(first));
        }
        await BecomesServedAsync(service);
    }

    [Fact]
    public async Task An_address_with_as_many_as_it_may_have_keeps_no_other_out()
    {
        await using var service = await StartAsync(new ConnectionOptions { Most = 8 });
        using var first = await HoldAsync(service);
        using (await HoldAsync(service))
        {
            Assert.False(await IsLetInAsync(service));
            Assert.True(await IsLetInAsync(service, from: "127.0.0.2"));
            Assert.True(await IsServedAsync(first));
        }
        await BecomesServedAsync(service);
    }

    private static Task<TestService> StartAsync(ConnectionOptions options) =>
        TestService.StartAsync(Contract, new TestOptions { Http = new LintelHttpOptions { Connections = options } });

    /// <summary>A connection that was let in: of several at once the server may take any first.</summary>
    private static async Task<TcpClient> HoldAsync(TestService service)
    {
        var client = await ConnectAsync(service, "127.0.0.1");
        Assert.True(await IsServedAsync(client));
        return client;
    }

    // Refused, it may be closed before it knows that it was connected.
    private static async Task<bool> IsLetInAsync(TestService service, string from = "127.0.0.1")
    {
        try
        {
            using var client = await ConnectAsync(service, from);
            return await IsServedAsync(client);
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return false;
        }
    }

    private static async Task<TcpClient> ConnectAsync(TestService service, string from)
    {
        var client = new TcpClient(new IPEndPoint(IPAddress.Parse(from), 0));
        await client.ConnectAsync(service.Url.Host, service.Url.Port, TestService.Cancellation);
        return client;
    }

    /// <summary>Whether a request is answered; otherwise the connection was closed.</summary>
    private static async Task<bool> IsServedAsync(TcpClient client)
    {
        var buffer = new byte[4096];
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(Read), TestService.Cancellation);
        var read = await client.GetStream().ReadAsync(buffer, TestService.Cancellation);
        return read > 0 && Encoding.ASCII.GetString(buffer, 0, read).StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal);
    }

    // The server notices what ended in its own time.
    private static async Task BecomesServedAsync(TestService service)
    {
        for (var i = 0; i < 500; i++)
        {
            if (await IsLetInAsync(service)) return;
            await Task.Delay(10, TestService.Cancellation);
        }
        Assert.Fail("no connection came free");
    }
}
