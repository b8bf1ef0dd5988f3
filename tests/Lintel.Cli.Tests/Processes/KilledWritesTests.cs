using System.Net.Sockets;
using Lintel.Postgres.Testing;
using Lintel.Testing.Orders;

namespace Lintel.Cli.Tests.Processes;

/// <summary>kill -9 under random writes of all kinds: what was acknowledged is there, and what was not is there whole or not at all.</summary>
public sealed class KilledWritesTests
{
    private const int Rounds = 4, Clients = 4;

    [Fact]
    public async Task Every_acknowledged_write_survives_and_no_other_is_there_in_part()
    {
        using var workspace = new Workspace();
        await KillAsync(ContractIn(workspace));
    }

    [Fact]
    public async Task Every_acknowledged_write_survives_and_no_other_is_there_in_part_in_PostgreSQL_too()
    {
        using var workspace = new Workspace();
        await using var schema = await PostgresServer.Shared.CreateSchemaAsync();
        await KillAsync(ContractIn(workspace), "--store", schema.Url);
    }

    private static string ContractIn(Workspace workspace) =>
        workspace.Write("orders.yaml", "lintel: 1\nservice: orders\nversion: v1\ninfo: { title: Orders, description: Orders. }\nresources:\n" + OrderContract.Resources);

    private static async Task KillAsync(params string[] contract)
    {
        var seed = Random.Shared.Next(1_000_000);
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var clients = Enumerable.Range(1, Clients).Select(owner => new OrderClient(owner, seed + owner)).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            await using var server = await ServerProcess.StartAsync(contract);
            if (round == 0) await SetUpAsync(server);
            else await RecoverAsync(server, clients);
            var writing = clients.Select(client => WriteAsync(server, client)).ToArray();
            await ReachAsync(clients, clients.Sum(client => client.Done) + Random.Shared.Next(40, 160), writing);
            server.Signal(ServerProcess.Kill);
            await Task.WhenAll(writing);
            await server.EndedAsync();
        }
        await using var survivor = await ServerProcess.StartAsync(contract);
        await RecoverAsync(survivor, clients);
    }

    private static async Task SetUpAsync(ServerProcess server)
    {
        using var wire = (await Wire.ConnectAsync(server.Port))!;
        foreach (var tag in OrderContract.TagRequests) Assert.Equal(201, (await SendAsync(wire, tag)).Status);
    }

    private static async Task RecoverAsync(ServerProcess server, OrderClient[] clients)
    {
        using var wire = (await Wire.ConnectAsync(server.Port))!;
        foreach (var client in clients) await client.RecoverAsync(request => SendAsync(wire, request));
    }

    private static async Task WriteAsync(ServerProcess server, OrderClient client)
    {
        try
        {
            using var wire = (await Wire.ConnectAsync(server.Port))!;
            while (true) await client.StepAsync(request => SendAsync(wire, request));
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            // It was killed.
        }
    }

    private static async Task ReachAsync(OrderClient[] clients, int done, Task[] writing)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (clients.Sum(client => client.Done) < done)
        {
            // Who stops before the end has found a mistake.
            if (Array.Find(writing, task => task.IsCompleted) is { } ended) await ended;
            await Task.Delay(1, patience.Token);
        }
    }

    private static async Task<WriteAnswer> SendAsync(Wire wire, WriteRequest request)
    {
        await wire.SendAsync(Wire.Request(request.Method, (request.Target.StartsWith('/') ? "" : "/v1/") + request.Target, request.Body, headers: request.Headers));
        var answer = await wire.ReceiveAsync();
        return new WriteAnswer(answer.Status, answer.Body);
    }
}
