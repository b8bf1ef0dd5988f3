using System.Net;
using Lintel.Engine;
using Lintel.Http.Tests.Failures;
using Lintel.Model;

namespace Lintel.Http.Tests.Hosting;

/// <summary>One engine in the place of another while requests run.</summary>
public sealed class ReplacingTests
{
    private const string Contract = "  thing:\n    key: int\n    fields: { n: int? }\n";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TestOptions Replaceable = new() { Http = new LintelHttpOptions { Replaceable = true } };

    [Fact]
    public async Task A_request_ends_on_the_engine_on_which_it_began_and_the_next_is_answered_by_the_next()
    {
        var (service, begun, gate) = await BusyAsync();
        await using var _ = service;

        var ended = service.Served.ReplaceAsync(Engine(new FakeStore(), service));
        (await service.GetAsync("things")).Expect(200);
        Assert.False(ended.IsCompleted || begun.IsCompleted);
        gate.Open();
        (await begun).Expect(200);
        await ended.WaitAsync(TimeSpan.FromSeconds(10), TestService.Cancellation);
    }

    [Fact]
    public async Task Held_requests_wait_and_are_answered_by_the_next_engine()
    {
        var (service, begun, gate) = await BusyAsync();
        await using var _ = service;
        var holding = service.Served.HoldAsync(Patience, TestService.Cancellation);
        var held = service.GetAsync("things");
        await Assert.ThrowsAsync<InvalidOperationException>(() => service.Served.HoldAsync(Patience, TestService.Cancellation));
        Assert.False(holding.IsCompleted);
        gate.Open();
        (await begun).Expect(200);
        var asked = 0;
        var next = new FakeStore { OnRun = _ => Task.FromResult(asked++) };
        using (await holding)
        {
            Assert.False(held.IsCompleted);
            Assert.True(service.Served.ReplaceAsync(Engine(next, service)).IsCompleted);
        }
        (await held).Expect(200);
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task A_hold_that_ends_without_another_engine_goes_on_with_the_one_before()
    {
        await using var service = await StartAsync(new FakeStore());
        Task<Reply> held;
        using (await service.Served.HoldAsync(Patience, TestService.Cancellation)) held = service.GetAsync("things");
        (await held).Expect(200);
        using (await service.Served.HoldAsync(Patience, TestService.Cancellation)) held = service.GetAsync("/readyz");
        (await held).Expect(200);
    }

    [Fact]
    public async Task A_slow_request_keeps_a_hold_waiting_for_its_patience_and_no_longer()
    {
        var (service, begun, gate) = await BusyAsync();
        await using var _ = service;
        var holding = service.Served.HoldAsync(Patience, TestService.Cancellation);
        service.Clock.Advance(Patience - TimeSpan.FromMilliseconds(1));
        Assert.False(holding.IsCompleted);
        service.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Task ended;
        using (await holding) ended = service.Served.ReplaceAsync(Engine(new FakeStore(), service));
        (await service.GetAsync("things")).Expect(200);
        Assert.False(ended.IsCompleted);
        gate.Open();
        (await begun).Expect(200);
        await ended.WaitAsync(TimeSpan.FromSeconds(10), TestService.Cancellation);
    }

    [Fact]
    public async Task A_hold_that_is_cancelled_lets_requests_go_on()
    {
        var (service, begun, gate) = await BusyAsync();
        await using var _ = service;
        using (var cancelled = new CancellationTokenSource())
        {
            var holding = service.Served.HoldAsync(Patience, cancelled.Token);
            await cancelled.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => holding);
        }
        gate.Open();
        (await begun).Expect(200);
        (await service.GetAsync("things")).Expect(200);
    }

