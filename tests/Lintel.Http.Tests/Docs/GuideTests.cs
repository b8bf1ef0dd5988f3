using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lintel.Testing;

namespace Lintel.Http.Tests.Docs;

/// <summary>The requests that the guides show are sent, and answered as the guides say.</summary>
public sealed partial class GuideTests
{
    [Theory]
    [InlineData("README.md", 1)]
    [InlineData("docs/rest.md", 20)]
    [InlineData("docs/graphql.md", 9)]
    public async Task Every_request_of_a_guide_is_answered_as_it_says(string guide, int least)
    {
        await using var chinook = await TestService.StartSampleAsync("chinook");
        await using var shop = await TestService.StartSampleAsync("shop");
        var text = await File.ReadAllTextAsync(Path.Combine(Golden.Repository, guide), TestService.Cancellation);
        var blocks = Block().Matches(text).Select(match => (Language: match.Groups[1].Value, Text: match.Groups[2].Value)).ToArray();
        var sent = 0;
        for (var i = 0; i < blocks.Length; i++)
        {
            var isDocument = blocks[i].Language == "graphql";
            if (Curl().Match(isDocument ? GraphQl : blocks[i].Text) is not { Success: true } curl) continue;
            sent++;
            var body = isDocument ? Body.Json(new JsonObject { ["query"] = blocks[i].Text }.ToJsonString()) : Data().Match(blocks[i].Text) is { Success: true } data ? Body.Of(data.Groups[1].Value.Replace("\\n", "\n", StringComparison.Ordinal), MediaType().Match(blocks[i].Text).Groups[1].Value) : null;
            var method = Method().Match(blocks[i].Text) is { Success: true } named ? named.Groups[1].Value : body is null ? "GET" : "POST";
            var service = curl.Groups[1].Value.StartsWith("orders", StringComparison.Ordinal) ? shop : chinook;
            var headers = Header().Matches(blocks[i].Text).Select(header => (header.Groups[1].Value, header.Groups[2].Value)).ToArray();
            var reply = await service.SendAsync(method, curl.Groups[1].Value, body, headers);
            Assert.True((int)reply.Status is >= 200 and < 300, $"{guide}: {curl.Value} → {reply.Status} {reply.Body}");
            // What follows is the answer: the body alone, or behind a head.
            if (i + 1 < blocks.Length && blocks[i + 1].Language == "csv") Assert.Equal(blocks[i + 1].Text, reply.Body.ReplaceLineEndings("\n"));
            if (i + 1 == blocks.Length || (blocks[i + 1].Language != "json" && !blocks[i + 1].Text.StartsWith("HTTP/1.1", StringComparison.Ordinal))) continue;
            var shown = blocks[i + 1].Text;
            if (shown.StartsWith("HTTP/1.1", StringComparison.Ordinal)) shown = shown[(shown.IndexOf("\n\n", StringComparison.Ordinal) + 2)..];
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(shown), JsonNode.Parse(reply.Body)), $"{guide}: {curl.Value}\n{reply.Body}");
        }
        Assert.True(sent >= least, $"{guide} shows {sent} requests.");
    }

    /// <summary>How a document is sent, of which only its text is shown.</summary>
    private const string GraphQl = "curl http://127.0.0.1:8080/graphql";

    [GeneratedRegex("^```(\\w*)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"curl [^\n]*?'?http://127\.0\.0\.1:8080(?:/v1/|(?=/graphql))([^'\s]*)'?")]
    private static partial Regex Curl();

    [GeneratedRegex(@"(?:-d |--data-binary \$)'([^']*)'", RegexOptions.Singleline)]
    private static partial Regex Data();

    [GeneratedRegex(@"-X (\w+)")]
    private static partial Regex Method();

    [GeneratedRegex(@"-H '(?!Content-Type)([\w-]+): ([^']*)'")]
    private static partial Regex Header();

    [GeneratedRegex(@"Content-Type: ([\w/+-]+)")]
    private static partial Regex MediaType();
}
