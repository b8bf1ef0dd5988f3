using Lintel.Sqlite.Native;
using Lintel.Stores;
using Lintel.Testing;

namespace Lintel.Sqlite.Tests;

/// <summary>A schema grows by additions; all else is refused with what an operator would have to run.</summary>
public sealed class SchemaTests
{
    private const string First = """
          shelf:
            key: int
            managed: []
            fields:
              name: string unique
          book:
            key: int
            managed: []
            fields:
              title: string
              kind: enum(paper, digital) = paper
              pages: int >= 1
              shelf: shelf
            queries:
              - { sort: [title] }
        """;

    [Fact]
    public async Task A_second_start_changes_nothing()
    {
        await using var database = await Database.CreateAsync(First);
        var again = await database.Store.PrepareAsync(Database.Cancellation);
        Assert.False(again.WasEmpty);
        Assert.Empty(again.Applied);
    }

    [Theory]
    [InlineData("shop")]
    [InlineData("chinook")]
    public async Task A_second_start_of_a_sample_changes_nothing(string sample)
    {
        await using var database = await Database.CreateAsync(Database.Compiled(Path.Combine(Golden.Repository, "samples", sample)));
        Assert.Empty((await database.Store.PrepareAsync(Database.Cancellation)).Applied);
    }

    [Fact]
    public async Task Tables_nullable_and_defaulted_columns_references_and_indexes_are_added()
    {
        var second = First.Replace("pages: int >= 1", "pages: int >= 1\n      blurb: text?\n      stars: int >= 0 <= 5 = 3\n      author: author?", StringComparison.Ordinal)
            .Replace("- { sort: [title] }", "- { sort: [title] }\n      - { sort: [-stars] }", StringComparison.Ordinal)
            + "\n  author:\n    key: int\n    managed: []\n    fields:\n      name: string\n";
        await using var database = await Database.CreateAsync(First);
        await database.InsertAsync("shelf", """{"name":"A"}""");
        await database.InsertAsync("book", """{"title":"T","pages":10,"shelfId":1}""");
        var outcome = await PrepareAsync(database, second);
        Assert.Contains(outcome.Applied, statement => statement.StartsWith("CREATE TABLE \"author\"", StringComparison.Ordinal));
        Assert.Contains(outcome.Applied, statement => statement.Contains("ADD COLUMN \"blurb\" TEXT", StringComparison.Ordinal));
        Assert.Contains(outcome.Applied, statement => statement.Contains("ADD COLUMN \"stars\" INTEGER NOT NULL DEFAULT 3", StringComparison.Ordinal));
        Assert.Contains(outcome.Applied, statement => statement.Contains("REFERENCES \"author\"", StringComparison.Ordinal));
        Assert.Empty((await PrepareAsync(database, second)).Applied);
        // The older contract still works on the wider table: expand, then contract.
        Assert.Empty((await PrepareAsync(database, First)).Applied);
    }

    [Fact]
    public async Task Tables_that_refer_to_each_other_are_added_in_any_direction()
    {
        const string Old = "  a:\n    key: int\n    managed: []\n    fields:\n      name: string\n";
        const string New = "  b:\n    key: int\n    managed: []\n    fields:\n      a: a\n      c: c?\n  c:\n    key: int\n    managed: []\n    fields:\n      b: b\n";
        var second = Old + "      b: b? reverse owners\n" + New;
        await using var database = await Database.CreateAsync(Old);
        Assert.NotEmpty((await PrepareAsync(database, second)).Applied);
        Assert.Empty((await PrepareAsync(database, second)).Applied);
    }

    [Fact]
    public async Task Former_names_are_renamed()
    {
        var second = First.Replace("title: string", "name: { type: string, was: title }", StringComparison.Ordinal)
            .Replace("sort: [title]", "sort: [name]", StringComparison.Ordinal)
            .Replace("kind: enum(paper, digital) = paper", "form: { type: 'enum(paper, digital) = paper', was: kind }", StringComparison.Ordinal);
        await using var database = await Database.CreateAsync(First);
        var outcome = await PrepareAsync(database, second);
        Assert.Contains("ALTER TABLE \"book\" RENAME COLUMN \"title\" TO \"name\"", outcome.Applied);
        Assert.Contains("ALTER TABLE \"book\" RENAME COLUMN \"kind\" TO \"form\"", outcome.Applied);
        Assert.Empty((await PrepareAsync(database, second)).Applied);
    }

