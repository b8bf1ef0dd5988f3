using Lintel.Contract;
using Lintel.Testing;

namespace Lintel.Tests.Contract;

public sealed class SampleTests
{
    [Theory]
    [InlineData("shop")]
    [InlineData("chinook")]
    public void Each_sample_compiles_without_a_finding(string name)
    {
        var result = ContractCompiler.Compile(Path.Combine(Golden.Repository, "samples", name, "contract.yaml"));
        Assert.Empty(result.Diagnostics.Select(diagnostic => diagnostic.ToString()));
        Assert.NotNull(result.Model);
        Assert.Equal(name, result.Model.Name);
        Assert.Equal(Path.Combine(Golden.Repository, "samples", name, "data"), result.Model.SeedFolder);
    }

    [Theory]
    [InlineData("shop")]
    [InlineData("chinook")]
    public void The_model_of_each_sample_is_the_one_on_record(string name)
    {
        var model = ContractCompiler.Compile(Path.Combine(Golden.Repository, "samples", name)).Model!;
        Golden.Matches($"tests/golden/contract/{name}.model.txt", ModelPrint.Of(model));
    }

    [Theory]
    [InlineData("shop")]
    [InlineData("chinook")]
    public void Each_seed_file_has_only_fields_of_its_resource(string sample)
    {
        var model = ContractCompiler.Compile(Path.Combine(Golden.Repository, "samples", sample)).Model!;
        foreach (var file in Directory.EnumerateFiles(model.SeedFolder!, "*.csv"))
        {
            // `playlist.tracks.csv` holds the pairs of a many-to-many relation.
            var name = Path.GetFileNameWithoutExtension(file).Split('.');
            var resource = model.FindResource(name[0]);
            Assert.NotNull(resource);
            var known = name.Length > 1
                ? [$"{name[0]}Id", resource.FindRelation(name[1])!.KeysName![..^1]]
                : resource.Fields.Select(field => field.Name).ToArray();
            Assert.All(File.ReadLines(file).First().Split(','), header => Assert.Contains(header.Trim('"'), known));
        }
    }
}
