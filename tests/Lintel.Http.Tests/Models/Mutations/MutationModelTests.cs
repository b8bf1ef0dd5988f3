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
    public Task Mutations_of_several_clients_do_what_the_model_says(string store) => WriteRounds.RunAsync(store, async (service, seed, round) =>
    {
        // Each round has owners of its own, so that all may share one database.
        var clients = Enumerable.Range(0, Clients).Select(client => new MutationClient(round * Clients + client + 1, seed * Clients + client)).ToArray();
        await WriteRounds.AtOnceAsync(clients, Steps, client => client.StepAsync(service, request => WriteRounds.SendAsync(service, request)));
        Assert.All(clients, client => Assert.True(client.Done > Steps / 2, $"{client.Done} were done"));
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task Mutations_and_REST_write_the_same_orders_one_after_the_other(string store) => WriteRounds.RunAsync(store, (service, seed, round) =>
        WriteRounds.ShareAsync(service, seed, round, Clients, Steps, (write, request) => SendAsync(service, write, request)));

    // What mutations have no word for REST does.
    private static async Task<WriteAnswer> SendAsync(TestService service, OrderWrite write, WriteRequest request)
    {
        if (write.Rehearses) return await WriteRounds.SendAsync(service, request);
        if (write is Unit unit && unit.Writes.Select(MutationText.Said).OfType<OrderWrite>().ToArray() is var together && together.Length == unit.Writes.Count)
        {
            var answers = await MutationSender.SendAsync(service, together, isTransaction: true, usesVariables: true);
            if (answers[0].Status >= 400) return answers[0];
            return new WriteAnswer(200, new JsonObject { ["results"] = new JsonArray([.. answers.Select(answer => new JsonObject { ["body"] = JsonNode.Parse(answer.Body) })]) }.ToJsonString());
        }
        if (MutationText.Said(write) is not { } said) return await WriteRounds.SendAsync(service, request);
        return (await MutationSender.SendAsync(service, [said], isTransaction: false, usesVariables: false))[0];
    }
}
