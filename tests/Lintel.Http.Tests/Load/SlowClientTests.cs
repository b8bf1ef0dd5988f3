using System.Net.Sockets;
using System.Text;
using Lintel.Http.Tests.Failures;

namespace Lintel.Http.Tests.Load;

/// <summary>Clients that send or take as slowly as they can, on real connections.</summary>
public sealed class SlowClientTests
{
    private const string Contract = """
          thing:
            fields: { text: text? }
        """;

    private static readonly ConnectionOptions Impatient = new() { HeadersTimeout = TimeSpan.FromSeconds(2), Grace = TimeSpan.FromSeconds(1.5), BodyBytesPerSecond = 240, AnswerBytesPerSecond = 1_000_000 };

    [Theory]
    [InlineData("GET /v1/things HTTP/1.1\r\nHost: x\r\nX: ", "a")]
    [InlineData("", "G")]
    public async Task Headers_that_drip_are_not_waited_for(string begin, string drop)
    {
        await using var service = await StartAsync();
        Assert.StartsWith("HTTP/1.1 408 ", await DripAsync(service, begin, drop));
        (await service.GetAsync("things")).Expect(200);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/x-ndjson")]
    public async Task A_body_that_drips_is_not_waited_for_and_its_sender_is_told(string type)
    {
        await using var service = await StartAsync();
        var answer = await DripAsync(service, $"POST /v1/things HTTP/1.1\r\nHost: x\r\nContent-Type: {type}\r\nContent-Length: 1000\r\n\r\n", " ");
        Assert.StartsWith("HTTP/1.1 408 ", answer);
        Assert.Contains("\"code\":\"too-slow\"", answer);
        Assert.Empty((await service.GetAsync("things")).Expect(200).Data);
    }

    [Fact]
    public async Task A_body_that_drips_keeps_nobody_from_writing()
    {
        await using var service = await StartAsync();
        using var slow = new TcpClient();
        await slow.ConnectAsync(service.Url.Host, service.Url.Port, TestService.Cancellation);
        for (var i = 0; i < 50; i++) await slow.GetStream().WriteAsync(Encoding.ASCII.GetBytes(i == 0 ? "POST /v1/things HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n" : "{"), TestService.Cancellation);
        (await service.PostAsync("things", "{}")).Expect(201);
    }

    [Fact]
    public async Task A_reader_of_a_whole_list_who_stops_reading_gives_the_database_back()
    {
        var store = new FakeStore();
        await using var service = await TestService.StartAsync(Contract, new TestOptions { Store = _ => store, Http = new LintelHttpOptions { Connections = Impatient } });
        using var client = new TcpClient { ReceiveBufferSize = 4096 };
        await client.ConnectAsync(service.Url.Host, service.Url.Port, TestService.Cancellation);
        await client.GetStream().WriteAsync("GET /v1/things HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\n\r\n"u8.ToArray(), TestService.Cancellation);
        while (store.OpenSessions == 0) await Task.Delay(10, TestService.Cancellation);
        for (var i = 0; i < 2000 && store.OpenSessions > 0; i++) await Task.Delay(10, TestService.Cancellation);
        Assert.Equal(0, store.OpenSessions);
    }

    private static Task<TestService> StartAsync() => TestService.StartAsync(Contract, new TestOptions { Http = new LintelHttpOptions { Connections = Impatient } });

    /// <summary>Sends a byte ten times a second until the server has had enough; gives what it said.</summary>
    private static async Task<string> DripAsync(TestService service, string begin, string drop)
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
}
