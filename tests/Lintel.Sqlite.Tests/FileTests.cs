using Lintel.Sqlite.Native;
using Lintel.Stores;

namespace Lintel.Sqlite.Tests;

/// <summary>A file that others use, that is not what it should be, or that has no room.</summary>
public sealed class FileTests
{
    private const string Contract = """
          row:
            key: int
            managed: []
            fields:
              text: string
        """;

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
    public async Task A_file_that_is_no_database_and_a_missing_folder_are_said_clearly()
    {
        var model = Database.Compile(Contract);
        var folder = Directory.CreateTempSubdirectory("lintel-sqlite-");
        var file = Path.Combine(folder.FullName, "text.db");
        await File.WriteAllTextAsync(file, new string('x', 5000), Database.Cancellation);
        var wrong = Assert.Throws<StoreException>(() => SqliteStore.Open(model, Database.Options(file)));
        Assert.Equal(StoreFailure.Unavailable, wrong.Failure);
        Assert.Contains("is not a SQLite database", wrong.Message, StringComparison.Ordinal);
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

    [Theory]
    [InlineData(SessionKind.Write)]
    [InlineData(SessionKind.Read)]
    public async Task A_store_may_be_disposed_while_a_session_is_open_which_ends_as_ever(SessionKind kind)
    {
        var folder = Directory.CreateTempSubdirectory("lintel-sqlite-");
        var file = Path.Combine(folder.FullName, "a.db");
        var store = SqliteStore.Open(Database.Compile(Contract), Database.Options(file));
        await store.PrepareAsync(Database.Cancellation);
        var session = await store.OpenAsync(kind, Database.Cancellation);
        var disposing = store.DisposeAsync().AsTask();
        if (kind == SessionKind.Write)
        {
            Assert.False(disposing.IsCompleted);
            await session.CommitAsync(Database.Cancellation);
        }
        await session.DisposeAsync();
        await disposing;
        Assert.Equal([file], Directory.GetFiles(folder.FullName));
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_session_that_is_not_ended_keeps_disposing_back_only_so_long()
    {
        var folder = Directory.CreateTempSubdirectory("lintel-sqlite-");
        var file = Path.Combine(folder.FullName, "a.db");
        var store = SqliteStore.Open(Database.Compile(Contract), Database.Options(file) with { BusyTimeout = TimeSpan.FromMilliseconds(50) });
        await store.PrepareAsync(Database.Cancellation);
        await using (await store.OpenAsync(SessionKind.Write, Database.Cancellation)) await store.DisposeAsync();
        Assert.Equal([file], Directory.GetFiles(folder.FullName));
        folder.Delete(recursive: true);
    }
}
