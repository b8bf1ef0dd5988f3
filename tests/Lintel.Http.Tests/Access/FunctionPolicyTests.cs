using Lintel.Postgres;
using Lintel.Postgres.Testing;
using Lintel.Testing;

namespace Lintel.Http.Tests.Access;

/// <summary>Who calls functions of the database, and what they are given.</summary>
public sealed class FunctionPolicyTests
{
    private const string Contract = """
          customer:
            key: { type: int, column: id }
            fields:
              name: string(..200)
              since: { type: date, access: { read: "'clerk' in caller.roles" } }
              referrer: { type: customer?, column: referrer_id }
            access: { read: "name == caller.id or referrer.name == caller.id or 'clerk' in caller.roles" }
        functions:
          customersSince: { input: { since: date }, returns: "customer[]", reads: true, access: caller.id != null }
          customerCalled: { input: { name: text }, returns: customer, reads: true, access: caller.id != null }
          rename: { input: { id: int, name: text }, returns: customer, access: caller.id != null }
          plus: { function: added, input: { first: { type: int, argument: 1 }, second: { type: int, argument: 2, default: database } }, returns: int, reads: true, access: "true" }
          span: { returns: { fields: { firstDay: date, lastDay: date } }, reads: true, access: "'clerk' in caller.roles" }
          forget: { input: { customer: int }, access: "'clerk' in caller.roles" }
          tidy: {}
        auth: {}
        """;

    [Fact]
    public Task A_function_is_called_by_whom_it_says_and_else_by_nobody() => RunAsync(async service =>
    {
        (await service.GetAsync("/v1:plus?first=2")).Expect(200);
        (await service.GetAsync("/v1:span")).Expect(401);
        Assert.Equal("This caller may not call 'span'.", (await service.GetAsync("/v1:span", Board.As("alice"))).Expect(403).Detail);
        (await service.GetAsync("/v1:span", Board.As("clerk"))).Expect(200);
        (await service.GetAsync("/v1:customersSince?since=2020-01-01")).Expect(401);
        (await service.PostAsync("/v1:forget", """{"customer":2}""", Board.As("alice"))).Expect(403);
        (await service.PostAsync("/v1:forget", """{"customer":2}""", Board.As("clerk"))).Expect(204);
        (await service.PostAsync("/v1:tidy", "{}", Board.As("clerk"))).Expect(403);
    });

    [Fact]
    public Task Of_rows_those_come_that_the_caller_sees() => RunAsync(async service =>
    {
        Assert.Equal("Ada Bob Cleo Dan", (await service.GetAsync("/v1:customersSince?since=2020-01-01&sort=id", Board.As("clerk"))).Expect(200).Column("name"));
        var seen = (await service.GetAsync("/v1:customersSince?since=2020-01-01&sort=id&count=exact&include=referrer", Board.As("Ada"))).Expect(200);
        Assert.Equal(("Ada Bob Cleo", 3L), (seen.Column("name"), seen.Total));
        Assert.DoesNotContain("since", seen.Data[0].GetRawText(), StringComparison.Ordinal);
        (await service.GetAsync("/v1:customersSince?since=2020-01-01&fields=since", Board.As("Ada"))).Expect(403);
        (await service.GetAsync("/v1:customersSince?since=2020-01-01&sort=since", Board.As("Ada"))).Expect(403);
        Assert.Equal("Bob Dan", (await service.GetAsync("/v1:customersSince?since=2020-01-01&sort=id", Board.As("Bob"))).Expect(200).Column("name"));
        (await service.GetAsync("/v1:customerCalled?name=Dan", Board.As("Ada"))).Expect(404);
        (await service.GetAsync("/v1:customerCalled?name=Dan", Board.As("Bob"))).Expect(200);
    });

    [Fact]
    public Task What_one_changes_through_a_function_is_shown_as_far_as_one_sees_it() => RunAsync(async service =>
    {
        Assert.Equal("""{"id":2,"name":"Bert","referrerId":1}""", (await service.PostAsync("/v1:rename", """{"id":2,"name":"Bert"}""", Board.As("Ada"))).Expect(200).Body);
        (await service.PostAsync("/v1:rename", """{"id":4,"name":"Dora"}""", Board.As("Ada"))).Expect(204);
        Assert.Contains("since", (await service.PostAsync("/v1:rename", """{"id":4,"name":"Dan"}""", Board.As("clerk"))).Expect(200).Body, StringComparison.Ordinal);
    });

    private static async Task RunAsync(Func<TestService, Task> test)
    {
        await using var schema = await PostgresServer.Shared.CreateSchemaAsync();
        await schema.ExecuteAsync(await File.ReadAllTextAsync(Path.Combine(Golden.Repository, "tests", "databases", "functions.postgres.sql"), TestService.Cancellation));
        var model = TestService.Compile(Contract, isExternal: true);
        await using var service = await TestService.StartAsync(model, Board.Options with { Store = _ => PostgresStore.Open(model, schema.Options) });
        await test(service);
    }
}
