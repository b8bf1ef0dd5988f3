using Lintel.Conformance;
using Lintel.Operations;
using Lintel.Postgres.Plans;
using Npgsql;

namespace Lintel.Postgres.Tests;

/// <summary>Searches of a large table read its index, whatever they ask for.</summary>
public sealed class SearchIndexTests
{
    private const int Rows = 100_000;

    private const string Contract = """
          note:
            key: int
            managed: []
            fields:
              title: string searchable
              body: text? searchable
              kind: int
        """;

    [Theory]
    [InlineData("")]
    [InlineData("\n    search: { typos: true }\n")]
    public async Task Every_kind_of_search_is_served_by_the_index_under_any_plan(string how)
    {
        await using var database = await Database.CreateAsync(Contract + how);
        await using var connection = await database.Schema.ConnectAsync();
        await ExecuteAsync(connection, $"""
            SET synchronous_commit = off;
            INSERT INTO note (title, body, kind) SELECT 'Title ' || i || ' of ' || i % 1000, 'body w' || i % 97 || ' in x' || i % 89, i % 10 FROM generate_series(1, {Rows}) AS i
            """);
        await ExecuteAsync(connection, "ANALYZE note");
        foreach (var search in new[] { "4711", "title 4711", "471*", "\"4711 of 711\"", "w5 -x7", "w5 -\"of 1\"" })
        {
            foreach (var sort in new[] { "", "id" })
            {
                var read = database.Bind(new ReadOperation
                {
                    Resource = "note",
                    Selection = new Selection
                    {
                        Search = new SearchText(search, ""),
                        Conditions = [new Condition("kind", FilterOperator.NotEqual, [InputValue.Untyped("11")], "")],
                        Order = sort.Length == 0 ? [] : [new OrderTerm(sort, false, "")],
                    },
                });
                var statement = ((ReadPlan)database.Store.Compile(read)).Statement;
                var name = $"asked_{Guid.NewGuid():n}";
                await ExecuteAsync(connection, $"PREPARE {name} AS {statement.Text}");
                // The server knows the types, and the words of a search are lists of text.
                var values = statement.Parameters.Select(parameter => parameter.Source == Sql.Lowering.ParameterSource.Slot ? "11" : "'{4711}'");
                foreach (var mode in (string[])["force_generic_plan", "force_custom_plan"])
                {
                    await ExecuteAsync(connection, $"SET plan_cache_mode = {mode}");
                    var plan = (string)(await ExecuteAsync(connection, $"EXPLAIN (FORMAT JSON) EXECUTE {name}({string.Join(", ", values)})"))!;
                    Assert.True(plan.Contains("\"Index Name\": \"lintel_search_note_", StringComparison.Ordinal), $"{search} {sort} {mode}: {plan}");
                    Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
                }
            }
        }
        using var found = await database.ReadAsync(new ReadOperation { Resource = "note", Selection = new Selection { Search = new SearchText("\"4711 of\" w*", "") } });
        Assert.Equal(1, found.Rows.Count);
    }

    [Fact]
    public async Task Languages_that_it_knows_ignore_their_endings()
    {
        await using var database = await Database.CreateAsync("  note:\n    key: int\n    fields:\n      title: string searchable\n    search: { language: german }\n");
        await database.InsertAsync("note", "{\"title\":\"Die Häuser am Fluss\"}");
        using var found = await database.ReadAsync(new ReadOperation { Resource = "note", Selection = new Selection { Search = new SearchText("haus flusses", "") } });
        Assert.Equal(1, found.Rows.Count);
        Assert.Empty(database.Store.Limitations);
    }

    private static async Task<object?> ExecuteAsync(NpgsqlConnection connection, string statement)
    {
        await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 120 };
        return await command.ExecuteScalarAsync(TestDatabase.Cancellation);
    }
}
