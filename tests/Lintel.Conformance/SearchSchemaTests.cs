using Lintel.Operations;
using Lintel.Stores;

namespace Lintel.Conformance;

/// <summary>What searches need is made of the rows that are there, made anew when it should be other, and dropped when nobody wants it.</summary>
public abstract class SearchSchemaTests : StoreTests
{
    private const string Plain = """
          note:
            fields:
              title: string
              body: text?
        """;

    private static readonly string Titles = Plain.Replace("title: string", "title: string searchable", StringComparison.Ordinal);

    private static readonly string Both = Titles.Replace("body: text?", "body: text? searchable", StringComparison.Ordinal);

    private static readonly string English = Both + "\n    search: { language: english }";

    private static readonly string Typos = Both + "\n    search: { typos: true }";

    [Fact]
    public async Task A_second_start_changes_nothing()
    {
        await using var database = await CreateAsync(Both);
        Assert.Empty((await PrepareAsync(database, Both)).Applied);
    }

    [Fact]
    public async Task Rows_that_are_there_are_found_when_fields_become_searchable_and_when_the_fields_or_the_language_change()
    {
        await using var database = await CreateAsync(Plain);
        await database.InsertAsync("note", """{"title":"One track","body":"many records"}""", """{"title":"Two","body":null}""");
        foreach (var (contract, search, found) in new[] { (Titles, "track", 1), (Titles, "records", 0), (Both, "record", 0), (Both, "records two", 0), (Both, "records", 1), (English, "tracks record", 1), (Typos, "recrods", 1), (Both, "recrods", 0), (Typos, "recrods", 1), (Titles, "tracks", 0), (Titles, "two", 1) })
        {
            var applied = (await PrepareAsync(database, contract)).Applied;
            Assert.Empty((await PrepareAsync(database, contract)).Applied);
            Assert.Equal((search, found), (search, await CountAsync(database, contract, search)));
            await database.InsertAsync("note", "{\"title\":\"another\"}");
            Assert.True(await CountAsync(database, contract, "another") > 0, string.Join('\n', applied));
        }
    }

    [Fact]
    public async Task The_script_makes_all_that_a_start_would_where_typing_mistakes_are_forgiven_and_nothing_of_it_is_left()
    {
        await using var database = await CreateAsync(Plain);
        foreach (var statement in database.Reopen(TestDatabase.Compile(Typos)).SchemaScript().Where(statement => !statement.StartsWith("CREATE TABLE", StringComparison.Ordinal))) await database.ExecuteAsync(statement);
        Assert.Empty((await PrepareAsync(database, Typos)).Applied);
        await PrepareAsync(database, Plain);
        Assert.Empty(await LeftAsync(database));
    }

    [Fact]
    public async Task When_nothing_is_searched_any_more_nothing_of_it_is_left()
    {
        await using var database = await CreateAsync(Plain);
        Assert.NotEmpty((await PrepareAsync(database, Both)).Applied);
        Assert.NotEmpty((await PrepareAsync(database, Plain)).Applied);
        Assert.Empty(await LeftAsync(database));
        Assert.Empty((await PrepareAsync(database, Plain)).Applied);
        Assert.Equal(WriteStatus.Done, (await database.InsertAsync("note", "{\"title\":\"x\"}")).Status);
    }

    [Fact]
    public async Task Renamed_tables_and_columns_are_searched_as_before()
    {
        await using var database = await CreateAsync(Both);
        await database.InsertAsync("note", "{\"title\":\"One track\"}");
        var renamed = Both.Replace("  note:", "  note:\n    table: notes\n    was: note", StringComparison.Ordinal)
            .Replace("title: string searchable", "title: { type: string searchable, column: heading, was: title }", StringComparison.Ordinal);
        Assert.Empty((await PrepareAsync(database, renamed)).Applied);
        Assert.Equal(1, await CountAsync(database, renamed, "track"));
    }

    [Fact]
    public async Task A_table_that_is_all_key_can_be_searched()
    {
        const string Contract = "  tag:\n    key: [name]\n    managed: []\n    fields:\n      name: string searchable\n";
        await using var database = await CreateAsync(Contract);
        await database.InsertAsync("tag", "{\"name\":\"hard rock\"}", "{\"name\":\"jazz\"}");
        Assert.Equal(1, await CountAsync(database, Contract, "rock", "tag"));
    }

    [Fact]
    public async Task Tables_with_names_like_those_of_what_is_made_can_be_searched()
    {
        var contract = string.Concat(new[] { "note", "noteData", "noteWords", "noteInsert", "noteWordsIdx" }.Select(name => $"  {name}:\n    fields:\n      title: string searchable\n"));
        await using var database = await CreateAsync(contract);
        await database.InsertAsync("noteData", "{\"title\":\"x\"}");
        Assert.Equal(1, await CountAsync(database, contract, "x", "noteData"));
        Assert.Equal(0, await CountAsync(database, contract, "x"));
        Assert.Empty((await PrepareAsync(database, contract)).Applied);
    }

    [Fact]
    public async Task The_script_makes_all_that_a_start_would()
    {
        await using var database = await CreateAsync(Plain);
        var script = database.Reopen(TestDatabase.Compile(English)).SchemaScript();
        await database.ExecuteAsync("DROP TABLE \"note\"");
        foreach (var statement in script) await database.ExecuteAsync(statement);
        Assert.Empty((await PrepareAsync(database, English)).Applied);
    }

    /// <summary>The names of what is there for searches.</summary>
    protected abstract Task<IReadOnlyList<string>> LeftAsync(TestDatabase database);

    /// <summary>Starts the same database by another contract.</summary>
    protected static Task<SchemaOutcome> PrepareAsync(TestDatabase database, string contract) => database.StartAsync(contract);

    /// <summary>How many rows a search finds by a contract.</summary>
    protected static async Task<long> CountAsync(TestDatabase database, string contract, string search, string resource = "note")
    {
        var model = TestDatabase.Compile(contract);
        await using var store = database.Reopen(model);
        await store.PrepareAsync(TestDatabase.Cancellation);
        var page = new PageRequest { Limit = 1, Count = CountMode.Exact };
        var operation = new ReadOperation { Resource = resource, Selection = new Selection { Search = new SearchText(search, ""), Page = page } };
        Assert.Null(new Binding.Binder(model, TimeProvider.System).BindRead(operation, out var bound));
        await using var session = await store.OpenAsync(SessionKind.Read, TestDatabase.Cancellation);
        using var node = await session.ReadAsync(store.Compile(bound!), bound!, TestDatabase.Cancellation);
        return node.Total!.Value;
    }
}
