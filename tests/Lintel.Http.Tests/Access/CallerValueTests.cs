using Lintel.Access;
using Lintel.Http.Tests.Models;

namespace Lintel.Http.Tests.Access;

/// <summary>What is told of a caller, beside values of other types, and where there is none.</summary>
public sealed class CallerValueTests
{
    private const string Mine = "0198a0b1-0000-7000-8000-000000000001", Theirs = "0198a0b1-0000-7000-8000-000000000002";

    private const string Contract = """
          note:
            fields: { owner: uuid?, text: string(..50) }
            access: { read: owner == caller.id, write: owner == caller.id }
          ticket:
            key: { type: int, client: true }
            fields: { number: int, kind: "enum(plain, secret) = plain" }
            access: { read: "number == caller.id or kind != 'secret' and caller.id == null", write: "'operator' in caller.roles" }
        auth: {}
        """;

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task What_a_caller_lacks_equals_nothing(string store) => EachStore.RunAsync(store, Contract, Market.Options, async service =>
    {
        string[] owners = [$"\"{Mine}\"", $"\"{Theirs}\"", "null"];
        var keys = new List<string>();
        foreach (var owner in owners) keys.Add((await service.PostAsync("notes", $$"""{"owner":{{owner}},"text":"a"}""", Market.As("operator"))).Expect(201).Json.GetProperty("id").GetString()!);
        Assert.Equal(Mine, (await service.GetAsync("notes", Market.As(Mine))).Expect(200).Column("owner"));
        Assert.Equal(Mine, (await service.GetAsync("notes", Market.As(Mine.ToUpperInvariant()))).Expect(200).Column("owner"));
        // Whose id is none of the type owns nothing, whatever the rows are.
        (await service.GetAsync("notes", Market.As("alice"))).Expect(403);
        (await service.GetAsync("notes")).Expect(401);
        // A key that the engine makes tells nothing of a row that is there.
        var (hidden, absent) = (await PutAsync(keys[1]), await PutAsync("0198a0b1-0000-7000-8000-00000000000f"));
        Assert.Equal(404, absent.Status);
        Assert.Equal(Market.Told(absent, ""), Market.Told(hidden, ""));
        (await PutAsync(keys[0])).Expect(200);

        Task<Reply> PutAsync(string key) => service.PutAsync($"notes/{key}", $$"""{"owner":"{{Mine}}","text":"b"}""", Market.As(Mine));
    });

    [Fact]
    public Task Nobody_else_is_taken_for_whom_a_whole_number_or_a_uuid_names() => EachStore.RunAsync(EachStore.Sqlite, Contract, Market.Options, async service =>
    {
        (await service.PostAsync("tickets", """{"id":1,"number":7}""", Market.As("operator"))).Expect(201);
        (await service.PostAsync("notes", $$"""{"owner":"{{Mine}}","text":"a"}""", Market.As("operator"))).Expect(201);
        Assert.Equal("1", (await service.GetAsync("tickets", Market.As("7"))).Expect(200).Column("id"));
        foreach (var other in new[] { "7.0", "7e0", "07", "+7", "-7", "--7", "-0" })
        {
            var reply = await service.GetAsync("tickets", Market.As(other));
            Assert.True(reply.Status == 403 || (reply.Status == 200 && reply.Data.Length == 0), $"{other}: {reply.Body}");
        }
        foreach (var other in new[] { Mine.Replace("-", "", StringComparison.Ordinal), $"{{{Mine}}}" }) (await service.GetAsync("notes", Market.As(other))).Expect(403);
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task Who_comes_again_sees_what_the_time_and_the_key_make_of_it(string store)
    {
        var alice = new Caller { Id = "alice" };
        return EachStore.RunAsync(store, """
              pass:
                key: { type: int, client: true }
                fields: { until: timestamp, owner: string, isLate: { computed: until < now() } }
                access: { read: owner == caller.id }
              visit:
                key: { type: int, client: true }
                fields: { until: timestamp, secret: { type: string, default: s, access: { read: "caller.id == 'alice'" } } }
                access: { read: until > now() }
            auth: {}
            """, new TestOptions { Caller = name => name == "operator" ? Caller.Operator : alice }, async service =>
        {
            var until = TestService.Start.AddMinutes(5).ToString("O");
            foreach (var (id, owner) in ((int, string)[])[(1, "alice"), (2, "alice"), (3, "bob")])
            {
                (await service.PostAsync("passes", $$"""{"id":{{id}},"until":"{{until}}","owner":"{{owner}}"}""", Market.As("operator"))).Expect(201);
                (await service.PostAsync("visits", $$"""{"id":{{id}},"until":"{{until}}"}""", Market.As("operator"))).Expect(201);
            }
            for (var round = 0; round < 3; round++)
            {
                foreach (var id in (int[])[1, 2]) Assert.Equal($"{id} False", Told(await service.GetAsync($"passes/{id}", Market.As("alice"))));
                (await service.GetAsync("passes/3", Market.As("alice"))).Expect(404);
                (await service.GetAsync("passes/x", Market.As("alice"))).Expect(404);
                (await service.GetAsync("visits/1", Market.As("alice"))).Expect(200);
            }
            service.Clock.Advance(TimeSpan.FromMinutes(6));
            Assert.Equal("2 True", Told(await service.GetAsync("passes/2", Market.As("alice"))));
            (await service.GetAsync("visits/1", Market.As("alice"))).Expect(404);
        });

        static string Told(Reply reply) => $"{reply.Expect(200).Json.GetProperty("id")} {reply.Json.GetProperty("isLate")}";
    }

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task An_anonymous_caller_is_one_too(string store) => EachStore.RunAsync(store, Contract, Market.Options, async service =>
    {
        foreach (var ticket in new[] { """{"id":1,"number":7}""", """{"id":2,"number":8,"kind":"secret"}""" }) (await service.PostAsync("tickets", ticket, Market.As("operator"))).Expect(201);
        Assert.Equal("1", (await service.GetAsync("tickets")).Expect(200).Column("id"));
        Assert.Equal("2", (await service.GetAsync("tickets", Market.As("8"))).Expect(200).Column("id"));
        Assert.Equal("", (await service.GetAsync("tickets", Market.As("9"))).Expect(200).Column("id"));
        (await service.PatchAsync("tickets/1", """{"number":1}""")).Expect(401);
    });
}
