using Lintel.Access;
using Lintel.Http.Auth;
using Lintel.Http.Tests.Models;
using Lintel.Rates;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Lintel.Http.Tests.Limits;

/// <summary>Requests that are counted; the clock of these tests stands still, so that nothing comes back by itself.</summary>
public sealed class RateTests
{
    private static TestOptions Callers { get; } = new() { Request = Identify };

    [Fact]
    public async Task An_answer_tells_what_is_left_and_a_refusal_when_there_is_more()
    {
        await using var service = await StartAsync("{ addressRate: 30/min, rateBurst: 2 }");
        Assert.Equal(["\"address\";q=2;w=4", "\"address\";r=1;t=2"], Rates((await service.GetAsync("books")).Expect(200)));
        Assert.Equal(["\"address\";q=2;w=4", "\"address\";r=0;t=4"], Rates((await service.GetAsync("books?nope=1")).Expect(400)));
        var refused = (await service.GetAsync("books")).Expect(429);
        Assert.Equal(["\"address\";q=2;w=4", "\"address\";r=0;t=2"], Rates(refused));
        Assert.Equal("2", refused["Retry-After"]);
        Assert.Equal("too-many-requests", refused.Code);
        Assert.Equal("application/problem+json", refused["Content-Type"]);
        Assert.Equal("One address may send 2 requests at once, and 30/min on average.", refused.Detail);
        service.Clock.Advance(TimeSpan.FromSeconds(1.5));
        Assert.Equal("1", (await service.GetAsync("books")).Expect(429)["Retry-After"]);
        service.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal("\"address\";r=1;t=2", (await service.GetAsync("books")).Expect(200)["RateLimit"]);
    }

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task What_is_refused_is_not_done(string store) => EachStore.RunAsync(store, LimitProbes.Contract + "\nlimits: { addressRate: 1/s, rateBurst: 1 }\n", async service =>
    {
        (await service.GetAsync("books")).Expect(200);
        (await service.PutAsync("authors/1", """{"name":"Ann"}""")).Expect(429);
        service.Clock.Advance(TimeSpan.FromSeconds(1));
        (await service.GetAsync("authors/1")).Expect(404);
    });

    [Fact]
    public async Task GraphQL_units_and_REST_use_up_one_limit()
    {
        await using var service = await StartAsync("{ addressRate: 1/s, rateBurst: 3 }");
        (await service.AskAsync("{books{nodes{id}}}")).Expect(200);
        (await service.PostAsync("/v1:batch", """{"operations":[{"method":"GET","path":"/v1/books"}]}""")).Expect(200);
        (await service.GetAsync("books")).Expect(200);
        var refused = (await service.AskAsync("{books{nodes{id}}}")).Expect(429);
        Assert.Equal("too-many-requests", refused.Code);
        Assert.Equal("application/graphql-response+json; charset=utf-8", refused["Content-Type"]);
        Assert.Equal("1", refused["Retry-After"]);
        (await service.PostAsync("/v1:batch", """{"operations":[{"method":"GET","path":"/v1/books"}]}""")).Expect(429);
        (await service.GetAsync("books")).Expect(429);
    }

    [Fact]
    public async Task Probes_and_documents_are_not_counted()
    {
        await using var service = await StartAsync("{ addressRate: 1/h, rateBurst: 1 }");
        (await service.GetAsync("books")).Expect(200);
        foreach (var path in (string[])["/livez", "/readyz", "/v1/openapi.json", "/docs/"]) Assert.Null((await service.GetAsync(path)).Expect(200)["RateLimit"]);
    }

    [Fact]
    public async Task Each_caller_has_a_limit_of_its_own_and_each_of_its_keys()
    {
        await using var service = await StartAsync("{ callerRate: 1/s, keyRate: 1/s, rateBurst: 1 }", Callers);
        Assert.Equal("\"key\";r=0;t=1, \"caller\";r=0;t=1", (await AsAsync("alice", "k1")).Expect(200)["RateLimit"]);
        Assert.Equal("One API key may send 1 requests at once, and 1/s on average.", (await AsAsync("alice", "k1")).Expect(429).Detail);
        Assert.Equal("One caller may send 1 requests at once, and 1/s on average.", (await AsAsync("alice", "k2")).Expect(429).Detail);
        (await AsAsync("bob", "k3")).Expect(200);
        // Who is not known is counted by its address, where that is.
        foreach (var _ in (int[])[1, 2, 3]) Assert.Null((await service.GetAsync("books")).Expect(200)["RateLimit"]);

        Task<Reply> AsAsync(string caller, string key) => service.GetAsync("books", ("X-Caller", caller), ("X-Key", key));
    }

    [Fact]
    public async Task Without_a_rate_nothing_is_counted_and_the_document_tells_of_none()
    {
        await using var service = await TestService.StartAsync(LimitProbes.Contract);
        Assert.Null((await service.GetAsync("books")).Expect(200)["RateLimit"]);
        Assert.DoesNotContain("429", (await service.GetAsync("openapi.json")).Body, StringComparison.Ordinal);
        await using var counted = await StartAsync("{ keyRate: 1/s }");
        Assert.Contains("\"429\"", (await counted.GetAsync("openapi.json")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_shared_limits_are_gone_the_server_counts_for_itself_and_says_so_once()
    {
        var shared = new FailingBuckets();
        await using var service = await StartAsync("{ addressRate: 1/s, rateBurst: 2 }", new TestOptions { Http = new LintelHttpOptions { SharedBuckets = shared } });
        foreach (var _ in (int[])[1, 2]) (await service.GetAsync("books")).Expect(200);
        (await service.GetAsync("books")).Expect(429);
        var told = Assert.Single(service.Log.All, line => line.Text.Contains("shared rate limits", StringComparison.Ordinal));
        Assert.Equal("The shared rate limits can't be reached, and until they can this process counts for itself: gone", told.Text);
        Assert.Equal(LogLevel.Warning, told.Level);
        shared.IsThere = true;
        service.Clock.Advance(SharedBuckets.Pause);
        Assert.Equal("\"address\";r=41;t=1", (await service.GetAsync("books")).Expect(200)["RateLimit"]);
        Assert.Contains(service.Log.All, line => line.Text == "The shared rate limits are reached again");
        Assert.Empty(service.Log.Errors);
    }

    private static Task<TestService> StartAsync(string limits, TestOptions? options = null) => TestService.StartAsync($"{LimitProbes.Contract}\nlimits: {limits}\n", options);

    private static string?[] Rates(Reply reply) => [reply["RateLimit-Policy"], reply["RateLimit"]];

    private static void Identify(HttpContext context)
    {
        if (context.Request.Headers["X-Caller"].ToString() is { Length: > 0 } caller) CallerOf.Set(context, new Caller { Id = caller });
        if (context.Request.Headers["X-Key"].ToString() is { Length: > 0 } key) context.Features.Set(new ApiKeyUsed(key));
    }

    private sealed class FailingBuckets : IBuckets
    {
        public bool IsThere { get; set; }

        public ValueTask<BucketState> TakeAsync(BucketKey key, BucketSize size, CancellationToken cancellation) =>
            IsThere ? ValueTask.FromResult(new BucketState(true, 41, TimeSpan.Zero, TimeSpan.FromSeconds(1))) : throw new IOException("gone");
    }
}
