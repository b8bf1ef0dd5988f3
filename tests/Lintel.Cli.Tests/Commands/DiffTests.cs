using System.Text.Json;

namespace Lintel.Cli.Tests.Commands;

/// <summary><c>lintel diff</c>, of files and folders.</summary>
public sealed class DiffTests
{
    private const string Old = """
        lintel: 1
        service: shop
        resources:
          customer:
            fields:
              email: email unique
              tier: enum(basic, gold) = basic
        """;

    [Fact]
    public async Task Nothing_changed_is_said_and_ends_with_0()
    {
        var shop = Path.Combine(Repository.Root, "samples/shop");
        Assert.Equal("shop v1 → shop v1: nothing changed\n", (await InProcess.RunAsync("diff", shop, Path.Combine(shop, "contract.yaml"))).Success());
    }

    [Fact]
    public async Task Changes_stand_with_their_places_and_reasons_the_worst_first()
    {
        using var workspace = new Workspace();
        var ran = await DiffAsync(workspace, Old + "\n      phone: string?", Old.Replace("gold)", "gold, platinum)", StringComparison.Ordinal) + "\n      note: string?");
        Assert.Equal(1, ran.Code);
        Assert.Equal($"""
            breaking
              {workspace.PathOf("new.yaml")}:5:5: LTC206: customer.phone: It is gone.
                clients: breaking, data: breaking. Clients that read it find nothing, bodies that give it are refused, and nothing leads to its values any more.
                instead: mark it `deprecated` until nobody uses it; where it was renamed, say `was:`

            risky
              {workspace.PathOf("new.yaml")}:7:7: LTC224: customer.tier: New: `platinum`.
                clients: risky, data: risky. Clients that read it may not expect the new name. No row has it yet, but what the column allows has to be changed.
                instead: tell clients to expect names that they do not know

            safe
              {workspace.PathOf("new.yaml")}:8:7: LTC201: customer.note: It is new: string.
                clients: safe, data: safe. Clients ignore members that they do not know, and rows get null or the default.

            shop v1 → shop v1: 3 changes: 1 breaking, 1 risky, 1 safe

            """, ran.Out);
        Assert.Equal("lintel: 1 change breaks clients, and the version is still v1; 1 change breaks data\n", ran.Error);
    }

    [Theory]
    [InlineData("", "\n      note: string?", "")]
    [InlineData("", "\n    maxLimit: 50", "1 change breaks clients, and the version is still v1")]
    [InlineData("", "\n    table: people", "1 change breaks data")]
    [InlineData("", "\n    table: people\n    maxLimit: 50", "1 change breaks clients, and the version is still v1; 1 change breaks data")]
    [InlineData("\n      note: string?", "\n      note: string?\n    maxLimit: 50\nversion: v2", "")]
    [InlineData("", "\n    table: people\n    maxLimit: 50\nversion: v2", "1 change breaks data")]
    public async Task What_breaks_clients_needs_a_new_version_and_what_breaks_data_is_never_let_pass(string old, string @new, string error)
    {
        using var workspace = new Workspace();
        var ran = await DiffAsync(workspace, Old + old, Old + @new);
        Assert.Equal(error.Length == 0 ? (0, "") : (1, $"lintel: {error}\n"), (ran.Code, ran.Error));
        Assert.Equal(ran.Out, (await DiffAsync(workspace, Old + old, Old + @new, "--allow-breaking")).Success());
    }

    [Fact]
    public async Task As_json_the_changes_are_the_same()
    {
        using var workspace = new Workspace();
        var @new = Old.Replace("gold)", "gold, platinum)", StringComparison.Ordinal) + "\n    maxLimit: 50";
        var text = await DiffAsync(workspace, Old, @new);
        var ran = await DiffAsync(workspace, Old, @new, "--json");
        Assert.Equal((1, text.Error), (ran.Code, ran.Error));
        using var json = JsonDocument.Parse(ran.Out);
        Assert.Equal("""{"service":"shop","version":"v1"}""", json.RootElement.GetProperty("old").GetRawText().Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal));
        Assert.Equal(("breaking", "risky"), (json.RootElement.GetProperty("clients").GetString(), json.RootElement.GetProperty("data").GetString()));
        Assert.Equal(["LTC224", "LTC131"], json.RootElement.GetProperty("changes").EnumerateArray().Select(change => change.GetProperty("code").GetString()));
        foreach (var change in json.RootElement.GetProperty("changes").EnumerateArray())
        {
            Assert.Contains($"  {change.GetProperty("file")}:{change.GetProperty("line")}:{change.GetProperty("column")}: {change.GetProperty("code")}: {change.GetProperty("subject")}: {change.GetProperty("detail")}\n", text.Out);
            Assert.Contains($"    clients: {change.GetProperty("clients")}, data: {change.GetProperty("data")}. {change.GetProperty("why")}\n", text.Out);
            Assert.Contains($"    instead: {change.GetProperty("instead")}\n", text.Out);
        }
    }

    [Fact]
    public async Task As_json_nothing_changed_is_an_empty_list()
    {
        using var workspace = new Workspace();
        using var json = JsonDocument.Parse((await DiffAsync(workspace, Old, Old, "--json")).Success());
        Assert.Equal(("safe", "safe", 0), (json.RootElement.GetProperty("clients").GetString(), json.RootElement.GetProperty("data").GetString(), json.RootElement.GetProperty("changes").GetArrayLength()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_contract_with_mistakes_is_refused_with_them(bool isOldWrong)
    {
        using var workspace = new Workspace();
        var ran = await (isOldWrong ? DiffAsync(workspace, CheckTests.Mistakes, Old) : DiffAsync(workspace, Old, CheckTests.Mistakes));
        Assert.Equal((1, ""), (ran.Code, ran.Out));
        Assert.Contains("error LTL2010: ", ran.Error);
        Assert.EndsWith($"lintel: 6 errors in {workspace.PathOf(isOldWrong ? "old.yaml" : "new.yaml")}\n", ran.Error);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_a_finding()
    {
        using var workspace = new Workspace();
        var ran = await InProcess.RunAsync("diff", workspace.Write("old.yaml", Old), workspace.PathOf("nosuch.yaml"));
        Assert.Equal((1, ""), (ran.Code, ran.Out));
        Assert.Contains("There is no file or folder", ran.Error);
    }

    [Fact]
    public async Task Both_contracts_have_to_be_named()
    {
        var ran = await InProcess.RunAsync("diff", "old.yaml");
        Assert.Equal("diff needs <new>: the new one, in the same ways; see 'lintel diff --help'", ran.Failure());
        Assert.Equal(ExitCode.Misused, ran.Code);
    }

    private static Task<Ran> DiffAsync(Workspace workspace, string old, string @new, params string[] options) =>
        InProcess.RunAsync(["diff", workspace.Write("old.yaml", old), workspace.Write("new.yaml", @new), .. options]);
}
