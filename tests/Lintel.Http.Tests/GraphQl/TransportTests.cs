using System.Security.Cryptography;
using System.Text;
using Lintel.Http.GraphQl;

namespace Lintel.Http.Tests.GraphQl;

/// <summary>What of HTTP a GraphQL request may use, and what is answered to all else; the audit of graphql-http sees the rest.</summary>
public sealed class TransportTests
{
    private const string Contract = "  thing:\n    key: { type: int, client: true }\n    managed: []\n    fields: { n: int? }\n";
    private const string Document = "{ things { nodes { id } } }";
    private const string Json = "application/json", Response = "application/graphql-response+json";

    private static readonly string Hash = HashOf(Document);

    [Theory]
    [InlineData(null, Json)]
    [InlineData("*/*", Json)]
    [InlineData("application/json", Json)]
    [InlineData("application/graphql-response+json", Response)]
    [InlineData("application/graphql-response+json, application/json;q=0.9", Response)]
    [InlineData("application/graphql-response+json, application/json", Response)]
    [InlineData("application/json, application/graphql-response+json;q=0.5", Json)]
    public async Task The_answer_has_the_media_type_that_is_wanted(string? accept, string type)
    {
        await using var service = await TestService.StartAsync(Contract);
        var reply = (await PostAsync(service, $$"""{"query":"{{Document}}"}""", accept is null ? [] : [("Accept", accept)])).Expect(200);
        Assert.Equal(($"{type}; charset=utf-8", """{"data":{"things":{"nodes":[]}}}"""), (reply["Content-Type"], reply.Body));
    }

    [Theory]
    [InlineData("application/json", 200)]
    [InlineData("application/graphql-response+json", 400)]
    public async Task A_document_that_is_not_valid_has_the_status_of_its_media_type(string accept, int status)
    {
        await using var service = await TestService.StartAsync(Contract);
        var reply = (await PostAsync(service, """{"query":"{ nothing }"}""", ("Accept", accept))).Expect(status);
        Assert.Equal("invalid-document", reply.Code);
        Assert.False(reply.Json.TryGetProperty("data", out _));
    }

