using Lintel.Binding;
using Lintel.Operations;
using Lintel.Stores;
using Lintel.Testing;

namespace Lintel.Conformance;

/// <summary>A schema grows by additions; all else is refused with what an operator would have to run.</summary>
public abstract class SchemaTests : StoreTests
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
              title: string
              kind: enum(paper, digital) = paper
              pages: int >= 1
              price: decimal(8,2)? >= 0
              shelf: shelf
            queries:
              - { sort: [title] }
        """;

    [Fact]
    public async Task A_second_start_changes_nothing()
    {
        await using var database = await CreateAsync(First);
        var again = await database.Store.PrepareAsync(TestDatabase.Cancellation);
        Assert.False(again.WasEmpty);
        Assert.Empty(again.Applied);
    }

    [Theory]
    [InlineData("shop")]
    [InlineData("chinook")]
    public async Task A_second_start_of_a_sample_changes_nothing(string sample)
    {
        await using var database = await CreateAsync(TestDatabase.Compiled(Path.Combine(Golden.Repository, "samples", sample)));
        Assert.Empty((await database.Store.PrepareAsync(TestDatabase.Cancellation)).Applied);
    }

    [Fact]
    public async Task Tables_nullable_and_defaulted_columns_references_and_indexes_are_added()
    {
        var second = First.Replace("pages: int >= 1", "pages: int >= 1\n      blurb: text?\n      stars: int >= 0 <= 5 = 3\n      author: author?", StringComparison.Ordinal)
            .Replace("- { sort: [title] }", "- { sort: [title] }\n      - { sort: [-stars] }", StringComparison.Ordinal)
            + "\n  author:\n    key: int\n    managed: []\n    fields:\n      name: string\n";
        await using var database = await CreateAsync(First);
        await FillAsync(database);
        var applied = string.Join('\n', (await PrepareAsync(database, second)).Applied);
        foreach (var statement in new[] { "CREATE TABLE \"author\"", "ADD COLUMN \"blurb\"", "ADD COLUMN \"stars\"", "REFERENCES \"author\"" })
            Assert.Contains(statement, applied, StringComparison.Ordinal);
        Assert.Empty((await PrepareAsync(database, second)).Applied);
        // The older contract still works on the wider table: expand, then contract.
        Assert.Empty((await PrepareAsync(database, First)).Applied);
        Assert.Equal(WriteStatus.Done, (await database.InsertAsync("book", """{"title":"U","pages":1,"shelfId":1}""")).Status);
    }

    [Fact]
    public async Task Stored_computed_fields_are_added_for_rows_that_are_there_and_another_expression_takes_a_migration()
    {
        const string Field = "label: { computed: \"title + '/' + kind\", stored: true }\n      cost: { computed: price * pages * 1.00001, stored: true }";
        var second = First.Replace("shelf: shelf", $"shelf: shelf\n      {Field}", StringComparison.Ordinal).Replace("- { sort: [title] }", "- { sort: [title] }\n      - { filter: [label], sort: [-cost] }", StringComparison.Ordinal);
        var third = second.Replace("'/'", "'(\\\\'\\\"--'", StringComparison.Ordinal);
        await using var database = await CreateAsync(First);
        await FillAsync(database);
        Assert.NotEmpty((await PrepareAsync(database, second)).Applied);
        Assert.Empty((await PrepareAsync(database, second)).Applied);
        Assert.Empty((await PrepareAsync(database, First)).Applied);
        var failure = await Assert.ThrowsAsync<StoreException>(() => PrepareAsync(database, third));
        Assert.Contains("the column 'label' is computed as ", failure.Message, StringComparison.Ordinal);
        await database.MigrateAsync(third);
        Assert.Empty((await PrepareAsync(database, third)).Applied);
        var model = TestDatabase.Compile(third);
        await using var store = database.Reopen(model);
        new Binder(model, TimeProvider.System).BindRead(new() { Resource = "book" }, out var read);
        await using var session = await store.OpenAsync(SessionKind.Read, TestDatabase.Cancellation);
        using var node = await session.ReadAsync(store.Compile(read!), read!, TestDatabase.Cancellation);
        Assert.Equal("""[1,"T","paper",10,9.50,1,"T('\"--paper",95.0009500]""", TestDatabase.Line(node, 0));
    }

    [Fact]
    public async Task A_column_is_not_taken_for_a_computed_one_nor_a_computed_one_for_a_column()
    {
        var second = First.Replace("pages: int >= 1", "pages: int?\n      twice: { computed: 2 * pages, stored: true }", StringComparison.Ordinal);
        var given = First.Replace("pages: int >= 1", "pages: int?\n      twice: long?", StringComparison.Ordinal);
        foreach (var (old, now) in new[] { (second, given), (given, second) })
        {
            await using var database = await CreateAsync(old);
            var failure = await Assert.ThrowsAsync<StoreException>(() => PrepareAsync(database, now));
            Assert.Contains("the column 'twice' is computed as ", failure.Message, StringComparison.Ordinal);
            await database.MigrateAsync(now);
            Assert.Empty((await PrepareAsync(database, now)).Applied);
        }
    }

    [Fact]
    public async Task Tables_that_refer_to_each_other_are_added_in_any_direction()
    {
        const string Old = "  a:\n    key: int\n    managed: []\n    fields:\n      name: string\n";
        const string New = "  b:\n    key: int\n    managed: []\n    fields:\n      a: a\n      c: c?\n  c:\n    key: int\n    managed: []\n    fields:\n      b: b\n";
        var second = Old + "      b: b? reverse owners\n" + New;
        await using var database = await CreateAsync(Old);
        Assert.NotEmpty((await PrepareAsync(database, second)).Applied);
        Assert.Empty((await PrepareAsync(database, second)).Applied);
    }

    [Fact]
    public async Task What_the_contract_calls_otherwise_keeps_its_name_in_the_database_and_both_contracts_work()
    {
        var second = First.Replace("  book:", "  volume:\n    was: book", StringComparison.Ordinal).Replace("title: string", "name: { type: string unique, was: title }", StringComparison.Ordinal)
            .Replace("sort: [title]", "sort: [name]", StringComparison.Ordinal)
            .Replace("pages: int >= 1", "sheets: { type: 'int >= 1', was: pages }", StringComparison.Ordinal);
        var first = First.Replace("title: string", "title: string unique", StringComparison.Ordinal);
        await using var database = await CreateAsync(first);
        await FillAsync(database);
        Assert.Empty((await PrepareAsync(database, second)).Applied);
        Assert.Empty((await PrepareAsync(database, first)).Applied);
        // What was once known needs no 'was' any more.
        var third = second.Replace("    was: book\n", "", StringComparison.Ordinal).Replace("{ type: string unique, was: title }", "string unique", StringComparison.Ordinal);
        Assert.Empty((await PrepareAsync(database, third)).Applied);

        Assert.Equal(WriteStatus.Done, (await database.InsertAsync("book", """{"title":"U","pages":1,"shelfId":1}""")).Status);
        var renamed = await database.OpenAsync(third);
        await using var _ = renamed.Store;
        using var refused = await renamed.Engine.ExecuteAsync(new CreateOperation { Resource = "volume", Rows = [Json.Read("""{"name":"U","sheets":1,"shelfId":1}""")] }, TestDatabase.Cancellation);
        Assert.Equal("/name", Assert.Single(refused.Problem!.Errors).Pointer);
        Assert.Equal(WriteStatus.Done, (await database.InsertAsync("book", """{"title":"V","pages":2,"shelfId":1}""")).Status);
    }

    [Fact]
    public async Task A_field_can_not_take_the_column_that_another_one_keeps()
    {
        var second = First.Replace("title: string", "title: string?\n      name: { type: string, was: title }", StringComparison.Ordinal);
        await using var database = await CreateAsync(First);
        var failure = await Assert.ThrowsAsync<StoreException>(() => PrepareAsync(database, second));
        Assert.Contains("book: the column 'title' holds what is now 'name'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("give that one another with 'column:'", failure.Message, StringComparison.Ordinal);
        Assert.NotEmpty((await PrepareAsync(database, second.Replace("title: string?", "title: { type: string?, column: heading }", StringComparison.Ordinal))).Applied);
    }

    [Theory]
    [InlineData("pages: int >= 1", "pages: int >= 1\n      isbn: string", "the column 'isbn' is missing")]
    [InlineData("pages: int >= 1", "pages: string", "the column 'pages' is ")]
    [InlineData("pages: int >= 1", "pages: decimal(8,2) >= 1", "the column 'pages' is ")]
    [InlineData("pages: int >= 1", "pages: int? >= 1", "'pages' may not be null and should")]
    [InlineData("pages: int >= 1", "pages: int >= 2", "'pages' is checked for")]
    [InlineData("      pages: int >= 1\n", "", "'pages' is not in the contract")]
    [InlineData("decimal(8,2)", "decimal(8,3)", "the column 'price' is ")]
    [InlineData("enum(paper, digital)", "enum(paper, digital, audio)", "'kind' is checked for")]
    [InlineData("name: string unique(ignoreCase)", "name: string", "which is not in the contract")]
    [InlineData("title: string", "title: string unique", "nothing keeps (title) unique")]
    [InlineData("shelf: shelf", "shelf: shelf onDelete cascade", "ON DELETE CASCADE is missing")]
    public async Task Anything_else_is_refused_at_a_start_and_changes_nothing_and_a_migration_does_it(string old, string now, string message)
    {
        var second = First.Replace(old, now, StringComparison.Ordinal);
        await using var database = await CreateAsync(First);
        var failure = await Assert.ThrowsAsync<StoreException>(() => PrepareAsync(database, second));
        Assert.Equal(StoreFailure.SchemaMismatch, failure.Failure);
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.Empty((await PrepareAsync(database, First)).Applied);
        await database.MigrateAsync(second);
        Assert.Empty((await PrepareAsync(database, second)).Applied);
    }

    [Fact]
    public async Task Rows_outlive_a_migration()
    {
        await using var database = await CreateAsync(First);
        await FillAsync(database);
        await database.MigrateAsync(First.Replace("enum(paper, digital)", "enum(paper, digital, audio)", StringComparison.Ordinal));
        Assert.Equal(["""[1,"T","paper",10,9.50,1]"""], await database.LinesAsync(new() { Resource = "book" }));
    }

    [Fact]
    public async Task An_added_column_keeps_its_meaning_too()
    {
        const string Contract = "  item:\n    key: int\n    fields:\n      name: string\n";
        await using var database = await CreateAsync(Contract);
        Assert.NotEmpty((await PrepareAsync(database, Contract + "      price: decimal(8,2)? >= 0\n")).Applied);
        Assert.Empty((await PrepareAsync(database, Contract + "      price: decimal(8,2)? >= 0\n")).Applied);
        await Assert.ThrowsAsync<StoreException>(() => PrepareAsync(database, Contract + "      price: int? >= 0\n"));
    }

    [Fact]
    public async Task Of_several_that_prepare_at_once_one_makes_the_schema()
    {
        await using var database = await CreateAsync("  other:\n    key: int\n    fields:\n      n: int?\n");
        var model = TestDatabase.Compile(First);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            await using var store = database.Reopen(model);
            return await Task.Run(() => store.PrepareAsync(TestDatabase.Cancellation));
        }));
        Assert.Single(outcomes, outcome => outcome.WasEmpty);
        Assert.Single(outcomes, outcome => outcome.Applied.Count > 0);
    }

    /// <summary>Starts the same database by another contract.</summary>
    protected static Task<SchemaOutcome> PrepareAsync(TestDatabase database, string contract) => database.StartAsync(contract);

    private static async Task FillAsync(TestDatabase database)
    {
        await database.InsertAsync("shelf", """{"name":"A"}""");
        await database.InsertAsync("book", """{"title":"T","pages":10,"price":9.5,"shelfId":1}""");
    }
}
