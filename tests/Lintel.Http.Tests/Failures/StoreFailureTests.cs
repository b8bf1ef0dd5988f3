using System.Net.Sockets;
using System.Text;
using Lintel.Engine;
using Lintel.Stores;
using Microsoft.Extensions.Logging;

namespace Lintel.Http.Tests.Failures;

/// <summary>What callers see, and the log, when the store is down, slow or broken.</summary>
public sealed class StoreFailureTests
{
    private const string Secret = "password=hunter2 at /var/lib/secret.db";

    private const string Contract = """
          thing:
            key: int
            managed: []
            fields: { n: int? }
        """;

    public static TheoryData<string, string, string?> Requests => new()
    {
        { "GET", "things", null },
        { "GET", "things/1", null },
        { "GET", "things:aggregate?count=*", null },
        { "POST", "things", "{}" },
        { "PATCH", "things/1", "{\"n\":1}" },
        { "DELETE", "things/1", null },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task A_store_that_is_down_is_a_503_with_a_time_to_retry(string method, string target, string? body)
    {
        var store = new FakeStore { OnOpen = _ => throw new StoreException(StoreFailure.Unavailable, Secret) };
        await using var service = await StartAsync(store);
        var reply = (await service.SendAsync(method, target, Json(body))).Expect(503);
        Assert.Equal("unavailable", reply.Code);
        Assert.Equal("1", reply["Retry-After"]);
        Assert.Equal("no-store", reply["Cache-Control"]);
        Hides(reply);
        await LoggedAsync(service, Secret);
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task A_store_that_hangs_is_stopped_at_the_time_limit(string method, string target, string? body)
    {
        var running = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var store = new FakeStore
        {
            OnRun = cancellation =>
            {
                running.SetResult();
                return FakeStore.Hang(cancellation);
            },
        };
        await using var service = await StartAsync(store);
        var pending = service.SendAsync(method, target, Json(body));
        await running.Task.WaitAsync(TimeSpan.FromSeconds(10), TestService.Cancellation);
        Assert.False(pending.IsCompleted);
        service.Clock.Advance(TimeSpan.FromSeconds(10));
        var reply = (await pending).Expect(503);
        Assert.Equal("timed-out", reply.Code);
        Assert.Equal("1", reply["Retry-After"]);
        Assert.Equal(0, store.OpenSessions);
        Assert.Equal(0, store.Commits);
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task A_statement_that_the_store_stopped_is_timed_out(string method, string target, string? body)
    {
        await using var service = await StartAsync(new FakeStore { OnRun = _ => throw new StoreException(StoreFailure.TimedOut, Secret) });
        var reply = (await service.SendAsync(method, target, Json(body))).Expect(503);
        Assert.Equal("timed-out", reply.Code);
        Hides(reply);
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task A_defect_is_a_500_that_tells_nothing_but_its_trace(string method, string target, string? body)
    {
        var store = new FakeStore { OnRun = _ => throw new InvalidOperationException(Secret) };
        await using var service = await StartAsync(store);
        var trace = new string('a', 31) + "1";
        var reply = (await service.SendAsync(method, target, Json(body), ("traceparent", $"00-{trace}-00000000000000ab-01"))).Expect(500);
        Assert.Equal("internal-error", reply.Code);
        Assert.Equal("application/problem+json", reply["Content-Type"]);
        Assert.Equal(trace, reply.Json.GetProperty("traceId").GetString());
        Hides(reply);
        await LoggedAsync(service, Secret, trace);
        Assert.Equal(0, store.OpenSessions);
    }

    [Fact]
    public async Task A_commit_that_fails_is_not_answered_with_success()
    {
        await using var service = await StartAsync(new FakeStore { OnCommit = _ => throw new StoreException(StoreFailure.Unavailable, Secret) });
        Assert.Equal("unavailable", (await service.PostAsync("things", "{}")).Expect(503).Code);
        Assert.Equal("unavailable", (await service.DeleteAsync("things/1")).Expect(503).Code);
    }

    [Fact]
    public async Task A_caller_who_goes_away_stops_the_store_and_is_no_error()
    {
        var running = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var store = new FakeStore
        {
            OnRun = async cancellation =>
            {
                running.SetResult();
                try
                {
                    await FakeStore.Hang(cancellation);
                }
                finally
                {
                    stopped.SetResult();
                }
            },
        };
        await using var service = await StartAsync(store);
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(service.Url.Host, service.Url.Port, TestService.Cancellation);
            await client.GetStream().WriteAsync("GET /v1/things HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray(), TestService.Cancellation);
            await running.Task.WaitAsync(TimeSpan.FromSeconds(10), TestService.Cancellation);
        }
        await stopped.Task.WaitAsync(TimeSpan.FromSeconds(10), TestService.Cancellation);
        Assert.Equal(499, await StatusAsync(service));
        Assert.Empty(service.Log.Errors);
    }

    [Theory]
    [InlineData("Content-Length: 100\r\n\r\n{\"n\":")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5\r\n{\"n\":\r\n")]
    public async Task A_caller_who_goes_away_within_the_body_is_no_error(string rest)
    {
        await using var service = await StartAsync(new FakeStore());
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(service.Url.Host, service.Url.Port, TestService.Cancellation);
            var stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes("POST /v1/things HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + rest), TestService.Cancellation);
            client.Client.Shutdown(SocketShutdown.Send);
            Assert.InRange(await StatusAsync(service), 400, 499);
        }
        Assert.Empty(service.Log.Errors);
    }

    [Fact]
    public async Task Readiness_follows_the_store_and_liveness_does_not()
    {
        var store = new FakeStore();
        await using var service = await StartAsync(store);
        Assert.Equal("""{"status":"ready"}""", (await service.GetAsync("/readyz")).Expect(200).Body);
        store.IsUp = false;
        var down = (await service.GetAsync("/readyz")).Expect(503);
        Assert.Equal("""{"status":"database down"}""", down.Body);
        Assert.Equal("no-store", down["Cache-Control"]);
        Assert.Equal("""{"status":"alive"}""", (await service.GetAsync("/livez")).Expect(200).Body);
        store.IsUp = true;
        (await service.GetAsync("/readyz")).Expect(200);
    }

    private static HttpContent? Json(string? body) => body is null ? null : Body.Json(body);

    private static void Hides(Reply reply)
    {
        foreach (var word in new[] { "hunter2", "/var/", "SELECT", "Exception", "   at " }) Assert.DoesNotContain(word, reply.Body, StringComparison.Ordinal);
    }

    private static async Task LoggedAsync(TestService service, string message, string? trace = null)
    {
        for (var i = 0; i < 200 && !service.Log.Errors.Any(); i++) await Task.Delay(10, TestService.Cancellation);
        var line = Assert.Single(service.Log.Errors);
        Assert.Equal(message, line.Exception!.Message);
        if (trace is not null) Assert.Equal(trace, line.Values["TraceId"]);
    }

    private static async Task<int> StatusAsync(TestService service)
    {
        for (var i = 0; i < 500; i++)
        {
            if (service.Log.All.LastOrDefault(line => line.Level == LogLevel.Information && line.Values.ContainsKey("Status")) is { } line) return (int)line.Values["Status"]!;
            await Task.Delay(10, TestService.Cancellation);
        }
        throw new InvalidOperationException("The log has no line for the request.");
    }

    private static Task<TestService> StartAsync(FakeStore store) =>
        TestService.StartAsync(Contract, new TestOptions { Store = _ => store, Engine = new EngineOptions() });
}
