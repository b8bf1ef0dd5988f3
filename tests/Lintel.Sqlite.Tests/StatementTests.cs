using Lintel.Model;
using Lintel.Operations;
using Lintel.Sqlite.Native;
using Lintel.Testing;

namespace Lintel.Sqlite.Tests;

/// <summary>What SQLite makes of statements.</summary>
public sealed class StatementTests
{
    [Theory]
    [InlineData("shop")]
    [InlineData("chinook")]
    public async Task Declared_access_patterns_are_served_by_an_index_in_order(string sample)
    {
        await using var database = await SampleAsync(sample);
        using var connection = SqliteConnection.Open(database.File, Database.Options(database.File), "");
        foreach (var resource in database.Model.Resources.Where(resource => resource.Owner is null))
        {
            foreach (var pattern in resource.Queries)
            {
                var read = new ReadOperation
                {
                    Resource = resource.Name,
                    Selection = new Selection
                    {
                        Conditions = [.. pattern.Filter.Select(field => new Condition(field.Name, FilterOperator.Equal, [Example(field)], ""))],
                        Order = [.. pattern.Sort.Select(sort => new OrderTerm(sort.Field.Name, sort.Descending, ""))],
                    },
                };
                var text = database.Store.Compile(database.Bind(read)).Statements[0];
                var plan = string.Join('\n', connection.Query("EXPLAIN QUERY PLAN " + text, 4).Select(row => row[3]));
                Assert.True(plan.Contains("USING", StringComparison.Ordinal) && !plan.Contains("TEMP B-TREE", StringComparison.Ordinal), $"{text}\n{plan}");
            }
        }
    }

    [Fact]
    public async Task Links_of_one_row_are_found_by_their_index_in_order()
    {
        await using var database = await SampleAsync("chinook");
        using var connection = SqliteConnection.Open(database.File, Database.Options(database.File), "");
        var text = Statements(database, new() { Resource = "track", Scope = new("playlist", ["1"], "tracks") });
        var plan = connection.Query("EXPLAIN QUERY PLAN " + text, 4).Select(row => row[3]);
        Assert.Equal(["SEARCH t1 USING PRIMARY KEY (playlist_id=?)", "SEARCH t0 USING INTEGER PRIMARY KEY (rowid=?)"], plan);
    }

    [Fact]
    public async Task Prefixes_keys_and_unique_mail_addresses_use_their_index()
    {
        await using var database = await SampleAsync("shop");
        using var connection = SqliteConnection.Open(database.File, Database.Options(database.File), "");
        Assert.Contains("(email>? AND email<?)", Plan(new("sku", FilterOperator.StartsWith, [InputValue.Untyped("a")], ""), "product").Replace("sku", "email", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("(email=?)", Plan(new("email", FilterOperator.Equal, [InputValue.Untyped("a@b.example")], ""), "customer"), StringComparison.Ordinal);
        Assert.Contains("(id=?)", Plan(new("id", FilterOperator.In, [InputValue.Untyped(Guid.Empty.ToString())], ""), "customer"), StringComparison.Ordinal);

        string Plan(Condition condition, string resource)
        {
            var read = new ReadOperation { Resource = resource, Selection = new Selection { Conditions = [condition] } };
            var text = database.Store.Compile(database.Bind(read)).Statements[0];
            return string.Join('\n', connection.Query("EXPLAIN QUERY PLAN " + text[..text.IndexOf("\nORDER", StringComparison.Ordinal)], 4).Select(row => row[3]));
        }
    }

    private static InputValue Example(Field field) => InputValue.Untyped(field.Type.Kind switch
    {
        ScalarKind.Uuid => Guid.Empty.ToString(),
        ScalarKind.Enum => field.Type.Members[0],
        ScalarKind.Int or ScalarKind.Long or ScalarKind.Decimal => "1",
        ScalarKind.Bool => "true",
        ScalarKind.Date => "2026-01-01",
        ScalarKind.Timestamp => "2026-01-01T00:00:00Z",
        _ => "a",
    });

    private static string Statements(Database database, ReadOperation operation) =>
        string.Join(";\n", database.Store.Compile(database.Bind(operation)).Statements) + ";";

    private static Task<Database> SampleAsync(string sample) => Database.CreateAsync(Database.Compiled(Path.Combine(Golden.Repository, "samples", sample)));
}
