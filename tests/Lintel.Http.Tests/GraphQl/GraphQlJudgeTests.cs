using Lintel.GraphQL.Schema;
using Lintel.Http.GraphQl;
using Lintel.Testing;

namespace Lintel.Http.Tests.GraphQl;

/// <summary>What independent tools and a real client say of the service.</summary>
public sealed class GraphQlJudgeTests
{
    private static readonly Dictionary<string, string> Variables = new()
    {
        ["ArtistListQuery"] = """{"first":2,"name":"AC"}""",
        ["ArtistListPageQuery"] = """{"first":1,"name":"AC"}""",
        ["AlbumListPageQuery"] = """{"first":1,"nodeId":"YXJ0aXN0OjE"}""",
        ["ArtistPageQuery"] = """{"node":"YXJ0aXN0OjE","withAlbums":true}""",
        ["ArtistPageRenameMutation"] = """{"id":2,"patch":{"name":"Renamed"},"version":1}""",
    };

    private static readonly string Documents = Path.Combine(Golden.Repository, "tests", "Lintel.Http.Tests", "GraphQl", "Chinook");

    [Fact]
    public async Task The_audit_of_GraphQL_over_HTTP_finds_nothing()
    {
        await using var service = await TestService.StartSampleAsync("chinook");
        Assert.Empty(await GraphQLJudges.AuditAsync($"{service.Url}graphql"));
    }

    [Theory]
    [InlineData("shop")]
    [InlineData("chinook")]
    public async Task Graphql_js_builds_the_schema_from_introspection_and_it_is_the_exported_one(string sample)
    {
        await using var service = await TestService.StartSampleAsync(sample);
        Assert.Empty(await GraphQLJudges.IntrospectAsync($"{service.Url}graphql", Schema(sample)));
    }

    [Fact]
    public async Task Relay_compiles_pages_fragments_and_mutations() =>
        Assert.Empty((await GraphQLJudges.CompileForRelayAsync(Schema("chinook"), File("ArtistList"), File("AlbumList"), File("ArtistPage"))).Findings);

    [Fact]
    public async Task What_Relay_compiled_is_the_list_of_what_is_answered()
    {
        var compiled = await GraphQLJudges.CompileForRelayAsync(Schema("chinook"), File("ArtistList"), File("AlbumList"), File("ArtistPage"));
        await using var service = await TestService.StartSampleAsync("chinook", new TestOptions { Http = new LintelHttpOptions { GraphQl = new GraphQlOptions { Documents = compiled.Persisted } } });
        var answers = new Dictionary<string, string>();
        foreach (var (hash, text) in compiled.Persisted)
        {
            var name = text.Split(' ', '(', '\n')[1];
            answers[name] = (await AskAsync(service, $$"""{"doc_id":"ignored","documentId":"{{hash}}","variables":{{Variables[name]}}}""")).Expect(200).Raw("data");
        }
        Assert.Equal(Variables.Keys.Order(StringComparer.Ordinal), answers.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("\"name\":\"AC/DC\"", answers["ArtistListQuery"], StringComparison.Ordinal);
        Assert.Contains("\"name\":\"Renamed\"", answers["ArtistPageRenameMutation"], StringComparison.Ordinal);
        (await AskAsync(service, """{"query":"{ __typename }"}""")).Expect(403);
    }

    [Fact]
    public async Task Graphql_inspector_finds_six_levels_valid() => Assert.Empty(await GraphQLJudges.ValidateAsync(Schema("chinook"), File("Purchases")));

    [Fact]
    public async Task A_real_client_reads_pages_and_mutates()
    {
        await using var service = await TestService.StartSampleAsync("chinook");
        using var played = await GraphQLJudges.PlayAsync(
            $"{service.Url}graphql", await System.IO.File.ReadAllTextAsync(Path.Combine(Documents, "client.json"), TestContext.Current.CancellationToken));
        var answers = played.RootElement.EnumerateArray().ToList();
        var data = (int step, string path) => path.Split('.').Aggregate(answers[step].GetProperty("data"), (inner, name) => inner.GetProperty(name));

        Assert.Equal("A Cor Do Som", data(0, "artist.name").GetString()); // id 43; see the csv
        Assert.Equal(data(0, "artist.nodeId").GetString(), data(2, "node.nodeId").GetString());
        var pages = answers[3].GetProperty("pages").EnumerateArray().ToList();
        Assert.True(pages.Count > 2, answers[3].ToString());
        var names = pages.SelectMany(page => page.EnumerateArray()).Select(artist => artist.GetProperty("name").GetString()).ToList();
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        Assert.Equal("The Jury", data(5, "updateArtist.artist.name").GetString());
        Assert.Equal("precondition-failed", answers[6].GetProperty("error").GetProperty("codes")[0].GetString()); // the catalogue's code
        Assert.Equal("The Jury", data(7, "artist.name").GetString());
        Assert.Equal(data(4, "createArtist.artist.nodeId").GetString(), data(8, "deleteArtist.deletedNodeId").GetString());
        Assert.Equal(400, answers[9].GetProperty("error").GetProperty("status").GetInt32());
    }

    private static Task<Reply> AskAsync(TestService service, string request) => service.SendAsync("POST", "/graphql", Body.Json(request));

    private static string File(string name) => Path.Combine(Documents, $"{name}.graphql");

    /// <summary>The exported schema, in a file.</summary>
    private static string Schema(string sample)
    {
        var file = Path.Combine(Judges.NewOutput("sdl"), "schema.graphql");
        System.IO.File.WriteAllText(file, SchemaText.Of(TestService.Sample(sample)));
        return file;
    }
}
