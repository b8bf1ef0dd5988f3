using Lintel.Operations;
using Lintel.Stores;

namespace Lintel.Postgres.Tests;

/// <summary>Connections, transactions and time limits.</summary>
public sealed class SessionTests
{
    private const string Contract = """
          row:
            key: int
            managed: []
            fields:
              text: string
        """;

    [Fact]
    public async Task A_write_without_commit_leaves_nothing()
    {
        await using var database = await Database.CreateAsync(Contract);
        var (insert, _) = database.Prepare("row", """{"text":"a"}""");
        await using (var session = await database.Store.OpenAsync(SessionKind.Write, Database.Cancellation))
            await session.WriteAsync(database.Store.Compile(insert!), insert!, Database.Cancellation);
        Assert.Empty(await database.LinesAsync(new() { Resource = "row" }));
    }

    [Fact]
    public async Task A_reader_keeps_its_snapshot_while_others_write()
    {
        await using var database = await Database.CreateAsync(Contract);
        var read = database.Bind(new ReadOperation { Resource = "row" });
        var plan = database.Store.Compile(read);
        await using var session = await database.Store.OpenAsync(SessionKind.Read, Database.Cancellation);
        using var before = await session.ReadAsync(plan, read, Database.Cancellation);
        await database.InsertAsync("row", """{"text":"a"}""");
        using var after = await session.ReadAsync(plan, read, Database.Cancellation);
        Assert.Equal(0, after.Rows.Count);
        Assert.Single(await database.LinesAsync(new() { Resource = "row" }));
    }

    [Fact]
    public async Task Keys_that_were_given_are_not_made_again()
    {
        await using var database = await Database.CreateAsync(Contract);
        await database.InsertAsync("row", """{"id":7,"text":"a"}""", """{"text":"b"}""");
        Assert.Equal(WriteStatus.Done, (await database.InsertAsync("row", """{"text":"c"}""")).Status);
        Assert.Equal(3, (await database.LinesAsync(new() { Resource = "row" })).Length);
    }

    [Fact]
    public async Task A_statement_over_its_time_is_stopped_by_the_server_and_its_connection_goes_on()
    {
        await using var database = await Database.CreateAsync(Contract, options => options with { Connections = 1, StatementTimeout = TimeSpan.FromMilliseconds(200) });
        await database.InsertAsync("row", """{"text":"a"}""");
        await Database.ExecuteAsync($"ALTER TABLE {database.Options.Schema}.row RENAME TO kept");
        await Database.ExecuteAsync($"CREATE VIEW {database.Options.Schema}.row AS SELECT id, text FROM {database.Options.Schema}.kept WHERE pg_sleep(5) IS NOT NULL");
        var failure = await Assert.ThrowsAsync<StoreException>(() => database.LinesAsync(new() { Resource = "row" }));
        Assert.Equal(StoreFailure.TimedOut, failure.Failure);
        Assert.True(await database.Store.PingAsync(Database.Cancellation));
    }

    [Fact]
    public async Task A_caller_that_goes_away_stops_the_statement_in_the_server_too()
    {
        await using var database = await Database.CreateAsync(Contract, options => options with { Connections = 1, ApplicationName = options.Schema! });
        await database.InsertAsync("row", """{"text":"a"}""");
        await Database.ExecuteAsync($"ALTER TABLE {database.Options.Schema}.row RENAME TO kept");
        await Database.ExecuteAsync($"CREATE VIEW {database.Options.Schema}.row AS SELECT id, text FROM {database.Options.Schema}.kept WHERE pg_sleep(20) IS NOT NULL");
        var read = database.Bind(new ReadOperation { Resource = "row" });
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        await using (var session = await database.Store.OpenAsync(SessionKind.Read, Database.Cancellation))
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await session.ReadAsync(database.Store.Compile(read), read, source.Token));
        Assert.Equal(0L, await Database.ExecuteAsync($"SELECT count(*) FROM pg_stat_activity WHERE application_name = '{database.Options.Schema}' AND state = 'active'"));
        Assert.True(await database.Store.PingAsync(Database.Cancellation));
    }

    [Fact]
    public async Task Connections_that_the_server_closed_are_replaced()
    {
        await using var database = await Database.CreateAsync(Contract, options => options with { ApplicationName = options.Schema! });
        await database.InsertAsync("row", """{"text":"a"}""");
        await Database.ExecuteAsync($"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = '{database.Options.Schema}'");
        var failure = await Assert.ThrowsAsync<StoreException>(() => database.LinesAsync(new() { Resource = "row" }));
        Assert.Equal(StoreFailure.Unavailable, failure.Failure);
        Assert.Single(await database.LinesAsync(new() { Resource = "row" }));
    }

    [Fact]
    public async Task A_session_that_finds_no_connection_in_time_fails_as_unavailable()
    {
        await using var database = await Database.CreateAsync(Contract, options => options with { Connections = 1, PoolTimeout = TimeSpan.FromMilliseconds(100) });
        await using (await database.Store.OpenAsync(SessionKind.Read, Database.Cancellation))
        {
            var failure = await Assert.ThrowsAsync<StoreException>(async () => await database.Store.OpenAsync(SessionKind.Read, Database.Cancellation));
            Assert.Equal(StoreFailure.Unavailable, failure.Failure);
        }
        Assert.Empty(await database.LinesAsync(new() { Resource = "row" }));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_unavailable_and_never_answers_a_ping()
    {
        await using var store = PostgresStore.Open(Database.Compile(Contract), Database.Server with { Host = "127.0.0.1", Port = 1, Password = "hidden" });
        Assert.False(await store.PingAsync(Database.Cancellation));
        var failure = await Assert.ThrowsAsync<StoreException>(async () => await store.OpenAsync(SessionKind.Read, Database.Cancellation));
        Assert.Equal(StoreFailure.Unavailable, failure.Failure);
        Assert.DoesNotContain("hidden", failure.ToString(), StringComparison.Ordinal);
    }
}
