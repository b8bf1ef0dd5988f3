using System.Net;

namespace Lintel.Cli.Tests.Commands;

/// <summary><c>lintel keys</c>, and the server that accepts what it makes.</summary>
public sealed class KeysTests
{
    [Fact]
    public async Task A_key_is_accepted_until_it_is_revoked_and_is_kept_nowhere()
    {
        using var workspace = new Workspace();
        var path = workspace.Write("guarded.yaml", Guarded.Contract);
        await using var server = await InProcessServer.StartAsync([], path);
        var made = await InProcess.RunAsync("keys", "create", path, "--sub", "importer", "--role", "clerk", "--claim", "tenant=north");
        var key = made.Success().Trim();
        Assert.Matches("^lintel_[0-9a-f]{12}_[0-9a-f]{64}$", key);
        var id = key.Split('_')[1];
        Assert.StartsWith($"key {id}: importer with clerk, until ", made.Error);
        await BecomesAsync(server, key, HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.Unauthorized, await Guarded.StatusAsync(server, key[..^1] + (key[^1] == '0' ? '1' : '0')));
        Assert.Equal(HttpStatusCode.Unauthorized, await Guarded.StatusAsync(server, $"lintel_000000000000_{key.Split('_')[2]}"));
        Assert.Equal(HttpStatusCode.Unauthorized, await Guarded.StatusAsync(server, "lintel_"));
        Assert.StartsWith($"{id}  valid     until ", (await InProcess.RunAsync("keys", "list", path)).Success());
        Assert.Equal($"revoked {id}: importer with clerk\n", (await InProcess.RunAsync("keys", "revoke", path, id)).Success());
        await BecomesAsync(server, key, HttpStatusCode.Unauthorized);
        Assert.Contains("\"state\": \"revoked\"", (await InProcess.RunAsync("keys", "list", path, "--json")).Success(), StringComparison.Ordinal);

        var file = workspace.PathOf(".lintel/guarded.keys");
        Assert.DoesNotContain(key.Split('_')[2], await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal([file], Directory.GetFiles(workspace.PathOf(".lintel"), "*keys*"));
        await server.StopAsync();
        Assert.DoesNotContain(key.Split('_')[2], server.Out + server.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_key_and_a_file_that_is_none_are_not_accepted()
    {
        using var workspace = new Workspace();
        var path = workspace.Write("guarded.yaml", Guarded.Contract);
        var brief = (await InProcess.RunAsync("keys", "create", path, "--sub", "a", "--role", "clerk", "--claim", "tenant=north", "--expires", "1s")).Success().Trim();
        var lasting = (await InProcess.RunAsync("keys", "create", path, "--sub", "b", "--role", "clerk", "--claim", "tenant=north", "--expires", "1h")).Success().Trim();
        await using var server = await InProcessServer.StartAsync([], path);
        await BecomesAsync(server, lasting, HttpStatusCode.OK);
        await BecomesAsync(server, brief, HttpStatusCode.Unauthorized);
        workspace.Write(".lintel/guarded.keys", "{");
        await BecomesAsync(server, lasting, HttpStatusCode.Unauthorized);
        await server.LoggedAsync("No API key is accepted: ");
        Assert.Contains("guarded.keys: ", (await InProcess.RunAsync("keys", "list", path)).Failure(), StringComparison.Ordinal);
        Assert.Contains("guarded.keys: ", (await InProcess.RunAsync("keys", "create", path, "--sub", "c")).Failure(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("create", "--sub a --expires never", "--expires is 'never'")]
    [InlineData("create", "--sub a --expires 731d", "--expires is '731d'")]
    [InlineData("create", "--sub a --claim x", "--claim is 'x'")]
    [InlineData("revoke", "000000000000", "there is no key '000000000000'")]
    public async Task What_means_nothing_is_refused_and_changes_nothing(string verb, string args, string why)
    {
        using var workspace = new Workspace();
        var path = workspace.Write("guarded.yaml", Guarded.Contract);
        Assert.Contains(why, (await InProcess.RunAsync(["keys", verb, path, .. args.Split(' ')])).Failure(), StringComparison.Ordinal);
        Assert.False(File.Exists(workspace.PathOf(".lintel/guarded.keys")));
    }

    // A server looks once a second.
    private static async Task BecomesAsync(InProcessServer server, string key, HttpStatusCode status)
    {
        for (var i = 0; i < 100 && await Guarded.StatusAsync(server, key) != status; i++) await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.Equal(status, await Guarded.StatusAsync(server, key));
    }
}
