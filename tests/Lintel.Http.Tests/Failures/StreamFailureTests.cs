using Lintel.Engine;
using Lintel.Stores;

namespace Lintel.Http.Tests.Failures;

/// <summary>What becomes of whole lists when the store, or the caller, does not hold out.</summary>
public sealed class StreamFailureTests
{
    private const string Contract = """
          thing:
            key: int
            managed: []
            fields: { n: int? }
        """;

    [Fact]
    public async Task A_failure_before_the_first_row_is_a_problem_like_any_other()
    {
        var store = new FakeStore { OnRun = _ => throw new StoreException(StoreFailure.Unavailable, "secret") };
        await using var service = await StartAsync(store);
        Assert.Equal("unavailable", (await service.GetAsync("things", ("Accept", "text/csv"))).Expect(503).Code);
        Assert.Equal(0, store.OpenSessions);
    }

    [Fact]
    public async Task A_failure_in_the_middle_breaks_the_answer_off_so_that_nobody_takes_it_for_whole()
    {
        var runs = 0;
        var store = new FakeStore { OnRun = _ => ++runs < 4 ? Task.CompletedTask : throw new StoreException(StoreFailure.Unavailable, "secret") };
        await using var service = await StartAsync(store);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => service.GetAsync("things", ("Accept", "application/x-ndjson")));
        // The line is written behind the connection's end.
        for (var i = 0; i < 200 && !service.Log.Errors.Any(); i++) await Task.Delay(10, TestService.Cancellation);
        Assert.Equal(0, store.OpenSessions);
        Assert.Contains(service.Log.Errors, line => line.Exception is StoreException { Message: "secret" });
    }

    [Fact]
    public async Task The_time_limit_is_for_the_first_rows()
    {
        var store = new FakeStore { OnRun = FakeStore.Hang };
        await using var service = await StartAsync(store);
        var pending = service.GetAsync("things", ("Accept", "text/csv"));
        while (store.OpenSessions == 0) await Task.Delay(5, TestService.Cancellation);
        service.Clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal("timed-out", (await pending).Expect(503).Code);
        Assert.Equal(0, store.OpenSessions);
    }

    [Fact]
    public async Task A_caller_who_goes_away_ends_the_read()
    {
        var store = new FakeStore();
        await using var service = await StartAsync(store);
        await ReadAndLeaveAsync(service, () => Task.CompletedTask);
        for (var i = 0; i < 400 && store.OpenSessions > 0; i++) await Task.Delay(25, TestService.Cancellation);
        Assert.Equal(0, store.OpenSessions);
    }

    [Fact]
    public async Task Whole_lists_wait_for_their_turn_and_pages_do_not()
    {
        var store = new FakeStore();
        await using var service = await StartAsync(store, new EngineOptions { Streams = 1 });
        await ReadAndLeaveAsync(service, async () =>
        {
            (await service.GetAsync("things")).Expect(200);
            foreach (var pending in (Task<Reply>[])[service.GetAsync("things", ("Accept", "text/csv")), service.SendAsync("POST", "things", Body.Of("{}", "application/x-ndjson"))])
            {
                for (var i = 0; !pending.IsCompleted; i++)
                {
                    await Task.Delay(50, TestService.Cancellation);
                    if (i > 2) service.Clock.Advance(TimeSpan.FromSeconds(11));
                }
                (await pending).Expect(503);
            }
        });
    }

    [Fact]
    public async Task A_body_that_breaks_off_leaves_nothing()
    {
        await using var service = await TestService.StartAsync(Contract);
        using (var client = new System.Net.Sockets.TcpClient())
        {
            await client.ConnectAsync(service.Url.Host, service.Url.Port, TestService.Cancellation);
            await client.GetStream().WriteAsync("POST /v1/things HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson\r\nContent-Length: 1000\r\n\r\n{\"n\":1}\n{\"n\":2}\n"u8.ToArray(), TestService.Cancellation);
        }
        await Task.Delay(100, TestService.Cancellation);
        Assert.Empty((await service.GetAsync("things")).Expect(200).Data);
        (await service.SendAsync("POST", "things", Body.Of("{\"n\":3}\n", "application/x-ndjson"))).Expect(200);
        Assert.Equal("3", (await service.GetAsync("things")).Column("n"));
    }

    private static Task<TestService> StartAsync(FakeStore store, EngineOptions? engine = null) =>
        TestService.StartAsync(Contract, new TestOptions { Store = _ => store, Engine = engine ?? new EngineOptions() });

    /// <summary>Reads the beginning of a list without an end.</summary>
    private static async Task ReadAndLeaveAsync(TestService service, Func<Task> meanwhile)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(service.Url, "/v1/things"));
        request.Headers.Accept.ParseAdd("application/x-ndjson");
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestService.Cancellation);
        var buffer = new byte[100];
        await using var stream = await response.Content.ReadAsStreamAsync(TestService.Cancellation);
        Assert.True(await stream.ReadAsync(buffer, TestService.Cancellation) > 0);
        await meanwhile();
    }
}
