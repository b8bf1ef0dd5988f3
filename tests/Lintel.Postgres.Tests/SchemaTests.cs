using Lintel.Stores;
using Lintel.Testing;

namespace Lintel.Postgres.Tests;

/// <summary>A schema grows by additions; all else is refused with what an operator would have to run.</summary>
public sealed class SchemaTests
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

    [Theory]
    [InlineData("shop")]
    [InlineData("chinook")]
    public async Task A_second_start_of_a_sample_changes_nothing(string sample)
    {
        await using var database = await Database.CreateAsync(Database.Compiled(Path.Combine(Golden.Repository, "samples", sample)));
        Assert.Empty((await database.Store.PrepareAsync(Database.Cancellation)).Applied);
    }

    [Fact]
    public async Task Tables_columns_references_and_indexes_are_added()
    {
        var second = First.Replace("pages: int >= 1", "pages: int >= 1\n      stars: int >= 0 <= 5 = 3\n      author: author?", StringComparison.Ordinal)
            .Replace("- { sort: [title] }", "- { sort: [title] }\n      - { sort: [-stars] }", StringComparison.Ordinal)
            + "\n  author:\n    key: int\n    managed: []\n    fields:\n      name: string\n";
        await using var database = await Database.CreateAsync(First);
        Assert.NotEmpty((await PrepareAsync(database, second)).Applied);
        Assert.Empty((await PrepareAsync(database, second)).Applied);
        Assert.Empty((await PrepareAsync(database, First)).Applied);
    }

    [Fact]
    public async Task Former_names_are_renamed_with_their_checks()
    {
        var second = First.Replace("pages: int >= 1", "sheets: { type: 'int >= 1', was: pages }", StringComparison.Ordinal);
        await using var database = await Database.CreateAsync(First);
        Assert.NotEmpty((await PrepareAsync(database, second)).Applied);
        Assert.Empty((await PrepareAsync(database, second)).Applied);
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

    [Theory]
    [InlineData("pages: int >= 1", "pages: int >= 1\n      isbn: string", "'isbn' is missing", "ADD COLUMN \"isbn\"")]
    [InlineData("pages: int >= 1", "pages: string", "'pages' is integer and should be text", "TYPE text")]
    [InlineData("pages: int >= 1", "pages: int? >= 1", "'pages' may not be null and should", "DROP NOT NULL")]
    [InlineData("pages: int >= 1", "pages: int >= 2", "'pages' is checked for", "DROP CONSTRAINT")]
    [InlineData("      pages: int >= 1\n", "", "'pages' is not in the contract", "DROP NOT NULL")]
    [InlineData("decimal(8,2)", "decimal(8,3)", "'price' is numeric(8,2) and should be numeric(8,3)", "USING")]
    [InlineData("title: string", "title: string unique", "nothing keeps (title) unique", "CREATE UNIQUE INDEX")]
    [InlineData("shelf: shelf", "shelf: shelf onDelete cascade", "ON DELETE CASCADE is missing", "DROP CONSTRAINT")]
    public async Task Anything_else_is_refused_with_its_statements_and_changes_nothing(string old, string now, string message, string statement)
    {
        await using var database = await Database.CreateAsync(First);
        var failure = await Assert.ThrowsAsync<StoreException>(() => PrepareAsync(database, First.Replace(old, now, StringComparison.Ordinal)));
        Assert.Equal(StoreFailure.SchemaMismatch, failure.Failure);
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.Contains(statement, failure.Message, StringComparison.Ordinal);
        Assert.Empty((await PrepareAsync(database, First)).Applied);
    }

    private static async Task<SchemaOutcome> PrepareAsync(Database database, string contract)
    {
        await using var store = PostgresStore.Open(Database.Compile(contract), database.Options);
        return await store.PrepareAsync(Database.Cancellation);
    }
}
