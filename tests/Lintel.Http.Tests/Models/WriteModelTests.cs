using System.Globalization;
using Lintel.Testing.Orders;

namespace Lintel.Http.Tests.Models;

/// <summary>
/// Random writes of all kinds by several clients at once: what is answered and what is there is what a model in memory says. One seed a run;
/// <c>LINTEL_WRITE_SEEDS=100</c> for more, <c>LINTEL_WRITE_SEED=7</c> to begin with that one.
/// </summary>
public sealed class WriteModelTests
{
    private const int Clients = 4, Steps = 60;

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task Writes_of_several_clients_do_what_the_model_says(string store) => EachStore.RunAsync(store, OrderContract.Resources, async service =>
    {
        foreach (var tag in OrderContract.TagRequests) (await service.PostAsync(tag.Target, tag.Body!)).Expect(201);
        var first = Setting("LINTEL_WRITE_SEED") ?? Random.Shared.Next(1_000_000);
        for (var seed = first; seed < first + (Setting("LINTEL_WRITE_SEEDS") ?? 1); seed++)
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"LINTEL_WRITE_SEED={seed}");
            // Each seed has owners of its own, so that all may share one database.
            var clients = Enumerable.Range(0, Clients).Select(client => new OrderClient((seed - first) * Clients + client + 1, seed * Clients + client)).ToArray();
            await Task.WhenAll(clients.Select(client => Task.Run(async () =>
            {
                for (var step = 0; step < Steps; step++) await client.StepAsync(request => SendAsync(service, request));
            })));
            Assert.All(clients, client => Assert.True(client.Done > Steps / 3, $"{client.Done} of {Steps} were done"));
        }
    });

    private static async Task<WriteAnswer> SendAsync(TestService service, WriteRequest request)
    {
        var reply = await service.SendAsync(request.Method, request.Target, request.Body is null ? null : Body.Json(request.Body), [.. request.Headers]);
        return new WriteAnswer(reply.Status, reply.Body);
    }

    private static int? Setting(string name) => Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
