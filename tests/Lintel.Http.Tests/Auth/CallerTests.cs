using System.Text.Json.Nodes;
using Lintel.Http.Auth;
using Lintel.Model;

namespace Lintel.Http.Tests.Auth;

/// <summary>Who a token says the caller is.</summary>
public sealed class CallerTests
{
    [Fact]
    public async Task Who_brings_nothing_is_anonymous_and_where_nothing_is_asked_a_token_is_ignored()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var guarded = await Guarded.StartAsync(issuer.Settings);
        Assert.True((await guarded.WhoAsync(null)).IsAnonymous);
        await using var open = await TestService.StartAsync("  thing:\n    key: int\n    fields: { n: int? }\n");
        (await open.GetAsync("things", ("Authorization", "Bearer nonsense"))).Expect(200);
    }

    [Fact]
    public async Task A_token_says_who_the_caller_is_with_roles_and_claims()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var guarded = await Guarded.StartAsync(issuer.Settings);
        var payload = issuer.Payload("älice", "clerk", "admin");
        payload["aud"] = new JsonArray("bank", TestIssuer.Audience);
        payload["team"] = "north";
        payload["level"] = 7;
        payload["verified"] = true;
        payload["nothing"] = null;
        payload["places"] = new JsonArray("a", 2, null, new JsonObject());
        payload["https://shop.example/tenant"] = "t1";
        payload["deep"] = new JsonObject { ["er"] = new JsonObject { ["value"] = "v" } };
        var caller = await guarded.WhoAsync(issuer.Key.Token(payload));
        Assert.Equal("älice", caller.Id);
        Assert.Equal(["clerk", "admin"], caller.Roles);
        Assert.Equal(["north"], caller.Claims["team"]);
        Assert.Equal(["7"], caller.Claims["level"]);
        Assert.Equal(["true"], caller.Claims["verified"]);
        Assert.Equal(["a", "2"], caller.Claims["places"]);
        Assert.Equal(["t1"], caller.Claims["https://shop.example/tenant"]);
        Assert.Equal(["v"], caller.Claims["deep.er.value"]);
        Assert.DoesNotContain("nothing", caller.Claims.Keys);
        Assert.DoesNotContain("deep", caller.Claims.Keys);
    }

    [Fact]
    public async Task The_contract_says_where_the_id_and_the_roles_are()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var guarded = await Guarded.StartAsync(issuer.Settings with { Claims = new CallerClaims { Id = "email", Roles = "realm_access.roles" } });
        var payload = issuer.Payload("ignored", "ignored");
        payload["email"] = "a@shop.example";
        payload["realm_access"] = new JsonObject { ["roles"] = new JsonArray("admin") };
        var caller = await guarded.WhoAsync(issuer.Key.Token(payload));
        Assert.Equal(("a@shop.example", "admin"), (caller.Id, Assert.Single(caller.Roles)));
        // What a caller may name within a claim of its own covers no other.
        payload["realm_access.roles"] = new JsonArray("clerk");
        Assert.Equal(["clerk"], (await guarded.WhoAsync(issuer.Key.Token(payload))).Roles);
    }

    [Theory]
    [InlineData("scope", "read write")]
    [InlineData("scp", "read  write")]
    public async Task Scopes_are_one_text(string claim, string scopes)
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var guarded = await Guarded.StartAsync(issuer.Settings with { Claims = new CallerClaims { Roles = claim } });
        var payload = issuer.Payload();
        payload[claim] = scopes;
        Assert.Equal(["read", "write"], (await guarded.WhoAsync(issuer.Key.Token(payload))).Roles);
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("RS384")]
    [InlineData("RS512")]
    [InlineData("PS256")]
    [InlineData("PS384")]
    [InlineData("PS512")]
    [InlineData("ES256")]
    [InlineData("ES384")]
    [InlineData("ES512")]
    public async Task Every_algorithm_that_the_contract_lists_is_accepted_and_no_other(string algorithm)
    {
        await using var issuer = await TestIssuer.StartAsync();
        using var key = algorithm[0] == 'E' ? TestKey.Elliptic("k", algorithm) : TestKey.Rsa("k", algorithm);
        issuer.Published.Add(key.Jwk());
        await using var guarded = await Guarded.StartAsync(issuer.Settings with { Algorithms = [algorithm] });
        (await guarded.GetAsync(key.Token(issuer.Payload()))).Expect(200);
        await using var other = await Guarded.StartAsync(issuer.Settings with { Algorithms = [algorithm == "RS256" ? "ES256" : "RS256"] });
        (await other.GetAsync(key.Token(issuer.Payload()))).Expect(401);
    }

    [Theory]
    [InlineData("bearer")]
    [InlineData("BEARER")]
    [InlineData("Bearer ")]
    public async Task The_name_of_the_scheme_is_of_any_case(string scheme)
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var guarded = await Guarded.StartAsync(issuer.Settings);
        (await guarded.Service.GetAsync("things", ("Authorization", $"{scheme} {issuer.Token()}"))).Expect(200);
    }

    [Fact]
    public async Task Clocks_may_differ_by_the_skew_and_time_goes_on()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var guarded = await Guarded.StartAsync(issuer.Settings with { Skew = TimeSpan.FromSeconds(60) });
        var payload = issuer.Payload();
        payload["nbf"] = TestIssuer.Seconds(60);
        payload["exp"] = TestIssuer.Seconds(120);
        var token = issuer.Key.Token(payload);
        (await guarded.GetAsync(token)).Expect(200);
        guarded.Service.Clock.Advance(TimeSpan.FromSeconds(179));
        (await guarded.GetAsync(token)).Expect(200);
        guarded.Service.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("The token is not accepted: it has expired.", (await guarded.GetAsync(token)).Expect(401).Detail);
    }

    [Fact]
    public async Task No_log_above_debug_tells_who_the_caller_is_or_what_the_token_was()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var guarded = await Guarded.StartAsync(issuer.Settings);
        var token = issuer.Token("marked-alice", "marked-role");
        (await guarded.GetAsync(token)).Expect(200);
        (await guarded.GetAsync(token[..^10])).Expect(401);
        Assert.NotEmpty(guarded.Service.Log.All);
        Assert.DoesNotContain(guarded.Service.Log.All, line => line.Text.Contains("marked", StringComparison.Ordinal) || line.Text.Contains(token[..^10], StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_development_key_accepts_what_was_made_with_it_and_nothing_else()
    {
        var (key, other, auth) = (DevelopmentKey.Create(), DevelopmentKey.Create(), new AuthSettings { Audience = "shop", Claims = new CallerClaims { Roles = "realm.roles" } });
        await using var guarded = await Guarded.StartAsync(auth, _ => DevelopmentKey.Parse(key.ToSecretText())!);
        var claims = new[] { ("team", "a"), ("team", "b"), ("https://shop.example/x", "c"), ("in.ner", "d") }.ToLookup(pair => pair.Item1, pair => pair.Item2);
        var caller = await guarded.WhoAsync(key.Mint(auth, "alice", ["admin"], claims, TestService.Start, TimeSpan.FromHours(1)));
        Assert.Equal(("alice", "admin"), (caller.Id, Assert.Single(caller.Roles)));
        Assert.Equal(["a", "b"], caller.Claims["team"]);
        Assert.Equal(["c"], caller.Claims["https://shop.example/x"]);
        Assert.Equal(["d"], caller.Claims["in.ner"]);
        string Mint(DevelopmentKey by, AuthSettings with, TimeSpan span) => by.Mint(with, "alice", [], claims, TestService.Start, span);
        (await guarded.GetAsync(Mint(other, auth, TimeSpan.FromHours(1)))).Expect(401);
        (await guarded.GetAsync(Mint(key, auth with { Audience = "bank" }, TimeSpan.FromHours(1)))).Expect(401);
        (await guarded.GetAsync(Mint(key, auth, TimeSpan.FromHours(-1)))).Expect(401);
        (await guarded.GetAsync(TestKey.Compact(new() { ["alg"] = "none" }, """{"iss":"urn:lintel:development","aud":"shop","sub":"a","exp":9999999999}""", _ => []))).Expect(401);
        await using var without = await Guarded.StartAsync(auth);
        (await without.GetAsync(Mint(key, auth, TimeSpan.FromHours(1)))).Expect(401);
        await using var issuer = await TestIssuer.StartAsync();
        await using var grown = await Guarded.StartAsync(auth with { Issuer = issuer.Url }, _ => key);
        (await grown.GetAsync(Mint(key, auth, TimeSpan.FromHours(1)))).Expect(401);
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA!")]
    public void What_is_no_key_is_not_read_as_one(string text) => Assert.Null(DevelopmentKey.Parse(text));
}
