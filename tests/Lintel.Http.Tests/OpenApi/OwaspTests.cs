using System.Text.Json;
using System.Text.RegularExpressions;
using Lintel.Http.OpenApi;
using Lintel.Http.Tests.Tours;
using Lintel.Model;
using Lintel.Testing;

namespace Lintel.Http.Tests.OpenApi;

/// <summary>What Spectral's ruleset of the OWASP API Security Top 10 (2023) says of the documents.</summary>
public sealed partial class OwaspTests : IDisposable
{
    private readonly string _folder = Judges.NewOutput("owasp");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Each_of_its_rules_is_kept_or_explained_and_none_is_explained_that_is_kept()
    {
        var all = Path.Combine(_folder, "all.yaml");
        await File.WriteAllTextAsync(all, "extends: [\"@stoplight/spectral-owasp-ruleset\"]\n", TestContext.Current.CancellationToken);
        var found = await Task.WhenAll(
            FindAsync(all, "shop", Samples.Compile("shop"), explains: true),
            FindAsync(all, "chinook", Samples.Compile("chinook"), explains: false),
            FindAsync(all, "kinds", TestService.Compile(KindsTour.Contract), explains: false));
        var broken = found.SelectMany(one => one).Select(finding => finding.GetProperty("code").GetString()!).Distinct().Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(Rules(Path.Combine(Judges.Folder, "spectral-owasp.yaml"), OffLine()), broken);
        Assert.Equal(Rules(Path.Combine(Golden.Repository, "docs", "security.md"), ExplainedLine()), broken);
    }

    [Fact]
    public async Task The_rules_that_are_kept_find_what_is_wrong()
    {
        var findings = await FindAsync(Path.Combine(Judges.Folder, "spectral-owasp.yaml"), "broken", Samples.Compile("shop"), explains: false, json => json.Replace("\"maxLength\"", "\"x-was\"", StringComparison.Ordinal));
        Assert.Equal(["owasp:api4:2023-string-limit"], findings.Select(finding => finding.GetProperty("code").GetString()!).Distinct());
    }

    private async Task<JsonElement[]> FindAsync(string ruleset, string name, ServiceModel model, bool explains, Func<string, string>? change = null)
    {
        var (document, report) = (Path.Combine(_folder, $"{name}.json"), Path.Combine(_folder, $"{name}.report.json"));
        var json = System.Text.Encoding.UTF8.GetString(OpenApiDocumentWriter.Write(model, explains).Json.Span);
        await File.WriteAllTextAsync(document, change is null ? json : change(json), TestContext.Current.CancellationToken);
        var verdict = await Judges.RunAsync("node_modules/@stoplight/spectral-cli/dist/index.js", "lint", document, "--ruleset", ruleset, "--format", "json", "--output", report, "--fail-severity", "hint");
        Assert.True(File.Exists(report), verdict.ToString());
        return [.. JsonDocument.Parse(await File.ReadAllBytesAsync(report, TestContext.Current.CancellationToken)).RootElement.EnumerateArray()];
    }

    private static string[] Rules(string file, Regex line) => [.. File.ReadLines(file).Select(text => line.Match(text)).Where(match => match.Success).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal)];

    [GeneratedRegex("^  (owasp:[^ ]+): off$")]
    private static partial Regex OffLine();

    [GeneratedRegex(@"^\| `(owasp:[^`]+)` \|")]
    private static partial Regex ExplainedLine();
}
