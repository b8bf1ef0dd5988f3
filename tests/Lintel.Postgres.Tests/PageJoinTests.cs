using Lintel.Operations;
using Lintel.Stores;

namespace Lintel.Postgres.Tests;

/// <summary>How PostgreSQL joins where a page ends the reading early.</summary>
public sealed class PageJoinTests
{
    [Fact]
    public async Task A_page_makes_no_memory_for_the_joins_of_all_rows_behind_it()
    {
        await using var database = await Database.CreateAsync("""
              person:
                managed: []
                fields:
                  since: date
                  note: text
              letter:
                managed: []
                fields:
                  sender: person
                  sent: int
                queries:
                  - { sort: [sent] }
            """);
        await database.ExecuteAsync("""
            INSERT INTO person (id, since, note) SELECT gen_random_uuid(), date '2020-01-01' + i % 1000, repeat('x', 100) FROM generate_series(1, 20000) AS i;
            INSERT INTO letter (id, sender_id, sent) SELECT gen_random_uuid(), id, row_number() OVER () FROM person, generate_series(1, 2);
            ANALYZE person; ANALYZE letter
            """);
        var read = database.Bind(new ReadOperation
        {
            Resource = "letter",
            Selection = new()
            {
                Conditions = [new Condition("sender.since", FilterOperator.GreaterOrEqual, [InputValue.Untyped("2021-01-01")], "?sender.since")],
                Order = [new OrderTerm("sent", false, "?sort")],
                Page = new() { Limit = 20 },
            },
        });
        await using var session = await database.Store.OpenAsync(SessionKind.Read, Database.Cancellation);
        var explained = await session.ExplainAsync(database.Store.Compile(read), read, measures: false, Database.Cancellation);
        var plan = explained.Statements[0].DatabasePlan;
        Assert.Contains("Nested Loop", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Memoize", plan, StringComparison.Ordinal);
    }
}
