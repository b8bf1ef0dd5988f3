namespace Lintel.Http.Tests.Rest;

/// <summary>What each path answers to which method.</summary>
public sealed class MethodTests(Library library) : IClassFixture<Library>
{
    private const string List = "GET, HEAD, POST, PATCH, DELETE, OPTIONS";
    private const string Telling = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";
    private const string One = "GET, HEAD, PUT, PATCH, DELETE, OPTIONS";
    private const string Owned = "GET, HEAD, POST, OPTIONS";
    private const string Below = "GET, HEAD, OPTIONS";
    private const string Link = "PUT, DELETE, OPTIONS";

    [Theory]
    [InlineData("books", List)]
    [InlineData("books/1", One)]
    [InlineData("tags", Telling)]
    [InlineData("books/1/copies", Owned)]
    [InlineData("books/1/copies/1", One)]
    [InlineData("books/1/tags", Below)]
    [InlineData("books/1/tags/old", Link)]
    public async Task Options_tells_the_methods_and_every_other_is_refused_with_them(string target, string allowed)
    {
        var service = library.Value;
        var options = (await service.SendAsync("OPTIONS", target)).Expect(204);
        Assert.Equal(allowed, options["Allow"]);
        foreach (var method in new[] { "GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND" }.Except(allowed.Split(", ")))
        {
            var reply = (await service.SendAsync(method, target, method == "GET" ? null : Body.Json("{}"))).Expect(405);
            Assert.Equal("method-not-allowed", reply.Code);
            Assert.Equal(allowed, reply["Allow"]);
        }
    }

    [Theory]
    [InlineData("books?include=copies")]
    [InlineData("books/1")]
    [InlineData("books/1/copies")]
    [InlineData("books/99")]
    [InlineData("books?nope=1")]
    [InlineData("nothing")]
    [InlineData("/livez")]
    [InlineData("/readyz")]
    [InlineData("/v1/openapi.json")]
    public async Task Head_answers_as_get_does_without_the_body(string target)
    {
        var service = library.Value;
        var get = await service.GetAsync(target);
        var head = (await service.SendAsync("HEAD", target)).Expect(get.Status);
        Assert.Empty(head.Bytes);
        Assert.NotEmpty(get.Bytes);
        foreach (var header in new[] { "Content-Type", "Content-Length", "ETag", "Link" }) Assert.Equal(get[header], head[header]);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("Books")]
    [InlineData("books/")]
    [InlineData("books/1/")]
    [InlineData("books//1")]
    [InlineData("books/1/copies/")]
    [InlineData("books/1/nothing")]
    [InlineData("books/1/author")]
    [InlineData("books/1/copies/1/more")]
    [InlineData("books/1/tags/old/more")]
    [InlineData("/v2/books")]
    [InlineData("/V1/books")]
    [InlineData("/v1")]
    [InlineData("/v1/")]
    [InlineData("/nothing")]
    [InlineData("/v1/../livezz")]
    [InlineData("/v1%2Fbooks")]
    [InlineData("%2E%2E/%2E%2E/etc/passwd")]
    public async Task There_is_nothing_at_an_unknown_path_whatever_the_method(string target)
    {
        foreach (var method in new[] { "GET", "POST", "DELETE" })
        {
            var reply = (await library.Value.SendAsync(method, target, method == "POST" ? Body.Json("{}") : null)).Expect(404);
            Assert.Equal("not-found", reply.Code);
            Assert.Equal("application/problem+json", reply["Content-Type"]);
        }
    }

    [Fact]
    public async Task A_percent_encoded_letter_of_a_path_is_that_letter() =>
        (await library.Value.GetAsync("/v1/%62ooks/%31")).Expect(200);

    [Theory]
    [InlineData("/livez")]
    [InlineData("/readyz")]
    [InlineData("/v1/openapi.json")]
    [InlineData("/v1/openapi.yaml")]
    [InlineData("/")]
    public async Task What_is_only_read_says_so(string target)
    {
        Assert.Equal("GET, HEAD, OPTIONS", (await library.Value.SendAsync("OPTIONS", target)).Expect(204)["Allow"]);
        var refused = (await library.Value.SendAsync("POST", target, Body.Json("{}"))).Expect(405);
        Assert.Equal("method-not-allowed", refused.Code);
        Assert.Equal("GET, HEAD, OPTIONS", refused["Allow"]);
    }

    [Fact]
    public async Task The_root_leads_to_the_reference()
    {
        var reply = (await library.Value.GetAsync("/")).Expect(302);
        Assert.Equal("/docs", reply.Location);
    }
}
