using Lintel.Conformance;
using Lintel.Operations;
using Lintel.Sqlite.Native;

namespace Lintel.Sqlite.Tests;

/// <summary>What is SQLite's own about searches.</summary>
public sealed class SearchTableTests
{
    private const string Contract = """
          note:
            fields:
              title: string searchable
        """;

    [Fact]
    public async Task The_library_has_FTS5()
    {
        await using var database = await Database.CreateAsync(Contract);
        using var connection = Open(database);
        Assert.Equal("1", connection.Query("SELECT count(*) FROM pragma_compile_options WHERE compile_options = 'ENABLE_FTS5'", 1)[0][0]);
    }

    [Fact]
    public async Task Rows_that_were_numbered_anew_behind_its_back_are_taken_in_again()
    {
        await using var database = await FillAsync();
        await database.ExecuteAsync("DELETE FROM note WHERE rowid < 50");
        Assert.Empty((await database.Store.PrepareAsync(TestDatabase.Cancellation)).Applied);

        // As a dump that is read back does: its rows come first, and the triggers behind them.
        using (var connection = Open(database))
        {
            var triggers = connection.Query("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'", 2);
            foreach (var trigger in triggers) connection.Execute($"DROP TRIGGER \"{trigger[0]}\"");
            connection.Execute("UPDATE note SET rowid = rowid - 49");
            foreach (var trigger in triggers) connection.Execute(trigger[1]!);
        }
        Assert.Equal(0, await CountAsync(database, "n60"));
        Assert.NotEmpty((await database.Store.PrepareAsync(TestDatabase.Cancellation)).Applied);
        Assert.Equal(1, await CountAsync(database, "n60"));
        Assert.Empty((await database.Store.PrepareAsync(TestDatabase.Cancellation)).Applied);
    }

    [Fact]
    public async Task A_vacuum_and_a_lost_trigger_leave_searches_right()
    {
        await using var database = await FillAsync();
        await database.ExecuteAsync("DELETE FROM note WHERE rowid % 3 = 0; VACUUM");
        Assert.Equal(1, await CountAsync(database, "n61"));
        await database.ExecuteAsync("DROP TRIGGER lintel_search_note_update; UPDATE note SET title = 'changed' WHERE title = 'n61'");
        Assert.NotEmpty((await database.Store.PrepareAsync(TestDatabase.Cancellation)).Applied);
        Assert.Equal(1, await CountAsync(database, "changed"));
    }

    [Fact]
    public async Task A_table_that_was_made_without_row_ids_is_refused_until_it_is_migrated()
    {
        const string Tags = "  tag:\n    key: [name]\n    managed: []\n    fields:\n      name: string\n";
        await using var database = await Database.CreateAsync(Tags);
        await database.InsertAsync("tag", "{\"name\":\"hard rock\"}");
        var model = TestDatabase.Compile(Tags.Replace("string", "string searchable", StringComparison.Ordinal));
        await using var store = database.Reopen(model);
        var failure = await Assert.ThrowsAsync<Stores.StoreException>(() => store.PrepareAsync(TestDatabase.Cancellation));
        Assert.Contains("row ids", failure.Message, StringComparison.Ordinal);
        await store.Migrations.ApplyAsync(new(), null, TestDatabase.Cancellation);
        Assert.Empty((await store.PrepareAsync(TestDatabase.Cancellation)).Applied);
    }

    private static async Task<Database> FillAsync()
    {
        var database = await Database.CreateAsync(Contract);
        await database.InsertAsync("note", [.. Enumerable.Range(1, 100).Select(i => $"{{\"title\":\"n{i}\"}}")]);
        return database;
    }

    private static async Task<long> CountAsync(TestDatabase database, string search)
    {
        using var node = await database.ReadAsync(new ReadOperation { Resource = "note", Selection = new Selection { Search = new SearchText(search, ""), Page = new PageRequest { Count = CountMode.Exact } } });
        return node.Total!.Value;
    }

    private static SqliteConnection Open(Database database) => SqliteConnection.Open(database.File, Database.Options(database.File), "");
}
