namespace Lintel.Http.Tests.Rest;

/// <summary>Queries that are refused: each with its own code and place.</summary>
public sealed class WrongQueryTests(Library library) : IClassFixture<Library>
{
    [Theory]
    [InlineData("titel=x", "?titel unknown-parameter", "Did you mean 'title'?")]
    [InlineData("inclde=author", "?inclde unknown-parameter", "Did you mean 'include'?")]
    [InlineData("Title=x", "?Title unknown-parameter", "Did you mean 'title'?")]
    [InlineData("zzzzzz=x", "?zzzzzz unknown-parameter", "There is no parameter 'zzzzzz' here.")]
    [InlineData("offset=10", "?offset unknown-parameter", "after")]
    [InlineData("page=2", "?page unknown-parameter", "after")]
    [InlineData("filter=", "?filter invalid-parameter", "At character 1:")]
    [InlineData("filter=page%3E1", "?filter invalid-parameter", "Did you mean 'pages'?")]
    [InlineData("filter=pages%3E", "?filter invalid-parameter", "At character 7:")]
    [InlineData("filter=pages", "?filter invalid-parameter", "At character 1:")]
    [InlineData("filter=title%3E1", "?filter invalid-parameter", "At character")]
    [InlineData("filter=pages%3E1;DROP%20TABLE%20book", "?filter invalid-parameter", "At character 8:")]
    [InlineData("filter=pages%3E1--x", "?filter invalid-parameter", "At character")]
    [InlineData("filter=title=='a%00'", "?filter invalid-parameter", "At character")]
    [InlineData("filter=pages%3E1&filter=pages%3C2", "?filter unknown-parameter", "twice")]
    [InlineData("search=one", "?search invalid-parameter", "The contract could make these so: title.")]
    [InlineData("title=a&title=b", "?title unknown-parameter", "twice")]
    [InlineData("limit=1&limit=2", "?limit unknown-parameter", "twice")]
    [InlineData("pages[gt]=1&pages%5Bgt%5D=2", "?pages[gt] unknown-parameter", "twice")]
    [InlineData("author.nam=x", "?author.nam unknown-field", "Did you mean 'name'?")]
    [InlineData("author.books.titel=x", "?author.books.titel unknown-field", "Did you mean 'title'?")]
    [InlineData("title.x=1", "?title.x unknown-field", "no relation 'title'")]
    [InlineData("copies=1", "?copies unknown-field", "copies")]
    [InlineData("title[]=x", "?title[] invalid-operator", "eq, ne")]
    [InlineData("title[like]=x", "?title[like] invalid-operator", "contains")]
    [InlineData("title[EQ]=x", "?title[EQ] invalid-operator", "eq, ne")]
    [InlineData("title[eq=x", "?title[eq invalid-operator", "eq, ne")]
    [InlineData("title[eq]x=x", "?title[eq]x invalid-operator", "eq, ne")]
    [InlineData("pages[contains]=1", "?pages[contains] invalid-operator", "can't be used with int")]
    [InlineData("pages[startsWith]=1", "?pages[startsWith] invalid-operator", "can't be used with int")]
    [InlineData("pages=abc", "?pages invalid-parameter", "a whole number")]
    [InlineData("pages=", "?pages invalid-parameter", "a whole number")]
    [InlineData("pages=1.5", "?pages invalid-parameter", "a whole number")]
    [InlineData("pages=99999999999", "?pages invalid-parameter", "2147483647")]
    [InlineData("pages[in]=1,x", "?pages[in] invalid-parameter", "a whole number")]
    [InlineData("pages[null]=1", "?pages[null] invalid-parameter", "true or false")]
    [InlineData("title=a%00b", "?title invalid-parameter", "text")]
    [InlineData("copies.price=1.234", "?copies.price invalid-parameter", "2 behind the point")]
    [InlineData("limit=0", "?limit invalid-parameter", "from 1 to 100")]
    [InlineData("limit=-1", "?limit invalid-parameter", "from 1 to 100")]
    [InlineData("limit=101", "?limit invalid-parameter", "from 1 to 100")]
    [InlineData("limit=abc", "?limit invalid-parameter", "from 1 to 100")]
    [InlineData("limit=", "?limit invalid-parameter", "from 1 to 100")]
    [InlineData("limit=1e1", "?limit invalid-parameter", "from 1 to 100")]
    [InlineData("limit=99999999999999999999", "?limit invalid-parameter", "from 1 to 100")]
    [InlineData("count=yes", "?count invalid-parameter", "exact")]
    [InlineData("sort=nope", "?sort unknown-field", "no field 'nope'")]
    [InlineData("sort=", "?sort invalid-parameter", "list of fields")]
    [InlineData("sort=title,", "?sort invalid-parameter", "list of fields")]
    [InlineData("sort=-", "?sort invalid-parameter", "list of fields")]
    [InlineData("sort=--title", "?sort unknown-field", "-title")]
    [InlineData("sort=title,-title", "?sort invalid-parameter", "twice")]
    [InlineData("sort=copies.shelf", "?sort invalid-parameter", "can't be sorted")]
    [InlineData("sort=title+desc", "?sort unknown-field", "title desc")]
    [InlineData("fields=nope", "?fields unknown-field", "no field or relation 'nope'")]
    [InlineData("fields=titel", "?fields unknown-field", "Did you mean 'title'?")]
    [InlineData("fields=title(x)", "?fields unknown-field", "is a field")]
    [InlineData("fields=author(nope)", "?fields unknown-field", "no field or relation 'nope'")]
    [InlineData("fields=", "?fields invalid-parameter", "A name is expected at character 1")]
    [InlineData("fields=title,", "?fields invalid-parameter", "at character 7")]
    [InlineData("fields=author(name", "?fields invalid-parameter", "')' is missing at character 12")]
    [InlineData("fields=author(name))", "?fields invalid-parameter", "character 13")]
    [InlineData("fields=author()", "?fields invalid-parameter", "at character 8")]
    [InlineData("fields=*", "?fields invalid-parameter", "A name is expected at character 1")]
    [InlineData("fields=title+author", "?fields invalid-parameter", "character 6")]
    [InlineData("include=nope", "?include unknown-field", "no field or relation 'nope'")]
    [InlineData("include=", "?include invalid-parameter", "list of relations")]
    [InlineData("include=author.", "?include invalid-parameter", "list of relations")]
    [InlineData("include=author.books.author.books.author.books.author", "?include invalid-parameter", "6 levels deep")]
    [InlineData("include=a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a", "?include invalid-parameter", "too much")]
    [InlineData("include=author.books.tags.books.copies,author.books.tags.books.tags", "?include invalid-parameter", "rows")]
    [InlineData("author.books.author.books.author.books.author.books.author.name=x", "?author.books.author.books.author.books.author.books.author.name invalid-parameter", "at most 8 relations")]
    [InlineData("after=x", "?after invalid-cursor", "damaged")]
    [InlineData("after=", "?after invalid-cursor", "damaged")]
    [InlineData("before=%00", "?before invalid-cursor", "damaged")]
    [InlineData("after=AQAAAAAA", "?after invalid-cursor", "damaged")]
    public async Task A_query_that_can_not_be_answered_is_refused(string query, string error, string words)
    {
        var reply = (await library.Value.GetAsync($"books?{query}")).Expect(400);
        Assert.Equal("application/problem+json", reply["Content-Type"]);
        Assert.Equal([error], reply.Errors);
        Assert.Equal(error.Split(' ')[^1], reply.Code);
        Assert.Contains(words, reply.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("books/1?limit=1", "?limit")]
    [InlineData("books/1?sort=title", "?sort")]
    [InlineData("books/1?title=One", "?title")]
    [InlineData("books/1?after=x", "?after")]
    public async Task One_row_is_neither_filtered_nor_sorted_nor_paged(string target, string pointer) =>
        Assert.Equal([$"{pointer} unknown-parameter"], (await library.Value.GetAsync(target)).Expect(400).Errors);

    [Fact]
    public async Task All_mistakes_are_told_at_once()
    {
        var reply = (await library.Value.GetAsync("books?limit=0&sort=zap&pages=x&fields=nope")).Expect(400);
        Assert.Equal(4, reply.Errors.Length);
        Assert.Contains("?fields unknown-field", reply.Errors);
        Assert.Contains("?limit invalid-parameter", reply.Errors);
        Assert.Contains("?sort unknown-field", reply.Errors);
        Assert.Contains("?pages invalid-parameter", reply.Errors);
    }

    [Fact]
    public async Task A_page_lies_after_or_before_a_cursor_and_not_both()
    {
        var cursor = (await library.Value.GetAsync("books?limit=1")).Next;
        Assert.Equal(["?before invalid-parameter"], (await library.Value.GetAsync($"books?after={cursor}&before={cursor}")).Expect(400).Errors);
    }

    [Theory]
    [InlineData("title")]
    [InlineData("-pages,title")]
    [InlineData("publisher.city")]
    public async Task A_cursor_that_was_cut_lengthened_or_changed_never_does_harm(string sort)
    {
        var cursor = (await library.Value.GetAsync($"books?limit=1&sort={sort}")).Expect(200).Next!;
        for (var i = 0; i < cursor.Length; i++)
        {
            await IsRefusedAsync(sort, cursor[..i]);
            // Another value may be a cursor too, since nothing is signed; it must not fail otherwise.
            var changed = cursor.ToCharArray();
            changed[i] = changed[i] == 'A' ? 'B' : 'A';
            var reply = await library.Value.GetAsync($"books?sort={sort}&after={new string(changed)}");
            Assert.True(reply.Status == 200 || reply.Code == "invalid-cursor", reply.Body);
        }
        await IsRefusedAsync(sort, cursor + "AAAA");
        await IsRefusedAsync(sort, new string('A', 17_000));
    }

    [Fact]
    public async Task A_cursor_of_another_resource_is_refused()
    {
        var cursor = (await library.Value.GetAsync("authors?limit=1")).Next;
        Assert.Equal(["?after invalid-cursor"], (await library.Value.GetAsync($"books?after={cursor}")).Expect(400).Errors);
    }

    [Fact]
    public async Task A_relation_with_a_cursor_of_its_own_goes_on_below_its_row()
    {
        var service = library.Value;
        var nested = (await service.GetAsync("tags/old?include=books")).Expect(200).Json.GetProperty("books");
        Assert.Equal(2, nested.GetProperty("data").GetArrayLength());
        Assert.Equal("4", (await service.GetAsync($"tags/old/books?after={(await service.GetAsync("tags/old/books?limit=1")).Next}")).Expect(200).Column("id"));
    }

    [Theory]
    [InlineData("text/html", 406)]
    [InlineData("application/xml, text/*", 406)]
    [InlineData("application/json;q=0", 406)]
    [InlineData("application/json;q=0, */*", 406)]
    [InlineData("text/csv", 406)]
    [InlineData("garbage/;;;", 406)]
    [InlineData("*/*", 200)]
    [InlineData("application/*", 200)]
    [InlineData("text/html, application/json;q=0.1", 200)]
    [InlineData("application/json; charset=utf-8", 200)]
    [InlineData("APPLICATION/JSON", 200)]
    public async Task Of_one_row_only_json_is_answered(string accept, int status)
    {
        var reply = (await library.Value.GetAsync("books/1", ("Accept", accept))).Expect(status);
        if (status == 406) Assert.Equal("not-acceptable", reply.Code);
    }

    private async Task IsRefusedAsync(string sort, string cursor) =>
        Assert.Equal(["?after invalid-cursor"], (await library.Value.GetAsync($"books?sort={sort}&after={cursor}")).Expect(400).Errors);
}
