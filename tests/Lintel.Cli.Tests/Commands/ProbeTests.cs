using System.Net;
using System.Net.Sockets;

namespace Lintel.Cli.Tests.Commands;

/// <summary><c>lintel probe</c>: the health check of an image that has no other program.</summary>
public sealed class ProbeTests
{
    [Fact]
    public async Task A_server_that_can_serve_is_ready()
    {
        using var workspace = new Workspace();
        await using var server = await InProcessServer.StartAsync([], workspace.EmptyShop());
        var (host, port) = ("http://127.0.0.1:" + server.Client.BaseAddress!.Port, server.Client.BaseAddress!.Port);
        Assert.Equal($"{host}/readyz answers 200\n", (await InProcess.RunAsync("probe", "--urls", host)).Success());
        // As the server itself is told: a name for any address is this machine, too.
        foreach (var any in new[] { "*", "+", "0.0.0.0" })
            Assert.Equal($"{host}/readyz answers 200\n", (await InProcess.RunAsync(new Dictionary<string, string> { ["LINTEL_URLS"] = $"http://{any}:{port};http://127.0.0.1:1" }, "probe")).Success());
    }

    [Fact]
    public async Task Where_nobody_listens_it_fails()
    {
        var free = FreePort();
        Assert.StartsWith($"http://127.0.0.1:{free}/readyz does not answer: ", (await InProcess.RunAsync("probe", "--urls", $"http://127.0.0.1:{free}")).Failure());
    }

    [Fact]
    public async Task A_server_that_is_not_ready_fails_with_its_status()
    {
        using var listener = new HttpListener();
        var port = FreePort();
        listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        listener.Start();
        var probing = InProcess.RunAsync("probe", "--urls", $"http://127.0.0.1:{port}");
        var context = await listener.GetContextAsync();
        Assert.Equal("/readyz", context.Request.RawUrl);
        context.Response.StatusCode = 503;
        context.Response.Close();
        Assert.Equal($"http://127.0.0.1:{port}/readyz answers 503", (await probing).Failure());
    }

    [Fact]
    public async Task A_server_that_says_nothing_fails_within_seconds()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        Assert.Equal($"http://127.0.0.1:{port}/readyz does not answer within 4 s", (await InProcess.RunAsync("probe", "--urls", $"http://127.0.0.1:{port}")).Failure());
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
