using Lintel.Engine;
using Lintel.Http.Tests.Failures;
using Lintel.Stores;

namespace Lintel.Http.Tests.GraphQl;

/// <summary>What callers of GraphQL see when the store is down, slow or broken, and too many come.</summary>
public sealed class StoreFailureTests
{
    private const string Contract = "  thing:\n    key: int\n    managed: []\n    fields: { n: int? }\n";
    private const string Secret = "password=hunter2 at /var/lib/secret.db";
    private const string Json = "application/json", Response = "application/graphql-response+json";

    public static TheoryData<string, string> Documents => new()
    {
        { "{ things { nodes { id } } }", Json },
        { "{ things { nodes { id } } }", Response },
        { "{ __typename a: things { nodes { id } } b: thing(id: 1) { id } }", Response },
        { "{ thingsAggregate { count } }", Response },
        { "mutation { createThing(input: {}) { thing { id } } }", Response },
        { "mutation { a: createThing(input: {}) { thing { id } } b: deleteThing(id: 1) { deletedNodeId } }", Json },
        { "mutation @transaction { a: createThing(input: {}) { thing { id } } b: deleteThing(id: 1) { deletedNodeId } }", Response },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Where_nothing_could_be_done_it_is_a_503_with_a_time_to_retry(string document, string accept)
    {
        await using var service = await StartAsync(new FakeStore { OnOpen = _ => throw new StoreException(StoreFailure.Unavailable, Secret) });
        var reply = (await AskAsync(service, document, accept)).Expect(503);
        Assert.Equal(("unavailable", "1", "no-store", $"{accept}; charset=utf-8"), (reply.Code, reply["Retry-After"], reply["Cache-Control"], reply["Content-Type"]));
        Assert.False(reply.Json.TryGetProperty("data", out _), reply.Body);
        Assert.DoesNotContain("hunter2", reply.Body, StringComparison.Ordinal);
        for (var i = 0; i < 200 && !service.Log.Errors.Any(); i++) await Task.Delay(10, TestService.Cancellation);
        Assert.Equal(Secret, Assert.Single(service.Log.Errors).Exception!.Message);
    }

    [Fact]
    public async Task Where_something_was_done_the_answer_has_it_and_tells_what_was_not()
    {
        var opened = 0;
        await using var service = await StartAsync(new FakeStore { OnOpen = _ => opened++ == 0 ? Task.CompletedTask : throw new StoreException(StoreFailure.Unavailable, Secret) });
        var reply = (await AskAsync(service, "{ a: things { nodes { id } } b: things { nodes { id } } }", Response)).Expect(200);
        Assert.Equal("""{"a":{"nodes":[{"id":0}]},"b":null}""", reply.Raw("data"));
        Assert.Equal(["b unavailable"], reply.Failures());
        Assert.Null(reply["Retry-After"]);
    }

    [Fact]
    public async Task What_may_have_been_done_is_not_to_be_tried_again()
    {
        await using var service = await StartAsync(new FakeStore { OnCommit = _ => throw new StoreException(StoreFailure.Undecided, Secret) });
        var reply = (await AskAsync(service, "mutation { createThing(input: {}) { thing { id } } }", Response)).Expect(200);
        Assert.Equal(["createThing undecided"], reply.Failures());
        Assert.Null(reply["Retry-After"]);
    }

    [Fact]
    public async Task A_defect_is_a_500_that_tells_nothing()
    {
        await using var service = await StartAsync(new FakeStore { OnRun = _ => throw new InvalidOperationException(Secret) });
        var reply = (await AskAsync(service, "{ things { nodes { id } } }", Response)).Expect(500);
        Assert.Equal("internal-error", reply.Code);
        Assert.DoesNotContain("hunter2", reply.Body, StringComparison.Ordinal);
    }

    private static Task<Reply> AskAsync(TestService service, string document, string accept) => service.SendAsync("POST", "/graphql", Body.Json($$"""{"query":"{{document}}"}"""), ("Accept", accept));

    private static Task<TestService> StartAsync(FakeStore store) => TestService.StartAsync(Contract, new TestOptions { Store = _ => store, Engine = new EngineOptions() });
}
