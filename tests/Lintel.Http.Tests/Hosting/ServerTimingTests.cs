using System.Globalization;
using Lintel.Http.Tests.Failures;
using Microsoft.Extensions.Time.Testing;

namespace Lintel.Http.Tests.Hosting;

/// <summary>Where the time of a request went, for a caller that asks.</summary>
public sealed class ServerTimingTests
{
    private const string Contract = """
          thing:
            key: int
            fields: { n: int? }
        """;

    private static readonly (string, string) Asking = ("Prefer", "server-timing");

    [Fact]
    public async Task Who_asks_is_told_where_the_time_went()
    {
        await using var service = await TestService.StartAsync(Contract);
        Assert.Matches(@"^total;dur=[\d.]+, plan;dur=[\d.]+, pool;dur=[\d.]+, db;dur=[\d.]+$", (await service.GetAsync("things", Asking)).Expect(200)["Server-Timing"]);
        Assert.NotNull((await service.PostAsync("things", """{"n":1}""", ("Prefer", "return=minimal,Server-Timing"))).Expect(201)["Server-Timing"]);
        Assert.NotNull((await service.GetAsync("things", Asking, ("Accept", "application/x-ndjson"))).Expect(200)["Server-Timing"]);
        Assert.NotNull((await service.PostAsync("/v1:batch", """{"operations":[{"method":"GET","path":"/v1/things"}]}""", Asking)).Expect(200)["Server-Timing"]);
    }

    [Fact]
    public async Task A_problem_tells_it_too()
    {
        await using var service = await TestService.StartAsync(Contract);
        Assert.NotNull((await service.GetAsync("things/7", Asking)).Expect(404)["Server-Timing"]);
        Assert.NotNull((await service.GetAsync("things?x=1", Asking)).Expect(400)["Server-Timing"]);
    }

    [Fact]
    public async Task Nobody_else_is_told()
    {
        await using var service = await TestService.StartAsync(Contract);
        Assert.Null((await service.GetAsync("things")).Expect(200)["Server-Timing"]);
        Assert.Null((await service.GetAsync("things", ("Prefer", "tx=rollback, server-timing=no, \"server-timing\""))).Expect(200)["Server-Timing"]);
    }

    [Fact]
    public async Task The_wait_for_a_connection_is_told_apart()
    {
        var store = new FakeStore();
        await using var service = await TestService.StartAsync(Contract, new TestOptions { Store = clock => Slowly(store, clock) });
        var timing = (await service.GetAsync("things/1", Asking)).Expect(200)["Server-Timing"]!;
        Assert.Equal((7, 0, 7, 0), (Part(timing, "total"), Part(timing, "plan"), Part(timing, "pool"), Part(timing, "db")));
    }

    private static FakeStore Slowly(FakeStore store, TimeProvider clock)
    {
        store.OnOpen = _ =>
        {
            ((FakeTimeProvider)clock).Advance(TimeSpan.FromMilliseconds(7));
            return Task.CompletedTask;
        };
        return store;
    }

    private static double Part(string timing, string name) =>
        double.Parse(timing.Split(name + ";dur=")[1].Split(',')[0], CultureInfo.InvariantCulture);
}
