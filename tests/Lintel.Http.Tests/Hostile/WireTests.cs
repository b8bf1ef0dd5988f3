using System.Text.Json;
using System.Text.RegularExpressions;
using Lintel.Http.OpenApi;
using Lintel.Http.Tests.Rest;

namespace Lintel.Http.Tests.Hostile;

/// <summary>HTTP as only broken or hostile clients speak it, byte for byte: each request is refused as RFC 9112 says, or served as what it plainly means.</summary>
public sealed class WireTests(Library library) : IClassFixture<Library>
{
    private const string Get = "GET /v1/books/1 HTTP/1.1\r\nHost: x\r\n";
    private const string Post = "POST /v1/tags HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
    private const string Close = "Connection: close\r\n\r\n";

    // Two lengths of one body are how requests are smuggled past a proxy: none may be served.
    [Theory]
    [InlineData("Content-Length: 2\r\nContent-Length: 3\r\n", "{}")]
    [InlineData("Content-Length: 2, 3\r\n", "{}")]
    [InlineData("Content-Length: 0x2\r\n", "{}")]
    [InlineData("Content-Length: 2.0\r\n", "{}")]
    [InlineData("Content-Length: 99999999999999999999\r\n", "{}")]
    [InlineData("Content-Length:\r\n", "{}")]
    [InlineData("Content-Length: 2\r\nTransfer-Encoding: chunked\r\n", "2\r\n{}\r\nx\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked, identity\r\n", "2\r\n{}\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: gzip\r\n", "2\r\n{}\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: xchunked\r\n", "2\r\n{}\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding : chunked\r\n", "2\r\n{}\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n", "zz\r\n{}\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n", "-2\r\n{}\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n", "0x2\r\n{}\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n", "2\r\n{}xx\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n", "fffffffffffffffff\r\n{}\r\n0\r\n\r\n")]
    public async Task A_body_of_an_unclear_length_is_refused(string headers, string body)
    {
        var before = await library.Value.DumpAsync();
        var answer = await SendAsync(Post + headers + Close + body);
        Assert.Equal("400", Statuses(answer));
        Assert.Equal(before, await library.Value.DumpAsync());
    }

