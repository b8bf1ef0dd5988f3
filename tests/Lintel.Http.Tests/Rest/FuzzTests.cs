using CsCheck;

namespace Lintel.Http.Tests.Rest;

/// <summary>Requests put together at random from what matters to the parsers: none may fail on the server's side, nor tell of its inside.</summary>
public sealed class FuzzTests
{
    private static readonly string[] Names =
    [
        "title", "pages", "id", "author", "authorId", "author.name", "author.books.title", "publisher.city", "copies", "copies.price", "copies.shelf", "tags.id", "tags.rank", "nope", "",
        "filter", "limit", "sort", "fields", "include", "after", "before", "count", ".", "a..b", "author.", "%C3%A9", "%5B", "%", "+", "title%00",
    ];

    private static readonly string[] Operators = ["", "", "", "[eq]", "[ne]", "[lt]", "[gte]", "[in]", "[nin]", "[contains]", "[startsWith]", "[endsWith]", "[null]", "[", "]", "[]", "[[eq]]", "[eq][eq]", "%5Beq%5D", "[EQ]"];

    private static readonly string[] Values =
    [
        "1", "-1", "0", "", "true", "false", "null", "One", "a,b", ",", ",,", "%22x", "%22a,b%22,c", "%22%22", "%00", "%", "%zz", "%FF", "%F0%9F%8E%88", "%ED%A0%80", "(", ")", "((", "author(name)", "copies(shelf,price)",
        "author(books(copies(shelf)))", "title,-pages", "-", "--id", "publisher.city,id", "1e5", "1E400", "99999999999999999999", "0x10", "1.5", "exact", "estimated", "AAAA", "AQAAAAA", "'", "%27%3B--", "<>", "^", "|", "\\", "*", "author.books.tags",
    ];

    private static readonly string[] Paths = ["books", "books", "books", "books/1", "books/1/copies", "books/1/copies/1", "authors/1/books", "tags/old/books", "books/x", "books/1,2", "books/%2C", "tags/%25", "books/", "%20", "books/1/copies/9"];

    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ",", ":", "null", "true", "0", "-1", "1e400", "1.10", "\"\"", "\"title\"", "\"authorId\"", "\"copies\"", "\"shelf\"", "\"price\"", "\"tagIds\"", "\"old\"", "\"id\"", "\"\\u0000\"", "\"\\ud800\"", "\"🎈\"",
        "{\"title\":\"x\",\"authorId\":1", ",\"copies\":[{\"shelf\":\"a\"", "}]}", ",\"tagIds\":[\"old\"]}", " ", "\n", "\u0001",
    ];

    private static readonly string[] Inside = ["SELECT", "sqlite", "SQLite", "Exception", "   at ", ".cs:", "t0.", "/tmp", "System."];

    [Fact]
    public async Task No_query_makes_the_server_fail()
    {
        await using var service = await Library.StartFilledAsync();
        var before = await service.DumpAsync();
        var parameter = Gen.Select(Of(Names), Of(Operators), Of(Values), (name, operation, value) => $"{name}{operation}={value}");
        await Gen.Select(Of(Paths), parameter.Array[0, 4], (path, query) => $"{path}?{string.Join('&', query)}")
            .SampleAsync(async target => Check(await service.GetAsync(target)), iter: 1500, threads: 1);
        Assert.Equal(before, await service.DumpAsync());
        Assert.Empty(service.Log.Errors);
    }

    [Fact]
    public async Task No_body_makes_the_server_fail()
    {
        await using var service = await Library.StartFilledAsync();
        await Gen.Select(Gen.Bool, Of(Pieces).Array[0, 8]).SampleAsync(async (isPatch, pieces) =>
        {
            var body = string.Concat(pieces);
            Check(isPatch ? await service.PatchAsync("books/1", body) : await service.PostAsync("books", body));
        }, iter: 700, threads: 1);
        Assert.Empty(service.Log.Errors);
    }

    private static Gen<string> Of(string[] values) => Gen.OneOf([.. values.Select(Gen.Const)]);

    private static void Check(Reply reply)
    {
        Assert.True(reply.Status < 500, reply.Body);
        if (reply.Status < 400 || reply.Bytes.Length == 0) return;
        Assert.Equal("application/problem+json", reply["Content-Type"]);
        Assert.Equal(reply.Status, reply.Json.GetProperty("status").GetInt32());
        foreach (var word in Inside) Assert.DoesNotContain(word, reply.Body, StringComparison.Ordinal);
    }
}
