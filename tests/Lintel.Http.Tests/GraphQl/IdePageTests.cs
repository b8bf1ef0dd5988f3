using System.Text.Json;
using Lintel.Testing;

namespace Lintel.Http.Tests.GraphQl;

/// <summary>The query page in a real browser.</summary>
public sealed class IdePageTests
{
    [Fact]
    public async Task The_page_completes_and_runs_a_query_in_a_browser_and_loads_nothing_from_elsewhere()
    {
        await using var service = await TestService.StartSampleAsync("chinook");
        var origin = service.Url.GetLeftPart(UriPartial.Authority);
        var screenshot = Path.Combine(Judges.NewOutput("ide"), "ide.png");

        var verdict = await Judges.RunAsync(
            "graphql/ide.mjs", $"{origin}/graphql", screenshot, "{ art", "artists", "{ artists(first: 1, orderBy: [{ name: ASC }]) { nodes { name } } }");

        Assert.True(verdict.ExitCode == 0, verdict.ToString());
        using var seen = JsonDocument.Parse(verdict.Output);
        var strings = (string name) => seen.RootElement.GetProperty(name).EnumerateArray().Select(item => item.GetString()!).ToArray();
        Assert.Contains("artists", strings("completions"));
        Assert.Contains("artists", seen.RootElement.GetProperty("taken").GetString());
        using var answer = JsonDocument.Parse(seen.RootElement.GetProperty("answer").GetString()!);
        Assert.Equal("A Cor Do Som", answer.RootElement.GetProperty("data").GetProperty("artists").GetProperty("nodes")[0].GetProperty("name").GetString());
        Assert.Contains("Query", seen.RootElement.GetProperty("book").GetString());
        Assert.Empty(strings("problems"));
        Assert.All(strings("requests"), url => Assert.StartsWith(origin, url));
    }
}
