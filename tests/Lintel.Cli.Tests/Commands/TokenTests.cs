using System.Net;
using System.Text;

namespace Lintel.Cli.Tests.Commands;

/// <summary><c>lintel token</c>, and the server that accepts what it makes.</summary>
public sealed class TokenTests
{
    [Fact]
    public async Task A_server_with_the_development_key_accepts_it_and_says_so()
    {
        using var workspace = new Workspace();
        var path = workspace.Write("guarded.yaml", Guarded.Contract);
        await using var server = await InProcessServer.StartAsync([], path);
        Assert.Contains("FOR DEVELOPMENT", server.Error, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Client.GetAsync("/v1/things", TestContext.Current.CancellationToken)).StatusCode);
        var made = await InProcess.RunAsync("token", path, "--sub", "marked-alice", "--role", "clerk", "--role", "admin", "--claim", "tenant=north", "--expires", "8h");
        var token = made.Success().TrimEnd('\n').Split('\n')[^1];
        Assert.StartsWith("for development: marked-alice with clerk, admin, until ", made.Error);
        Assert.Equal(HttpStatusCode.OK, await Guarded.StatusAsync(server, token));
        Assert.Equal(HttpStatusCode.Forbidden, await Guarded.StatusAsync(server, (await InProcess.RunAsync("token", path, "--sub", "bob")).Success().Trim()));
        Assert.Equal(HttpStatusCode.Unauthorized, await Guarded.StatusAsync(server, token[..^5]));

        var key = workspace.PathOf(".lintel/guarded.devkey");
        var secret = (await File.ReadAllTextAsync(key, TestContext.Current.CancellationToken)).Trim();
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(key));
        Assert.Equal([key], Directory.GetFiles(workspace.PathOf(".lintel"), "*devkey*"));
        await server.StopAsync();
        foreach (var marked in (string[])[secret, token, "marked-alice"]) Assert.DoesNotContain(marked, server.Out + server.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_with_another_key_does_not_accept_it()
    {
        using var workspace = new Workspace();
        var path = workspace.Write("guarded.yaml", Guarded.Contract);
        var token = (await InProcess.RunAsync("token", path, "--sub", "alice", "--role", "clerk", "--claim", "tenant=north")).Success().Trim();
        File.Delete(workspace.PathOf(".lintel/guarded.devkey"));
        await using var server = await InProcessServer.StartAsync([], path);
        Assert.Equal(HttpStatusCode.Unauthorized, await Guarded.StatusAsync(server, token));
    }

    [Fact]
    public async Task A_key_that_others_can_read_is_not_used()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        using var workspace = new Workspace();
        var path = workspace.Write("guarded.yaml", Guarded.Contract);
        (await InProcess.RunAsync("token", path, "--sub", "alice")).Success();
        var key = workspace.PathOf(".lintel/guarded.devkey");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        Assert.Contains("can be read by others", (await InProcess.RunAsync("token", path, "--sub", "alice")).Failure(), StringComparison.Ordinal);
        Assert.Contains("can be read by others", (await InProcess.RunAsync("run", path, "--urls", "http://127.0.0.1:0")).Failure(), StringComparison.Ordinal);
        File.Delete(key);
        workspace.Write(".lintel/guarded.devkey", Encoding.ASCII.GetBytes("none"));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(key, UnixFileMode.UserRead);
        Assert.Contains("is no development key", (await InProcess.RunAsync("token", path, "--sub", "alice")).Failure(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "service: guarded", "has no 'auth'")]
    [InlineData("auth: { issuer: https://id.example }", "service: guarded", "made by its issuer, https://id.example")]
    public async Task Where_a_token_would_be_worth_nothing_none_is_made(string auth, string service, string why)
    {
        using var workspace = new Workspace();
        var access = auth.Length == 0 ? "access:" : "none:";
        var lines = Guarded.Contract.Split('\n').Where(line => !line.StartsWith(access, StringComparison.Ordinal)).Select(line => line == "auth: {}" ? auth : line);
        var path = workspace.Write("guarded.yaml", string.Join('\n', lines).Replace("service: guarded", service, StringComparison.Ordinal));
        var failure = (await InProcess.RunAsync("token", path, "--sub", "alice")).Error;
        Assert.Contains(why, failure, StringComparison.Ordinal);
        Assert.False(Directory.Exists(workspace.PathOf(".lintel")));
    }

    [Theory]
    [InlineData("--expires", "forever", "--expires is 'forever'")]
    [InlineData("--expires", "0s", "--expires is '0s'")]
    [InlineData("--expires", "366d", "--expires is '366d'")]
    [InlineData("--claim", "tenant", "--claim is 'tenant'")]
    [InlineData("--claim", "=north", "--claim is '=north'")]
    public async Task What_means_nothing_is_refused(string flag, string value, string why)
    {
        using var workspace = new Workspace();
        Assert.Contains(why, (await InProcess.RunAsync("token", workspace.Write("guarded.yaml", Guarded.Contract), "--sub", "alice", flag, value)).Failure(), StringComparison.Ordinal);
    }
}
