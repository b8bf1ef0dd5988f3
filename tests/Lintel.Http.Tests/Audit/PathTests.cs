using System.Text.Json;
using Lintel.Http.Tests.Models;

namespace Lintel.Http.Tests.Audit;

/// <summary>No path of writing goes round the record, nobody writes it, and only those read it who may.</summary>
public sealed class PathTests
{
    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task Each_path_of_writing_is_told(string store) => EachStore.RunAsync(store, Ledger.Contract, Ledger.Options, async service =>
    {
        Assert.Equal(["""alice create tag 1 - {"id":1,"word":"a"}""", """alice update tag 1 {"word":"a"} {"word":"b"}"""], await Ledger.AfterAsync(service, async () => (await service.PostAsync("/v1:batch",
            """{"operations":[{"method":"POST","path":"/v1/tags","body":{"id":1,"word":"a"}},{"method":"PATCH","path":"/v1/tags/1","body":{"word":"b"}},{"method":"GET","path":"/v1/tags"}]}""", Ledger.As("alice"))).Expect(200)));
        Assert.Equal(["""bob create tag 2 - {"id":2,"word":"c"}""", """bob update tag 2 {"word":"c"} {"word":"d"}""", """bob delete tag 1 {"id":1,"word":"b"} -"""], await Ledger.AfterAsync(service, async () =>
        {
            (await AskAsync(service, "mutation { a: createTag(input: {id: 2, word: \"c\"}) { tag { id } } b: updateTag(id: 2, patch: {word: \"d\"}) { tag { id } } c: deleteTag(id: 1) { deletedNodeId } }")).Expect(200);
        }));
        Assert.Equal(["""alice create tag 4 - {"id":4,"word":"e"}""", """alice update tag 4 {"word":"e"} {"word":"f"}"""], await Ledger.AfterAsync(service, async () =>
        {
            (await service.PutAsync("tags/4", """{"word":"e"}""", Ledger.As("alice"))).Expect(201);
            (await service.PutAsync("tags/4", """{"word":"f"}""", Ledger.As("alice"))).Expect(200);
            (await service.PutAsync("tags/4", """{"word":"f"}""", Ledger.As("alice"))).Expect(200);
        }));
        Assert.Equal(["""operator create tag 7 - {"id":7,"word":"x"}""", """operator create tag 8 - {"id":8,"word":"y"}"""], await Ledger.AfterAsync(service, async () =>
        {
            const string Rows = "{\"id\":7,\"word\":\"x\"}\n{\"id\":7,\"word\":\"x\"}\n{\"id\":8,\"word\":\"y\"}\n";
            (await service.SendAsync("POST", "tags", Body.Of(Rows, "application/x-ndjson"), Ledger.As("operator"))).Expect(409);
            (await service.SendAsync("POST", "tags?onError=skip", Body.Of(Rows, "application/x-ndjson"), Ledger.As("operator"))).Expect(200);
        }));
        Assert.Equal(["""operator update tag 7 {"word":"x"} {"word":"z"}""", """operator update tag 8 {"word":"y"} {"word":"z"}"""], await Ledger.AfterAsync(service, async () =>
            (await service.PatchAsync("tags?id[gte]=7", """{"word":"z"}""", Ledger.As("operator"))).Expect(200)));
        Assert.Equal(["""operator delete tag 7 {"id":7,"word":"z"} -""", """operator delete tag 8 {"id":8,"word":"z"} -"""], await Ledger.AfterAsync(service, async () =>
            (await service.DeleteAsync("tags?id[gte]=7", Ledger.As("operator"))).Expect(200)));
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task What_is_not_done_is_not_told(string store) => EachStore.RunAsync(store, Ledger.Contract, Ledger.Options, async service =>
    {
        await service.PostAsync("tags", """{"id":1,"word":"a"}""", Ledger.As("alice"));
        Assert.Empty(await Ledger.AfterAsync(service, async () =>
        {
            (await service.PostAsync("tags", """{"id":1,"word":"b"}""", Ledger.As("alice"))).Expect(409);
            (await service.PatchAsync("tags/9", """{"word":"b"}""", Ledger.As("alice"))).Expect(404);
            (await service.PatchAsync("tags/1", """{"word":"b"}""", Ledger.As("alice"), ("If-Match", "\"7\""))).Expect(412);
            (await service.PostAsync("/v1:batch", """{"operations":[{"method":"POST","path":"/v1/tags","body":{"id":2,"word":"a"}},{"method":"PATCH","path":"/v1/tags/9","body":{"word":"b"}}]}""", Ledger.As("alice"))).Expect(404);
            (await service.PostAsync("tags", """{"id":3,"word":"rehearsed"}""", Ledger.As("alice"), ("Prefer", "tx=rollback"))).Expect(201);
            (await service.PatchAsync("tags/1", """{"word":"rehearsed"}""", Ledger.As("alice"), ("Prefer", "tx=rollback"))).Expect(200);
            (await service.DeleteAsync("tags/1", Ledger.As("alice"), ("Prefer", "tx=rollback"))).Expect(204);
            (await service.PatchAsync("tags?id[gte]=1", """{"word":"rehearsed"}""", Ledger.As("alice"), ("Prefer", "tx=rollback"))).Expect(200);
            (await service.DeleteAsync("tags?id[gte]=1", Ledger.As("alice"), ("Prefer", "tx=rollback"))).Expect(200);
            (await service.PostAsync("/v1:batch", """{"operations":[{"method":"DELETE","path":"/v1/tags/1"}]}""", Ledger.As("alice"), ("Prefer", "tx=rollback"))).Expect(200);
            var import = (await service.SendAsync("POST", "tags", Body.Of("""{"id":4,"word":"rehearsed"}""", "application/x-ndjson"), Ledger.As("alice"), ("Prefer", "tx=rollback"))).Expect(200);
            Assert.Equal((1, "tx=rollback"), (import.Json.GetProperty("created").GetInt32(), import["Preference-Applied"]));
            (await service.GetAsync("tags/4", Ledger.As("alice"))).Expect(404);
            (await service.PostAsync("drafts", """{"id":1,"text":"not recorded"}""", Ledger.As("alice"))).Expect(201);
        }));
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task Nobody_writes_the_record_and_who_may_reads_it(string store) => EachStore.RunAsync(store, Ledger.Contract, Ledger.Options, async service =>
    {
        await service.PostAsync("tags", """{"id":1,"word":"a"}""", Ledger.As("alice"));
        await service.PostAsync("tags", """{"id":2,"word":"b"}""", Ledger.As("bob"));
        var mine = (await service.GetAsync("audit", Ledger.As("bob"))).Expect(200).Json.GetProperty("data")[0];
        Assert.Equal("2", mine.GetProperty("row").GetString());
        Assert.Equal(["""alice create tag 1 - {"id":1,"word":"a"}"""], await Ledger.ReadAsync(service, "by=alice"));
        (await service.GetAsync("audit")).Expect(401);
        (await service.GetAsync("audit-chains", Ledger.As("bob"))).Expect(403);
        var path = $"audit/{mine.GetProperty("chain")},{mine.GetProperty("number")}";
        (await service.GetAsync(path, Ledger.As("auditor"))).Expect(200);
        (await service.GetAsync(path, Ledger.As("alice"))).Expect(404);
        foreach (var caller in new[] { "auditor", "operator" })
        {
            (await service.PostAsync("audit", """{"chain":0,"number":9}""", Ledger.As(caller))).Expect(405);
            (await service.PatchAsync(path, """{"by":"eve"}""", Ledger.As(caller))).Expect(405);
            (await service.PutAsync(path, """{"by":"eve"}""", Ledger.As(caller))).Expect(405);
            (await service.DeleteAsync(path, Ledger.As(caller))).Expect(405);
            (await service.DeleteAsync("audit?by=bob", Ledger.As(caller))).Expect(405);
            (await service.PatchAsync("audit-chains/0", """{"number":0}""", Ledger.As(caller))).Expect(405);
        }
        (await service.PostAsync("/v1:batch", $$"""{"operations":[{"method":"DELETE","path":"/v1/{{path}}"}]}""", Ledger.As("auditor"))).Expect(405);
        var asked = (await AskAsync(service, "{ auditEntries(first: 9, orderBy: [{number: ASC}]) { nodes { by row operation new } } }", "auditor")).Expect(200);
        Assert.Equal(2, asked.Json.GetProperty("data").GetProperty("auditEntries").GetProperty("nodes").GetArrayLength());
        Assert.DoesNotContain("Audit", (await AskAsync(service, "{ __schema { mutationType { fields { name } } } }", "auditor")).Expect(200).Body, StringComparison.OrdinalIgnoreCase);
        await Ledger.VerifyAsync(service);
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task Writers_at_once_leave_sound_chains(string store) => EachStore.RunAsync(store, Ledger.Contract, Ledger.Options, async service =>
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async writer =>
        {
            for (var i = 0; i < 10; i++)
            {
                var id = 1 + (10 * writer) + i;
                (await service.PostAsync("tags", $$"""{"id":{{id}},"word":"a"}""", Ledger.As($"w{writer}"))).Expect(201);
                (await service.PostAsync("/v1:batch", $$$"""{"operations":[{"method":"PATCH","path":"/v1/tags/{{{id}}}","body":{"word":"b"}}]}""", Ledger.As($"w{writer}"))).Expect(200);
            }
        }));
        Assert.Equal(160, (await Ledger.VerifyAsync(service)).Entries);
    });

    private static Task<Reply> AskAsync(TestService service, string document, string caller = "bob") => service.SendAsync("POST", "/graphql",
        Body.Json($$"""{"query":{{JsonSerializer.Serialize(document)}}}"""), ("Accept", "application/graphql-response+json"), Ledger.As(caller));
}
