using Lintel.Testing;

namespace Lintel.Tests.Contract;

/// <summary>What an editor sees that reads a contract's first line and the schema that it names.</summary>
public sealed class EditorTests
{
    [Fact]
    public async Task Every_sample_is_valid_by_the_schema_that_it_names()
    {
        var contracts = Directory.GetFiles(Path.Combine(Golden.Repository, "samples"), "contract.yaml", SearchOption.AllDirectories);
        Assert.NotEmpty(contracts);
        var verdict = await Judges.RunAsync("contract.mjs", contracts);
        Assert.True(verdict.ExitCode == 0, verdict.ToString());
    }

    [Theory]
    [InlineData("fields:", "feilds:", "must NOT have additional properties")]
    [InlineData("unique(ignoreCase)", "uniqe", "must match pattern")]
    [InlineData("lintel: 1", "lintel: one", "/lintel")]
    [InlineData("# yaml-language-server: $schema=", "# ", "no yaml-language-server header")]
    public async Task A_broken_contract_is_not(string right, string wrong, string finding)
    {
        var folder = Judges.NewOutput("contract");
        var text = await File.ReadAllTextAsync(Path.Combine(Golden.Repository, "samples/chinook/contract.yaml"), TestContext.Current.CancellationToken);
        Assert.Contains(right, text, StringComparison.Ordinal);
        var schema = Path.Combine(Golden.Repository, "docs/lintel.schema.json");
        var path = Path.Combine(folder, "contract.yaml");
        await File.WriteAllTextAsync(path, text.Replace("../../docs/lintel.schema.json", schema, StringComparison.Ordinal).Replace(right, wrong, StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var verdict = await Judges.RunAsync("contract.mjs", path);
        Assert.Equal(1, verdict.ExitCode);
        Assert.Contains(finding, verdict.Output, StringComparison.Ordinal);
    }
}
