using System.Diagnostics;
using Lintel.Operations;
using Lintel.Sqlite.Native;
using Lintel.Stores;

namespace Lintel.Sqlite.Tests;

/// <summary>Connections, transactions, time limits, and a file that is not what it should be.</summary>
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
    public async Task Writers_wait_in_line_for_each_other()
    {
        await using var database = await Database.CreateAsync(Contract);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => database.InsertAsync("row", $$"""{"text":"{{i}}"}"""))));
        var read = new ReadOperation { Resource = "row", Selection = new Selection { Page = new PageRequest { Limit = 100, Count = CountMode.Exact } } };
        using var node = await database.ReadAsync(read);
        Assert.Equal((20, 20L), (node.Rows.Count, node.Total));
    }

    [Fact]
    public async Task A_writer_that_finds_no_turn_in_time_fails_as_unavailable()
    {
        await using var database = await Database.CreateAsync(Contract, options => options with { BusyTimeout = TimeSpan.FromMilliseconds(100) });
        await using var first = await database.Store.OpenAsync(SessionKind.Write, Database.Cancellation);
        var failure = await Assert.ThrowsAsync<StoreException>(async () => await database.Store.OpenAsync(SessionKind.Write, Database.Cancellation));
        Assert.Equal(StoreFailure.Unavailable, failure.Failure);
    }

    [Fact]
    public async Task Another_process_that_writes_is_waited_for_only_so_long()
    {
        await using var database = await Database.CreateAsync(Contract, options => options with { BusyTimeout = TimeSpan.FromMilliseconds(150) });
        using (var other = SqliteConnection.Open(database.File, Database.Options(database.File), "BEGIN IMMEDIATE"))
        {
            var failure = await Assert.ThrowsAsync<StoreException>(async () => await database.Store.OpenAsync(SessionKind.Write, Database.Cancellation));
            Assert.Equal(StoreFailure.Unavailable, failure.Failure);
            Assert.Empty(await database.LinesAsync(new() { Resource = "row" }));
        }
        await using var session = await database.Store.OpenAsync(SessionKind.Write, Database.Cancellation);
    }

    [Fact]
    public async Task A_cancelled_statement_stops_and_its_connection_goes_on()
    {
        await using var database = await Database.CreateAsync(Contract, options => options with { Readers = 1 });
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        using var connection = SqliteConnection.Open(database.File, Database.Options(database.File), "");
        connection.Watch(source.Token);
        var clock = Stopwatch.StartNew();
        Assert.ThrowsAny<OperationCanceledException>(() => connection.Query(Endless, 1));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5));
        connection.Watch(CancellationToken.None);
        Assert.Equal("1", connection.Query("SELECT 1", 1)[0][0]);
    }

    [Fact]
    public async Task A_session_outlives_a_cancelled_read()
    {
        await using var database = await Database.CreateAsync(Contract);
        for (var i = 0; i < 8; i++) await database.InsertAsync("row", [.. Enumerable.Range(0, 50).Select(n => $$"""{"text":"{{n}}"}""")]);
        var read = database.Bind(new ReadOperation { Resource = "row" });
        var plan = database.Store.Compile(read);
        await using var session = await database.Store.OpenAsync(SessionKind.Read, Database.Cancellation);
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await session.ReadAsync(plan, read, source.Token));
        using var node = await session.ReadAsync(plan, read, Database.Cancellation);
        Assert.Equal(21, node.Rows.Count);
    }

    [Fact]
    public async Task A_write_stopped_half_way_leaves_nothing_and_can_not_be_committed()
    {
        await using var database = await Database.CreateAsync(Contract);
        var (insert, _) = database.Prepare("row", [.. Enumerable.Range(0, 2000).Select(n => $$"""{"text":"{{n}}"}""")]);
        using var source = new CancellationTokenSource();
        await using (var session = await database.Store.OpenAsync(SessionKind.Write, Database.Cancellation))
        {
            await session.WriteAsync(database.Store.Compile(insert!), insert!, source.Token);
            await source.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await session.CommitAsync(source.Token));
        }
        Assert.Empty(await database.LinesAsync(new() { Resource = "row" }));
        await database.InsertAsync("row", """{"text":"a"}""");
    }

    [Fact]
    public async Task The_statement_cache_forgets_what_was_used_least()
    {
        await using var database = await Database.CreateAsync(Contract, options => options with { StatementCache = 4, Readers = 1 });
        await database.InsertAsync("row", """{"text":"a"}""");
        for (var i = 0; i < 20; i++) Assert.Single(await database.LinesAsync(new() { Resource = "row" }));
    }

    [Fact]
    public async Task A_full_disk_is_unavailable_and_leaves_nothing()
    {
        await using var database = await Database.CreateAsync(Contract);
        var options = Database.Options(database.File);
        using var connection = SqliteConnection.Open(database.File, options, "PRAGMA max_page_count = 1");
        var failure = Assert.Throws<StoreException>(() => connection.Execute("INSERT INTO \"row\" (text) SELECT hex(zeroblob(100000))"));
        Assert.Equal(StoreFailure.Unavailable, failure.Failure);
        Assert.Empty(await database.LinesAsync(new() { Resource = "row" }));
    }

    [Fact]
    public async Task A_statement_over_its_time_is_stopped()
    {
        await using var database = await Database.CreateAsync(Contract);
        var options = Database.Options(database.File) with { StatementTimeout = TimeSpan.FromMilliseconds(50) };
        using var connection = SqliteConnection.Open(database.File, options, "");
        connection.Watch(CancellationToken.None);
        Assert.Equal(StoreFailure.TimedOut, Assert.Throws<StoreException>(() => connection.Query(Endless, 1)).Failure);
    }

    [Fact]
    public async Task More_readers_than_connections_wait()
    {
        await using var database = await Database.CreateAsync(Contract, options => options with { Readers = 2 });
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => database.LinesAsync(new() { Resource = "row" }))));
    }

    [Fact]
    public async Task A_file_that_is_no_database_and_a_missing_folder_are_said_clearly()
    {
        var model = Database.Compile(Contract);
        var folder = Directory.CreateTempSubdirectory("lintel-sqlite-");
        var file = Path.Combine(folder.FullName, "text.db");
        await File.WriteAllTextAsync(file, new string('x', 5000), Database.Cancellation);
        var wrong = Assert.Throws<StoreException>(() => SqliteStore.Open(model, Database.Options(file)));
        Assert.Equal(StoreFailure.Unavailable, wrong.Failure);
        Assert.Contains("not a database", wrong.Message, StringComparison.Ordinal);
        var missing = Assert.Throws<StoreException>(() => SqliteStore.Open(model, Database.Options(Path.Combine(folder.FullName, "none", "a.db"))));
        Assert.Contains("does not exist", missing.Message, StringComparison.Ordinal);
        Assert.Throws<StoreException>(() => SqliteStore.Open(model, Database.Options(folder.FullName)));
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Disposing_leaves_one_file_without_a_log()
    {
        var folder = Directory.CreateTempSubdirectory("lintel-sqlite-");
        var file = Path.Combine(folder.FullName, "a.db");
        var store = SqliteStore.Open(Database.Compile(Contract), Database.Options(file));
        await store.PrepareAsync(Database.Cancellation);
        Assert.True(await store.PingAsync(Database.Cancellation));
        await store.DisposeAsync();
        Assert.Equal([file], Directory.GetFiles(folder.FullName));
        folder.Delete(recursive: true);
    }

    private const string Endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n";
}
