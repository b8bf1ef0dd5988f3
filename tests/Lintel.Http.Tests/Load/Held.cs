using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Lintel.Http.Tests.Load;

/// <summary>Connections that are kept, to a service that has <c>things</c>.</summary>
internal static class Held
{
    private const string Read = "GET /v1/things HTTP/1.1\r\nHost: x\r\n\r\n";

    /// <summary>A connection that was let in: of several at once the server may take any first.</summary>
    public static async Task<TcpClient> HoldAsync(TestService service)
    {
        var client = await ConnectAsync(service, "127.0.0.1");
        Assert.True(await IsServedAsync(client));
        return client;
    }

    // Refused, it may be closed before it knows that it was connected.
    public static async Task<bool> IsLetInAsync(TestService service, string from = "127.0.0.1")
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
    public static async Task<bool> IsServedAsync(TcpClient client)
    {
        var buffer = new byte[4096];
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(Read), TestService.Cancellation);
        var read = await client.GetStream().ReadAsync(buffer, TestService.Cancellation);
        return read > 0 && Encoding.ASCII.GetString(buffer, 0, read).StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal);
    }
}
