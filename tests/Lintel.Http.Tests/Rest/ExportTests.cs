using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Lintel.Http.Tests.Rest;

/// <summary>Whole lists, in lines of JSON and in CSV.</summary>
public sealed class ExportTests(Library library) : IClassFixture<Library>
{
    private static readonly (string, string) NdJson = ("Accept", "application/x-ndjson");
    private static readonly (string, string) Csv = ("Accept", "text/csv");

    [Fact]
    public async Task A_list_comes_whole_with_a_row_a_line()
    {
        var reply = (await library.Value.GetAsync("authors", NdJson)).Expect(200);
        Assert.Equal("application/x-ndjson", reply["Content-Type"]);
        Assert.Equal("""
            {"id":1,"name":"Ann","born":1900}
            {"id":2,"name":"Bob","born":null}
            {"id":3,"name":"Cyd","born":1950}

            """, reply.Body);
    }

    [Fact]
    public async Task A_list_comes_whole_as_csv()
    {
        var reply = (await library.Value.GetAsync("authors", Csv)).Expect(200);
        Assert.Equal("text/csv", reply["Content-Type"]);
        Assert.Equal("attachment; filename=\"authors.csv\"", reply["Content-Disposition"]);
        Assert.Equal("id,name,born\r\n1,Ann,1900\r\n2,Bob,\r\n3,Cyd,1950\r\n", reply.Body);
    }

    [Theory]
    [InlineData("books?author.name=Ann&sort=-title&fields=title", "title\r\nTwo\r\nOne\r\n")]
    [InlineData("books?sort=pages,-id&fields=id,pages&limit=3", "id,pages\r\n2,\r\n4,100\r\n1,100\r\n")]
    [InlineData("books?filter=pages%20%3E%20100&fields=title", "title\r\nThree\r\n")]
    [InlineData("authors/1/books?fields=id", "id\r\n1\r\n2\r\n")]
    [InlineData("books/1/copies?fields=shelf,price&sort=shelf", "shelf,price\r\nA1,1.50\r\nA2,\r\n")]
    [InlineData("tags/old/books?fields=id", "id\r\n1\r\n4\r\n")]
    [InlineData("books/3/copies?fields=shelf", "shelf\r\n")]
    [InlineData("books?limit=1000&fields=id", "id\r\n1\r\n2\r\n3\r\n4\r\n")]
    public async Task Filters_sorts_fields_and_limits_hold_as_they_do_for_pages(string target, string expected) =>
        Assert.Equal(expected, (await library.Value.GetAsync(target, Csv)).Expect(200).Body);

    [Fact]
    public async Task Relations_come_along_in_lines_of_json()
    {
        var reply = (await library.Value.GetAsync("books?fields=title,copies(shelf),author(name),tags(rank)&sort=title&limit=2", NdJson)).Expect(200);
        Assert.Equal("""
            {"title":"Four","copies":[],"author":{"name":"Cyd"},"tags":{"data":[{"rank":1}],"page":{"next":null,"prev":null}}}
            {"title":"One","copies":[{"shelf":"A1"},{"shelf":"A2"}],"author":{"name":"Ann"},"tags":{"data":[{"rank":3},{"rank":1}],"page":{"next":null,"prev":null}}}

            """, reply.Body);
    }

    [Theory]
    [InlineData("books?include=author", "?include")]
    [InlineData("books?fields=id,copies(shelf)", "?fields")]
    public async Task Csv_has_no_relations(string target, string pointer)
    {
        var reply = (await library.Value.GetAsync(target, Csv)).Expect(400);
        Assert.Equal([$"{pointer} invalid-parameter"], reply.Errors);
        Assert.Contains("application/x-ndjson", reply.Detail);
    }

    [Theory]
    [InlineData("authors?after=x", "unknown-parameter")]
    [InlineData("authors?before=x", "unknown-parameter")]
    [InlineData("authors?count=exact", "unknown-parameter")]
    [InlineData("authors?limit=0", "invalid-parameter")]
    [InlineData("authors?limit=-1", "invalid-parameter")]
    [InlineData("authors?limit=99999999999", "invalid-parameter")]
    [InlineData("authors?nmae=x", "unknown-parameter")]
    public async Task What_makes_no_sense_for_a_whole_list_is_refused(string target, string code) =>
        Assert.Equal(code, (await library.Value.GetAsync(target, NdJson)).Expect(400).Code);

