using System.Collections.Concurrent;
using Lintel.Engine;
using Lintel.Engine.Admission;
using Lintel.Http.Tests.Failures;
using Lintel.Stores;

namespace Lintel.Http.Tests.Load;

/// <summary>Many more requests than can be answered, on real connections; bench/overload is the long form, with times.</summary>
public sealed class OverloadTests
{
    private static readonly TimeSpan Statement = TimeSpan.FromMilliseconds(2);

    [Fact]
    public async Task Each_request_of_a_crowd_is_answered_or_refused_and_all_is_as_before_when_it_has_gone()
    {
        var (inside, most) = (0, 0);
        var store = new FakeStore
        {
            Capacity = new StoreCapacity(4, 4, TimeSpan.FromSeconds(5)),
            OnRun = async cancellation =>
            {
                var now = Interlocked.Increment(ref inside);
                for (var seen = Volatile.Read(ref most); now > seen; seen = Volatile.Read(ref most)) Interlocked.CompareExchange(ref most, now, seen);
                await Task.Delay(Statement, TimeProvider.System, cancellation);
                Interlocked.Decrement(ref inside);
            },
        };
        // The clock of tests stands still: a line is never long for long, and so is bounded by its length.
        await using var service = await TestService.StartAsync("  thing:\n    key: int\n    managed: []\n    fields: { n: int? }\n",
            new TestOptions { Store = _ => store, Engine = new EngineOptions { Admission = new AdmissionOptions { Waiting = 16 } } });
        var answers = new ConcurrentBag<Reply>();
        await Task.WhenAll(Enumerable.Range(0, 256).Select(async _ =>
        {
            for (var i = 0; i < 4; i++) answers.Add(await service.GetAsync("things"));
        }));
        Assert.Equal(1024, answers.Count);
        Assert.Equal([200, 503], answers.Select(answer => answer.Status).Distinct().Order());
        Assert.All(answers.Where(answer => answer.Status == 503), refused => Assert.Equal(("overloaded", "1"), (refused.Code, refused["Retry-After"])));
        Assert.Equal(4, most);

        for (var i = 0; i < 20; i++) (await service.GetAsync("things")).Expect(200);
        Assert.Equal((0, 0), (inside, store.OpenSessions));
    }

    [Theory]
    [InlineData(9, 503)]
    [InlineData(2, 200)]
    public async Task A_read_that_lay_in_its_connection_is_refused_while_more_come_than_leave_and_otherwise_answered(int others, int expected)
    {
        using var statements = new SemaphoreSlim(0);
        var store = new FakeStore { Capacity = new StoreCapacity(2, 2, TimeSpan.FromSeconds(5)), OnRun = statements.WaitAsync };
        await using var service = await TestService.StartAsync("  thing:\n    key: int\n    managed: []\n    fields: { n: int? }\n",
            new TestOptions { Store = _ => store, Engine = new EngineOptions { Admission = new AdmissionOptions { Always = 0 } } });
        var crowd = Enumerable.Range(0, others).Select(_ => service.GetAsync("things")).ToArray();
        while (store.OpenSessions < Math.Min(others, 2)) await Task.Delay(1, TestService.Cancellation);
        await Task.Delay(50, TestService.Cancellation);
        service.Clock.Advance(new AdmissionOptions().Burst);
        // The second is read when the first has its answer, and that is the last of all.
        const string Get = "GET /v1/things HTTP/1.1\r\nHost: lintel\r\n";
        var two = RawHttp.SendAsync(service, $"{Get}\r\n{Get}Connection: close\r\n\r\n");
        await Task.Delay(50, TestService.Cancellation);

        statements.Release(100);
        var answers = (await two).Split("HTTP/1.1 ")[1..];
        Assert.Equal(["200", $"{expected}"], answers.Select(answer => answer[..3]));
        await Task.WhenAll(crowd);
    }
}
