using Lintel.Http.Tests.Access;
using Lintel.Http.Tests.Models;

namespace Lintel.Http.Tests.Auth;

/// <summary>That no cache, and no entity tag, gives one caller what is another's.</summary>
public sealed class CachingTests
{
    private const string Contract = """
          person:
            key: { type: int, client: true }
            fields:
              name: string(..50)
              pay: { type: int, default: 0, access: { read: "'clerk' in caller.roles", write: "'clerk' in caller.roles" } }
          account:
            key: { type: int, client: true }
            managed: []
            fields:
              name: string(..50)
              pin: { type: string(..10), default: "0000", writeOnly: true }
              pay: { type: int, default: 0, access: { read: "'clerk' in caller.roles", write: "'clerk' in caller.roles" } }
          order:
            key: { type: int, client: true }
            fields: { number: int }
          line:
            partOf: order
            key: { type: int, client: true }
            fields: { secret: bool = false }
            access: { read: "not secret or 'clerk' in caller.roles" }
        auth: {}
        access: { read: true, write: caller.id != null }
        """;

    [Fact]
    public async Task An_answer_is_kept_by_the_callers_own_cache_alone_and_never_taken_for_another_callers()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var guarded = await Guarded.StartAsync(issuer.Settings);
        foreach (var headers in new (string, string)[][] { [], [("Authorization", $"Bearer {issuer.Token()}")] })
        {
            foreach (var reply in new[] { await guarded.Service.GetAsync("things", headers), await guarded.Service.SendAsync("HEAD", "things", null, headers) })
                Assert.Equal(("private, no-cache", "Authorization"), (reply.Expect(200)["Cache-Control"], reply["Vary"]));
            Assert.Equal(("private, no-cache", "Authorization, Accept"), Of((await guarded.Service.GetAsync("things", [("Accept", "text/csv"), .. headers])).Expect(200)));
            Assert.Equal(("no-store", "Authorization"), Of((await guarded.Service.GetAsync("things/1", headers)).Expect(404)));
            Assert.Equal(("no-store", "Authorization"), Of((await guarded.Service.PostAsync("things", "{}", headers)).Expect(headers.Length == 0 ? 401 : 403)));
            Assert.Equal(("no-store", "Authorization"), Of((await guarded.AskAsync("application/json", headers)).Expect(200)));
        }
        Assert.Equal(("no-store", "Authorization"), Of((await guarded.GetAsync("forged")).Expect(401)));
        await using var open = await TestService.StartAsync("  thing:\n    key: int\n    fields: { n: int? }\n");
        Assert.Equal((null, null), Of((await open.GetAsync("things")).Expect(200)));

        static (string?, string?) Of(Reply reply) => (reply["Cache-Control"], reply["Vary"]);
    }

    [Fact]
    public async Task Browsers_of_a_configured_origin_may_send_a_token_and_no_cookies()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var guarded = await Guarded.StartAsync(issuer.Settings, http: new LintelHttpOptions { CorsOrigins = ["https://app.example"] });
        var preflight = (await guarded.Service.SendAsync("OPTIONS", "things", null,
            ("Origin", "https://app.example"), ("Access-Control-Request-Method", "GET"), ("Access-Control-Request-Headers", "authorization"))).Expect(204);
        Assert.Equal(("https://app.example", "authorization", null), (preflight["Access-Control-Allow-Origin"], preflight["Access-Control-Allow-Headers"], preflight["Access-Control-Allow-Credentials"]));
        foreach (var (token, status) in new[] { (issuer.Token(), 200), ("forged", 401) })
        {
            // A page that is refused must be able to read why.
            var reply = (await guarded.Service.GetAsync("things", ("Origin", "https://app.example"), ("Authorization", $"Bearer {token}"))).Expect(status);
            Assert.Equal(("https://app.example", "Authorization, Origin"), (reply["Access-Control-Allow-Origin"], reply["Vary"]));
            Assert.Contains("WWW-Authenticate", reply["Access-Control-Expose-Headers"], StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task Callers_who_see_different_things_of_a_row_have_different_tags_of_it(string store) => EachStore.RunAsync(store, Contract, Market.Options, async service =>
    {
        (await service.PostAsync("people", """{"id":1,"name":"Ann","pay":7}""", Market.As("operator"))).Expect(201);
        (await service.PostAsync("orders", """{"id":1,"number":1,"lines":[{"id":1,"secret":true}]}""", Market.As("operator"))).Expect(201);
        foreach (var path in (string[])["people/1", "orders/1?include=lines"])
        {
            var (clerk, alice) = ((await service.GetAsync(path, Market.As("clerk"))).Expect(200), (await service.GetAsync(path, Market.As("alice"))).Expect(200));
            Assert.NotEqual(clerk.Body, alice.Body);
            Assert.NotEqual(clerk.ETag, alice.ETag);
            // Who has seen it as another is not told that they know it as it is for them.
            Assert.Equal(alice.Body, (await service.GetAsync(path, Market.As("alice"), ("If-None-Match", clerk.ETag))).Expect(200).Body);
            (await service.GetAsync(path, Market.As("alice"), ("If-None-Match", alice.ETag))).Expect(304);
            (await service.GetAsync(path, Market.As("bob"), ("If-None-Match", alice.ETag))).Expect(304);
        }
        var tag = (await service.GetAsync("people/1", Market.As("alice"))).ETag;
        (await service.PatchAsync("people/1", """{"name":"Anna"}""", Market.As("alice"), ("If-Match", tag))).Expect(200);
        (await service.PatchAsync("people/1", """{"name":"Anne"}""", Market.As("alice"), ("If-Match", tag))).Expect(412);
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task A_tag_that_is_made_of_the_values_is_made_of_those_that_the_caller_sees_and_holds_for_their_writes(string store) => EachStore.RunAsync(store, Contract, Market.Options, async service =>
    {
        (await service.PostAsync("accounts", """{"id":1,"name":"Ann","pay":7,"pin":"1234"}""", Market.As("operator"))).Expect(201);
        var (clerk, alice) = (await TagAsync("clerk"), await TagAsync("alice"));
        (await service.PatchAsync("accounts/1", """{"pay":8}""", Market.As("operator"))).Expect(200);
        Assert.NotEqual(clerk, await TagAsync("clerk"));
        Assert.Equal(alice, await TagAsync("alice"));
        (await service.PatchAsync("accounts/1", """{"pin":"9999"}""", Market.As("operator"))).Expect(200);
        Assert.Equal(alice, await TagAsync("alice"));
        (await service.PatchAsync("accounts/1", """{"name":"Anna"}""", Market.As("alice"), ("If-Match", alice))).Expect(200);
        (await service.PatchAsync("accounts/1", """{"name":"Anne"}""", Market.As("alice"), ("If-Match", alice))).Expect(412);
        (await service.DeleteAsync("accounts/1", Market.As("alice"), ("If-Match", alice))).Expect(412);
        (await service.DeleteAsync("accounts/1", Market.As("alice"), ("If-Match", await TagAsync("alice")))).Expect(204);

        async Task<string> TagAsync(string caller) => (await service.GetAsync("accounts/1", Market.As(caller))).Expect(200).ETag;
    });
}
