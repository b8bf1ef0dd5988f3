namespace Lintel.Http.Tests.Rest;

/// <summary>What of each row comes: <c>fields</c> and <c>include</c>.</summary>
public sealed class FieldsTests(Library library) : IClassFixture<Library>
{
    [Theory]
    [InlineData("books/1?fields=title", """{"title":"One"}""")]
    [InlineData("books/1?fields=title,id", """{"title":"One","id":1}""")]
    [InlineData("books/1?fields=title,title", """{"title":"One"}""")]
    [InlineData("books/1?fields=title,author(name)", """{"title":"One","author":{"name":"Ann"}}""")]
    [InlineData("books/1?fields=author(name),title", """{"title":"One","author":{"name":"Ann"}}""")]
    [InlineData("books/1?fields=title,author", """{"title":"One","author":{"id":1,"name":"Ann","born":1900}}""")]
    [InlineData("books/3?fields=title,publisher(city)", """{"title":"Three","publisher":null}""")]
    [InlineData("books/1?fields=id,copies(shelf,price)", """{"id":1,"copies":[{"shelf":"A1","price":1.50},{"shelf":"A2","price":null}]}""")]
    [InlineData("books/1?fields=tags(rank)", """{"tags":{"data":[{"rank":3},{"rank":1}],"page":{"next":null,"prev":null}}}""")]
    [InlineData("books/1?fields=id&include=author", """{"id":1,"author":{"id":1,"name":"Ann","born":1900}}""")]
    [InlineData("books/1?fields=id,author(name)&include=author.books", """{"id":1,"author":{"name":"Ann","books":{"data":[{"id":1,"title":"One","authorId":1,"publisherId":1,"pages":100},{"id":2,"title":"Two","authorId":1,"publisherId":2,"pages":null}],"page":{"next":null,"prev":null}}}}""")]
    [InlineData("authors/2?fields=name,books(title,copies(shelf),tags(id))", """{"name":"Bob","books":{"data":[{"title":"Three","copies":[],"tags":{"data":[],"page":{"next":null,"prev":null}}}],"page":{"next":null,"prev":null}}}""")]
    public async Task One_row_is_shown_as_asked(string target, string body) => Assert.Equal(body, (await library.Value.GetAsync(target)).Expect(200).Body);

    [Fact]
    public async Task All_readable_fields_come_when_nothing_is_said() => Assert.Equal(
        """{"data":[{"id":1,"title":"One","authorId":1,"publisherId":1,"pages":100}],"page":{"next":null,"prev":null}}""",
        (await library.Value.GetAsync("books?title=One")).Expect(200).Body);

    [Fact]
    public async Task An_include_in_a_list_nests_objects_and_owned_children() => Assert.Equal(
        """{"data":[{"id":2,"author":{"id":1,"name":"Ann","born":1900},"copies":[{"id":3,"bookId":2,"shelf":"A1","price":2.50}]},{"id":3,"author":{"id":2,"name":"Bob","born":null},"copies":[]}],"page":{"next":null,"prev":null}}""",
        (await library.Value.GetAsync("books?id[in]=2,3&fields=id&include=author,copies")).Expect(200).Body);

    [Fact]
    public async Task A_write_only_field_is_never_shown_nor_asked_for()
    {
        await using var service = await TestService.StartAsync("""
              user:
                key: int
                managed: []
                fields:
                  name: string
                  secret: { type: string, writeOnly: true }
            """);
        var created = (await service.PostAsync("users", """{"name":"x","secret":"hush"}""")).Expect(201);
        Assert.Equal("""{"id":1,"name":"x"}""", created.Body);
        Assert.Equal(["?fields unknown-field"], (await service.GetAsync("users/1?fields=secret")).Expect(400).Errors);
        Assert.Equal(["?sort unknown-field"], (await service.GetAsync("users?sort=secret")).Expect(400).Errors);
        (await service.GetAsync("users?secret=hush")).Expect(400);
    }

    [Fact]
    public async Task Statements_are_bounded_by_the_relations_that_come_along()
    {
        var service = library.Value;
        (await service.GetAsync("books?include=author,copies,tags,publisher&count=exact")).Expect(200);
        Assert.InRange(await service.Log.StatementsAsync("/v1/books"), 1, 6);
    }
}
