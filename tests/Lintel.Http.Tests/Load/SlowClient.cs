using System.Net.Sockets;
using System.Text;
using Lintel.Http.Tests.Failures;

namespace Lintel.Http.Tests.Load;

/// <summary>A client that sends or takes as slowly as it can, on a real connection.</summary>
internal static class SlowClient
{
    /// <summary>A server that soon has enough of such clients.</summary>
    public static readonly ConnectionOptions Impatient = new()
    {
        HeadersTimeout = TimeSpan.FromSeconds(2),
        Grace = TimeSpan.FromSeconds(1.5),
        BodyBytesPerSecond = 240,
        AnswerBytesPerSecond = 1_000_000,
        IdleTimeout = TimeSpan.FromSeconds(2),
    };

    /// <summary>Sends a byte ten times a second until the server has had enough; gives what it said.</summary>
    public static async Task<string> DripAsync(TestService service, string begin, string drop)
    {
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(service.Url.Host, service.Url.Port, TestService.Cancellation);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(begin), TestService.Cancellation);
        var answer = new StreamReader(stream).ReadToEndAsync(TestService.Cancellation);
        while (!answer.IsCompleted)
        {
            try
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes(drop), TestService.Cancellation);
            }
            catch (IOException)
            {
                // Closed while it was sent to.
            }
            await Task.WhenAny(answer, Task.Delay(100, TestService.Cancellation));
        }
        return await answer;
    }

    /// <summary>Asks for a whole list of <c>things</c> and takes none of it, until the server has had enough.</summary>
    public static async Task StopReadingAsync(TestService service, FakeStore store)
    {
        using var client = new TcpClient { ReceiveBufferSize = 4096 };
        await client.ConnectAsync(service.Url.Host, service.Url.Port, TestService.Cancellation);
        await client.GetStream().WriteAsync("GET /v1/things HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\n\r\n"u8.ToArray(), TestService.Cancellation);
        while (store.OpenSessions == 0) await Task.Delay(10, TestService.Cancellation);
        for (var i = 0; i < 2000 && store.OpenSessions > 0; i++) await Task.Delay(10, TestService.Cancellation);
    }
}
