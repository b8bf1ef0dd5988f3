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

    [Theory]
    [InlineData("GET /v1/things HTTP/1.1\r\nHost: x\r\nX: ", "a")]
    [InlineData("", "G")]
    public async Task Headers_that_drip_are_not_waited_for(string begin, string drop)
    {
        await using var service = await StartAsync();
        Assert.StartsWith("HTTP/1.1 408 ", await SlowClient.DripAsync(service, begin, drop));
        (await service.GetAsync("things")).Expect(200);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/x-ndjson")]
    public async Task A_body_that_drips_is_not_waited_for_and_its_sender_is_told(string type)
    {
        await using var service = await StartAsync();
        var answer = await SlowClient.DripAsync(service, $"POST /v1/things HTTP/1.1\r\nHost: x\r\nContent-Type: {type}\r\nContent-Length: 1000\r\n\r\n", " ");
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
        await using var service = await TestService.StartAsync(Contract, new TestOptions { Store = _ => store, Http = new LintelHttpOptions { Connections = SlowClient.Impatient } });
        await SlowClient.StopReadingAsync(service, store);
        Assert.Equal(0, store.OpenSessions);
    }

    private static Task<TestService> StartAsync() => TestService.StartAsync(Contract, new TestOptions { Http = new LintelHttpOptions { Connections = SlowClient.Impatient } });
}
