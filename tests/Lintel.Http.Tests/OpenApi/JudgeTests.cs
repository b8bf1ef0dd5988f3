using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lintel.Http.OpenApi;
using Microsoft.OpenApi;

using Lintel.Testing;

namespace Lintel.Http.Tests.OpenApi;

/// <summary>What independent tools say of the documents.</summary>
public sealed class JudgeTests : IDisposable
{
    private readonly string _folder = Judges.NewOutput("judge");

    public static TheoryData<string> Names => ["shop", "chinook"];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Spectral_finds_nothing(string sample)
    {
        var verdict = await SpectralAsync(Write(sample).Json);
        Assert.True(verdict.ExitCode == 0, verdict.ToString());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Redocly_finds_nothing(string sample)
    {
        var yaml = Write(sample).Yaml;
        await AssertRedoclyAsync("redocly.yaml", yaml);
        await AssertRedoclyAsync("redocly-spec.yaml", yaml);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_reader_of_Microsoft_OpenApi_finds_nothing(string sample)
    {
        var json = Encoding.UTF8.GetString(OpenApiDocumentWriter.Write(Samples.Compile(sample)).Json.Span);
        var read = OpenApiDocument.Parse(json, "json");
        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Empty(read.Diagnostic.Warnings);
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, read.Diagnostic.SpecificationVersion);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_typed_client_compiles(string sample)
    {
        // Without the flag a member with a default would be required in what a client sends.
        var generated = await Judges.RunAsync(
            "node_modules/openapi-typescript/bin/cli.js", Write(sample).Json, "--default-non-nullable=false", "-o", Path.Combine(_folder, "schema.d.ts"));
        Assert.True(generated.ExitCode == 0, generated.ToString());
        File.Copy(Path.Combine(Judges.Folder, "clients", $"{sample}.ts"), Path.Combine(_folder, "client.ts"));
        File.Copy(Path.Combine(Judges.Folder, "clients", "tsconfig.json"), Path.Combine(_folder, "tsconfig.json"));
        var compiled = await Judges.RunAsync("node_modules/typescript/bin/tsc", "-p", _folder);
        Assert.True(compiled.ExitCode == 0, compiled.ToString());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_YAML_means_the_same_as_the_JSON_to_readers_of_both_versions(string sample)
    {
        var (json, yaml) = Write(sample);
        var verdict = await Judges.RunAsync("same.mjs", json, yaml);
        Assert.True(verdict.ExitCode == 0, verdict.ToString());
    }

    [Fact]
    public async Task The_judges_find_what_is_wrong()
    {
        var document = JsonNode.Parse(OpenApiDocumentWriter.Write(Samples.Compile("shop")).Json.Span)!;
        var operation = document["paths"]!["/v1/orders"]!["get"]!.AsObject();
        operation.Remove("operationId");
        operation["responses"]!["200"]!["content"]!["application/json"]!["example"]!["page"] = 1;
        var path = Path.Combine(_folder, "broken.json");
        await File.WriteAllTextAsync(path, document.ToJsonString(), TestContext.Current.CancellationToken);

        var spectral = await SpectralAsync(path);
        Assert.NotEqual(0, spectral.ExitCode);
        Assert.Contains("operation-operationId", spectral.Output, StringComparison.Ordinal);
        var (redocly, problems) = await RedoclyAsync("redocly.yaml", path);
        Assert.True(problems >= 2, redocly.ToString());
    }

    private static Task<Verdict> SpectralAsync(string path) => Judges.RunAsync(
        "node_modules/@stoplight/spectral-cli/dist/index.js", "lint", path, "--ruleset", Path.Combine(Judges.Folder, "spectral.yaml"), "--fail-severity", "hint");

    private static async Task AssertRedoclyAsync(string config, string path)
    {
        var (verdict, problems) = await RedoclyAsync(config, path);
        Assert.True(verdict.ExitCode == 0 && problems == 0, verdict.ToString());
    }

    private static async Task<(Verdict Verdict, int Problems)> RedoclyAsync(string config, string path)
    {
        var verdict = await Judges.RunAsync(
            "node_modules/@redocly/cli/bin/cli.js", "lint", path, "--config", Path.Combine(Judges.Folder, config), "--format", "json", "--max-problems", "1000");
        using var report = JsonDocument.Parse(verdict.Output.AsMemory(Math.Max(0, verdict.Output.IndexOf('{', StringComparison.Ordinal))));
        var totals = report.RootElement.GetProperty("totals");
        return (verdict, totals.GetProperty("errors").GetInt32() + totals.GetProperty("warnings").GetInt32() + totals.GetProperty("ignored").GetInt32());
    }

    private (string Json, string Yaml) Write(string sample)
    {
        var files = OpenApiDocumentWriter.Write(Samples.Compile(sample));
        var json = Path.Combine(_folder, $"{sample}.json");
        var yaml = Path.Combine(_folder, $"{sample}.yaml");
        File.WriteAllBytes(json, files.Json.Span);
        File.WriteAllBytes(yaml, files.Yaml.Span);
        return (json, yaml);
    }
}
