using Lintel.Operations;
using Lintel.Stores;

namespace Lintel.Conformance;

/// <summary>Connections, transactions, time limits and callers who go away.</summary>
public abstract class SessionTests
{
    /// <summary>What there is to write: rows of a text.</summary>
    protected const string Contract = """
          row:
            key: int
            managed: []
            fields:
              text: string
        """;

    private static readonly ReadOperation All = new() { Resource = "row" };

    private static CancellationToken Cancellation => TestDatabase.Cancellation;

    /// <summary>A database of its own, that other processes could open too.</summary>
    protected abstract Task<TestDatabase> CreateAsync(string resources, StoreLimits limits);

    [Fact]
    public async Task A_write_without_commit_leaves_nothing()
    {
        await using var database = await CreateAsync();
        var (insert, _) = database.Prepare("row", """{"text":"a"}""");
        await using (var session = await database.Store.OpenAsync(SessionKind.Write, Cancellation))
            await session.WriteAsync(database.Store.Compile(insert!), insert!, Cancellation);
        Assert.Empty(await database.LinesAsync(All));
    }

    [Fact]
    public async Task A_write_that_is_planned_is_not_done()
    {
        await using var database = await CreateAsync();
        var (insert, _) = database.Prepare("row", """{"text":"a"}""", """{"text":"b"}""");
        var plan = database.Store.Compile(insert!);
        await using (var session = await database.Store.OpenAsync(SessionKind.Read, Cancellation))
        {
            await session.PlanAsync(plan, insert!, Cancellation);
            Assert.Equal(1, session.Statements);
        }
        Assert.Empty(await database.LinesAsync(All));
        await using var write = await database.Store.OpenAsync(SessionKind.Write, Cancellation);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await write.PlanAsync(plan, insert!, Cancellation));
    }

    [Fact]
    public async Task A_reader_keeps_its_snapshot_while_others_write()
    {
        await using var database = await CreateAsync();
        var read = database.Bind(All);
        var plan = database.Store.Compile(read);
        await using var session = await database.Store.OpenAsync(SessionKind.Read, Cancellation);
        using var before = await session.ReadAsync(plan, read, Cancellation);
        await database.InsertAsync("row", """{"text":"a"}""");
        using var after = await session.ReadAsync(plan, read, Cancellation);
        Assert.Equal(0, after.Rows.Count);
        Assert.Single(await database.LinesAsync(All));
    }

    [Fact]
    public async Task Keys_that_were_given_are_not_made_again()
    {
        await using var database = await CreateAsync();
        await database.InsertAsync("row", """{"id":7,"text":"a"}""", """{"text":"b"}""");
        Assert.Equal(WriteStatus.Done, (await database.InsertAsync("row", """{"text":"c"}""")).Status);
        Assert.Equal(3, (await database.LinesAsync(All)).Length);
    }

    [Fact]
    public async Task Behind_the_last_key_that_its_type_can_hold_none_is_made()
    {
        await using var database = await CreateAsync();
        await database.InsertAsync("row", """{"id":2147483647,"text":"a"}""");
        Assert.Equal(ViolationKind.NoKeyLeft, (await database.InsertAsync("row", """{"text":"b"}""")).Violation?.Kind);
        Assert.Single(await database.LinesAsync(All));
    }

    [Fact]
    public async Task More_writers_than_connections_wait_in_line_for_each_other()
    {
        await using var database = await CreateAsync();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => database.InsertAsync("row", $$"""{"text":"{{i}}"}"""))));
        var read = new ReadOperation { Resource = "row", Selection = new Selection { Page = new PageRequest { Limit = 100, Count = CountMode.Exact } } };
        using var node = await database.ReadAsync(read);
        Assert.Equal((20, 20L), (node.Rows.Count, node.Total));
    }

    [Fact]
    public async Task More_readers_than_connections_wait()
    {
        await using var database = await CreateAsync(new() { Connections = 2 });
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => database.LinesAsync(All))));
    }

    [Fact]
    public async Task A_writer_that_finds_no_turn_in_time_fails_as_unavailable()
    {
        await using var database = await CreateAsync(new() { Connections = 1, Wait = TimeSpan.FromMilliseconds(100) });
        await using (await database.Store.OpenAsync(SessionKind.Write, Cancellation))
        {
            var failure = await Assert.ThrowsAsync<StoreException>(async () => await database.Store.OpenAsync(SessionKind.Write, Cancellation));
            Assert.Equal(StoreFailure.Unavailable, failure.Failure);
        }
        Assert.Equal(WriteStatus.Done, (await database.InsertAsync("row", """{"text":"a"}""")).Status);
    }

    [Fact]
    public async Task A_caller_who_goes_away_while_waiting_for_a_turn_leaves_the_line()
    {
        await using var database = await CreateAsync(new() { Connections = 1 });
        using var source = new CancellationTokenSource();
        await using (await database.Store.OpenAsync(SessionKind.Write, Cancellation))
        {
            var waiting = database.Store.OpenAsync(SessionKind.Write, source.Token).AsTask();
            await source.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        }
        Assert.Equal(WriteStatus.Done, (await database.InsertAsync("row", """{"text":"a"}""")).Status);
    }

    [Fact]
    public async Task A_statement_over_its_time_is_stopped_and_its_connection_goes_on()
    {
        await using var database = await CreateAsync(new() { Connections = 1, Statement = TimeSpan.FromMilliseconds(300) });
        await database.InsertAsync("row", """{"text":"a"}""");
        await database.MakeSlowAsync("row");
        var failure = await Assert.ThrowsAsync<StoreException>(() => database.LinesAsync(All));
        Assert.Equal(StoreFailure.TimedOut, failure.Failure);
        Assert.True(await database.Store.PingAsync(Cancellation));
    }

    [Fact]
    public async Task A_caller_who_goes_away_stops_the_statement_and_its_connection_goes_on()
    {
        await using var database = await CreateAsync(new() { Connections = 1 });
        await database.InsertAsync("row", """{"text":"a"}""");
        await database.MakeSlowAsync("row");
        var read = database.Bind(All);
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await using (var session = await database.Store.OpenAsync(SessionKind.Read, Cancellation))
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await session.ReadAsync(database.Store.Compile(read), read, source.Token));
        Assert.True(await database.Store.PingAsync(Cancellation));
    }

    [Fact]
    public async Task An_aggregate_is_stopped_like_any_other_statement()
    {
        await using var database = await CreateAsync(new() { Connections = 1, Statement = TimeSpan.FromMilliseconds(300) });
        await database.InsertAsync("row", """{"text":"a"}""");
        await database.MakeSlowAsync("row");
        Assert.Null(database.Binder.BindAggregate(new() { Resource = "row", Measures = [new(MeasureFunction.Count, new(null, Measure.Rows, ""))] }, out var count));
        await using (var session = await database.Store.OpenAsync(SessionKind.SingleRead, Cancellation))
        {
            var failure = await Assert.ThrowsAsync<StoreException>(async () => await session.AggregateAsync(database.Store.Compile(count!), count!, Cancellation));
            Assert.Equal(StoreFailure.TimedOut, failure.Failure);
        }
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await using (var session = await database.Store.OpenAsync(SessionKind.SingleRead, Cancellation))
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await session.AggregateAsync(database.Store.Compile(count!), count!, source.Token));
        Assert.True(await database.Store.PingAsync(Cancellation));
    }

    [Fact]
    public async Task A_session_outlives_a_read_that_nobody_waited_for()
    {
        await using var database = await CreateAsync();
        for (var i = 0; i < 8; i++) await database.InsertAsync("row", [.. Enumerable.Range(0, 50).Select(n => $$"""{"text":"{{n}}"}""")]);
        var read = database.Bind(All);
        var plan = database.Store.Compile(read);
        await using var session = await database.Store.OpenAsync(SessionKind.Read, Cancellation);
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await session.ReadAsync(plan, read, source.Token));
        using var node = await session.ReadAsync(plan, read, Cancellation);
        Assert.Equal(21, node.Rows.Count);
    }

    [Fact]
    public async Task A_write_that_nobody_waits_for_can_not_be_committed_and_leaves_nothing()
    {
        await using var database = await CreateAsync();
        var (insert, _) = database.Prepare("row", [.. Enumerable.Range(0, 2000).Select(n => $$"""{"text":"{{n}}"}""")]);
        using var source = new CancellationTokenSource();
        await using (var session = await database.Store.OpenAsync(SessionKind.Write, Cancellation))
        {
            await session.WriteAsync(database.Store.Compile(insert!), insert!, source.Token);
            await source.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await session.CommitAsync(source.Token));
        }
        Assert.Empty(await database.LinesAsync(All));
        await database.InsertAsync("row", """{"text":"a"}""");
    }

    [Fact]
    public async Task The_statement_cache_forgets_what_was_used_least()
    {
        await using var database = await CreateAsync(new() { Connections = 1, StatementCache = 2 });
        await database.InsertAsync("row", """{"text":"a"}""");
        // Each is compiled anew, and so a statement of its own.
        for (var i = 0; i < 20; i++) Assert.Single(await database.LinesAsync(All));
    }

    private Task<TestDatabase> CreateAsync(StoreLimits? limits = null) => CreateAsync(Contract, limits ?? new StoreLimits());
}
