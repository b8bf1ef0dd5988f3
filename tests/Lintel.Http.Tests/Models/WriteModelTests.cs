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
    public Task Writes_of_several_clients_do_what_the_model_says(string store) => WriteRounds.RunAsync(store, async (service, seed, round) =>
    {
        // Each round has owners of its own, so that all may share one database.
        var clients = Enumerable.Range(0, Clients).Select(client => new OrderClient(round * Clients + client + 1, seed * Clients + client)).ToArray();
        await WriteRounds.AtOnceAsync(clients, Steps, client => client.StepAsync(request => WriteRounds.SendAsync(service, request)));
        Assert.All(clients, client => Assert.True(client.Done > Steps / 3, $"{client.Done} of {Steps} were done"));
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task Writes_of_the_same_orders_come_one_after_the_other(string store) => WriteRounds.RunAsync(store, (service, seed, round) =>
        WriteRounds.ShareAsync(service, seed, round, Clients, Steps, (_, request) => WriteRounds.SendAsync(service, request)));
}
