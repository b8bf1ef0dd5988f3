using System.Text.Json;

namespace Lintel.Cli.Tests.Commands;

/// <summary><c>lintel check</c>.</summary>
public sealed class CheckTests
{
    /// <summary>A contract with six mistakes, each of another kind.</summary>
    public const string Mistakes = """
        lintel: 1
        service: shop
        version: v1
        info: { title: Shop }
        seed: nosuch/
        resources:
          customer:
            fields:
              name: strng(1..200)
              email: email uniqe
          order:
            feilds: {}
            fields:
              customer: custommer
              status: enum(pending, paid) = pending
            state: staus
        """;

    [Fact]
    public async Task A_sound_contract_is_counted()
    {
        var ran = await InProcess.RunAsync("check", Path.Combine(Repository.Root, "samples/shop"));
        Assert.Equal($"{Path.Combine(Repository.Root, "samples/shop")}: shop v1, 4 resources, nothing wrong\n", ran.Success());
    }

    [Fact]
    public async Task Six_mistakes_are_six_findings_with_place_caret_and_hint()
    {
        using var workspace = new Workspace();
        var path = workspace.Write("shop.yaml", Mistakes);
        var ran = await InProcess.RunAsync("check", path);
        Assert.Equal(1, ran.Code);
        var lines = ran.Error.TrimEnd('\n').Split('\n');
        var findings = lines.Index().Where(line => line.Item.StartsWith(path, StringComparison.Ordinal)).ToArray();
        Assert.Equal(6, findings.Length);
        Assert.Equal(6, findings.Select(finding => finding.Item).Distinct().Count());
        foreach (var (at, finding) in findings)
        {
            Assert.Matches(@"^.*\.yaml:\d+:\d+: error LTL\d{4}: \S", finding);
            Assert.Matches(@"^  \s*\^+$", lines[at + 2]);
            Assert.StartsWith("  hint: ", lines[at + 3]);
        }
        Assert.Equal($"lintel: 6 errors in {path}", lines[^1]);
    }

    [Fact]
    public async Task As_json_the_findings_are_the_same()
    {
        using var workspace = new Workspace();
        var path = workspace.Write("shop.yaml", Mistakes);
        var text = await InProcess.RunAsync("check", path);
        var ran = await InProcess.RunAsync("check", path, "--json");
        Assert.Equal((1, ""), (ran.Code, ran.Error));
        using var json = JsonDocument.Parse(ran.Out);
        Assert.Equal(6, json.RootElement.GetArrayLength());
        foreach (var finding in json.RootElement.EnumerateArray())
        {
            Assert.Contains($"{finding.GetProperty("file")}:{finding.GetProperty("line")}:{finding.GetProperty("column")}: {finding.GetProperty("severity")} {finding.GetProperty("code")}: {finding.GetProperty("message")}\n", text.Error);
            Assert.Contains($"hint: {finding.GetProperty("hint")}\n", text.Error);
        }
    }

    [Theory]
    [InlineData("true", "say `tenant: tenant`")]
    [InlineData("false", "remove it: there are no tenants where it is not said")]
    public async Task A_service_names_the_field_of_its_tenants(string tenant, string hint)
    {
        using var workspace = new Workspace();
        var path = workspace.Write("shop.yaml", $"lintel: 1\nservice: shop\nauth: {{}}\naccess: {{ read: true }}\ntenant: {tenant}\nresources: {{ thing: {{ fields: {{ n: int }} }} }}\n");
        var ran = await InProcess.RunAsync("check", path);
        Assert.Equal(1, ran.Code);
        Assert.Contains($"and `{tenant}` is no name", ran.Out + ran.Error, StringComparison.Ordinal);
        Assert.Contains(hint, ran.Out + ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_json_a_sound_contract_is_an_empty_array() =>
        Assert.Equal("[]\n", (await InProcess.RunAsync("check", Path.Combine(Repository.Root, "samples/shop"), "--json")).Success());

    [Theory]
    [InlineData("check")]
    [InlineData("run")]
    [InlineData("export", "openapi")]
    [InlineData("export", "sql")]
    public async Task A_missing_file_and_a_folder_without_contract_are_findings(params string[] command)
    {
        using var workspace = new Workspace();
        var ran = await InProcess.RunAsync([.. command, workspace.PathOf("nosuch.yaml")]);
        Assert.Equal((1, ""), (ran.Code, ran.Out));
        Assert.Contains("There is no file or folder", ran.Error);
        ran = await InProcess.RunAsync([.. command, workspace.Folder]);
        Assert.Equal((1, ""), (ran.Code, ran.Out));
        Assert.Contains("The folder holds no `*.yaml` file.", ran.Error);
        Assert.EndsWith($"lintel: 1 error in {workspace.Folder}\n", ran.Error);
    }
}
