using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lintel.Postgres.Testing;
using Lintel.Testing;

namespace Lintel.Cli.Tests.Commands;

/// <summary><c>lintel import</c>.</summary>
public sealed class ImportTests
{
    [Fact]
    public async Task Chinook_becomes_a_contract_that_needs_no_edit()
    {
        using var database = SqliteFile.Create("chinook.sqlite.sql");
        using var workspace = new Workspace();
        var path = workspace.PathOf("chinook.yaml");
        var said = (await InProcess.RunAsync("import", database.Url, "-o", path)).Success();
        Assert.Contains("10 resources, 10 relations", said);
        var contract = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        Assert.Contains("invoice: { type: invoice reverse lines, column: InvoiceId }", contract);
        Assert.Contains("reportsTo: { type: employee? reverse reports, column: ReportsTo }", contract);
        Assert.Contains("tracks: { type: \"track[]\", through: { table: PlaylistTrack, from: [PlaylistId], to: [TrackId] } }", contract);
        Assert.Contains("nothing wrong", (await InProcess.RunAsync("check", path)).Success());
    }

    [Fact]
    public async Task Without_a_place_the_contract_is_printed_and_what_is_to_know_is_said_beside_it()
    {
        using var database = SqliteFile.Create("chinook.sqlite.sql");
        var ran = await InProcess.RunAsync("import", database.Url);
        Assert.Contains("\nresources:\n", ran.Success());
        Assert.Contains("next: lintel check", ran.Error);
    }

    [Fact]
    public async Task Every_oddity_is_in_the_contract_or_left_out_with_a_reason()
    {
        using var database = SqliteFile.Create("oddities.sqlite.sql");
        using var workspace = new Workspace();
        var ran = await InProcess.RunAsync("import", database.Url, "-o", workspace.PathOf("odd.yaml"), "--json");
        using var report = JsonDocument.Parse(ran.Success());
        Assert.NotEmpty(report.RootElement.GetProperty("resources").EnumerateArray());
        Assert.All(report.RootElement.GetProperty("leftOut").EnumerateArray(), omission => Assert.NotEqual("", omission.GetProperty("reason").GetString()));
        Assert.Contains("nothing wrong", (await InProcess.RunAsync("check", workspace.PathOf("odd.yaml"))).Success());
    }

    [Fact]
    public async Task Importing_again_shows_what_changed_and_keeps_what_was_edited()
    {
        using var database = SqliteFile.Create("chinook.sqlite.sql");
        using var workspace = new Workspace();
        var path = workspace.PathOf("chinook.yaml");
        (await InProcess.RunAsync("import", database.Url, "-o", path)).Success();
        var edited = (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).Replace("  genre:\n", "  genre:      # a shelf\n    description: Where it stands.\n", StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, edited, TestContext.Current.CancellationToken);
        Assert.EndsWith("is up to date\n", (await InProcess.RunAsync("import", database.Url, "-o", path)).Success());
        Assert.Equal(edited, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));

        database.Execute("ALTER TABLE Genre ADD COLUMN Shelf INTEGER");
        var dry = (await InProcess.RunAsync("import", database.Url, "-o", path, "--dry-run")).Success();
        Assert.Contains("\n+      shelf: ", dry);
        Assert.Equal(edited, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        (await InProcess.RunAsync("import", database.Url, "-o", path)).Success();
        Assert.Contains("  genre:      # a shelf\n", await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_contract_of_a_database_of_our_own_is_left_alone()
    {
        using var database = SqliteFile.Create("chinook.sqlite.sql");
        using var workspace = new Workspace();
        var path = workspace.EmptyShop();
        Assert.Contains("schema: external", (await InProcess.RunAsync("import", database.Url, "-o", path)).Failure());
    }

    [Fact]
    public async Task Functions_that_could_be_served_are_told_to_programs_with_all_that_is_known_of_them()
    {
        await using var database = await ForeignDatabase.CreateAsync("functions.postgres.sql");
        using var answer = JsonDocument.Parse((await InProcess.RunAsync("import", database.Url, "--dry-run", "--json")).Success());
        var functions = answer.RootElement.GetProperty("functions").EnumerateArray().ToDictionary(function => function.GetProperty("name").GetString()!, function => function.GetRawText());
        Assert.Equal(21, functions.Count);
        Assert.Equal("""
            {"name":"customerTotal","schema":"public","function":"customer_total","procedure":false,"arguments":[{"name":"customer","type":"integer","default":null,"variadic":false},{"name":"since","type":"date","default":"'2000-01-01'::date","variadic":false},{"name":"factor","type":"numeric","default":"1","variadic":false}],"returns":{"type":"numeric","many":false,"columns":[]},"reads":true,"description":null,"contract":"customerTotal: { input: { customer: { type: int }, since: { type: date, default: database }, factor: { type: decimal, default: database } }, returns: decimal, reads: true }"}
            """, Compact(functions["customerTotal"]));
        Assert.Contains("\"returns\":{\"type\":\"record\",\"many\":true,\"columns\":[{\"name\":\"customer_name\",\"type\":\"text\"},{\"name\":\"total\",\"type\":\"numeric\"}]}", Compact(functions["totals"]), StringComparison.Ordinal);
        Assert.Contains("\"returns\":{\"type\":\"public.customer\",\"many\":true,", Compact(functions["customersSince"]), StringComparison.Ordinal);
        Assert.Contains("\"variadic\":true}],", Compact(functions["summed"]), StringComparison.Ordinal);
        Assert.Contains("\"procedure\":true,\"arguments\":[],\"returns\":null,\"reads\":false,", Compact(functions["tidy"]), StringComparison.Ordinal);
    }

    private static string Compact(string json) => JsonNode.Parse(json)!.ToJsonString(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    [Fact]
    public async Task A_database_that_is_not_there_is_one_line() => Assert.Contains("nosuch.db", (await InProcess.RunAsync("import", "sqlite:/nonexistent/nosuch.db")).Failure());

    [Fact]
    public async Task What_is_no_database_is_misused() => Assert.Equal(2, (await InProcess.RunAsync("import", "mysql://host/db")).Code);
}
