using Lintel.Contract;
using Lintel.Model;
using Lintel.Testing;
using Microsoft.OpenApi;

namespace Lintel.Http.Tests;

/// <summary>The contract of 300 resources and 3,000 fields, whose start-up <c>bench/startup</c> measures.</summary>
public sealed class LargeContractTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lintel-large-").FullName;
    private ServiceModel? _model;

    public async ValueTask InitializeAsync()
    {
        var verdict = await Judges.RunAsync(Path.Combine(Golden.Repository, "bench/runner/large.mjs"), _folder);
        Assert.True(verdict.ExitCode == 0, verdict.ToString());
        var result = ContractCompiler.Compile(_folder);
        Assert.Empty(result.Diagnostics);
        _model = result.Model;
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void It_has_300_resources_of_10_declared_fields()
    {
        Assert.Equal(300, _model!.Resources.Count);
        Assert.All(_model.Resources, resource => Assert.Equal(10, Declared(resource)));
    }

    [Fact]
    public async Task Every_resource_is_served_and_documented()
    {
        await using var service = await TestService.StartAsync(_model!);
        // A client of its own: to hold so much traffic against so large a document would take longer than all else here.
        using var client = new HttpClient { BaseAddress = service.Url };
        foreach (var resource in _model!.Resources.Where(resource => resource.Owner is null))
            Assert.StartsWith("""{"data":[],""", await client.GetStringAsync($"/v1/{resource.Path}", TestService.Cancellation), StringComparison.Ordinal);
        foreach (var resource in _model.Resources)
            Assert.StartsWith("""{"data":[{"count":0}],""", await client.GetStringAsync($"/v1/{resource.Path}:aggregate?count=*", TestService.Cancellation), StringComparison.Ordinal);

        var read = OpenApiDocument.Parse(await client.GetStringAsync("/v1/openapi.json", TestService.Cancellation), "json");
        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Empty(read.Diagnostic.Warnings);
        var lists = _model.Resources.Where(resource => resource.Owner is null).Select(resource => $"/v1/{resource.Path}");
        Assert.Equal(lists.Concat(_model.Resources.Select(resource => $"/v1/{resource.Path}:aggregate")).Order(), read.Document!.Paths.Keys.Where(path => path.Count(c => c == '/') == 2).Order());
    }

    // Of a reference only its key counts, and managed fields are not declared.
    private static int Declared(Resource resource) =>
        resource.Fields.Count(field => field.Role is FieldRole.Plain or FieldRole.Reference) + resource.Relations.Count(relation => relation.KeysName is not null);
}
