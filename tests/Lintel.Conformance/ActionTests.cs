using Lintel.Operations;

namespace Lintel.Conformance;

/// <summary>Actions see the row as the one before them left it, and leave all of what they set or nothing.</summary>
public abstract class ActionTests : StoreTests
{
    private const int Callers = 8;

    private const string Contract = """
          account:
            key: int
            managed: [version]
            fields:
              status: enum(open, closed) = open
              balance: decimal(12,2) readOnly = 0
              moves: long readOnly = 0
              last: string(1..10)? readOnly
              secret: string? writeOnly
              total: { computed: balance + sum(lines.amount), stored: true }
            state: status
            rules:
              - { name: covered, check: balance >= 0 }
              - { name: small, check: total < 1000 }
            actions:
              move: { from: [open], input: { by: "decimal(12,2)", note: string? }, set: { balance: balance + input.by, moves: moves + 1, last: input.note, secret: input.note } }
              close: { from: [open], to: closed, rules: [ { name: empty, check: balance == 0 } ] }
          accountLine:
            partOf: account
            key: int
            fields: { amount: int }
        """;

    [Fact]
    public async Task Of_many_that_count_at_once_none_is_lost()
    {
        await using var database = await StartAsync();
        var all = Enumerable.Range(0, Callers).Select(_ => Task.Run(() => ActAsync(database, "move", """{"by":1.25}""")));
        Assert.All(await Task.WhenAll(all), Assert.Null);
        Assert.Equal(["""["open",10.00,8,null,13.00,9]"""], await database.LinesAsync(Accounts));
    }

    [Fact]
    public async Task Of_many_that_lead_away_from_one_state_at_once_one_does()
    {
        await using var database = await StartAsync();
        var all = await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(() => ActAsync(database, "close", "{}"))));
        Assert.Single(all, problem => problem is null);
        Assert.Equal(Callers - 1, all.Count(problem => problem == "wrong-state"));
        Assert.Equal(["""["closed",0.00,0,null,3.00,2]"""], await database.LinesAsync(Accounts));
    }

    [Fact]
    public async Task Of_an_action_and_a_patch_at_once_each_sees_the_other_or_is_seen()
    {
        await using var database = await StartAsync();
        for (var round = 0; round < 20; round++)
        {
            var patch = Task.Run(() => ExecuteAsync(database, new UpdateOperation { Resource = "account", Key = ["1"], Patch = Json.Read("""{"secret":"x"}""") }));
            Assert.Equal([null, null], await Task.WhenAll(patch, Task.Run(() => ActAsync(database, "move", """{"by":1}"""))));
        }
        Assert.Equal(["""["open",20.00,20,null,23.00,41]"""], await database.LinesAsync(Accounts));
    }

    [Theory]
    [InlineData("move", """{"by":-1}""", "rule covered")]
    [InlineData("move", """{"by":997}""", "rule small")]
    [InlineData("move", """{"by":1,"note":"far too long for it"}""", "out-of-range")]
    [InlineData("move", """{"by":99999999999}""", "wrong-type")]
    [InlineData("move", "{}", "required")]
    public async Task What_is_refused_changes_nothing(string action, string input, string problem)
    {
        await using var database = await StartAsync();
        Assert.Equal(problem, await ActAsync(database, action, input));
        Assert.Equal(["""["open",0.00,0,null,3.00,1]"""], await database.LinesAsync(Accounts));
    }

    [Fact]
    public async Task A_rule_of_the_action_sees_the_row_before_it_and_those_of_the_resource_what_it_leaves()
    {
        await using var database = await StartAsync();
        Assert.Null(await ActAsync(database, "move", """{"by":996.99,"note":"all"}"""));
        Assert.Equal("rule empty", await ActAsync(database, "close", "{}"));
        Assert.Null(await ActAsync(database, "move", """{"by":-996.99}"""));
        Assert.Null(await ActAsync(database, "close", "{}"));
        Assert.Equal(["""["closed",0.00,2,null,3.00,4]"""], await database.LinesAsync(Accounts));
    }

    private static ReadOperation Accounts { get; } = new()
    {
        Resource = "account",
        Selection = new Selection { Names = [.. new[] { "status", "balance", "moves", "last", "total", "version" }.Select(name => new SelectedName(name, ""))] },
    };

    private async Task<TestDatabase> StartAsync()
    {
        var database = await CreateAsync(Contract);
        Assert.Null(await ExecuteAsync(database, new CreateOperation { Resource = "account", Rows = [Json.Read("""{"lines":[{"amount":3}]}""")] }));
        return database;
    }

    private static Task<string?> ActAsync(TestDatabase database, string action, string input) =>
        ExecuteAsync(database, new UpdateOperation { Resource = "account", Key = ["1"], Action = action, Patch = Json.Read(input) });

    // What was refused: code and rule; null: it was done.
    private static async Task<string?> ExecuteAsync(TestDatabase database, Operation operation)
    {
        using var outcome = await database.Engine.ExecuteAsync(operation, TestDatabase.Cancellation);
        return outcome.Problem is not { } problem ? null : problem.Errors is [{ Rule: { } rule }] ? $"{problem.Error.Code} {rule}" : problem.Error.Code;
    }
}
