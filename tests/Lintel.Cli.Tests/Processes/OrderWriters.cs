using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text.Json;

namespace Lintel.Cli.Tests.Processes;

/// <summary>Four callers who send orders without a break, each on a connection of its own, and know what was acknowledged.</summary>
internal sealed class OrderWriters(string order)
{
    public const int Count = 4;

    private volatile bool _enough;

    /// <summary>The ids of the orders that were answered with 201.</summary>
    public ConcurrentQueue<string> Acknowledged { get; } = new();

    /// <summary>All other answers.</summary>
    public ConcurrentQueue<Answer> Refused { get; } = new();

    /// <summary>Writes until the server is gone, or <see cref="Stop"/> is called.</summary>
    /// <returns>How many found the server gone.</returns>
    public async Task<int> WriteAsync(int port) => (await Task.WhenAll(Enumerable.Range(0, Count).Select(_ => RunAsync(port)))).Sum();

    public void Stop() => _enough = true;

    /// <summary>Waits until that many orders are acknowledged in all.</summary>
    public async Task ReachAsync(int count)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (Acknowledged.Count < count) await Task.Delay(1, patience.Token);
    }

    /// <summary>Nothing that was acknowledged is lost, nothing is half, and there is nothing else but what may have been done unanswered.</summary>
    public async Task CheckAsync(HttpClient client, int unanswered)
    {
        var orders = await Shop.OrdersAsync(client);
        Assert.Empty(Acknowledged.Except(orders.Keys));
        Assert.All(orders.Values, lines => Assert.Equal(Shop.Lines, lines));
        Assert.InRange(orders.Count, Acknowledged.Count, Acknowledged.Count + unanswered);
    }

    private async Task<int> RunAsync(int port)
    {
        try
        {
            using var wire = (await Wire.ConnectAsync(port))!;
            while (!_enough)
            {
                await wire.SendAsync(Wire.Request("POST", "/v1/orders", order));
                var answer = await wire.ReceiveAsync();
                if (answer.Status != 201)
                {
                    Refused.Enqueue(answer);
                    continue;
                }
                using var created = JsonDocument.Parse(answer.Body);
                Acknowledged.Enqueue(created.RootElement.GetProperty("id").GetString()!);
            }
            return 0;
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            return 1;
        }
    }
}