    [Theory]
    [InlineData("text/plain", """{"query":"{ __typename }"}""")]
    [InlineData("application/x-www-form-urlencoded", "query={__typename}")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\n\r\n--x--")]
    public async Task What_a_page_of_another_site_could_send_is_refused(string type, string body)
    {
        await using var service = await TestService.StartAsync(Contract);
        Assert.Equal("unsupported-media-type", (await service.SendAsync("POST", "/graphql", Body.Of(body, type))).Expect(415).Code);
    }

    [Fact]
    public async Task A_GET_reads_and_never_writes()
    {
        await using var service = await TestService.StartAsync(Contract);
        (await service.GetAsync("/graphql?query=" + Uri.EscapeDataString("query Q($n: Int) { things(first: $n) { nodes { id } } }") + "&variables=" + Uri.EscapeDataString("""{"n":1}"""))).Expect(200);
        foreach (var accept in (string[])[Json, Response])
        {
            var refused = (await service.GetAsync("/graphql?query=" + Uri.EscapeDataString("mutation { createThing(input: {id: 1}) { thing { id } } }"), ("Accept", accept))).Expect(405);
            Assert.Equal(("method-not-allowed", "POST"), (refused.Code, refused["Allow"]));
        }
        Assert.Equal("""{"data":{"things":{"nodes":[]}}}""", (await service.AskAsync(Document)).Expect(200).Body);
    }

    [Theory]
    [InlineData("PUT", 405)]
    [InlineData("DELETE", 405)]
    [InlineData("OPTIONS", 204)]
    [InlineData("HEAD", 400)]
    public async Task Other_methods_have_their_answers(string method, int status)
    {
        await using var service = await TestService.StartAsync(Contract);
        var reply = (await service.SendAsync(method, "/graphql")).Expect(status);
        if (status != 400) Assert.Equal("GET, HEAD, POST, OPTIONS", reply["Allow"]);
    }

    [Theory]
    [InlineData("PUT", Response, 405, "method-not-allowed", Response)]
    [InlineData("PUT", Json, 405, "method-not-allowed", Json)]
    [InlineData("POST", "text/csv", 406, "not-acceptable", Response)]
    [InlineData("GET", "text/csv", 406, "not-acceptable", Response)]
    public async Task What_HTTP_refuses_is_told_as_GraphQL_tells_errors(string method, string accept, int status, string code, string type)
    {
        await using var service = await TestService.StartAsync(Contract);
        var reply = (await service.SendAsync(method, "/graphql", method == "POST" ? Body.Json($$"""{"query":"{{Document}}"}""") : null, ("Accept", accept))).Expect(status);
        Assert.Equal($"{type}; charset=utf-8", reply["Content-Type"]);
        var error = Assert.Single(reply.Json.GetProperty("errors").EnumerateArray());
        Assert.Equal((code, status), (error.GetProperty("extensions").GetProperty("code").GetString(), error.GetProperty("extensions").GetProperty("status").GetInt32()));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("1")]
    [InlineData("{}")]
    [InlineData("""{"query":1}""")]
    [InlineData("""{"query":"{ a }","variables":[]}""")]
    [InlineData("""{"query":"{ a }","operationName":1}""")]
    [InlineData("""{"query":"{ a }","extensions":1}""")]
    [InlineData("""{"query":"{ a }","documentId":1}""")]
    [InlineData("{\"query\":\"{ a }\"")]
    public async Task A_body_that_is_no_request_is_400_in_any_media_type(string body)
    {
        await using var service = await TestService.StartAsync(Contract);
        foreach (var accept in (string[])[Json, Response]) Assert.Equal("malformed-body", (await PostAsync(service, body, ("Accept", accept))).Expect(400).Code);
    }

    [Fact]
    public async Task A_document_is_sent_once_and_then_by_its_hash()
    {
        await using var service = await TestService.StartAsync(Contract);
        var byHash = """{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"HASH"}}}""".Replace("HASH", Hash, StringComparison.Ordinal);
        // Older clients of Apollo never send a hash again where they have seen 400.
        foreach (var (accept, status) in ((string, int)[])[(Json, 200), (Response, 400)])
        {
            var unknown = (await PostAsync(service, byHash, ("Accept", accept))).Expect(status);
            Assert.Equal(("document-not-found", true), (unknown.Code, unknown.Body.Contains("\"PersistedQueryNotFound\"", StringComparison.Ordinal)));
        }
        (await PostAsync(service, byHash.Replace("{\"ext", $"{{\"query\":\"{Document}\",\"ext", StringComparison.Ordinal))).Expect(200);
        (await PostAsync(service, byHash)).Expect(200);
        (await PostAsync(service, $$"""{"documentId":"sha256:{{Hash}}"}""")).Expect(200);
        (await service.GetAsync($"/graphql?documentId={Hash}")).Expect(200);
        Assert.Equal("invalid-parameter", (await PostAsync(service, $$"""{"query":"{ __typename }","documentId":"{{Hash}}"}""")).Expect(400).Code);
        Assert.Equal("invalid-parameter", (await PostAsync(service, """{"documentId":"../x"}""")).Expect(400).Code);
    }

    [Fact]
    public async Task Members_that_are_null_are_not_there()
    {
        await using var service = await TestService.StartAsync(Contract);
        (await PostAsync(service, $$"""{"query":"{{Document}}","documentId":null,"operationName":null,"variables":null,"extensions":null,"id":7}""")).Expect(200);
        (await PostAsync(service, $$$"""{"query":"{{{Document}}}","extensions":{"persistedQuery":null}}""")).Expect(200);
        Assert.Equal("malformed-body", (await PostAsync(service, """{"query":null,"documentId":null}""")).Expect(400).Code);
    }

    [Fact]
    public async Task Documents_of_others_take_no_more_memory_than_is_set_aside()
    {
        var documents = new PersistedDocuments(null, longest: 90) { Most = 200 };
        var (first, second, longer) = (new string('a', 60), new string('b', 60), new string('c', 91));
        Assert.Equal((longer, null), documents.Find(longer, HashOf(longer)));
        Assert.Equal("document-not-found", documents.Find(null, HashOf(longer)).Problem?.Error.Code);
        documents.Find(first, HashOf(first));
        documents.Find(first, HashOf(first));
        Assert.Equal((first, null), documents.Find(null, HashOf(first)));
        documents.Find(second, HashOf(second));
        Assert.Equal("document-not-found", documents.Find(null, HashOf(first)).Problem?.Error.Code);
        Assert.Equal((second, null), documents.Find(null, HashOf(second)));
        await using var service = await TestService.StartAsync(Contract);
        var tooLong = new string(' ', 70_000) + Document;
        Assert.Equal("document-too-large", (await PostAsync(service, $$"""{"query":"{{tooLong}}","documentId":"{{HashOf(tooLong)}}"}""", ("Accept", Response))).Expect(400).Code);
        Assert.Equal("document-not-found", (await PostAsync(service, $$"""{"documentId":"{{HashOf(tooLong)}}"}""")).Expect(200).Code);
    }

    [Fact]
    public async Task A_list_names_its_documents_as_it_likes()
    {
        const string Name = "d41d8cd98f00b204e9800998ecf8427e";
        await using var service = await StartAsync(new GraphQlOptions { Documents = new Dictionary<string, string> { [Name] = Document } });
        (await PostAsync(service, $$"""{"documentId":"{{Name}}"}""")).Expect(200);
        (await PostAsync(service, $$"""{"documentId":"{{Hash}}"}""")).Expect(200);
        (await PostAsync(service, $$$$"""{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"{{{{Hash}}}}"}}}""")).Expect(200);
        (await PostAsync(service, $$"""{"query":"{{Document}}","documentId":"{{Name}}"}""")).Expect(200);
        Assert.Equal("invalid-parameter", (await PostAsync(service, $$"""{"query":"{ __typename }","documentId":"{{Name}}"}""")).Expect(400).Code);
        Assert.Equal("document-not-allowed", (await PostAsync(service, """{"documentId":"other"}""")).Expect(403).Code);
    }

    [Fact]
    public async Task With_a_list_only_what_stands_on_it_is_answered()
    {
        await using var service = await StartAsync(new GraphQlOptions { Documents = new Dictionary<string, string> { [Hash] = Document } });
        (await PostAsync(service, $$"""{"documentId":"{{Hash}}"}""")).Expect(200);
        (await PostAsync(service, $$"""{"query":"{{Document}}"}""")).Expect(200);
        Assert.Equal("document-not-allowed", (await PostAsync(service, """{"query":"{ __typename }"}""")).Expect(403).Code);
        Assert.Equal("document-not-allowed", (await PostAsync(service, $$"""{"documentId":"{{new string('0', 64)}}"}""")).Expect(403).Code);
    }

    [Fact]
    public async Task A_closed_server_tells_nothing_of_its_schema_and_has_no_page()
    {
        await using var service = await StartAsync(new GraphQlOptions { IsOpen = false });
        Assert.Equal("invalid-document", (await service.AskAsync("{ __schema { queryType { name } } }")).Expect(400).Code);
        (await service.AskAsync("{ __typename things { nodes { __typename } } }")).Expect(200);
        Assert.Equal("not-acceptable", (await service.GetAsync("/graphql", ("Accept", "text/html"))).Expect(406).Code);
        (await service.GetAsync("/graphql/ide.js")).Expect(404);
    }

    [Fact]
    public async Task A_server_without_it_has_nothing_there()
    {
        await using var service = await StartAsync(new GraphQlOptions { IsServed = false });
        Assert.Equal("not-found", (await service.AskAsync(Document)).Expect(404).Code);
    }

    [Fact]
    public async Task What_is_asked_is_not_in_the_log()
    {
        await using var service = await TestService.StartAsync(Contract);
        (await service.AskAsync("query Secret($n: Int) { things(where: {n: {eq: $n}}) { nodes { id } } }", """{"n":424242}""")).Expect(200);
        (await service.AskAsync("""{ things(where: {n: {eq: "secret424242"}}) { nodes { id } } }""")).Expect(400);
        Assert.DoesNotContain("424242", string.Join('\n', service.Log.All.Select(line => line.ToString())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_tells_the_name_of_an_operation_where_it_is_short()
    {
        await using var service = await TestService.StartAsync(Contract);
        var longName = new string('n', 101);
        foreach (var name in (string[])["Things", longName, ""]) (await service.AskAsync($"query {name} {{ __typename }}")).Expect(200);
        // The last line is written behind the last answer.
        object?[] told = [];
        for (var i = 0; i < 200 && told.Length < 3; i++)
        {
            told = [.. service.Log.All.Where(line => line.Values.ContainsKey("Ms")).Select(line => line.Values.GetValueOrDefault("OperationName"))];
            await Task.Delay(10, TestService.Cancellation);
        }
        Assert.Equal(["Things", null, null], told);
    }

    private static string HashOf(string document) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(document)));

    private static Task<TestService> StartAsync(GraphQlOptions options) => TestService.StartAsync(Contract, new TestOptions { Http = new LintelHttpOptions { GraphQl = options } });

    private static Task<Reply> PostAsync(TestService service, string body, params (string Name, string Value)[] headers) => service.SendAsync("POST", "/graphql", Body.Json(body), headers);
}
