namespace Lintel.Http.Tests.Rest;

/// <summary>Requests that only a broken or hostile client sends.</summary>
public sealed class HostileTargetTests(Library library) : IClassFixture<Library>
{
    [Theory]
    [InlineData("GET /v1/books/%00 HTTP/1.1\r\nHost: x\r\n", 400)]
    [InlineData("GET /v1/books?title=%ZZ HTTP/1.1\r\nHost: x\r\n", 200)]
    [InlineData("GET /v1/books\u0001 HTTP/1.1\r\nHost: x\r\n", 404)]
    [InlineData("GET /v1/books/\u00E9 HTTP/1.1\r\nHost: x\r\n", 400)]
    [InlineData("GET  /v1/books HTTP/1.1\r\nHost: x\r\n", 400)]
    [InlineData("GET v1/books HTTP/1.1\r\nHost: x\r\n", 400)]
    [InlineData("GET /v1/books HTTP/1.1\r\n", 400)]
    [InlineData("GET /v1/books HTTP/1.1\r\nHost: x\r\nHost: y\r\n", 400)]
    [InlineData("GET http://other.example/v1/books?limit=1 HTTP/1.1\r\nHost: other.example\r\n", 200)]
    [InlineData("OPTIONS * HTTP/1.1\r\nHost: x\r\n", 204)]
    [InlineData("POST /v1/books HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: -1\r\n", 400)]
    [InlineData("POST /v1/books HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 0\r\n", 400)]
    [InlineData("POST /v1/books HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n", 400)]
    [InlineData("GET /v1/books/1 HTTP/1.1\r\nHost: x\r\nIf-None-Match: \"\r\n", 200)]
    public async Task A_malformed_request_is_never_an_error_of_the_server(string head, int status)
    {
        var answer = await RawHttp.SendAsync(library.Value, head + "Connection: close\r\n\r\n" + (head.Contains("chunked", StringComparison.Ordinal) ? "zz\r\n\r\n" : ""));
        Assert.Equal(status, RawHttp.StatusOf(answer));
        Assert.DoesNotContain("   at ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_target_may_be_long_but_not_endless()
    {
        var service = library.Value;
        (await service.GetAsync("books?title=" + new string('x', 30_000))).Expect(200);
        (await service.GetAsync("books/" + new string('1', 30_000))).Expect(404);
        Assert.Equal(414, (await service.GetAsync("books?title=" + new string('x', 40_000))).Status);
        Assert.Equal(431, (await service.GetAsync("books", ("X-Long", new string('x', 40_000)))).Status);
    }

    [Fact]
    public async Task Many_conditions_and_many_values_are_bounded()
    {
        var service = library.Value;
        var names = new[] { "title", "pages", "id", "authorId", "publisherId" };
        var operators = new[] { "eq", "ne", "lt", "lte", "gt", "gte", "in", "nin" };
        var many = from name in names from op in operators select $"{name}[{op}]=1";
        (await service.GetAsync("books?" + string.Join('&', many))).Expect(200);
        var more = many.Concat(from op in operators select $"author.id[{op}]=1").Concat(from op in operators select $"author.born[{op}]=1");
        Assert.Equal("invalid-parameter", (await service.GetAsync("books?" + string.Join('&', more))).Expect(400).Code);
        (await service.GetAsync("books?id[in]=" + string.Join(',', Enumerable.Range(1, 1000)))).Expect(200);
        Assert.Equal(["?id[in] invalid-parameter"], (await service.GetAsync("books?id[in]=" + string.Join(',', Enumerable.Range(1, 1001)))).Expect(400).Errors);
    }

    [Fact]
    public async Task What_looks_like_sql_is_text()
    {
        var service = library.Value;
        var before = await service.DumpAsync();
        foreach (var text in new[] { "' OR 1=1 --", "\"; DROP TABLE book; --", "1) UNION SELECT * FROM author --", "?1", ":p0", "$1" })
        {
            var value = Uri.EscapeDataString(text);
            Assert.Empty((await service.GetAsync($"books?title={value}")).Expect(200).Data);
            Assert.Empty((await service.GetAsync($"books?title[contains]={value}")).Expect(200).Data);
            Assert.Empty((await service.GetAsync($"books?title[in]={value}")).Expect(200).Data);
            foreach (var query in new[] { $"sort={value}", $"fields={value}", $"include={value}", $"{value}=1", $"title[{value}]=1", $"limit={value}", $"after={value}", $"count={value}" })
            {
                var reply = (await service.GetAsync($"books?{query}")).Expect(400);
                Assert.DoesNotContain("SELECT book", reply.Body, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain("sqlite", reply.Body, StringComparison.OrdinalIgnoreCase);
            }
            Assert.Equal(404, (await service.GetAsync($"books/{value}")).Status);
        }
        Assert.Equal(before, await service.DumpAsync());
        Assert.Empty(service.Log.Errors);
    }
}