    [Fact]
    public async Task Who_goes_away_while_held_is_no_failure()
    {
        await using var service = await StartAsync(new FakeStore());
        using (await service.Served.HoldAsync(Patience, TestService.Cancellation))
        {
            using var client = new HttpClient { BaseAddress = service.Url };
            using var impatient = new CancellationTokenSource();
            var held = client.GetAsync(new Uri("/v1/things", UriKind.Relative), impatient.Token);
            await Task.Delay(100, TestService.Cancellation);
            await impatient.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => held);
            while (!service.Log.All.Any(line => line.Values.TryGetValue("Status", out var status) && status is 499)) await Task.Delay(10, TestService.Cancellation);
        }
    }

    [Fact]
    public async Task Version_documents_and_page_are_those_of_the_engine_that_is_served()
    {
        await using var service = await StartAsync(new FakeStore());
        using var client = new HttpClient { BaseAddress = service.Url };

        async Task<(HttpStatusCode Status, string Body)> GetAsync(string path)
        {
            using var response = await client.GetAsync(new Uri(path, UriKind.Relative), TestService.Cancellation);
            return (response.StatusCode, await response.Content.ReadAsStringAsync(TestService.Cancellation));
        }

        foreach (var path in new[] { "/v1/things", "/v1/openapi.json", "/v1/openapi.yaml", "/V1/openapi.json", "/docs/", "/livez", "/readyz" })
            Assert.Equal((HttpStatusCode.OK, path), ((await GetAsync(path)).Status, path));
        await service.Served.ReplaceAsync(Engine(new FakeStore(), service, TestService.Compile(Contract.Replace("thing", "item", StringComparison.Ordinal), version: "v2")));
        foreach (var path in new[] { "/v2/items", "/v2/openapi.json", "/v2/openapi.yaml", "/docs/", "/livez", "/readyz" })
            Assert.Equal((HttpStatusCode.OK, path), ((await GetAsync(path)).Status, path));
        foreach (var path in new[] { "/v1/things", "/v2/things", "/v1/items", "/v1/openapi.json", "/v1/openapi.yaml", "/v2", "/nothing", "/nothing.json" })
        {
            var (status, body) = await GetAsync(path);
            Assert.Equal((HttpStatusCode.NotFound, path), (status, path));
            Assert.Contains("\"code\":\"not-found\"", body, StringComparison.Ordinal);
        }
        Assert.Contains("/v2/items", (await GetAsync("/v2/openapi.json")).Body, StringComparison.Ordinal);
        Assert.Contains("v2/openapi.json", (await GetAsync("/docs/")).Body, StringComparison.Ordinal);
        Assert.Equal("v2", service.Served.Engine.Model.Version);
    }

    [Fact]
    public async Task A_host_that_was_not_made_for_it_refuses_another_engine()
    {
        await using var service = await TestService.StartAsync(Contract, new TestOptions { Store = _ => new FakeStore() });
        Assert.Contains("Replaceable", (await Assert.ThrowsAsync<InvalidOperationException>(() => service.Served.ReplaceAsync(service.Engine))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => service.Served.HoldAsync(Patience, TestService.Cancellation));
        (await service.GetAsync("things")).Expect(200);
        Assert.Equal("not-found", (await service.GetAsync("/nothing.json")).Expect(404).Code);
    }

    private static Task<TestService> StartAsync(FakeStore store) => TestService.StartAsync(Contract, Replaceable with { Store = _ => store });

    /// <summary>A service with a request that has begun, and ends when the gate is opened.</summary>
    private static async Task<(TestService Service, Task<Reply> Begun, Gate Gate)> BusyAsync()
    {
        var gate = new Gate();
        var service = await StartAsync(new FakeStore { OnRun = gate.PassAsync });
        var begun = service.GetAsync("things");
        await gate.Reached;
        return (service, begun, gate);
    }

    private static LintelEngine Engine(FakeStore store, TestService service, ServiceModel? model = null) => new(model ?? service.Engine.Model, store, service.Clock);

    /// <summary>Keeps what comes to it until it is opened.</summary>
    private sealed class Gate
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => _reached.Task.WaitAsync(TimeSpan.FromSeconds(10), TestService.Cancellation);

        public void Open() => _open.TrySetResult();

        public Task PassAsync(CancellationToken cancellation)
        {
            _reached.TrySetResult();
            return _open.Task.WaitAsync(cancellation);
        }
    }
}
