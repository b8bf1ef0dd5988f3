using Lintel.Operations;
using Lintel.Stores;

namespace Lintel.Conformance;

/// <summary>A database that is migrated is as one that was made by the new contract, and keeps its rows.</summary>
public abstract class MigrationTests : StoreTests
{
    private const string First = """
          shelf:
            key: int
            managed: []
            fields:
              name: string unique(ignoreCase)
          book:
            key: int
            managed: []
            fields:
              title: string unique
              kind: enum(paper, digital, tape) = paper
              pages: int >= 1
              price: decimal(8,2)? >= 0
              note: string?
              shelf: shelf
              twice: { computed: 2 * pages, stored: true }
            rules: [pages < 5000 or kind == 'digital']
            queries:
              - { sort: [title] }
          chapter:
            partOf: book
            key: int
            managed: []
            fields:
              length: int
        """;

    /// <summary>What is written otherwise in the second contract, and what the book is there.</summary>
    public static TheoryData<string, string, string> Changes => new()
    {
        { "note: string?", "note: string?\n      blurb: text?", """[1,"T","paper",10,9.50,"n",null,1,20]""" },
        { "note: string?", "note: string?\n      stars: int >= 0 <= 5 = 3", """[1,"T","paper",10,9.50,"n",3,1,20]""" },
        { "note: string?", "note: string?\n      other: { type: shelf?, onDelete: setNull, reverse: others }", """[1,"T","paper",10,9.50,"n",null,1,20]""" },
        { "note: string?", "note: string?\n      lengths: { computed: sum(chapters.length), stored: true }", """[1,"T","paper",10,9.50,"n",7,1,20]""" },
        { "note: string?", "note: string? unique", """[1,"T","paper",10,9.50,"n",1,20]""" },
        { "note: string?", "note: string", """[1,"T","paper",10,9.50,"n",1,20]""" },
        { "note: string?", "note: string = ''", """[1,"T","paper",10,9.50,"n",1,20]""" },
        { "title: string unique", "title: string", """[1,"T","paper",10,9.50,"n",1,20]""" },
        { "title: string unique", "title: string? unique", """[1,"T","paper",10,9.50,"n",1,20]""" },
        { "pages: int >= 1", "pages: int? >= 1", """[1,"T","paper",10,9.50,"n",1,20]""" },
        { "pages: int >= 1", "pages: int >= 2", """[1,"T","paper",10,9.50,"n",1,20]""" },
        { "pages: int >= 1", "pages: int", """[1,"T","paper",10,9.50,"n",1,20]""" },
        { "enum(paper, digital, tape)", "enum(paper, digital, tape, audio)", """[1,"T","paper",10,9.50,"n",1,20]""" },
        { "enum(paper, digital, tape)", "enum(paper, digital)", """[1,"T","paper",10,9.50,"n",1,20]""" },
        { "decimal(8,2)", "decimal(10,2)", """[1,"T","paper",10,9.50,"n",1,20]""" },
        { "decimal(8,2)", "decimal(10,4)", """[1,"T","paper",10,9.5000,"n",1,20]""" },
        { "decimal(8,2)", "decimal(8,1)", """[1,"T","paper",10,9.5,"n",1,20]""" },
        { "shelf: shelf\n", "shelf: shelf onDelete cascade\n", """[1,"T","paper",10,9.50,"n",1,20]""" },
        { "shelf: shelf\n", "shelf: shelf?\n", """[1,"T","paper",10,9.50,"n",1,20]""" },
        { "computed: 2 * pages", "computed: 3 * pages", """[1,"T","paper",10,9.50,"n",1,30]""" },
        { "pages < 5000", "pages < 600", """[1,"T","paper",10,9.50,"n",1,20]""" },
        { "      note: string?\n", "", """[1,"T","paper",10,9.50,1,20]""" },
        { "      twice: { computed: 2 * pages, stored: true }\n", "", """[1,"T","paper",10,9.50,"n",1]""" },
        { "- { sort: [title] }", "- { filter: [kind], sort: [-price] }\n      - { sort: [title] }", """[1,"T","paper",10,9.50,"n",1,20]""" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_migrated_database_is_as_a_new_one_and_keeps_its_rows(string old, string now, string book)
    {
        var second = First.Replace(old, now, StringComparison.Ordinal);
        Assert.NotEqual(First, second);
        await using var database = await CreateAsync(First);
        await FillAsync(database);
        await database.MigrateAsync(second);
        await IsAsNewAsync(database, second);
        Assert.Equal([book], await LinesAsync(database, second, "book"));
        // The way back, which a contract may go too.
        await database.MigrateAsync(First);
        await IsAsNewAsync(database, First);
    }

    [Fact]
    public async Task Many_changes_at_once_are_one_migration()
    {
        var second = First;
        foreach (var (old, now) in new[]
        {
            ("note: string?", "blurb: text?\n      stars: int >= 0 <= 5 = 3\n      lengths: { computed: sum(chapters.length), stored: true }"), ("pages: int >= 1", "pages: int? >= 2"),
            ("enum(paper, digital, tape)", "enum(paper, digital, tape, audio)"), ("decimal(8,2)", "decimal(10,4)"), ("shelf: shelf\n", "shelf: shelf onDelete cascade\n"), ("computed: 2 * pages", "computed: 3 * pages"),
        })
            second = second.Replace(old, now, StringComparison.Ordinal);
        second = second.Replace("sort: [title]", "sort: [-lengths]", StringComparison.Ordinal) + "\n  author:\n    key: int\n    managed: []\n    fields:\n      name: string unique\n";
        await using var database = await CreateAsync(First);
        await FillAsync(database);
        await database.MigrateAsync(second);
        await IsAsNewAsync(database, second);
        Assert.Equal(["""[1,"T","paper",10,9.5000,null,3,7,1,30]"""], await LinesAsync(database, second, "book"));
        Assert.Empty((await database.MigrateAsync(second)).Steps);
    }

    [Fact]
    public async Task What_is_lost_is_counted_and_done_only_where_it_is_allowed()
    {
        var second = First[..First.IndexOf("  chapter:", StringComparison.Ordinal)].Replace("      note: string?\n", "", StringComparison.Ordinal);
        await using var database = await CreateAsync(First);
        await FillAsync(database);
        await database.InsertAsync("book", """{"title":"U","pages":1,"shelfId":1}""");
        await using (var store = database.Reopen(TestDatabase.Compile(second)))
        {
            var plan = await store.Migrations.PlanAsync(TestDatabase.Cancellation);
            Assert.Equal(["book.note: 1 value", "chapter: 2 rows"], plan.Steps.Where(step => step.Kind == StepKind.Destructive).Select(step => step.Loss));
        }
        var before = await database.DescribeAsync();
        var failure = await Assert.ThrowsAsync<StoreException>(() => database.MigrateAsync(second, new MigrationOptions()));
        Assert.Contains("(lost: book.note: 1 value; it takes --allow-destructive)", failure.Message, StringComparison.Ordinal);
        Assert.Equal(before, await database.DescribeAsync());
        // A start leaves it to the servers that still know it.
        Assert.Empty((await database.StartAsync(second)).Applied);
        await database.MigrateAsync(second);
        await IsAsNewAsync(database, second);
    }

    [Fact]
    public async Task What_no_contract_made_is_left_alone()
    {
        await using var database = await CreateAsync(First);
        await FillAsync(database);
        await database.ExecuteAsync("CREATE TABLE theirs (n integer)");
        await database.ExecuteAsync("ALTER TABLE book ADD COLUMN theirs integer");
        await database.ExecuteAsync("UPDATE book SET theirs = 5");
        await database.ExecuteAsync("CREATE INDEX theirs_ix ON book (theirs)");
        await database.MigrateAsync(First.Replace("pages: int >= 1", "pages: int >= 2", StringComparison.Ordinal).Replace("      note: string?\n", "", StringComparison.Ordinal));
        var tables = await database.DescribeAsync();
        Assert.Contains(tables, text => text.Contains("theirs_ix", StringComparison.Ordinal));
        await database.ExecuteAsync("INSERT INTO theirs SELECT 1 / (theirs - 4) FROM book");
    }

    [Theory]
    [InlineData("note: string?", "isbn: string\n      note: string?", "book: the column 'isbn' is missing, and rows that exist would have no value for it: give it a default")]
    [InlineData("price: decimal(8,2)?", "price: decimal(8,2)", "'price' may be null and should not: 1 row have no value")]
    [InlineData("pages: int >= 1", "pages: int >= 50", "2 rows would break it; change them first: SELECT * FROM")]
    [InlineData("enum(paper, digital, tape) = paper", "enum(digital)", "2 rows would break it")]
    [InlineData("note: string?", "note: string? unique", "1 value")]
    [InlineData("decimal(8,2)", "decimal(3,3)", "1 row have a value with too many digits")]
    [InlineData("  shelf:\n    key: int", "  shelf:\n    key: [name]", "the key is")]
    public async Task What_rows_do_not_allow_is_told_and_nothing_is_begun(string old, string now, string obstacle)
    {
        await using var database = await CreateAsync(First);
        await FillAsync(database);
        await database.InsertAsync("book", """{"title":"U","pages":1,"shelfId":1,"note":"n"}""");
        var before = await database.DescribeAsync();
        var failure = await Assert.ThrowsAsync<StoreException>(() => database.MigrateAsync(First.Replace(old, now, StringComparison.Ordinal)));
        Assert.Contains(obstacle, failure.Message, StringComparison.Ordinal);
        Assert.Equal(before, await database.DescribeAsync());
    }

    [Fact]
    public async Task Every_step_is_on_record_and_a_record_that_was_changed_is_found()
    {
        await using var database = await CreateAsync(First);
        await database.MigrateAsync(First.Replace("note: string?", "note: string?\n      blurb: text?", StringComparison.Ordinal));
        var history = await database.Store.Migrations.HistoryAsync(TestDatabase.Cancellation);
        Assert.Null(history.ChangedAt);
        Assert.Equal([(1, "create the schema: 3 tables"), (2, "add the column book.blurb")], history.Records.Select(record => ((int)record.Number, record.Sentence)));
        Assert.All(history.Records, record => Assert.Equal((StepState.Done, true), (record.State, record.Ended is not null)));
        await database.ExecuteAsync("UPDATE lintel_migration SET statements = 'DROP TABLE book' WHERE number = 1");
        Assert.Equal(1, (await database.Store.Migrations.HistoryAsync(TestDatabase.Cancellation)).ChangedAt);
    }

    [Fact]
    public async Task Of_several_that_migrate_at_once_each_step_is_done_once()
    {
        var second = First.Replace("note: string?", "note: string?\n      blurb: text?", StringComparison.Ordinal).Replace("[title]", "[-price]", StringComparison.Ordinal);
        await using var database = await CreateAsync(First);
        await FillAsync(database);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => database.MigrateAsync(second))));
        Assert.Equal(2, outcomes.Sum(outcome => outcome.Steps.Count));
        await IsAsNewAsync(database, second);
    }

    [Fact]
    public async Task What_belongs_to_a_resource_that_is_called_otherwise_goes_with_it()
    {
        const string Old = "  tag:\n    key: int\n    managed: []\n    fields: { name: string }\n  note:\n    key: int\n    managed: []\n    fields:\n      title: string\n      tags: tag[]\n  noteLine:\n    partOf: note\n    key: int\n    managed: []\n    fields: { text: string }\n";
        var second = Old.Replace("  note:\n", "  memo:\n    was: note\n", StringComparison.Ordinal).Replace("  noteLine:\n    partOf: note\n", "  memoLine:\n    was: note_line\n    partOf: memo\n", StringComparison.Ordinal);
        await using var database = await CreateAsync(Old);
        await database.InsertAsync("tag", """{"name":"a"}""");
        await database.InsertAsync("note", """{"title":"T","lines":[{"text":"x"}],"tagIds":[1]}""");
        Assert.Empty((await database.MigrateAsync(second)).Steps);
        Assert.Equal(["""[1,1,"x"]"""], await LinesAsync(database, second, "memoLine"));
        Assert.Empty((await database.StartAsync(Old)).Applied);
    }

    [Fact]
    public async Task A_start_adds_what_is_new_beside_what_the_contract_forgets()
    {
        var second = First.Replace("note: string?", "blurb: { type: \"string?\", was: nowhere }", StringComparison.Ordinal);
        await using var database = await CreateAsync(First);
        await FillAsync(database);
        Assert.Single((await database.StartAsync(second)).Applied);
        Assert.Equal(["""[1,"T","paper",10,9.50,null,1,20]"""], await LinesAsync(database, second, "book"));
        await database.MigrateAsync(second);
        await IsAsNewAsync(database, second);
    }

    [Fact]
    public async Task A_field_that_is_called_otherwise_again_and_again_keeps_its_column()
    {
        await using var database = await CreateAsync(First);
        await FillAsync(database);
        foreach (var fields in (string[])["memo: { type: \"string?\", was: note }\n      other: int?", "remark: { type: \"string?\", was: memo }\n      other: int?\n      more: int?", "note: { type: \"string?\", was: remark }"])
        {
            var contract = First.Replace("note: string?", fields, StringComparison.Ordinal);
            await database.StartAsync(contract);
            Assert.Contains("\"n\"", Assert.Single(await LinesAsync(database, contract, "book")), StringComparison.Ordinal);
        }
    }

    private async Task IsAsNewAsync(TestDatabase database, string contract)
    {
        await using var fresh = await CreateAsync(contract);
        Assert.Equal(await fresh.DescribeAsync(), await database.DescribeAsync());
        Assert.Empty((await database.StartAsync(contract)).Applied);
    }

    private static async Task<string[]> LinesAsync(TestDatabase database, string contract, string resource)
    {
        var (store, engine) = await database.OpenAsync(contract);
        await using var _ = store;
        using var outcome = await engine.ExecuteAsync(new ReadOperation { Resource = resource }, TestDatabase.Cancellation);
        return [.. Enumerable.Range(0, outcome.Result!.Rows.Count).Select(row => TestDatabase.Line(outcome.Result, row))];
    }

    private static async Task FillAsync(TestDatabase database)
    {
        await database.InsertAsync("shelf", """{"name":"A"}""");
        await database.InsertAsync("book", """{"title":"T","pages":10,"price":9.5,"note":"n","shelfId":1,"chapters":[{"length":3},{"length":4}]}""");
    }
}
