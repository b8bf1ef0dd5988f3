using System.Diagnostics;
using System.Net;

namespace Lintel.Cli.Tests.Processes;

/// <summary>Two processes of one service with a real Redis, which a test takes away from them and gives back.</summary>
public sealed class SharedRateTests : IAsyncLifetime
{
    private const string Name = "shared-rates";

    // None comes back while a test runs.
    private const string Limits = "\nlimits: { addressRate: 1/h, rateBurst: 10 }\n";

    private string _url = "";

    public async ValueTask InitializeAsync() => _url = await RedisAsync("start");

    public async ValueTask DisposeAsync() => await RedisAsync("stop");

    [Fact]
    public async Task They_share_one_limit_and_without_the_Redis_each_has_its_own_and_says_so_until_it_is_back()
    {
        using var workspace = Workspace.With("shop");
        await File.AppendAllTextAsync(workspace.PathOf("shop/contract.yaml"), Limits, TestContext.Current.CancellationToken);
        await using var first = await StartAsync(workspace, "first.db");
        await using var second = await StartAsync(workspace, "second.db");

        Assert.Equal(5, await LetThroughAsync(first, 5));
        Assert.Equal(5, await LetThroughAsync(second, 10));
        Assert.Equal(0, await LetThroughAsync(first, 1));

        await RedisAsync("halt");
        Assert.Equal(10, await LetThroughAsync(first, 15));
        Assert.Equal(10, await LetThroughAsync(second, 15));
        foreach (var server in (ServerProcess[])[first, second])
        {
            await server.SaysAsync("The shared rate limits can't be reached", 0);
            Assert.Single(Lines(server), line => line.Contains("can't be reached", StringComparison.Ordinal));
        }

        // What it knew is gone with it: there are ten again, for both together.
        await RedisAsync("resume");
        var let = 0;
        for (var i = 0; !first.Said.Contains("reached again", StringComparison.Ordinal) || !second.Said.Contains("reached again", StringComparison.Ordinal); i++)
        {
            Assert.True(i < 200, "they did not find it again");
            let += await LetThroughAsync(first, 1) + await LetThroughAsync(second, 1);
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
        let += await LetThroughAsync(first, 10) + await LetThroughAsync(second, 10);
        Assert.Equal(10, let);
    }

    private static string[] Lines(ServerProcess server) => server.Said.Split('\n');

    // The log is what they say where both go to one output.
    private async Task<ServerProcess> StartAsync(Workspace workspace, string database)
    {
        var environment = new Dictionary<string, string> { ["LINTEL_REDIS"] = _url, ["LINTEL_LOG"] = "text", ["LINTEL_LOG_LEVEL"] = "information" };
        string[] run = ["dotnet", Repository.CommandLine, "run", workspace.PathOf("shop"), "--store", "sqlite:" + workspace.PathOf(database), "--urls", "http://127.0.0.1:0"];
        var server = ServerProcess.Launch("sh", ["-c", "exec \"$@\" 1>&2", "sh", .. run], environment: environment);
        await server.ServingAsync();
        return server;
    }

    private static async Task<int> LetThroughAsync(ServerProcess server, int requests)
    {
        using var client = new HttpClient { BaseAddress = server.Address };
        var let = 0;
        for (var i = 0; i < requests; i++)
        {
            using var answer = await client.GetAsync(new Uri("/v1/products?limit=1", UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.TooManyRequests, $"{answer.StatusCode}");
            if (answer.StatusCode == HttpStatusCode.OK) let++;
            else Assert.NotNull(answer.Headers.RetryAfter);
        }
        return let;
    }

    private static async Task<string> RedisAsync(string verb)
    {
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(Repository.Root, "eng/redis.sh"), [verb, Name]) { RedirectStandardOutput = true })!;
        var said = await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        Assert.Equal(0, process.ExitCode);
        return said.Trim();
    }
}