    [Theory]
    [InlineData("authors/9/books", 404)]
    [InlineData("books/9/copies", 404)]
    [InlineData("books/3/copies", 200)]
    public async Task A_list_below_a_row_that_is_not_there_is_no_list(string target, int status) => (await library.Value.GetAsync(target, NdJson)).Expect(status);

    [Theory]
    [InlineData("*/*", "application/json")]
    [InlineData("application/*", "application/json")]
    [InlineData("text/html, */*", "application/json")]
    [InlineData("application/x-ndjson, */*", "application/x-ndjson")]
    [InlineData("application/json, application/x-ndjson", "application/json")]
    [InlineData("application/json;q=0.5, application/x-ndjson;q=0.9, text/csv;q=0.7", "application/x-ndjson")]
    [InlineData("text/*", "text/csv")]
    [InlineData("application/json;q=0, */*", "application/x-ndjson")]
    [InlineData("TEXT/CSV", "text/csv")]
    [InlineData("text/csv; header=present", "text/csv")]
    public async Task What_is_most_welcome_is_sent(string accept, string mediaType) =>
        Assert.Equal(mediaType, (await library.Value.GetAsync("authors", ("Accept", accept))).Expect(200)["Content-Type"]);

    [Theory]
    [InlineData("authors", "text/html")]
    [InlineData("authors/1", "text/csv")]
    [InlineData("authors:aggregate?count=*", "application/x-ndjson")]
    public async Task What_is_not_to_be_had_is_406(string target, string accept) => (await library.Value.GetAsync(target, ("Accept", accept))).Expect(406);

    [Fact]
    public async Task A_head_request_gets_the_headers_alone()
    {
        var reply = (await library.Value.SendAsync("HEAD", "authors", null, Csv)).Expect(200);
        Assert.Equal(("text/csv", 0), (reply["Content-Type"], reply.Bytes.Length));
        (await library.Value.SendAsync("HEAD", "authors/9/books", null, Csv)).Expect(404);
    }

    [Fact]
    public async Task A_whole_list_is_compressed_when_the_caller_accepts_it()
    {
        var plain = (await library.Value.GetAsync("books", NdJson)).Expect(200);
        var reply = (await library.Value.GetAsync("books", NdJson, ("Accept-Encoding", "gzip"))).Expect(200);
        Assert.Equal("gzip", reply["Content-Encoding"]);
        using var decoder = new StreamReader(new GZipStream(new MemoryStream(reply.Bytes), CompressionMode.Decompress), Encoding.UTF8);
        Assert.Equal(plain.Body, await decoder.ReadToEndAsync(TestService.Cancellation));
    }

    [Fact]
    public async Task A_list_of_many_batches_has_each_row_once_and_in_order()
    {
        await using var service = await Library.StartFilledAsync();
        var rows = string.Join(',', Enumerable.Range(0, 700).Select(i => string.Create(CultureInfo.InvariantCulture, $$"""{"shelf":"S{{i:000}}"}""")));
        for (var i = 0; i < 3; i++) (await service.PostAsync("books", $$"""{"title":"Long","authorId":1,"tagIds":["new"],"copies":[{{rows}}]}""")).Expect(201);
        for (var i = 0; i < 1200; i++) (await service.PostAsync("tags", $$"""{"id":"t{{i}}","rank":{{i % 7}}}""")).Expect(201);
        var tags = (await service.GetAsync("tags?sort=-rank", Csv)).Expect(200).Body.Split("\r\n")[1..^1].Select(line => line.Split(',')).Select(cells => (Rank: int.Parse(cells[1], CultureInfo.InvariantCulture), Id: cells[0])).ToArray();
        Assert.Equal(1203, tags.Length);
        Assert.Equal(tags.Distinct().OrderByDescending(tag => tag.Rank).ThenByDescending(tag => tag.Id, StringComparer.Ordinal), tags);
        Assert.Equal(701, (await service.GetAsync("tags?limit=701", NdJson)).Expect(200).Body.Split('\n').Length - 1);
        var books = (await service.GetAsync("books?include=copies,tags.books&title=Long", NdJson)).Expect(200).Body.Split('\n');
        Assert.Equal(4, books.Length);
        Assert.All(books[..3], line => Assert.Equal(700, line.Split("\"shelf\"").Length - 1));
    }
}
