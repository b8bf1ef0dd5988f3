using System.Text.Json;
using Lintel.Cli.Tests.Commands;

namespace Lintel.Cli.Tests.Processes;

/// <summary><c>./lintel</c>, which builds when something changed and then becomes the command line.</summary>
public sealed class ScriptTests
{
    private static readonly string Script = Path.Combine(Repository.Root, "lintel");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_runs_from_any_folder_with_paths_relative_to_it_and_builds_once()
    {
        using var workspace = Workspace.With("shop");
        await using (var first = ServerProcess.Launch(Script, ["--version"], workspace.Folder))
        {
            Assert.StartsWith("lintel 0.", await first.Process.StandardOutput.ReadToEndAsync(Cancellation));
            Assert.Equal(0, await first.EndedAsync());
        }
        var built = Builds();
        await using (var second = ServerProcess.Launch(Script, ["check", "shop"], workspace.Folder))
        {
            Assert.Equal("shop: shop v1, 4 resources, nothing wrong\n", await second.Process.StandardOutput.ReadToEndAsync(Cancellation));
            Assert.Equal(0, await second.EndedAsync());
        }
        Assert.Equal(built, Builds());
    }

    [Fact]
    public async Task It_becomes_the_server_whose_samples_answer()
    {
        using var workspace = Workspace.With("chinook");
        await using var server = ServerProcess.Launch(Script, ["run", "chinook", "--urls", "http://127.0.0.1:0"], workspace.Folder);
        await server.ServingAsync();
        Assert.StartsWith("Chinook v1\n  store  chinook/.lintel/chinook.db (SQLite): created 11 tables, loaded 15,607 rows from chinook/data\n", server.Said);
        var command = await File.ReadAllTextAsync($"/proc/{server.Process.Id}/cmdline", Cancellation);
        Assert.StartsWith("dotnet\0", command);
        Assert.Contains("Lintel.Cli.dll\0run\0chinook\0", command);
        using var client = new HttpClient { BaseAddress = server.Address };
        Assert.Equal(275, await Shop.TotalAsync(client, "artists"));
        server.Signal(ServerProcess.Terminate);
        Assert.Equal(0, await server.EndedAsync());
    }

    [Fact]
    public async Task Findings_of_a_contract_end_it_with_1()
    {
        using var workspace = new Workspace();
        workspace.Write("shop.yaml", CheckTests.Mistakes);
        await using var check = ServerProcess.Launch(Script, ["check", "shop.yaml", "--json"], workspace.Folder);
        using var findings = JsonDocument.Parse(await check.Process.StandardOutput.ReadToEndAsync(Cancellation));
        Assert.Equal(6, findings.RootElement.GetArrayLength());
        Assert.Equal(1, await check.EndedAsync());
    }

    /// <summary>What a build would leave behind: its log, and a copy of its own.</summary>
    private static string[] Builds()
    {
        var folder = Path.Combine(Repository.Root, "artifacts", "lintel");
        return [.. Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.Ordinal).Select(entry => $"{entry} {File.GetLastWriteTimeUtc(entry):O}")];
    }
}
