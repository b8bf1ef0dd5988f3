using Lintel.Model;
using Lintel.Operations;
using Lintel.Sqlite.Native;
using Lintel.Testing;

namespace Lintel.Sqlite.Tests;

/// <summary>The statements on record, and what SQLite makes of them.</summary>
public sealed class StatementTests
{
    [Theory]
    [InlineData("shop")]
    [InlineData("chinook")]
    public async Task The_schema_of_each_sample_is_the_one_on_record(string sample)
    {
        await using var database = await SampleAsync(sample);
        Golden.Matches($"tests/golden/sqlite/{sample}.schema.sql", string.Join(";\n\n", database.Store.SchemaScript()) + ";\n");
    }

    [Fact]
    public async Task The_statements_of_reads_are_those_on_record()
    {
        await using var database = await SampleAsync("chinook");
        Golden.Matches("tests/golden/sqlite/reads.sql", string.Concat(Reads().Select(read => $"-- {read.Name}\n{Statements(database, read.Operation)}\n\n")));
    }

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

    private static IEnumerable<(string Name, ReadOperation Operation)> Reads()
    {
        yield return ("one row with its children", new() { Resource = "invoice", Key = ["1"], Selection = new() { Includes = [new("lines", "", new() { Includes = [new("track", "")] })] } });
        yield return ("a list over a reference, counted", new()
        {
            Resource = "track",
            Selection = new()
            {
                Names = [new("name", "")],
                Conditions = [new("album.artist.name", FilterOperator.Equal, [InputValue.Untyped("AC/DC")], ""), new("genre", FilterOperator.NotEqual, [InputValue.Untyped("1")], "")],
                Order = [new("album.title", true, ""), new("name", false, "")],
                Page = new() { Count = CountMode.Exact },
            },
        });
        yield return ("rows with any of many", new()
        {
            Resource = "artist",
            Selection = new() { Conditions = [new("albums.tracks.playlists.name", FilterOperator.In, [InputValue.Untyped("Music"), InputValue.Untyped("90’s Music")], "")] },
        });
        yield return ("text", new()
        {
            Resource = "track",
            Selection = new()
            {
                Conditions =
                [
                    new("name", FilterOperator.Contains, [InputValue.Untyped("a")], ""), new("name", FilterOperator.StartsWith, [InputValue.Untyped("a")], ""),
                    new("composer", FilterOperator.EndsWith, [InputValue.Untyped("a")], ""), new("composer", FilterOperator.IsNotNull, [], ""),
                ],
            },
        });
        yield return ("links of one row", new() { Resource = "track", Scope = new("playlist", ["1"], "tracks") });
        yield return ("children of one row", new() { Resource = "invoiceLine", Scope = new("invoice", ["1"], "lines") });
        yield return ("links with a page each", new()
        {
            Resource = "playlist",
            Selection = new() { Includes = [new("tracks", "", new() { Page = new() { Limit = 3 }, Order = [new("name", false, "")] })] },
        });
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
