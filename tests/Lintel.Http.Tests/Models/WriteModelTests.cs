using System.Globalization;
using Lintel.Testing.Orders;

namespace Lintel.Http.Tests.Models;

/// <summary>
/// Random writes of all kinds by several clients at once: what is answered and what is there is what a model in memory says. One seed a run;
/// <c>LINTEL_WRITE_SEEDS=100</c> for more, <c>LINTEL_WRITE_SEED=7</c> to begin with that one.
/// </summary>
public sealed class WriteModelTests
{
    private const int Clients = 4, Steps = 40;

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task Writes_of_several_clients_do_what_the_model_says(string store) => RunAsync(store, async (service, seed, round) =>
    {
        // Each round has owners of its own, so that all may share one database.
        var clients = Enumerable.Range(0, Clients).Select(client => new OrderClient(round * Clients + client + 1, seed * Clients + client)).ToArray();
        await AtOnceAsync(clients, client => client.StepAsync(request => SendAsync(service, request)));
        Assert.All(clients, client => Assert.True(client.Done > Steps / 3, $"{client.Done} of {Steps} were done"));
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task Writes_of_the_same_orders_come_one_after_the_other(string store) => RunAsync(store, async (service, seed, round) =>
    {
        for (var order = 0; order < 3; order++) (await service.PostAsync("orders", $$"""{"owner":{{round}},"number":"{{round}}-{{order}}","tagIds":[1,2]}""")).Expect(201);
        var before = await ReadAsync();
        var shared = new SharedOrders();
        await AtOnceAsync([.. Enumerable.Range(0, Clients).Select(client => new WriteGenerator(client, seed * Clients + client))], async generator =>
        {
            var seen = await ReadAsync();
            await shared.SendAsync(generator.NextShared(seen), seen, request => SendAsync(service, request));
        });
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", shared.Answers.Select(answers => $"{answers.Value} times {answers.Key}")));
        shared.Check(before, await ReadAsync());

        Task<OrderBook> ReadAsync() => OrderBook.ReadAsync(round, request => SendAsync(service, request));
    });

    private static Task RunAsync(string store, Func<TestService, int, int, Task> run) => EachStore.RunAsync(store, OrderContract.Resources, async service =>
    {
        foreach (var tag in OrderContract.TagRequests) (await service.PostAsync(tag.Target, tag.Body!)).Expect(201);
        var first = Setting("LINTEL_WRITE_SEED") ?? Random.Shared.Next(1_000_000);
        for (var round = 0; round < (Setting("LINTEL_WRITE_SEEDS") ?? 1); round++)
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"LINTEL_WRITE_SEED={first + round}");
            await run(service, first + round, round);
        }
    });

    private static Task AtOnceAsync<T>(T[] clients, Func<T, Task> step) => Task.WhenAll(clients.Select(client => Task.Run(async () =>
    {
        for (var i = 0; i < Steps; i++) await step(client);
    })));

    private static async Task<WriteAnswer> SendAsync(TestService service, WriteRequest request)
    {
        var reply = await service.SendAsync(request.Method, request.Target, request.Body is null ? null : Body.Json(request.Body), [.. request.Headers]);
        return new WriteAnswer(reply.Status, reply.Body);
    }

    private static int? Setting(string name) => Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
