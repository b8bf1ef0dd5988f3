using Lintel.Contract;

namespace Lintel.Tests.Contract;

public sealed class SampleTests
{
    [Theory]
    [InlineData("shop")]
    [InlineData("chinook")]
    public void Each_sample_compiles_without_a_finding(string name)
    {
        var result = ContractCompiler.Compile(Path.Combine(Contracts.Repository, "samples", name, "contract.yaml"));
        Assert.Empty(result.Diagnostics.Select(diagnostic => diagnostic.ToString()));
        Assert.NotNull(result.Model);
        Assert.Equal(name, result.Model.Name);
        Assert.Equal(Path.Combine(Contracts.Repository, "samples", name, "data"), result.Model.SeedFolder);
    }
}
