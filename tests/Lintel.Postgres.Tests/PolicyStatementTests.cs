using Lintel.Access;
using Lintel.Conformance;
using Lintel.Operations;
using Lintel.Postgres.Plans;

namespace Lintel.Postgres.Tests;

/// <summary>How the values of a policy stand in a statement: a planner that sees them may plan each request anew, and one from which they are hidden has a step more for each.</summary>
public sealed class PolicyStatementTests
{
    private const string Contract = """
          person:
            managed: []
            fields: { owner: string? }
            access: { read: "owner == caller.id or 'admin' in caller.roles" }
          letter:
            managed: []
            fields: { sender: person, sent: int, reader: string }
            queries:
              - { sort: [sent] }
            access: { read: sender.owner == caller.id }
          parcel:
            managed: []
            fields: { sender: person, sent: int }
            access: { read: caller.id in sender.letters.reader }
        auth: {}
        """;

    [Theory]
    [InlineData("letter", true, false)]
    [InlineData("letter", false, true)] // a list has one plan for all callers
    [InlineData("parcel", true, true)] // rows of a relation to many may be few or many
    public async Task Values_of_a_policy_are_hidden_from_the_planner_unless_one_row_leads_to_one(string resource, bool byKey, bool hidden)
    {
        var model = TestDatabase.Compile(Contract);
        var binder = new Binding.Binder(model, TimeProvider.System);
        string[]? key = byKey ? ["01887442-ffaf-7f15-884b-995a4770986a"] : null;
        Assert.Null(binder.BindRead(new ReadOperation { Resource = resource, Key = key, Caller = new Caller { Id = "alice" } }, out var bound));
        await using var store = PostgresStore.Open(model, new PostgresOptions { Host = "127.0.0.1", User = "nobody" });
        var statement = ((ReadPlan)store.Compile(bound!)).Statement.Text;
        Assert.Contains("$1", statement, StringComparison.Ordinal);
        Assert.Equal(hidden, statement.Contains("(SELECT $", StringComparison.Ordinal));
    }
}
