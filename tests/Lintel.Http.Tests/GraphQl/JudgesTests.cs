using System.Net;
using System.Net.Sockets;
using Lintel.Testing;

namespace Lintel.Http.Tests.GraphQl;

/// <summary>The judges themselves: a judge that finds nothing anywhere judges nothing.</summary>
public sealed class JudgesTests : IDisposable
{
    private const string Schema = """
        interface Node { nodeId: ID! }
        type PageInfo { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }
        type Artist implements Node { nodeId: ID! id: Int! name: String! }
        type ArtistEdge { cursor: String! node: Artist! }
        type ArtistConnection { edges: [ArtistEdge!]! pageInfo: PageInfo! }
        type Query { node(id: ID!): Node artists(first: Int, after: String): ArtistConnection! }
        """;

    private const string List = """
        query ArtistListQuery { ...ArtistList_artists }

        fragment ArtistList_artists on Query
        @refetchable(queryName: "ArtistListPageQuery")
        @argumentDefinitions(count: { type: "Int", defaultValue: 10 }, cursor: { type: "String" }) {
          artists(first: $count, after: $cursor) @connection(key: "ArtistList_artists") { edges { node { id name } } }
        }
        """;

    private readonly string _folder = Judges.NewOutput("judges");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Relay_compiles_against_a_schema_with_its_conventions_and_tells_what_one_without_them_lacks()
    {
        var list = Write("ArtistList.graphql", List);
        var compiled = await GraphQLJudges.CompileForRelayAsync(Write("good.graphql", Schema), list);
        Assert.Empty(compiled.Findings);
        Assert.Equal(2, compiled.Persisted.Count); // the query, and the one that fetches the next page

        var withoutPages = Write("bad.graphql", Schema.Replace("hasNextPage: Boolean! ", "", StringComparison.Ordinal));
        Assert.Contains("hasNextPage", Assert.Single((await GraphQLJudges.CompileForRelayAsync(withoutPages, list)).Findings));
    }

    [Fact]
    public async Task Documents_are_held_against_the_schema()
    {
        var schema = Write("schema.graphql", Schema);
        Assert.Empty(await GraphQLJudges.ValidateAsync(schema, Write("good.graphql", "{ artists(first: 1) { edges { node { name } } } }")));

        var findings = await GraphQLJudges.ValidateAsync(schema, Write("bad.graphql", """{ artists(first: "1") { edges { node { nmae } } } }"""));
        Assert.Contains(findings, finding => finding.Contains("nmae", StringComparison.Ordinal));
        Assert.Contains(findings, finding => finding.Contains("\"1\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_is_none_fails_the_audit_and_the_introspection_and_disappoints_a_client()
    {
        using var server = new HttpListener();
        var endpoint = Start(server);
        var serving = ServeAsync(server, """{"data":{"__typename":"Query"}}""");

        var findings = await GraphQLJudges.AuditAsync(endpoint);
        Assert.Contains(findings, finding => finding.Contains("\"status\": \"error\"", StringComparison.Ordinal));
        Assert.Contains(findings, finding => finding.Contains("\"status\": \"warn\"", StringComparison.Ordinal));
        Assert.NotEmpty(await GraphQLJudges.IntrospectAsync(endpoint, Write("schema.graphql", Schema)));
        using var played = await GraphQLJudges.PlayAsync(endpoint, """[{ "query": "query($after: String) { artists(after: $after) { nodes { id } } }", "pages": "artists" }]""");
        Assert.True(played.RootElement[0].TryGetProperty("error", out _), played.RootElement.ToString());

        server.Stop();
        await serving;
    }

    private string Write(string name, string text)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllText(file, text);
        return file;
    }

    private static string Start(HttpListener server)
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var endpoint = $"http://{free.LocalEndpoint}/";
        free.Stop();
        server.Prefixes.Add(endpoint);
        server.Start();
        return endpoint;
    }

    private static async Task ServeAsync(HttpListener server, string always)
    {
        while (server.IsListening)
        {
            try
            {
                var context = await server.GetContextAsync();
                context.Response.ContentType = "text/html";
                await using var writer = new StreamWriter(context.Response.OutputStream);
                await writer.WriteAsync(always);
            }
            catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException)
            {
            }
        }
    }
}
