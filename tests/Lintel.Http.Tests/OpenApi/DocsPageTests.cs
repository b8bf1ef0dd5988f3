using System.Text.Json;
using Lintel.Http.OpenApi;

using Lintel.Testing;

namespace Lintel.Http.Tests.OpenApi;

public sealed class DocsPageTests
{
    [Fact]
    public async Task The_page_shows_the_API_in_a_browser_and_loads_nothing_from_elsewhere()
    {
        await using var server = await SampleServer.StartAsync("shop", TestContext.Current.CancellationToken);
        var origin = server.Origin;
        var screenshot = Path.Combine(Judges.NewOutput("docs"), "docs.png");

        var verdict = await Judges.RunAsync("browse.mjs", origin + DocsPage.Path, screenshot, "Orders for a small shop.", "List customers");

        Assert.True(verdict.ExitCode == 0, verdict.ToString());
        using var seen = JsonDocument.Parse(verdict.Output);
        var strings = (string name) => seen.RootElement.GetProperty(name).EnumerateArray().Select(item => item.GetString()!).ToArray();
        Assert.Equal("Shop", seen.RootElement.GetProperty("title").GetString());
        Assert.Empty(strings("missing"));
        Assert.Empty(strings("problems"));
        Assert.Contains($"{origin}/v1/openapi.json", strings("requests"));
        Assert.All(strings("requests"), url => Assert.True(url.StartsWith(origin, StringComparison.Ordinal) || url.StartsWith("data:", StringComparison.Ordinal) || url.StartsWith("blob:", StringComparison.Ordinal), url));
    }
}
