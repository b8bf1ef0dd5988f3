namespace Lintel.Http.Tests.Rest;

/// <summary>Relations to many rows that come along: whole where they are owned, a page of each otherwise.</summary>
public sealed class IncludedPageTests
{
    private const string Contract = """
          author:
            key: int
            managed: []
            fields: { name: string }
          book:
            key: int
            managed: []
            fields: { author: author, tags: "tag[]" }
          tag:
            key: int
            managed: []
            fields: { name: string }
          bookPage:
            partOf: book
            key: int
            maxItems: 30
            fields: { n: int }
        """;

    [Fact]
    public async Task A_relation_of_many_rows_comes_as_a_page_for_each_parent_and_goes_on_below_it()
    {
        await using var service = await StartAsync();
        var authors = (await service.GetAsync("authors?include=books&sort=id")).Expect(200).Data;
        Assert.Equal([20, 3, 0], authors.Select(author => author.GetProperty("books").GetProperty("data").GetArrayLength()));
        var next = authors[0].GetProperty("books").GetProperty("page").GetProperty("next").GetString();
        Assert.Null(authors[1].GetProperty("books").GetProperty("page").GetProperty("next").GetString());
        Assert.Equal("21 22 23 24 25", (await service.GetAsync($"authors/1/books?after={next}")).Expect(200).Column("id"));
    }

    [Fact]
    public async Task Many_to_many_rows_come_as_a_page_for_each_parent_and_go_on_below_it()
    {
        await using var service = await StartAsync();
        var tags = (await service.GetAsync("books/1?include=tags")).Expect(200).Json.GetProperty("tags");
        Assert.Equal(20, tags.GetProperty("data").GetArrayLength());
        Assert.Equal("21 22", (await service.GetAsync($"books/1/tags?after={tags.GetProperty("page").GetProperty("next").GetString()}")).Expect(200).Column("id"));
    }

    [Fact]
    public async Task Owned_children_come_whole_and_are_bounded()
    {
        await using var service = await StartAsync();
        Assert.Equal(30, (await service.PostAsync("books", Book(30))).Expect(201).Json.GetProperty("pages").GetArrayLength());
        var reply = (await service.PostAsync("books", Book(31))).Expect(422);
        Assert.Equal(["/pages out-of-range"], reply.Errors);
    }

    private static string Book(int pages) => $$"""{"authorId":3,"pages":[{{string.Join(',', Enumerable.Range(1, pages).Select(n => $$"""{"n":{{n}}}"""))}}]}""";

    private static async Task<TestService> StartAsync()
    {
        var service = await TestService.StartAsync(Contract);
        await service.CreateAsync("authors", """{"name":"A"}""", """{"name":"B"}""", """{"name":"C"}""");
        await service.CreateAsync("tags", [.. Enumerable.Range(1, 22).Select(i => $$"""{"name":"{{i}}"}""")]);
        await service.CreateAsync("books", $$"""{"authorId":1,"tagIds":[{{string.Join(',', Enumerable.Range(1, 22))}}]}""");
        await service.CreateAsync("books", [.. Enumerable.Repeat("""{"authorId":1}""", 24), .. Enumerable.Repeat("""{"authorId":2}""", 3)]);
        return service;
    }
}
