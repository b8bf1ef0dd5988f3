using System.Net;
using System.Text;

namespace Lintel.Cli.Tests.Commands;

/// <summary><c>lintel run --graphql … --graphql-documents …</c>.</summary>
public sealed class RunGraphQlTests
{
    private const string Document = "{ customers(first: 1) { nodes { name } } }";
    private const string Form = "it must be an object of texts by their ids, or a manifest of Apollo's with 'operations', each with 'id' and 'body'";

    private static readonly Dictionary<string, string> NoEnvironment = [];

    [Theory]
    [InlineData("""{"DocumentId":"TEXT"}""")]
    [InlineData("""{"format":"apollo-persisted-query-manifest","version":1,"operations":[{"id":"DocumentId","name":"Q","type":"query","body":"TEXT"}]}""")]
    public async Task Only_the_listed_documents_are_answered_by_their_ids_or_as_they_are(string list)
    {
        using var workspace = Workspace.With("shop");
        var file = workspace.Write("documents.json", list.Replace("TEXT", Document, StringComparison.Ordinal));
        await using var server = await InProcessServer.StartAsync(NoEnvironment, workspace.PathOf("shop"), "--graphql-documents", file);
        foreach (var request in (string[])["""{"documentId":"DocumentId"}""", $$"""{"query":"{{Document}}"}"""])
            Assert.StartsWith("""{"data":{"customers":{"nodes":[{"name":""", await AskAsync(server, request, HttpStatusCode.OK));
        foreach (var request in (string[])["""{"documentId":"Other"}""", """{"query":"{ __typename }"}"""]) Assert.Contains("document-not-allowed", await AskAsync(server, request, HttpStatusCode.Forbidden));
    }

    [Theory]
    [InlineData("[]", Form)]
    [InlineData("""{"a":1}""", Form)]
    [InlineData("""{"operations":[{"id":"a"}]}""", Form)]
    [InlineData("""{"operations":[1]}""", Form)]
    [InlineData("""{"operations":[{"id":"a","body":"{ a }"},{"id":"a","body":"{ b }"}]}""", "'a' stands for two documents")]
    [InlineData("{}", "there is no document in it, so that nothing would be answered")]
    [InlineData("{", "it is no JSON: ")]
    public async Task What_is_no_list_is_refused_before_anything_is_served(string text, string why)
    {
        using var workspace = Workspace.With("shop");
        var file = workspace.Write("documents.json", text);
        var ran = await InProcess.RunAsync("run", workspace.PathOf("shop"), "--graphql-documents", file);
        Assert.StartsWith($"--graphql-documents is '{file}', but {why}", ran.Failure());
        Assert.Equal(ExitCode.Misused, ran.Code);
    }

    [Theory]
    [InlineData("closed", HttpStatusCode.OK, HttpStatusCode.NotAcceptable)]
    [InlineData("off", HttpStatusCode.NotFound, HttpStatusCode.NotFound)]
    public async Task It_is_served_without_its_page_or_not_at_all(string mode, HttpStatusCode answer, HttpStatusCode page)
    {
        using var workspace = Workspace.With("shop");
        await using var server = await InProcessServer.StartAsync(new() { ["LINTEL_GRAPHQL"] = mode }, workspace.PathOf("shop"));
        await AskAsync(server, $$"""{"query":"{{Document}}"}""", answer);
        Assert.DoesNotContain("/graphql", server.Error);
        using var asked = new HttpRequestMessage(HttpMethod.Get, "/graphql");
        asked.Headers.Add("Accept", "text/html");
        using var shown = await server.Client.SendAsync(asked, TestContext.Current.CancellationToken);
        Assert.Equal(page, shown.StatusCode);
    }

    [Fact]
    public async Task A_watched_contract_that_changes_has_another_schema()
    {
        using var workspace = new Workspace();
        const string Contract = "lintel: 1\nservice: haus\nresources:\n  note:\n    fields: { title: string }\n";
        var path = workspace.Write("haus.yaml", Contract);
        await using var server = await InProcessServer.StartAsync(NoEnvironment, path, "--watch");
        const string Request = """{"query":"{ notes { nodes { author } } }"}""";
        Assert.Contains("invalid-document", await AskAsync(server, Request, HttpStatusCode.OK));
        workspace.Write("haus.yaml", Contract.Replace("title: string", "title: string, author: string?", StringComparison.Ordinal));
        await server.SaidAsync("haus.yaml changed: serving 1 resource");
        Assert.Equal("""{"data":{"notes":{"nodes":[]}}}""", await AskAsync(server, Request, HttpStatusCode.OK));
    }

    private static async Task<string> AskAsync(InProcessServer server, string request, HttpStatusCode status)
    {
        using var content = new StringContent(request, Encoding.UTF8, "application/json");
        using var response = await server.Client.PostAsync(new Uri("/graphql", UriKind.Relative), content, TestContext.Current.CancellationToken);
        Assert.Equal(status, response.StatusCode);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
