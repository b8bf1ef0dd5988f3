using System.Net.Sockets;
using System.Text;

namespace Lintel.Http.Tests;

/// <summary>Requests byte for byte, as no client library would send them.</summary>
internal static class RawHttp
{
    /// <summary>Sends bytes on a connection of their own and gives all that comes back until the server closes it.</summary>
    public static async Task<string> SendAsync(TestService service, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(service.Url.Host, service.Url.Port, TestService.Cancellation);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), TestService.Cancellation);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(TestService.Cancellation);
    }

    /// <summary>The status of an answer.</summary>
    public static int StatusOf(string answer) => int.Parse(answer.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
}
