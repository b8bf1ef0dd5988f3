using System.Globalization;
using System.Text.Json.Nodes;
using Lintel.Testing.Orders;

namespace Lintel.Http.Tests.Models.Mutations;

/// <summary>
/// Random mutations by several clients at once, several in a document, one by one or in one transaction: what is answered and what is there is
/// what a model in memory says. One seed a run; <c>LINTEL_WRITE_SEEDS=100</c> for more, <c>LINTEL_WRITE_SEED=7</c> to begin with that one.
/// </summary>
public sealed class MutationModelTests
{
    private const int Clients = 4, Steps = 25;

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task Mutations_of_several_clients_do_what_the_model_says(string store) => RunAsync(store, async (service, seed, round) =>
    {
        // Each round has owners of its own, so that all may share one database.
        var clients = Enumerable.Range(0, Clients).Select(client => new MutationClient(round * Clients + client + 1, seed * Clients + client)).ToArray();
        await AtOnceAsync(clients, client => client.StepAsync(service, request => SendAsync(service, request)));
        Assert.All(clients, client => Assert.True(client.Done > Steps / 2, $"{client.Done} were done"));
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task Mutations_and_REST_write_the_same_orders_one_after_the_other(string store) => RunAsync(store, async (service, seed, round) =>
    {
        for (var order = 0; order < 3; order++) (await service.PostAsync("orders", $$"""{"owner":{{round}},"number":"{{round}}-{{order}}","tagIds":[1,2]}""")).Expect(201);
        var before = await ReadAsync();
        var shared = new SharedOrders();
        await AtOnceAsync([.. Enumerable.Range(0, Clients).Select(client => new WriteGenerator(client, seed * Clients + client))], async generator =>
        {
            var seen = await ReadAsync();
            var write = generator.NextShared(seen);
            await shared.SendAsync(write, seen, request => SendAsync(service, write, request));
        });
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", shared.Answers.Select(answers => $"{answers.Value} times {answers.Key}")));
        shared.Check(before, await ReadAsync());

        Task<OrderBook> ReadAsync() => OrderBook.ReadAsync(round, request => SendAsync(service, request));
    });

    // What mutations have no word for REST does.
    private static async Task<WriteAnswer> SendAsync(TestService service, OrderWrite write, WriteRequest request)
    {
        if (write.Rehearses) return await SendAsync(service, request);
        if (write is Unit unit && unit.Writes.Select(MutationText.Said).OfType<OrderWrite>().ToArray() is var together && together.Length == unit.Writes.Count)
        {
            var answers = await MutationSender.SendAsync(service, together, isTransaction: true, usesVariables: true);
            if (answers[0].Status >= 400) return answers[0];
            return new WriteAnswer(200, new JsonObject { ["results"] = new JsonArray([.. answers.Select(answer => new JsonObject { ["body"] = JsonNode.Parse(answer.Body) })]) }.ToJsonString());
        }
        if (MutationText.Said(write) is not { } said) return await SendAsync(service, request);
        return (await MutationSender.SendAsync(service, [said], isTransaction: false, usesVariables: false))[0];
    }

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
