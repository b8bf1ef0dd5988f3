using System.Globalization;
using Lintel.Testing.Orders;

namespace Lintel.Http.Tests.Models;

/// <summary>Rounds of random writes of orders: one a run, or as many as <c>LINTEL_WRITE_SEEDS</c> says, from <c>LINTEL_WRITE_SEED</c> on.</summary>
internal static class WriteRounds
{
    /// <summary>Runs rounds, each with its seed and its number.</summary>
    public static Task RunAsync(string store, Func<TestService, int, int, Task> run) => EachStore.RunAsync(store, OrderContract.Resources, async service =>
    {
        foreach (var tag in OrderContract.TagRequests) (await service.PostAsync(tag.Target, tag.Body!)).Expect(201);
        var first = Setting("LINTEL_WRITE_SEED") ?? Random.Shared.Next(1_000_000);
        for (var round = 0; round < (Setting("LINTEL_WRITE_SEEDS") ?? 1); round++)
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"LINTEL_WRITE_SEED={first + round}");
            await run(service, first + round, round);
        }
    });

    /// <summary>Lets clients write at once, each its writes one after the other.</summary>
    public static Task AtOnceAsync<T>(T[] clients, int steps, Func<T, Task> step) => Task.WhenAll(clients.Select(client => Task.Run(async () =>
    {
        for (var i = 0; i < steps; i++) await step(client);
    })));

    /// <summary>Runs writes of the same three orders by several clients at once, and holds what they were told against what is there in the end.</summary>
    public static async Task ShareAsync(TestService service, int seed, int round, int clients, int steps, Func<OrderWrite, WriteRequest, Task<WriteAnswer>> send)
    {
        for (var order = 0; order < 3; order++) (await service.PostAsync("orders", $$"""{"owner":{{round}},"number":"{{round}}-{{order}}","tagIds":[1,2]}""")).Expect(201);
        var before = await ReadAsync();
        var shared = new SharedOrders();
        await AtOnceAsync([.. Enumerable.Range(0, clients).Select(client => new WriteGenerator(client, seed * clients + client))], steps, async generator =>
        {
            var seen = await ReadAsync();
            var write = generator.NextShared(seen);
            await shared.SendAsync(write, seen, request => send(write, request));
        });
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", shared.Answers.Select(answers => $"{answers.Value} times {answers.Key}")));
        shared.Check(before, await ReadAsync());

        Task<OrderBook> ReadAsync() => OrderBook.ReadAsync(round, request => SendAsync(service, request));
    }

    /// <summary>Sends a write over REST.</summary>
    public static async Task<WriteAnswer> SendAsync(TestService service, WriteRequest request)
    {
        var reply = await service.SendAsync(request.Method, request.Target, request.Body is null ? null : Body.Json(request.Body), [.. request.Headers]);
        return new WriteAnswer(reply.Status, reply.Body);
    }

    /// <summary>A number of the environment; null: it is not set.</summary>
    public static int? Setting(string name) => Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
