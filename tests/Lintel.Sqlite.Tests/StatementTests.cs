using Lintel.Operations;
using Lintel.Sqlite.Native;
using Lintel.Testing;

namespace Lintel.Sqlite.Tests;

/// <summary>What SQLite makes of statements.</summary>
public sealed class StatementTests
{
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

    private static string Statements(Database database, ReadOperation operation) =>
        string.Join(";\n", database.Store.Compile(database.Bind(operation)).Statements) + ";";

    private static Task<Database> SampleAsync(string sample) => Database.CreateAsync(Database.Compiled(OpenSample.Folder(sample)));
}
