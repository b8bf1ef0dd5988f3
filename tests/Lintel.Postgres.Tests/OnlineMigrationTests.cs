using Lintel.Conformance;
using Lintel.Stores;

namespace Lintel.Postgres.Tests;

/// <summary>What a migration that was cut off leaves in PostgreSQL is recognised and mended, and locks of others are waited for without keeping them up.</summary>
public sealed class OnlineMigrationTests
{
    private const string First = """
          book:
            key: int
            managed: []
            fields:
              title: string
              note: string?
              pages: int
          chapter:
            partOf: book
            key: int
            managed: []
            fields:
              length: int
        """;

    [Fact]
    public async Task An_index_that_was_cut_off_is_built_again()
    {
        var second = First.Replace("title: string", "title: string unique", StringComparison.Ordinal);
        await using var database = await FilledAsync();
        // It waits for a transaction that is older.
        await using (var writer = await database.Schema.ConnectAsync())
        {
            await using var begin = new Npgsql.NpgsqlCommand("BEGIN; UPDATE book SET pages = 2", writer);
            await begin.ExecuteNonQueryAsync(TestDatabase.Cancellation);
            using var stop = new CancellationTokenSource();
            await using var store = database.Reopen(TestDatabase.Compile(second));
            var applying = store.Migrations.ApplyAsync(new MigrationOptions(), null, stop.Token);
            await database.Schema.UntilAsync(1, "active", "Lock");
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<Exception>(() => applying);
            Assert.Equal(1L, await database.Schema.ExecuteAsync($"SELECT count(*) FROM pg_index WHERE NOT indisvalid AND indrelid = '{database.Schema.Name}.book'::regclass"));
        }
        var history = await database.Store.Migrations.HistoryAsync(TestDatabase.Cancellation);
        Assert.Equal(StepState.Running, history.Records[^1].State);
        await database.MigrateAsync(second);
        await IsAsNewAsync(database, second);
        history = await database.Store.Migrations.HistoryAsync(TestDatabase.Cancellation);
        Assert.Equal([StepState.Done, StepState.Interrupted, StepState.Done], history.Records.Select(record => record.State));
    }

    [Theory]
    [InlineData("pages: int", "pages: int >= 1", "ALTER TABLE book ADD CONSTRAINT ck_book_pages CHECK (pages >= 1) NOT VALID")]
    [InlineData("note: string?", "note: string = ''", "ALTER TABLE book ADD CONSTRAINT lintel_given_book_note CHECK (note IS NOT NULL) NOT VALID")]
    [InlineData("note: string?", "note: string = ''", "UPDATE book SET note = '' WHERE id = 1")]
    [InlineData("note: string?", "note: string?\n      lengths: { computed: sum(chapters.length), stored: true }", "ALTER TABLE book ADD COLUMN lengths bigint; COMMENT ON COLUMN book.lengths IS 'computed unfilled'")]
    public async Task What_was_half_done_is_done_to_its_end(string old, string now, string half)
    {
        var second = First.Replace(old, now, StringComparison.Ordinal);
        await using var database = await FilledAsync();
        await using (var store = database.Reopen(TestDatabase.Compile(second)))
        {
            // The statement is what the plan itself would begin with.
            var plan = await store.Migrations.PlanAsync(TestDatabase.Cancellation);
            Assert.NotEmpty(plan.Steps);
        }
        await database.ExecuteAsync(half);
        await database.MigrateAsync(second);
        await IsAsNewAsync(database, second);
    }

    [Fact]
    public async Task A_lock_that_others_hold_is_waited_for_in_short_turns_so_that_requests_go_on()
    {
        var second = First.Replace("pages: int", "pages: int\n      blurb: text?", StringComparison.Ordinal);
        await using var database = await FilledAsync();
        await using var reader = await database.Schema.ConnectAsync();
        await using var begin = new Npgsql.NpgsqlCommand("BEGIN; SELECT * FROM book", reader);
        await begin.ExecuteNonQueryAsync(TestDatabase.Cancellation);

        var failure = await Assert.ThrowsAsync<StoreException>(() => database.MigrateAsync(second, new MigrationOptions { Patience = TimeSpan.FromSeconds(1) }));
        Assert.Contains("The step \"add the column book.blurb\" failed: others held a lock on the table", failure.Message, StringComparison.Ordinal);
        var history = await database.Store.Migrations.HistoryAsync(TestDatabase.Cancellation);
        Assert.Equal(StepState.Failed, history.Records[^1].State);

        var applying = database.MigrateAsync(second);
        var longest = TimeSpan.Zero;
        for (var i = 0; i < 40 && !applying.IsCompleted; i++)
        {
            var start = TimeProvider.System.GetTimestamp();
            await database.LinesAsync(new() { Resource = "book" });
            var took = TimeProvider.System.GetElapsedTime(start);
            if (took > longest) longest = took;
            await Task.Delay(20, TestDatabase.Cancellation);
        }
        Assert.False(applying.IsCompleted);
        Assert.InRange(longest, TimeSpan.Zero, TimeSpan.FromMilliseconds(600));
        await using (var commit = new Npgsql.NpgsqlCommand("COMMIT", reader)) await commit.ExecuteNonQueryAsync(TestDatabase.Cancellation);
        Assert.Single((await applying).Steps);
    }

    private static async Task<Database> FilledAsync()
    {
        var database = await Database.CreateAsync(First);
        await database.InsertAsync("book", """{"title":"T","pages":10,"chapters":[{"length":3}]}""", """{"title":"U","pages":10}""");
        return database;
    }

    private static async Task IsAsNewAsync(Database database, string contract)
    {
        await using var fresh = await Database.CreateAsync(contract);
        Assert.Equal(await fresh.DescribeAsync(), await database.DescribeAsync());
        Assert.Empty((await database.StartAsync(contract)).Applied);
        Assert.Equal(0L, await database.Schema.ExecuteAsync("SELECT count(*) FROM book WHERE to_jsonb(book)->'lengths' = 'null'"));
    }
}
