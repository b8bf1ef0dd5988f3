namespace Lintel.Http.Tests.Failures;

/// <summary>What nobody waits for any more runs no longer, in the database neither.</summary>
public sealed class PostgresCancellationTests
{
    [Theory]
    [MemberData(nameof(PostgresService.Requests), MemberType = typeof(PostgresService))]
    public async Task A_statement_over_its_time_is_stopped_in_the_database(string method, string target, string? body)
    {
        await using var service = await PostgresService.StartAsync(options => options with { StatementTimeout = TimeSpan.FromMilliseconds(500) });
        var backend = await service.BackendAsync();
        await using (await service.Schema.LockAsync("thing")) TimedOut(await service.SendAsync(method, target, body));
        await UsableAsync(service, backend);
    }

    [Theory]
    [MemberData(nameof(PostgresService.Requests), MemberType = typeof(PostgresService))]
    public async Task A_request_over_its_time_is_stopped_in_the_database(string method, string target, string? body)
    {
        await using var service = await PostgresService.StartAsync();
        var backend = await service.BackendAsync();
        await using (await service.Schema.LockAsync("thing"))
        {
            var pending = service.SendAsync(method, target, body);
            await service.Schema.UntilAsync(1, "active", "Lock");
            service.Http.Clock.Advance(TimeSpan.FromSeconds(10));
            TimedOut(await pending);
            await service.Schema.UntilAsync(0, "active");
        }
        await UsableAsync(service, backend);
    }

    [Theory]
    [MemberData(nameof(PostgresService.Requests), MemberType = typeof(PostgresService))]
    public async Task A_caller_who_goes_away_stops_the_statement_in_the_database(string method, string target, string? body)
    {
        await using var service = await PostgresService.StartAsync();
        var backend = await service.BackendAsync();
        // Held to the end of the block: what ends the statement is not that it gets its table.
        await using (await service.Schema.LockAsync("thing"))
        {
            using (await service.BeginAsync(method, target, body)) await service.Schema.UntilAsync(1, "active", "Lock");
            await service.Schema.UntilAsync(0, "active");
            Assert.Equal(499, await service.LoggedStatusAsync());
        }
        await UsableAsync(service, backend);
        Assert.Empty(service.Http.Log.Errors);
    }

    [Fact]
    public async Task A_caller_who_goes_away_while_waiting_for_a_connection_leaves_the_line()
    {
        await using var service = await PostgresService.StartAsync();
        Task<Reply> first;
        await using (await service.Schema.LockAsync("thing"))
        {
            first = service.SendAsync("GET", "things", null);
            await service.Schema.UntilAsync(1, "active", "Lock");
            var asked = service.Asked;
            using (await service.BeginAsync("GET", "things/1", null)) await service.AskedAsync(asked + 1);
            Assert.Equal(499, await service.LoggedStatusAsync());
            Assert.Equal(1, await service.Schema.CountAsync("active"));
            Assert.False(first.IsCompleted);
        }
        (await first).Expect(200);
        // Neither took the other's turn with it.
        for (var i = 0; i < 3; i++) (await service.SendAsync("GET", "things/1", null)).Expect(200);
    }

    [Fact]
    public async Task A_request_that_gets_no_connection_in_its_time_is_stopped()
    {
        await using var service = await PostgresService.StartAsync(options => options with { PoolTimeout = TimeSpan.FromSeconds(60) });
        await using (await service.Schema.LockAsync("thing"))
        {
            var first = service.SendAsync("GET", "things", null);
            await service.Schema.UntilAsync(1, "active", "Lock");
            var asked = service.Asked;
            var second = service.SendAsync("GET", "things/1", null);
            await service.AskedAsync(asked + 1);
            service.Http.Clock.Advance(TimeSpan.FromSeconds(10));
            TimedOut(await second);
            TimedOut(await first);
        }
        (await service.SendAsync("GET", "things/1", null)).Expect(200);
    }

    [Fact]
    public async Task A_request_that_gets_no_connection_as_long_as_the_pool_says_is_told_to_come_again()
    {
        await using var service = await PostgresService.StartAsync(options => options with { PoolTimeout = TimeSpan.FromMilliseconds(100) });
        Task<Reply> first;
        await using (await service.Schema.LockAsync("thing"))
        {
            first = service.SendAsync("GET", "things", null);
            await service.Schema.UntilAsync(1, "active", "Lock");
            var reply = (await service.SendAsync("GET", "things/1", null)).Expect(503);
            Assert.Equal(("unavailable", "1"), (reply.Code, reply["Retry-After"]));
        }
        (await first).Expect(200);
    }

    private static void TimedOut(Reply reply) => Assert.Equal((503, "timed-out", "1"), (reply.Status, reply.Code, reply["Retry-After"]));

    /// <summary>Nothing runs or waits, nothing was written, and the same connection serves the next.</summary>
    private static async Task UsableAsync(PostgresService service, int backend)
    {
        await service.Schema.UntilAsync(0, "active");
        await service.Schema.UntilAsync(0, "idle in transaction");
        await service.Schema.UntilAsync(0, "idle in transaction (aborted)");
        var things = (await service.SendAsync("GET", "things?count=exact", null)).Expect(200);
        Assert.Equal((1L, "1"), (things.Total!.Value, things.Column("version")));
        Assert.Equal(backend, await service.BackendAsync());
    }
}
