using Lintel.Postgres;
using Lintel.Postgres.Testing;

namespace Lintel.Http.Tests.Adoption;

/// <summary>Tables whose rows are on another server, by <c>postgres_fdw</c>, which comes with PostgreSQL itself.</summary>
public sealed class ForeignTableTests
{
    private const string Contract = """
          author:
            table: { schema: library, name: author }
            key: { type: int, client: true }
            fields: { name: text, born: date? }
          book:
            table: { schema: library, name: book }
            key: [isbn]
            fields: { isbn: string(..20), title: text, author: author, price: "decimal(8,2)?", tags: "text[]" }

        """;

    [Fact]
    public Task Tables_of_another_server_are_imported_as_lists_that_are_filtered_and_sorted() => RunAsync(async database =>
    {
        await using var imported = await ImportedPostgres.ServeAsync(database, database.Options);
        var service = imported.Service;
        var (authors, books) = (PathOf(service, "author"), PathOf(service, "book"));
        Assert.Equal("Émile", (await service.GetAsync($"{authors}?born[null]=true")).Expect(200).Column("name"));
        var page = (await service.GetAsync($"{books}?sort=price&price[null]=false&count=exact")).Expect(200);
        Assert.Equal(("3 1", 2L), (page.Column("isbn"), page.Total));
        Assert.Equal("1", (await service.GetAsync($"{books}?tags[contains]=b")).Expect(200).Column("isbn"));
        Assert.Equal(3, (await service.GetAsync($"{books}:aggregate?count=*")).Expect(200).Data[0].GetProperty("count").GetInt32());
        (await service.PostAsync(authors, """{"id":3,"name":"Zoe"}""")).Expect(405);
    });

    [Fact]
    public Task With_a_key_and_references_they_are_served_as_any_table_is() => RunAsync(async database =>
    {
        var model = TestService.Compile(Contract, isExternal: true);
        await using var service = await TestService.StartAsync(model, new TestOptions { Store = _ => PostgresStore.Open(model, database.Options) });
        Assert.Equal("Ada", (await service.GetAsync("books/2?include=author")).Expect(200).Json.GetProperty("author").GetProperty("name").GetString());
        var author = (await service.GetAsync("authors?include=books&name=Ada")).Expect(200).Data[0];
        Assert.Equal(["1", "2"], author.GetProperty("books").GetProperty("data").EnumerateArray().Select(book => book.GetProperty("isbn").GetString()));
        Assert.Equal("3", (await service.GetAsync("books?author.born[null]=true")).Expect(200).Column("isbn"));
        Assert.Equal("1 2 3", await WalkAsync(service, "books?limit=1&sort=isbn"));

        var made = (await service.PostAsync("books", """{"isbn":"4","title":"New","authorId":2,"price":1.50,"tags":["x"]}""")).Expect(201);
        Assert.Equal("""["x"]""", made.Json.GetProperty("tags").GetRawText());
        Assert.Equal(2.25m, (await service.PatchAsync("books/4", """{"price":2.25}""", ("If-Match", made["ETag"]!))).Expect(200).Json.GetProperty("price").GetDecimal());
        (await service.PatchAsync("books/4", """{"price":3}""", ("If-Match", made["ETag"]!))).Expect(412);
        (await service.DeleteAsync("books/4")).Expect(204);
        (await service.GetAsync("books/4")).Expect(404);
        Assert.Equal("not-unique", (await service.PostAsync("books", """{"isbn":"1","title":"Again","authorId":1,"tags":[]}""")).Expect(409).Code);
        Assert.Empty(service.Log.Errors);
    });

    private static string PathOf(TestService service, string table) => service.Engine.Model.Resources.Single(resource => (resource.Entity.Schema, resource.Entity.Table) == ("library", table)).Path;

    private static async Task<string> WalkAsync(TestService service, string target)
    {
        var found = new List<string>();
        for (string? after = ""; after is not null;)
        {
            var page = (await service.GetAsync(target + (after.Length > 0 ? $"&after={after}" : ""))).Expect(200);
            found.Add(page.Column("isbn"));
            after = page.Next;
        }
        return string.Join(' ', found);
    }

    // The other server is this one.
    private static async Task RunAsync(Func<ForeignDatabase, Task> test)
    {
        await using var database = await ForeignDatabase.CreateEmptyAsync();
        var options = database.Options;
        await database.RunAsync($$"""
            CREATE EXTENSION postgres_fdw;
            CREATE SCHEMA remote;
            CREATE TABLE remote.author (id int PRIMARY KEY, name text NOT NULL, born date);
            CREATE TABLE remote.book (isbn text PRIMARY KEY, title text NOT NULL, author_id int NOT NULL REFERENCES remote.author, price numeric(8,2), tags text[] NOT NULL);
            INSERT INTO remote.author VALUES (1, 'Ada', '1815-12-10'), (2, 'Émile', NULL);
            INSERT INTO remote.book VALUES ('1', 'Notes', 1, 9.99, '{a,b}'), ('2', 'Engines', 1, NULL, '{}'), ('3', 'Nana', 2, 5, '{a}');
            """);
        // It sees what is committed.
        await database.RunAsync($$"""
            CREATE SERVER loop FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '{{options.Host}}', port '{{options.Port}}', dbname '{{database.Name}}');
            CREATE USER MAPPING FOR CURRENT_USER SERVER loop OPTIONS (user '{{options.User}}');
            CREATE SCHEMA library;
            IMPORT FOREIGN SCHEMA remote FROM SERVER loop INTO library;
            """);
        await test(database);
    }
}