    [Theory]
    [InlineData("Transfer-Encoding: chunked\r\n", "c;a=b\r\n{\"id\":\"new\"}\r\n0\r\nA: b\r\n\r\n", 422)]
    [InlineData("Transfer-Encoding: CHUNKED\r\n", "00000c\r\n{\"id\":\"new\"}\r\n0\r\n\r\n", 422)]
    [InlineData("Content-Length: +12\r\n", "{\"id\":\"new\"}", 422)] // Kestrel passes over the sign
    [InlineData("Content-Length: 12\r\nExpect: 100-continue\r\n", "{\"id\":\"new\"}", 422)]
    [InlineData("Content-Length: 12\r\nExpect: 200-maybe\r\n", "{\"id\":\"new\"}", 422)]
    public async Task A_body_of_a_clear_length_is_read(string headers, string body, int status)
    {
        var answer = await SendAsync(Post + headers + Close + body);
        Assert.EndsWith($"{status}", Statuses(answer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET //v1/books HTTP/1.1\r\nHost: x\r\n", 404)]
    [InlineData("GET /v1//books HTTP/1.1\r\nHost: x\r\n", 404)]
    [InlineData("GET /v1/books/ HTTP/1.1\r\nHost: x\r\n", 404)]
    [InlineData("GET /v1/books//1 HTTP/1.1\r\nHost: x\r\n", 404)]
    [InlineData("GET /v1/books%2F1 HTTP/1.1\r\nHost: x\r\n", 404)]
    [InlineData("GET /v1%2Fbooks HTTP/1.1\r\nHost: x\r\n", 404)]
    [InlineData("GET /v1/books/..%2F..%2Fetc HTTP/1.1\r\nHost: x\r\n", 404)]
    [InlineData("GET /v1/books/%2e%2e/tags HTTP/1.1\r\nHost: x\r\n", 404)]
    [InlineData("GET /v1/../v1/books/1 HTTP/1.1\r\nHost: x\r\n", 404)]
    [InlineData("GET /v1/./books/1 HTTP/1.1\r\nHost: x\r\n", 404)]
    [InlineData("GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n", 404)]
    [InlineData("GET /v1/books\\1 HTTP/1.1\r\nHost: x\r\n", 404)]
    [InlineData("GET /V1/books/1 HTTP/1.1\r\nHost: x\r\n", 404)]
    [InlineData("GET /v1/Books/1 HTTP/1.1\r\nHost: x\r\n", 404)]
    [InlineData("GET /v1/books/1#a HTTP/1.1\r\nHost: x\r\n", 404)]
    [InlineData("GET /v1/books/1?#a HTTP/1.1\r\nHost: x\r\n", 400)]
    [InlineData("GET /v1/books/1? HTTP/1.1\r\nHost: x\r\n", 200)]
    [InlineData("GET /v1/books/1?& HTTP/1.1\r\nHost: x\r\n", 200)]
    [InlineData("GET http://x/v1/books/1 HTTP/1.1\r\nHost: x\r\n", 200)]
    [InlineData("GET http://x/v1/books/1 HTTP/1.1\r\nHost: y\r\n", 400)]
    [InlineData("GET file:///etc/passwd HTTP/1.1\r\nHost: x\r\n", 400)]
    [InlineData("GET x:80 HTTP/1.1\r\nHost: x\r\n", 405)]
    [InlineData("GET * HTTP/1.1\r\nHost: x\r\n", 405)]
    [InlineData("CONNECT x:80 HTTP/1.1\r\nHost: x:80\r\n", 405)]
    [InlineData("GET /v1/books/1\0 HTTP/1.1\r\nHost: x\r\n", 400)]
    [InlineData("GET /v1/books/1 x HTTP/1.1\r\nHost: x\r\n", 400)]
    [InlineData("GET\t/v1/books/1 HTTP/1.1\r\nHost: x\r\n", 400)]
    [InlineData("GET /v1/books/1\r\nHost: x\r\n", 400)]
    [InlineData("GET /v1/books/1 HTTP/1.2\r\nHost: x\r\n", 505)]
    [InlineData("GET /v1/books/1 HTTP/2.0\r\nHost: x\r\n", 505)]
    [InlineData("GET /v1/books/1 http/1.1\r\nHost: x\r\n", 505)]
    [InlineData("GET /v1/books/1 HTTP/1.0\r\n", 200)]
    [InlineData("GET /v1/books/1 HTTP/1.0\r\nHost: x\r\n", 200)]
    public async Task A_target_means_what_it_says_or_nothing(string head, int status) => Assert.Equal($"{status}", Statuses(await SendAsync(head + Close)));

    [Theory]
    [InlineData("GET /v1/books/1 HTTP/1.1\r\n", 400)]
    [InlineData("GET /v1/books/1 HTTP/1.1\r\nHost: x\r\nHost: x\r\n", 400)]
    [InlineData("GET /v1/books/1 HTTP/1.1\r\nHost: x/y\r\n", 400)]
    [InlineData("GET /v1/books/1 HTTP/1.1\r\nHost: x y\r\n", 400)]
    [InlineData(Get + "A: b\r\n c\r\n", 400)]
    [InlineData(Get + " A: b\r\n", 400)]
    [InlineData(Get + "A : b\r\n", 400)]
    [InlineData(Get + "A\r\n", 400)]
    [InlineData(Get + ": b\r\n", 400)]
    [InlineData(Get + "A: b\0c\r\n", 400)]
    [InlineData(Get + "A\0: b\r\n", 400)]
    [InlineData(Get + "A: b\rc\r\n", 400)]
    [InlineData(Get + "Accept: text/html\r\nAccept: application/json\r\n", 200)]
    [InlineData(Get + "If-None-Match: \r\n", 200)]
    [InlineData(Get + "Range: bytes=0-1\r\n", 200)]
    [InlineData(Get + "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n", 200)]
    [InlineData(Get + "X-HTTP-Method-Override: DELETE\r\n", 200)]
    [InlineData(Get + "X-Forwarded-Host: evil.example\r\nForwarded: host=evil.example\r\n", 200)]
    public async Task A_head_is_read_as_HTTP_says(string head, int status) => Assert.Equal($"{status}", Statuses(await SendAsync(head + Close)));

    [Fact]
    public async Task Lines_may_end_in_a_line_feed_alone_but_never_in_a_carriage_return_alone()
    {
        var answer = await SendAsync("GET /v1/books/1 HTTP/1.1\nHost: x\nConnection: close\n\n");
        Assert.True(Statuses(answer) is "200" or "400", answer);
        Assert.Equal("400", Statuses(await SendAsync("GET /v1/books/1 HTTP/1.1\rHost: x\rConnection: close\r\r\n\r\n")));
    }

    [Fact]
    public async Task A_head_may_be_large_but_not_endless()
    {
        Assert.Equal("200", Statuses(await SendAsync($"{Get}Cookie: {new string('c', 16_000)}\r\n{Close}")));
        Assert.Equal("431", Statuses(await SendAsync($"{Get}Cookie: {new string('c', 64_000)}\r\n{Close}")));
        Assert.Equal("431", Statuses(await SendAsync($"{Get}{string.Concat(Enumerable.Range(0, 200).Select(i => $"A{i}: b\r\n"))}{Close}")));
        Assert.Equal("414", Statuses(await SendAsync($"GET /v1/books?title={new string('x', 64_000)} HTTP/1.1\r\nHost: x\r\n{Close}")));
    }

    [Fact]
    public async Task Requests_on_one_connection_are_answered_in_order()
    {
        var answer = await SendAsync(Get + "\r\nGET /v1/nothing HTTP/1.1\r\nHost: x\r\n\r\n" + Post + "Content-Length: 1\r\n\r\n{" + Get + Close);
        Assert.Equal("200 404 400 200", Statuses(answer));
    }

    [Fact]
    public async Task What_stands_behind_a_body_that_is_not_read_is_no_request()
    {
        // The body of a request that is refused must not be taken for the next one.
        var hidden = "DELETE /v1/books/1 HTTP/1.1\r\nHost: x\r\n\r\n";
        var answer = await SendAsync($"GET /v1/nothing HTTP/1.1\r\nHost: x\r\nContent-Length: {hidden.Length}\r\n\r\n{hidden}{Get}{Close}");
        Assert.Equal("404 200", Statuses(answer));
    }

    [Theory]
    [InlineData("get")]
    [InlineData("Get")]
    [InlineData("PURGE")]
    [InlineData("PROPFIND")]
    [InlineData("TRACE")]
    [InlineData("CONNECT")]
    [InlineData("__PROTO__")]
    [InlineData("G")]
    public async Task A_method_that_does_not_exist_is_refused_on_each_route(string method)
    {
        foreach (var path in Paths()) Assert.True(Statuses(await SendAsync($"{method} {path} HTTP/1.1\r\nHost: x\r\n{Close}")) is "400" or "404" or "405", $"{method} {path}");
    }

    [Fact]
    public async Task HEAD_answers_wherever_GET_does_without_a_body_and_OPTIONS_tells_the_methods()
    {
        foreach (var path in Paths())
        {
            var options = await SendAsync($"OPTIONS {path} HTTP/1.1\r\nHost: x\r\n{Close}");
            Assert.Equal("204", Statuses(options));
            Assert.Contains("\r\nAllow: ", options, StringComparison.Ordinal);
            var get = Statuses(await SendAsync($"GET {path} HTTP/1.1\r\nHost: x\r\n{Close}"));
            var head = await SendAsync($"HEAD {path} HTTP/1.1\r\nHost: x\r\n{Close}");
            Assert.Equal(get, Statuses(head));
            Assert.EndsWith("\r\n\r\n", head, StringComparison.Ordinal);
        }
    }

    private static string[] Paths()
    {
        using var document = JsonDocument.Parse(OpenApiDocumentWriter.Write(TestService.Compile(Library.Contract)).Json);
        return [.. document.RootElement.GetProperty("paths").EnumerateObject().Select(path => Regex.Replace(path.Name, @"\{[^}]*\}", "1"))];
    }

    private static string Statuses(string answer) =>
        string.Join(' ', Regex.Matches(answer, @"(?<=^|[\n}])HTTP/1\.1 ([0-9]{3})").Select(match => match.Groups[1].Value));

    private async Task<string> SendAsync(string request)
    {
        var answer = await RawHttp.SendAsync(library.Value, request);
        Assert.DoesNotContain("   at ", answer, StringComparison.Ordinal);
        return answer;
    }
}
