namespace Lintel.Http.Tests.Models;

/// <summary>Two who saw the same state: one writes, and the other is told that it is another state by now.</summary>
public sealed class LostUpdateTests
{
    private const string Contract = """
          tag:
            key: int
            managed: []
            fields: { name: string }
          page:
            key: int
            managed: [version]
            fields:
              title: string
              status: enum(draft, shown) = draft
              tags: tag[]
            state: status
            actions:
              show: { from: [draft, shown], to: shown }
          pagePart:
            partOf: page
            reverse: parts
            key: int
            fields: { text: string }
        """;

    private static readonly (string Of, string Request, string? Body)[] OfWhatIsThere =
    [
        ("pages/1", "PUT pages/1", """{"title":"b"}"""),
        ("pages/1", "PATCH pages/1", """{"title":"b"}"""),
        ("pages/1", "PATCH pages/1", """{"parts":[]}"""),
        ("pages/1", "DELETE pages/1", null),
        ("pages/1", "POST pages/1/show", null),
        ("pages/1", "PUT pages/1/tags/2", null),
        ("pages/1", "DELETE pages/1/tags/1", null),
        ("pages/1/parts/1", "PUT pages/1/parts/1", """{"text":"b"}"""),
        ("pages/1/parts/1", "PATCH pages/1/parts/1", """{"text":"b"}"""),
        ("pages/1/parts/1", "DELETE pages/1/parts/1", null),
    ];

    /// <summary>Each write that must name a state where the contract says so; the tag is that of the row at <c>of</c>.</summary>
    public static readonly TheoryData<string, string, string, string, string?> Changes = Both(OfWhatIsThere);

    /// <summary>Each write that may name a state.</summary>
    public static readonly TheoryData<string, string, string, string, string?> Writes = Both([.. OfWhatIsThere, ("pages/1", "POST pages/1/parts", """{"text":"b"}""")]);

    [Theory]
    [MemberData(nameof(Writes))]
    public Task Of_two_with_the_same_tag_one_writes(string store, string of, string method, string target, string? body) => EachStore.RunAsync(store, Contract, async service =>
    {
        await CreateAsync(service);
        var tag = (await service.GetAsync(of)).ETag;
        // The other one changes the row, as it was seen, in its own way.
        var other = of == "pages/1" ? """{"title":"c"}""" : """{"text":"c"}""";
        var replies = await Task.WhenAll(
            service.SendAsync(method, target, body is null ? null : Body.Json(body), ("If-Match", tag)),
            service.PatchAsync(of, other, ("If-Match", tag)));
        var winner = Assert.Single(replies, reply => reply.Status < 300);
        var loser = Assert.Single(replies, reply => reply.Status >= 300);
        // What the winner deleted is not there to be compared.
        loser.Expect(method == "DELETE" && target == of && winner == replies[0] ? 404 : 412);
        if (winner == replies[1]) Assert.Equal("c", (await service.GetAsync(of)).Json.GetProperty(of == "pages/1" ? "title" : "text").GetString());
    });

    [Theory]
    [MemberData(nameof(Writes))]
    public Task A_tag_of_before_writes_nothing(string store, string of, string method, string target, string? body) => EachStore.RunAsync(store, Contract, async service =>
    {
        await CreateAsync(service);
        var tag = (await service.GetAsync(of)).ETag;
        (await service.PatchAsync(of, of == "pages/1" ? """{"title":"c"}""" : """{"text":"c"}""")).Expect(200);
        var before = await service.DumpAsync();
        (await service.SendAsync(method, target, body is null ? null : Body.Json(body), ("If-Match", tag))).Expect(412);
        Assert.Equal(before, await service.DumpAsync());
    });

    [Theory]
    [MemberData(nameof(Changes))]
    public Task Where_the_contract_requires_a_tag_nothing_is_written_without(string store, string of, string method, string target, string? body) =>
        EachStore.RunAsync(store, Contract.Replace("managed: [version]", "managed: [version]\n    ifMatch: required", StringComparison.Ordinal), async service =>
        {
            await CreateAsync(service);
            var before = await service.DumpAsync();
            (await service.SendAsync(method, target, body is null ? null : Body.Json(body))).Expect(428);
            Assert.Equal(before, await service.DumpAsync());
            Assert.InRange((await service.SendAsync(method, target, body is null ? null : Body.Json(body), ("If-Match", (await service.GetAsync(of)).ETag))).Status, 200, 204);
        });

    private static async Task CreateAsync(TestService service)
    {
        await service.CreateAsync("tags", """{"name":"x"}""", """{"name":"y"}""");
        await service.CreateAsync("pages", """{"title":"a","tagIds":[1],"parts":[{"text":"a"}]}""");
    }

    private static TheoryData<string, string, string, string, string?> Both(params (string Of, string Request, string? Body)[] writes)
    {
        var data = new TheoryData<string, string, string, string, string?>();
        foreach (var store in (string[])[EachStore.Sqlite, EachStore.Postgres])
        {
            foreach (var (of, request, body) in writes) data.Add(store, of, request.Split(' ')[0], request.Split(' ')[1], body);
        }
        return data;
    }
}
