using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Lintel.Http.Tests.Load;

/// <summary>A thousand connections that send their headers, their bodies, or nothing, a byte at a time, and never read: others are served.</summary>
public sealed class SlowlorisTests
{
    private const int Crowd = 1000;

    private static readonly string[] Beginnings =
    [
        "GET /v1/things HTTP/1.1\r\nHost: x\r\nX-Slow: ",
        "POST /v1/things HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n",
        "POST /v1/things HTTP/1.1\r\nHost: x\r\nContent-Type: text/csv\r\nContent-Length: 1000000\r\n\r\n",
        "",
    ];

    [Fact]
    public async Task Others_are_served_while_a_thousand_connections_drip_and_those_are_closed()
    {
        var slow = new ConnectionOptions { HeadersTimeout = TimeSpan.FromSeconds(3), Grace = TimeSpan.FromSeconds(3) };
        await using var service = await TestService.StartAsync("  thing:\n    fields: { text: text? }\n", new TestOptions { Http = new LintelHttpOptions { Connections = slow } });
        (await service.GetAsync("things")).Expect(200);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(TestService.Cancellation);
        var crowd = Enumerable.Range(0, Crowd).Select(number => DripAsync(service, Beginnings[number % Beginnings.Length], over.Token)).ToArray();

        var served = 0;
        // The silent ones may stay for as long as any idle connection.
        while (crowd.Count(drip => drip.IsCompleted) < Crowd * 3 / 4)
        {
            (await service.PostAsync("things", "{}")).Expect(201);
            (await service.GetAsync("things?limit=1")).Expect(200);
            served++;
        }
        await over.CancelAsync();
        Assert.True(served > 20, $"only {served} requests were served");
        Assert.Equal(Crowd * 3 / 4, (await Task.WhenAll(crowd)).Count(wasClosed => wasClosed));
    }

    /// <summary>Sends a byte every now and then and reads nothing, until the server closes the connection; false: it did not.</summary>
    private static async Task<bool> DripAsync(TestService service, string begin, CancellationToken over)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, service.Url.Port, over);
            await socket.SendAsync(Encoding.ASCII.GetBytes(begin), over);
            while (true)
            {
                await Task.Delay(500, over);
                if (begin.Length > 0) await socket.SendAsync("a"u8.ToArray(), over);
            }
        }
        catch (SocketException)
        {
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