    [Theory]
    [InlineData("pages: int >= 1", "pages: int >= 1\n      isbn: string", "'isbn' is missing")]
    [InlineData("pages: int >= 1", "pages: string", "'pages' is INTEGER and should be TEXT")]
    [InlineData("pages: int >= 1", "pages: decimal(8,2) >= 1", "'pages' is INTEGER and should be INTEGER /* scale 2 */")]
    [InlineData("pages: int >= 1", "pages: timestamp", "'pages' is INTEGER and should be INTEGER /* timestamp */")]
    [InlineData("pages: int >= 1", "pages: int? >= 1", "'pages' may not be null and should")]
    [InlineData("pages: int >= 1", "pages: int >= 2", "'pages' is checked for")]
    [InlineData("      pages: int >= 1\n", "", "'pages' is not in the contract")]
    [InlineData("enum(paper, digital)", "enum(paper, digital, audio)", "'kind' is checked for")]
    [InlineData("name: string unique", "name: string", "which is not in the contract")]
    [InlineData("title: string", "title: string unique", "nothing keeps (title) unique")]
    [InlineData("shelf: shelf", "shelf: shelf onDelete cascade", "ON DELETE CASCADE is missing")]
    public async Task Anything_else_is_refused_and_changes_nothing(string old, string now, string message)
    {
        await using var database = await Database.CreateAsync(First);
        var failure = await Assert.ThrowsAsync<StoreException>(() => PrepareAsync(database, First.Replace(old, now, StringComparison.Ordinal)));
        Assert.Equal(StoreFailure.SchemaMismatch, failure.Failure);
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.Contains("RENAME TO", failure.Message, StringComparison.Ordinal);
        Assert.Empty((await PrepareAsync(database, First)).Applied);
    }

    [Theory]
    [InlineData("price: decimal(8,2)", "price: decimal(10,2)", null)]
    [InlineData("price: decimal(8,2)", "price: decimal(8,3)", "still INTEGER (scale 2): write here how it becomes INTEGER (scale 3)")]
    [InlineData("price: decimal(8,2)", "price: int", "still INTEGER (scale 2): write here how it becomes INTEGER")]
    [InlineData("price: string", "price: text", null)]
    [InlineData("price: int", "price: long", null)]
    [InlineData("price: date", "price: datetime", "still INTEGER (date): write here how it becomes INTEGER (datetime)")]
    [InlineData("price: string", "price: string[]", "still TEXT: write here how it becomes TEXT (string[])")]
    [InlineData("price: string", "price: uuid", "still TEXT: write here how it becomes TEXT (uuid)")]
    public async Task A_value_is_never_read_in_another_meaning_than_it_was_written_in(string old, string now, string? told)
    {
        const string Contract = "  item:\n    key: int\n    fields:\n      PRICE\n";
        await using var database = await Database.CreateAsync(Contract.Replace("PRICE", old, StringComparison.Ordinal));
        var second = Contract.Replace("PRICE", now, StringComparison.Ordinal);
        if (told is null) Assert.Empty((await PrepareAsync(database, second)).Applied);
        else Assert.Contains(told, (await Assert.ThrowsAsync<StoreException>(() => PrepareAsync(database, second))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_added_column_keeps_its_meaning_too()
    {
        const string Contract = "  item:\n    key: int\n    fields:\n      name: string\n";
        await using var database = await Database.CreateAsync(Contract);
        Assert.Single((await PrepareAsync(database, Contract + "      price: decimal(8,2)? >= 0\n")).Applied);
        Assert.Empty((await PrepareAsync(database, Contract + "      price: decimal(8,2)? >= 0\n")).Applied);
        await Assert.ThrowsAsync<StoreException>(() => PrepareAsync(database, Contract + "      price: int? >= 0\n"));
    }

    [Fact]
    public async Task The_statements_of_a_refusal_mend_the_schema()
    {
        var second = First.Replace("enum(paper, digital)", "enum(paper, digital, audio)", StringComparison.Ordinal);
        await using var database = await Database.CreateAsync(First);
        await database.InsertAsync("shelf", """{"name":"A"}""");
        await database.InsertAsync("book", """{"title":"T","pages":10,"shelfId":1}""");
        var failure = await Assert.ThrowsAsync<StoreException>(() => PrepareAsync(database, second));
        var script = failure.Message[failure.Message.IndexOf("PRAGMA", StringComparison.Ordinal)..];
        using (var connection = SqliteConnection.Open(database.File, Database.Options(database.File), "")) connection.Execute(script);
        Assert.Empty((await PrepareAsync(database, second)).Applied);
        Assert.Equal(["""[1,"T","paper",10,1]"""], await database.LinesAsync(new() { Resource = "book" }));
    }

    [Fact]
    public async Task Two_that_prepare_at_once_make_one_schema()
    {
        var folder = Directory.CreateTempSubdirectory("lintel-sqlite-");
        var model = Database.Compile(First);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            await using var store = SqliteStore.Open(model, Database.Options(Path.Combine(folder.FullName, "test.db")));
            return await Task.Run(() => store.PrepareAsync(Database.Cancellation));
        }));
        Assert.Single(outcomes, outcome => outcome.WasEmpty);
        folder.Delete(recursive: true);
    }

    private static async Task<SchemaOutcome> PrepareAsync(Database database, string contract)
    {
        await using var store = SqliteStore.Open(Database.Compile(contract), Database.Options(database.File));
        return await store.PrepareAsync(Database.Cancellation);
    }
}
