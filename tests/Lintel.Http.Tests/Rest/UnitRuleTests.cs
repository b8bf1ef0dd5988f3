using Lintel.Http.Tests.Models;

namespace Lintel.Http.Tests.Rest;

/// <summary>Which rules an operation of a unit breaks is decided by the row as the operations before it left it.</summary>
public sealed class UnitRuleTests
{
    private const string Contract = """
          room:
            key: int
            fields: { opens: int, closes: int, seats: int, taken: int = 0 }
            rules:
              - { name: hours, check: opens < closes }
              - { name: capacity, check: taken <= seats }
            actions:
              take: { input: { seats: int }, set: { taken: taken + input.seats } }
        """;

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task A_row_that_the_unit_made_is_told_all_the_rules_that_it_breaks(string store) => RunAsync(store, async service =>
    {
        Assert.Equal(["/operations/1/body/closes rule hours", "/operations/1/body/taken rule capacity"], await ErrorsAsync(service,
            """{"method":"POST","path":"/v1/rooms","body":{"opens":8,"closes":20,"seats":5}}""",
            """{"method":"PATCH","path":"/v1/rooms/2","body":{"closes":8,"taken":6}}"""));
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task A_row_that_the_unit_changed_is_told_no_rule_that_it_keeps(string store) => RunAsync(store, async service =>
    {
        const string Earlier = """{"method":"PATCH","path":"/v1/rooms/1","body":{"opens":1,"closes":3}}""";
        Assert.Equal(["/operations/1/body/taken rule capacity"], await ErrorsAsync(service, Earlier, """{"method":"PATCH","path":"/v1/rooms/1","body":{"closes":4,"taken":6}}"""));
        Assert.Equal(["/operations/1/body/taken rule capacity"], await ErrorsAsync(service, Earlier, """{"method":"PATCH","path":"/v1/rooms?seats=5","body":{"closes":4,"taken":6}}"""));
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task An_action_is_told_by_what_the_actions_before_it_left(string store) => RunAsync(store, async service =>
    {
        const string Take = """{"method":"POST","path":"/v1/rooms/1/take","body":{"seats":2}}""";
        Assert.Equal(["/operations/2/body/seats rule capacity"], await ErrorsAsync(service, Take, Take, Take));
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task A_row_that_has_changed_is_told_this_before_its_rules(string store) => RunAsync(store, async service =>
    {
        const string First = """{"method":"PATCH","path":"/v1/rooms/1","body":{"opens":9}}""";
        const string Second = """{"method":"PATCH","path":"/v1/rooms/1","headers":{"If-Match":"\"1\""},"body":{"taken":6}}""";
        Assert.Equal(["/operations/1/headers/If-Match precondition-failed"], (await UnitAsync(service, First, Second)).Expect(412).Errors);
    });

    private static Task RunAsync(string store, Func<TestService, Task> test) => EachStore.RunAsync(store, Contract, async service =>
    {
        await service.CreateAsync("rooms", """{"opens":8,"closes":20,"seats":5}""");
        var before = await service.DumpAsync();
        await test(service);
        Assert.Equal(before, await service.DumpAsync());
    });

    private static async Task<string[]> ErrorsAsync(TestService service, params string[] operations)
    {
        var reply = (await UnitAsync(service, operations)).Expect(422);
        Assert.Equal("rule", reply.Code);
        return RuleTests.Errors(reply);
    }

    private static Task<Reply> UnitAsync(TestService service, params string[] operations) =>
        service.PostAsync("/v1:batch", $$"""{"operations":[{{string.Join(',', operations)}}]}""");
}
