using Lintel.Access;
using Lintel.Http.Auth;

namespace Lintel.Http.Tests.Auth;

/// <summary>That what is remembered of a token lets nobody in who would not be let in without.</summary>
public sealed class VerifiedTokenTests
{
    [Fact]
    public async Task A_token_that_was_accepted_is_not_beyond_its_end()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var guarded = await Guarded.StartAsync(issuer.Settings with { Skew = TimeSpan.Zero });
        var payload = issuer.Payload();
        payload["exp"] = TestIssuer.Seconds(60);
        var token = issuer.Key.Token(payload);
        for (var i = 0; i < 3; i++) (await guarded.GetAsync(token)).Expect(200);
        guarded.Service.Clock.Advance(TimeSpan.FromSeconds(59.999));
        (await guarded.GetAsync(token)).Expect(200);
        guarded.Service.Clock.Advance(TimeSpan.FromSeconds(0.001));
        Assert.Equal("The token is not accepted: it has expired.", (await guarded.GetAsync(token)).Expect(401).Detail);
    }

    [Fact]
    public async Task Nor_when_its_key_was_taken_back()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var guarded = await Guarded.StartAsync(issuer.Settings);
        var payload = issuer.Payload();
        payload["exp"] = TestIssuer.Seconds(24 * 3600);
        var token = issuer.Key.Token(payload);
        (await guarded.GetAsync(token)).Expect(200);
        issuer.Rotate("two");
        // Known keys are read again beside the first request that finds them old; what they are then counts for the next.
        guarded.Service.Clock.Advance(IssuerKeys.Fresh + TimeSpan.FromSeconds(1));
        (await guarded.GetAsync(token)).Expect(200);
        var readings = issuer.Readings;
        while ((await guarded.GetAsync(token)).Status == 200) await Task.Yield();
        Assert.Equal(2, Math.Max(readings, issuer.Readings));
        Assert.Equal("The token is not accepted: it is not signed with a key of the issuer.", (await guarded.GetAsync(token)).Expect(401).Detail);
        (await guarded.GetAsync(issuer.Token())).Expect(200);
    }

    [Fact]
    public async Task Nor_does_it_speak_for_one_that_differs_in_a_letter_or_in_what_it_claims()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var guarded = await Guarded.StartAsync(issuer.Settings);
        var (alice, bob) = (issuer.Token("alice", "clerk"), issuer.Token("bob"));
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(("alice", "clerk"), await guarded.WhoAsync(alice) is var one ? (one.Id, Assert.Single(one.Roles)) : default);
            Assert.Equal("bob", (await guarded.WhoAsync(bob)).Id);
        }
        for (var at = 0; at < alice.Length; at += 7)
        {
            if (alice[at] == '.') continue;
            var forged = alice[..at] + (alice[at] == 'A' ? 'B' : 'A') + alice[(at + 1)..];
            (await guarded.GetAsync(forged)).Expect(401);
        }
        // Half of one, and the half of another.
        (await guarded.GetAsync(bob[..bob.LastIndexOf('.')] + alice[alice.LastIndexOf('.')..])).Expect(401);
    }

    [Fact]
    public void There_are_never_more_than_two_generations_and_who_comes_again_is_kept()
    {
        var (tokens, known) = (new VerifiedTokens(), new VerifiedToken(Caller.Anonymous, new TokenHeader("RS256", null), [], default, default));
        tokens.TryFind("regular", "Bearer regular", out var regular, out _);
        tokens.Add(regular, known);
        for (var i = 0; i < 10 * VerifiedTokens.Most; i++)
        {
            Assert.False(tokens.TryFind($"token{i}", $"Bearer token{i}", out var hash, out _));
            tokens.Add(hash, known);
            Assert.True(tokens.Count <= 2 * VerifiedTokens.Most + 1);
            if (i % 1000 == 0) Assert.True(tokens.TryFind("regular", "Bearer regular", out _, out _));
        }
        Assert.False(tokens.TryFind("token0", "Bearer token0", out _, out _));
        Assert.True(tokens.TryFind("regular", "Bearer regular", out var again, out _));
        tokens.Remove(again);
        Assert.False(tokens.TryFind("regular", "Bearer regular", out _, out _));
    }
}
