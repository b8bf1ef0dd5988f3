using System.Collections.Concurrent;

namespace Lintel.Cli.Tests.Processes;

/// <summary>SIGTERM and SIGINT: what was begun is finished.</summary>
public sealed class DrainTests
{
    [Theory]
    [InlineData(ServerProcess.Terminate)]
    [InlineData(ServerProcess.Interrupt)]
    public async Task No_request_fails_when_the_server_is_told_to_stop_under_load(int signal)
    {
        using var workspace = new Workspace();
        await using var server = await ServerProcess.StartAsync(workspace.EmptyShop());
        using var client = new HttpClient { BaseAddress = server.Address };
        var order = await Shop.OrderAsync(client);
        var (answers, failures, unready) = (new ConcurrentBag<int>(), new ConcurrentBag<string>(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var warm = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        async Task HammerAsync(string request, bool keepAlive)
        {
            // Until nobody listens any more.
            while (await Wire.ConnectAsync(server.Port) is { } wire)
            {
                using (wire)
                {
                    try
                    {
                        Answer answer;
                        do
                        {
                            await wire.SendAsync(request);
                            answer = await wire.ReceiveAsync();
                            if (answer.Status == 503 && request.Contains("/readyz", StringComparison.Ordinal)) unready.TrySetResult();
                            else answers.Add(answer.Status);
                            if (answers.Count > 300) warm.TrySetResult();
                        }
                        while (keepAlive && !answer.Closes);
                    }
                    catch (IOException exception)
                    {
                        failures.Add($"{request[..request.IndexOf('\r', StringComparison.Ordinal)]}, keep-alive {keepAlive}: {exception.Message}");
                    }
                }
            }
        }

        var hammering = Task.WhenAll(new[] { true, false }.SelectMany(keepAlive => new[]
        {
            HammerAsync(Wire.Request("GET", "/v1/orders?limit=5&include=lines", close: !keepAlive), keepAlive),
            HammerAsync(Wire.Request("POST", "/v1/orders", order, close: !keepAlive), keepAlive),
            HammerAsync(Wire.Request("GET", "/readyz", close: !keepAlive), keepAlive),
        }));
        await warm.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        var start = TimeProvider.System.GetTimestamp();
        server.Signal(signal);
        await unready.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(0, await server.EndedAsync());
        Assert.InRange(TimeProvider.System.GetElapsedTime(start), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(31));
        await hammering;
        Assert.Empty(failures);
        Assert.Equal([200, 201], answers.Distinct().Order());
        Assert.EndsWith("stopped\n", server.Said);

        // What was acknowledged is there, and nothing else.
        await using var again = await ServerProcess.StartAsync(workspace.EmptyShop());
        using var reader = new HttpClient { BaseAddress = again.Address };
        Assert.Equal(answers.Count(status => status == 201), await Shop.TotalAsync(reader, "orders"));
    }

    [Fact]
    public async Task An_upload_that_was_begun_is_finished_after_the_server_stopped_listening()
    {
        using var workspace = new Workspace();
        await using var server = await ServerProcess.StartAsync(workspace.EmptyShop());
        using var client = new HttpClient { BaseAddress = server.Address };
        var request = Wire.Request("POST", "/v1/orders", await Shop.OrderAsync(client));
        using var upload = (await Wire.ConnectAsync(server.Port))!;
        await upload.SendAsync(request[..^20]);
        using var idle = (await Wire.ConnectAsync(server.Port))!;
        await idle.SendAsync(Wire.Request("GET", "/livez"));
        Assert.Equal(200, (await idle.ReceiveAsync()).Status);

        server.Signal(ServerProcess.Terminate);
        while (await Wire.ConnectAsync(server.Port) is { } wire)
        {
            using (wire)
            {
                // One that comes in the moment in which the server stops listening may find nobody.
                try
                {
                    await wire.SendAsync(Wire.Request("GET", "/readyz", close: true));
                    await wire.ReceiveAsync();
                }
                catch (IOException)
                {
                }
            }
        }
        Assert.False(server.Process.HasExited);
        await upload.SendAsync(request[^20..]);
        Assert.Equal(201, (await upload.ReceiveAsync()).Status);
        Assert.Equal(0, await server.EndedAsync());
    }
}
