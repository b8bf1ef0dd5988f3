using System.Text.RegularExpressions;
using Lintel.Testing;

namespace Lintel.Cli.Tests.Processes;

/// <summary>What the guide to <c>lintel diff</c> shows is what the command prints.</summary>
public sealed partial class DiffGuideTests
{
    private const string Guide = "docs/diff.md";

    [Fact]
    public async Task The_guide_shows_what_the_command_prints()
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Repository.Root, Guide), TestContext.Current.CancellationToken);
        var blocks = Block().Matches(text).Select(match => match.Groups[1].Value).ToArray();
        using var workspace = new Workspace();
        workspace.Write("old.yaml", blocks[0]);
        workspace.Write("new.yaml", blocks[1]);
        text = Fill(text, Block().Matches(text)[3], await RunAsync(workspace, "diff", "old.yaml", "new.yaml"));
        Golden.Matches(Guide, Fill(text, Block().Matches(text)[4], await RunAsync(workspace, "diff", "old.yaml", "new.yaml", "--json")));
    }

    private static string Fill(string text, Match block, string content) => text[..block.Groups[1].Index] + content + text[(block.Groups[1].Index + block.Groups[1].Length)..];

    private static async Task<string> RunAsync(Workspace workspace, params string[] args)
    {
        await using var lintel = ServerProcess.Launch("dotnet", [Repository.CommandLine, .. args], workspace.Folder);
        var output = await lintel.Process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, await lintel.EndedAsync());
        return args.Contains("--json") ? output : output + lintel.Said;
    }

    [GeneratedRegex("^```\\w*\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
