using Lintel.Engine;
using Lintel.Engine.Admission;
using Lintel.Http.Tests.Failures;
using Lintel.Operations;
using Lintel.Stores;
using Microsoft.Extensions.Time.Testing;

namespace Lintel.Http.Tests.Load;

/// <summary>Who is let in, who waits and who is refused, when more come than the store can serve.</summary>
public sealed class AdmissionTests
{
    private const string Contract = """
          thing:
            key: int
            managed: []
            fields: { n: int? }
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Burst = new AdmissionOptions().Burst;

    [Fact]
    public async Task As_many_run_as_the_store_can_serve_and_the_next_begins_when_one_ends()
    {
        var scene = new Scene(places: 2);
        var asked = scene.Ask(4);
        Assert.Equal(2, scene.Running);
        scene.End();
        await asked[0];
        await scene.RunningAsync(2);
        Assert.Equal(["done", "running", "running", "waiting"], scene.Tell(asked));
        for (var i = 0; i < 3; i++) await scene.EndAsync();
        await Task.WhenAll(asked);
        Assert.Equal(["done", "done", "done", "done"], scene.Tell(asked));
    }

    [Fact]
    public async Task One_more_than_may_wait_is_refused_at_once_and_told_when_to_come_again()
    {
        var scene = new Scene(places: 1, new AdmissionOptions { Waiting = 2 });
        var asked = scene.Ask(4);
        Assert.Equal(["running", "waiting", "waiting", "overloaded"], scene.Tell(asked));
        Assert.Equal(TimeSpan.FromSeconds(1), (await asked[3]).Problem!.RetryAfter);
    }

    [Fact]
    public async Task Where_none_may_wait_what_does_not_run_is_refused()
    {
        var scene = new Scene(places: 1, new AdmissionOptions { Waiting = 0 });
        var asked = scene.Ask(2);
        Assert.Equal(["running", "overloaded"], scene.Tell(asked));
        await scene.EndAsync();
        await asked[0];
        Assert.Equal(["running"], scene.Tell(scene.Ask(1)));
    }

    [Fact]
    public async Task Who_waits_longer_than_patience_is_refused_though_nothing_ends()
    {
        var scene = new Scene(places: 1);
        var asked = scene.Ask(2);
        await scene.PassAsync(TimeSpan.FromSeconds(4));
        Assert.Equal(["running", "waiting"], scene.Tell(asked));
        await scene.PassAsync(TimeSpan.FromSeconds(2));
        Assert.Equal("unavailable", (await asked[1]).Problem!.Error.Code);
    }

    [Fact]
    public async Task Who_goes_away_leaves_the_line()
    {
        var scene = new Scene(places: 1, new AdmissionOptions { Waiting = 1 });
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(TestService.Cancellation);
        var running = scene.Ask(1);
        var gone = scene.Ask(1, caller.Token);
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone[0]);
        Assert.Equal(["running", "waiting"], scene.Tell([.. running, .. scene.Ask(1)]));
    }

    [Fact]
    public async Task Two_may_wait_for_each_that_runs_however_long_it_takes_and_are_served_in_order()
    {
        var scene = new Scene(places: 1);
        var asked = scene.Ask(3);
        for (var i = 0; i < asked.Length; i++)
        {
            await scene.RunningAsync(1);
            Assert.Equal([.. Enumerable.Repeat("done", i), "running", .. Enumerable.Repeat("waiting", 2 - i)], scene.Tell(asked));
            await scene.PassAsync(TimeSpan.FromSeconds(1), steps: 1);
            scene.End();
            await asked[i];
        }
    }

    [Fact]
    public async Task A_burst_that_is_over_in_time_is_served_whole_and_in_order()
    {
        var scene = new Scene(places: 1);
        var burst = scene.Ask(90);
        for (var i = 0; i < burst.Length; i++)
        {
            await scene.EndAsync();
            Assert.Null((await burst[i]).Problem);
            await scene.PassAsync(Burst / 100, steps: 1);
        }
    }

    [Fact]
    public async Task Where_a_long_line_stays_one_is_kept_for_each_eight_that_run_and_who_waited_longest_is_refused()
    {
        var scene = new Scene(places: 8);
        var line = scene.Ask(40);
        await scene.PassAsync(Burst);
        scene.Ask(2);
        await Task.WhenAll(line[8..]);
        Assert.Equal([.. Enumerable.Repeat("running", 8), .. Enumerable.Repeat("overloaded", 32)], scene.Tell(line));
    }

    [Fact]
    public async Task Where_a_long_line_stays_the_newest_are_kept()
    {
        var scene = new Scene(places: 1);
        var line = scene.Ask(8);
        await scene.PassAsync(Burst);
        var late = scene.Ask(1);
        await Task.WhenAll(line[1..]);
        var later = scene.Ask(1);
        await late[0];
        Assert.Equal(["overloaded", "waiting"], scene.Tell([.. late, .. later]));
        await scene.EndAsync();
        await scene.RunningAsync(1);
        Assert.Equal(["running"], scene.Tell(later));
    }

    [Theory]
    [InlineData(10, 2)] // each takes ten times as long as alone: the fewest
    [InlineData(1, 8)]
    public async Task While_more_come_than_leave_fewer_run_where_each_takes_much_longer_for_the_others(int times, int running)
    {
        var alone = TimeSpan.FromMilliseconds(10);
        var scene = new Scene(places: 8);
        for (var i = 0; i < 4; i++)
        {
            var only = scene.Ask(1);
            await scene.RunningAsync(1);
            await scene.PassAsync(alone, steps: 1);
            scene.End();
            await only[0];
        }
        scene.Ask(40);
        await scene.PassAsync(Burst);
        // Who comes meanwhile keeps the rush going.
        for (var i = 0; i < 400; i++)
        {
            scene.Ask(3);
            await scene.PassAsync(alone * times / 8, steps: 1);
            scene.End();
            await scene.RunningAsync(Math.Min(2, running));
        }
        scene.Ask(9);
        await scene.RunningAsync(running);
        Assert.Equal(running, scene.Running);
        // Behind it as many run as before.
        await scene.PassAsync(Burst);
        scene.Ask(9);
        scene.End();
        await scene.RunningAsync(8);
    }

    [Fact]
    public async Task When_nobody_had_to_be_refused_for_a_while_bursts_are_served_again()
    {
        var scene = new Scene(places: 1);
        scene.Ask(8);
        await scene.PassAsync(Burst);
        Assert.Equal(["waiting"], scene.Tell(scene.Ask(1)));
        await scene.PassAsync(Burst);
        Assert.Equal(Enumerable.Repeat("waiting", 6), scene.Tell(scene.Ask(6)));
    }

    [Fact]
    public async Task A_rush_goes_on_behind_a_pause_in_which_nobody_could_be_looked_at()
    {
        var scene = new Scene(places: 1);
        scene.Ask(8);
        await scene.PassAsync(Burst);
        scene.Ask(1);
        // As where memory is tidied up: meanwhile requests lay in their connections.
        await scene.PassAsync(Burst * 3, steps: 1);
        Assert.False(scene.Refuses(TimeSpan.Zero));
        Assert.False(scene.Refuses(Burst * 1.9));
        Assert.True(scene.Refuses(Burst * 2.1));
        Assert.True(scene.Refuses(Burst));
        // Nobody came, and so nobody lay there.
        await scene.PassAsync(TimeSpan.FromSeconds(5), steps: 1);
        Assert.False(scene.Refuses(Burst * 2.1));
    }

    [Fact]
    public void Writes_wait_for_writes_and_reads_go_on()
    {
        var scene = new Scene(places: 1);
        var writes = scene.Write(2);
        Assert.Equal(["running", "waiting"], scene.Tell(writes));
        Assert.Equal(["running"], scene.Tell(scene.Ask(1)));
    }

    [Fact]
    public async Task All_is_as_before_when_the_rush_is_over()
    {
        var scene = new Scene(places: 2);
        for (var rush = 0; rush < 5; rush++)
        {
            var asked = scene.Ask(50);
            await scene.PassAsync(Burst, steps: 2);
            while (asked.Any(task => !task.IsCompleted))
            {
                if (scene.Running > 0) scene.End();
                else await Task.Delay(1, TestService.Cancellation);
            }
            await scene.PassAsync(Burst, steps: 1);
        }
        Assert.Equal(["running", "running", .. Enumerable.Repeat("waiting", 20)], scene.Tell(scene.Ask(22)));
    }

    [Fact]
    public async Task The_answer_is_503_with_its_code_while_probes_and_documents_are_answered()
    {
        var (store, hanging) = Hanging(new StoreCapacity(1, 1, Patience));
        await using var service = await StartAsync(store, new AdmissionOptions { Waiting = 0 });
        var running = service.GetAsync("things");
        await hanging;
        var refused = (await service.GetAsync("things")).Expect(503);
        Assert.Equal(("overloaded", "1", "no-store"), (refused.Code, refused["Retry-After"], refused["Cache-Control"]));
        foreach (var path in (string[])["/livez", "/readyz", "/v1/openapi.json", "/docs/"]) (await service.GetAsync(path)).Expect(200);
        // What is wrong is wrong, however many come.
        (await service.GetAsync("things?nothing=1")).Expect(400);
        service.Clock.Advance(TimeSpan.FromSeconds(11));
        (await running).Expect(503);
        store.OnRun = _ => Task.CompletedTask;
        (await service.GetAsync("things")).Expect(200);
    }

    [Fact]
    public async Task While_more_come_than_leave_reads_are_refused_before_anything_is_done_for_them()
    {
        var (store, hanging) = Hanging(new StoreCapacity(1, 1, Patience));
        await using var service = await StartAsync(store, new AdmissionOptions { Always = 0 });
        var asked = Enumerable.Range(0, 4).Select(_ => service.GetAsync("things")).ToList();
        await hanging;
        Assert.Equal(["?nothing unknown-parameter"], await Mistaken());
        // More than two have waited for longer than a burst takes: one of them may stay.
        for (var tries = 0; !asked.Any(reply => reply.IsCompleted); tries++)
        {
            Assert.True(tries < 1000);
            service.Clock.Advance(Burst);
            asked.Add(service.GetAsync("things"));
            await Task.Delay(5, TestService.Cancellation);
        }
        var refused = (await service.GetAsync("things?nothing=1")).Expect(503);
        Assert.Equal(("overloaded", "1", "no-store"), (refused.Code, refused["Retry-After"], refused["Cache-Control"]));
        Assert.NotEqual("", refused.Json.GetProperty("traceId").GetString());
        // All others are looked at.
        Assert.Equal(["?nothing unknown-parameter"], await Mistaken(("Origin", "https://shop.example")));
        (await service.GetAsync("things?nothing=1", ("Accept", "text/html"))).Expect(406);
        (await service.SendAsync("POST", "things?nothing=1", Body.Json("{}"))).Expect(400);
        foreach (var path in (string[])["/livez", "/v1/openapi.json", "/v1/openapi.yaml", "/docs/"]) (await service.GetAsync(path)).Expect(200);
        (await service.GetAsync("/v2/things")).Expect(404);
        // Longer than the process may stand still: how long a request lay in its connection tells the system's clock, and not this one.
        service.Clock.Advance(Burst + TimeSpan.FromSeconds(1));
        Assert.Equal(["?nothing unknown-parameter"], await Mistaken());
        service.Clock.Advance(TimeSpan.FromSeconds(11));
        await Task.WhenAll(asked);

        async Task<string[]> Mistaken(params (string, string)[] headers) => [.. (await service.GetAsync("things?nothing=1", headers)).Expect(400).Errors];
    }

    [Fact]
    public async Task More_whole_lists_than_may_wait_are_refused_at_once()
    {
        var (store, hanging) = Hanging(new StoreCapacity(12, 24, Patience));
        await using var service = await StartAsync(store, new AdmissionOptions { WaitingStreams = 0 }, streams: 1);
        var running = service.GetAsync("things", ("Accept", "text/csv"));
        await hanging;
        Assert.Equal("overloaded", (await service.GetAsync("things", ("Accept", "text/csv"))).Expect(503).Code);
        Assert.Equal("overloaded", (await service.SendAsync("POST", "things", Body.Of("{}", "application/x-ndjson"))).Expect(503).Code);
        store.OnRun = _ => Task.CompletedTask;
        (await service.GetAsync("things")).Expect(200);
        service.Clock.Advance(TimeSpan.FromSeconds(11));
        (await running).Expect(503);
    }

    /// <summary>A store that never ends what it begins; the task ends when it has begun something.</summary>
    private static (FakeStore Store, Task Hanging) Hanging(StoreCapacity capacity)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var store = new FakeStore
        {
            Capacity = capacity,
            OnRun = cancellation =>
            {
                begun.TrySetResult();
                return FakeStore.Hang(cancellation);
            },
        };
        return (store, begun.Task);
    }

    private static Task<TestService> StartAsync(FakeStore store, AdmissionOptions admission, int streams = 2) =>
        TestService.StartAsync(Contract, new TestOptions { Store = _ => store, Engine = new EngineOptions { Admission = admission, Streams = streams } });

    /// <summary>An engine on a store whose statements end when a test says so.</summary>
    private sealed class Scene
    {
        private readonly Queue<TaskCompletionSource> _statements = [];
        private readonly FakeTimeProvider _clock = new();
        private readonly LintelEngine _engine;
        private readonly AsyncLocal<int> _number = new();
        private readonly HashSet<int> _begun = [];
        private readonly Dictionary<Task<Outcome>, int> _numbers = [];

        public Scene(int places, AdmissionOptions? admission = null)
        {
            var store = new FakeStore { Capacity = new StoreCapacity(places, places, Patience), OnRun = RunAsync };
            _engine = new LintelEngine(TestService.Compile(Contract + "\nlimits: { time: 600s }\n"), store, _clock, new EngineOptions { Admission = (admission ?? new AdmissionOptions()) with { Always = 0 } });
        }

        /// <summary>How many statements run.</summary>
        public int Running
        {
            get
            {
                lock (_statements) return _statements.Count;
            }
        }

        /// <summary>Asks for so many rows, one after the other.</summary>
        public Task<Outcome>[] Ask(int count, CancellationToken? caller = null) => Send(count, key => new ReadOperation { Resource = "thing", Key = [key] }, caller);

        /// <summary>Whether a read that came so long ago is refused before anything is done for it.</summary>
        public bool Refuses(TimeSpan age) => _engine.RefusesRead(age, static age => age);

        /// <summary>Asks for so many writes, one after the other.</summary>
        public Task<Outcome>[] Write(int count) => Send(count, key => new DeleteOperation { Resource = "thing", Key = [key] });

        /// <summary>What became of what was asked.</summary>
        public string[] Tell(Task<Outcome>[] asked)
        {
            return [.. asked.Select(task => task.IsCompleted ? Ended(task) : IsRunning(task) ? "running" : "waiting")];

            static string Ended(Task<Outcome> task) => task.GetAwaiter().GetResult().Problem?.Error.Code ?? "done";
        }

        /// <summary>Ends the statement that began first.</summary>
        public void End()
        {
            TaskCompletionSource statement;
            lock (_statements) statement = _statements.Dequeue();
            statement.SetResult();
        }

        public async Task EndAsync()
        {
            await RunningAsync(1);
            End();
        }

        /// <summary>Waits until at least so many statements run.</summary>
        public async Task RunningAsync(int count)
        {
            while (Running < count) await Task.Delay(1, TestService.Cancellation);
        }

        /// <summary>Lets time pass in steps, so that what is repeated is.</summary>
        public async Task PassAsync(TimeSpan time, int steps = 20)
        {
            for (var i = 0; i < steps; i++)
            {
                _clock.Advance(time / steps);
                await Task.Delay(1, TestService.Cancellation);
            }
        }

        private Task<Outcome>[] Send(int count, Func<string, Operation> operation, CancellationToken? caller = null)
        {
            var sent = new Task<Outcome>[count];
            for (var i = 0; i < count; i++) sent[i] = SendAsync(operation("1"), _numbers.Count + 1, caller ?? TestService.Cancellation);
            return sent;
        }

        // Synchronous up to where it waits: what is sent first stands first in line.
        private Task<Outcome> SendAsync(Operation operation, int number, CancellationToken caller)
        {
            _number.Value = number;
            var sent = _engine.ExecuteAsync(operation, caller).AsTask();
            _numbers.Add(sent, number);
            return sent;
        }

        private Task RunAsync(CancellationToken cancellation)
        {
            var statement = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_statements)
            {
                _statements.Enqueue(statement);
                _begun.Add(_number.Value);
            }
            return statement.Task;
        }

        private bool IsRunning(Task<Outcome> task)
        {
            lock (_statements) return _begun.Contains(_numbers[task]);
        }
    }
}
