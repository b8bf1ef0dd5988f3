using Lintel.Http.Auth;
using Lintel.Model;

namespace Lintel.Http.Tests.Auth;

/// <summary>A provider changes its keys, and goes down.</summary>
public sealed class KeyRotationTests
{
    [Fact]
    public async Task Keys_are_read_once_for_many_tokens_that_come_at_once()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var guarded = await Guarded.StartAsync(issuer.Settings);
        Assert.Equal(0, issuer.Readings);
        var held = new TaskCompletionSource();
        issuer.Held = held.Task;
        var asked = Enumerable.Range(0, 20).Select(_ => guarded.GetAsync(issuer.Token())).ToArray();
        held.SetResult();
        foreach (var reply in await Task.WhenAll(asked)) reply.Expect(200);
        Assert.Equal(1, issuer.Readings);
    }

    [Fact]
    public async Task A_new_key_is_asked_for_when_a_token_names_it_and_the_former_is_not_accepted_any_more()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var guarded = await Guarded.StartAsync(issuer.Settings);
        var former = issuer.Token();
        (await guarded.GetAsync(former)).Expect(200);
        issuer.Rotate("two");
        guarded.Service.Clock.Advance(IssuerKeys.Pause);
        (await guarded.GetAsync(issuer.Token())).Expect(200);
        Assert.Equal(2, issuer.Readings);
        (await guarded.GetAsync(former)).Expect(401);
    }

    [Fact]
    public async Task Strangers_who_name_keys_that_are_not_there_make_it_ask_once_in_a_while()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var guarded = await Guarded.StartAsync(issuer.Settings);
        using var evil = TestKey.Rsa("evil");
        (await guarded.GetAsync(issuer.Token())).Expect(200);
        for (var i = 0; i < 50; i++) (await guarded.GetAsync((evil with { Id = $"evil{i}" }).Token(issuer.Payload()))).Expect(401);
        Assert.Equal(1, issuer.Readings);
        guarded.Service.Clock.Advance(IssuerKeys.Pause);
        for (var i = 0; i < 50; i++) (await guarded.GetAsync((evil with { Id = $"evil{i}" }).Token(issuer.Payload()))).Expect(401);
        Assert.Equal(2, issuer.Readings);
        (await guarded.GetAsync(issuer.Token())).Expect(200);
    }

    [Fact]
    public async Task A_provider_that_is_down_is_503_until_it_is_back_and_known_keys_last_a_day()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var guarded = await Guarded.StartAsync(issuer.Settings);
        issuer.IsDown = true;
        var token = issuer.Key.Token(Lasting(issuer));
        for (var i = 0; i < 10; i++)
        {
            var reply = (await guarded.GetAsync(token)).Expect(503);
            Assert.Equal(("unavailable", "5", null), (reply.Code, reply["Retry-After"], reply["WWW-Authenticate"]));
        }
        Assert.Equal(1, issuer.Readings);
        (await guarded.AskAsync("application/json", ("Authorization", $"Bearer {token}"))).Expect(503);
        (await guarded.Service.GetAsync("things")).Expect(200);
        issuer.IsDown = false;
        guarded.Service.Clock.Advance(IssuerKeys.FailurePause);
        (await guarded.GetAsync(token)).Expect(200);

        issuer.IsDown = true;
        guarded.Service.Clock.Advance(IssuerKeys.Stale);
        (await guarded.GetAsync(token)).Expect(200);
        guarded.Service.Clock.Advance(TimeSpan.FromMinutes(1));
        (await guarded.GetAsync(token)).Expect(503);
        Assert.Contains(guarded.Service.Log.All, line => line.Text.Contains("answers 503", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_key_that_was_taken_back_is_forgotten_when_the_keys_are_old()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var guarded = await Guarded.StartAsync(issuer.Settings);
        var former = issuer.Key.Token(Lasting(issuer));
        (await guarded.GetAsync(former)).Expect(200);
        issuer.Rotate("two");
        guarded.Service.Clock.Advance(IssuerKeys.Fresh + TimeSpan.FromSeconds(1));
        // The reading goes on beside the answer to whoever caused it.
        for (var i = 0; i < 500 && (await guarded.GetAsync(former)).Status == 200; i++) await Task.Delay(10, TestService.Cancellation);
        (await guarded.GetAsync(former)).Expect(401);
    }

    [Fact]
    public async Task A_provider_that_calls_itself_something_else_is_not_the_one()
    {
        await using var issuer = await TestIssuer.StartAsync();
        issuer.NamesItself = "https://evil.example";
        await using var guarded = await Guarded.StartAsync(issuer.Settings);
        (await guarded.GetAsync(issuer.Token())).Expect(503);
        Assert.Contains(guarded.Service.Log.All, line => line.Text.Contains("is that of 'https://evil.example'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://id.example", true)]
    [InlineData("http://127.0.0.1:8080", true)]
    [InlineData("http://localhost", true)]
    [InlineData("http://id.example", false)]
    [InlineData("http://127.0.0.1.id.example", false)]
    [InlineData("ftp://127.0.0.1", false)]
    [InlineData("file:///etc", false)]
    [InlineData("id.example", false)]
    public void Keys_are_read_over_nothing_that_others_could_change_on_the_way(string address, bool isSafe) => Assert.Equal(isSafe, AuthSettings.IsSafe(address));

    [Fact]
    public async Task Keys_without_tls_are_not_even_asked_for()
    {
        await using var issuer = await TestIssuer.StartAsync();
        issuer.KeysAt = "http://id.example/keys";
        await using var guarded = await Guarded.StartAsync(issuer.Settings);
        (await guarded.GetAsync(issuer.Token())).Expect(503);
        Assert.Contains(guarded.Service.Log.All, line => line.Text.Contains("is no address with https", StringComparison.Ordinal));
    }

    private static System.Text.Json.Nodes.JsonObject Lasting(TestIssuer issuer)
    {
        var payload = issuer.Payload();
        payload["exp"] = TestIssuer.Seconds(10 * 24 * 3600);
        return payload;
    }
}
