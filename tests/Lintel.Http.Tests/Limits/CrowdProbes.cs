using System.Text;
using Lintel.Engine;
using Lintel.Engine.Admission;
using Lintel.Http.Tests.Failures;
using Lintel.Http.Tests.Load;
using Lintel.Stores;

namespace Lintel.Http.Tests.Limits;

/// <summary>How bounds are met that are no single request's: by too many requests, by too many connections, by slow ones.</summary>
internal static class CrowdProbes
{
    /// <summary>Stands for the status of a connection that was closed without an answer.</summary>
    public const int Closed = 0;

    private const string Contract = """
          thing:
            fields: { n: int? }
        """;

    public static Task<Reply> WholeListsAsync() => SecondAsync(new EngineOptions { Streams = 1, Admission = new AdmissionOptions { WaitingStreams = 0 } }, TimeSpan.Zero, ("Accept", "text/csv"));

    public static Task<Reply> LineAsync() => SecondAsync(new EngineOptions { Admission = new AdmissionOptions { Waiting = 0 } }, TimeSpan.Zero);

    public static Task<Reply> PatienceAsync() => SecondAsync(new EngineOptions(), TimeSpan.FromSeconds(2));

    public static async Task<Reply> SlowBodyAsync()
    {
        await using var service = await StartAsync(SlowClient.Impatient);
        return Read(await SlowClient.DripAsync(service, "POST /v1/things HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n", " "));
    }

    public static async Task<Reply> SlowHeadersAsync()
    {
        await using var service = await StartAsync(SlowClient.Impatient);
        return Read(await SlowClient.DripAsync(service, "GET /v1/things HTTP/1.1\r\nHost: x\r\nX: ", "a"));
    }

    public static async Task<Reply> SlowReaderAsync()
    {
        var store = new FakeStore();
        await using var service = await StartAsync(SlowClient.Impatient, store);
        await SlowClient.StopReadingAsync(service, store);
        Assert.Equal(0, store.OpenSessions);
        return Read("");
    }

    public static async Task<Reply> IdleAsync()
    {
        await using var service = await StartAsync(SlowClient.Impatient);
        using var idle = await Held.HoldAsync(service);
        return Read(await new StreamReader(idle.GetStream()).ReadToEndAsync(TestService.Cancellation));
    }

    public static async Task<Reply> ConnectionsAsync(ConnectionOptions options)
    {
        await using var service = await StartAsync(options);
        using var _ = await Held.HoldAsync(service);
        Assert.False(await Held.IsLetInAsync(service));
        return Read("");
    }

    private static Task<TestService> StartAsync(ConnectionOptions options, FakeStore? store = null) =>
        TestService.StartAsync(Contract, new TestOptions { Store = store is null ? null : _ => store, Http = new LintelHttpOptions { Connections = options } });

    /// <summary>What becomes of a request while another one takes all that the store has.</summary>
    private static async Task<Reply> SecondAsync(EngineOptions engine, TimeSpan patience, params (string, string)[] headers)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var store = new FakeStore
        {
            Capacity = new StoreCapacity(1, 1, patience),
            OnRun = cancellation =>
            {
                begun.TrySetResult();
                return FakeStore.Hang(cancellation);
            },
        };
        await using var service = await TestService.StartAsync(Contract, new TestOptions { Store = _ => store, Engine = engine });
        var first = service.GetAsync("things", headers);
        await begun.Task;
        var second = service.GetAsync("things", headers);
        for (var past = TimeSpan.Zero; past < patience * 1.5 && !second.IsCompleted; past += patience / 20)
        {
            await Task.Delay(20, TestService.Cancellation);
            service.Clock.Advance(patience / 20);
        }
        var reply = await second;
        Assert.False(first.IsCompleted);
        service.Clock.Advance(TimeSpan.FromSeconds(11));
        (await first).Expect(503);
        return reply;
    }

    /// <summary>What a connection gave until it was closed.</summary>
    private static Reply Read(string answer)
    {
        var none = Array.Empty<string>().ToLookup(text => text);
        if (answer.Length == 0) return new Reply(Closed, [], none);
        var parts = answer.Split("\r\n\r\n", 2);
        return new Reply(RawHttp.StatusOf(answer), Encoding.UTF8.GetBytes(parts[1]), none);
    }
}
