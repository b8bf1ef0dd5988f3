using Lintel.Postgres;
using Lintel.Postgres.Testing;

namespace Lintel.Http.Tests.Rest;

/// <summary>Callers who write at the same time on a database that lets them.</summary>
public sealed class PostgresRaceTests
{
    private const int Callers = 12;

    [Fact]
    public Task Of_all_who_create_or_replace_the_same_row_one_creates_and_none_fails() => RaceAsync(async service =>
    {
        var replies = await AllAsync(i => service.PutAsync("products?sku=cup", $$"""{"name":"{{i}}"}"""));
        Assert.Single(replies, reply => reply.Status == 201);
        Assert.All(replies.Where(reply => reply.Status != 201), reply => reply.Expect(200));
        Assert.Equal("12", (await service.GetAsync("products?sku=cup")).Column("version"));

        replies = await AllAsync(i => service.PutAsync("rooms/new", $$"""{"name":"{{i}}","seats":[{"number":{{i}}}]}"""));
        Assert.Single(replies, reply => reply.Status == 201);
        Assert.All(replies.Where(reply => reply.Status != 201), reply => reply.Expect(200));
        Assert.Single((await service.GetAsync("rooms/new?include=seats")).Json.GetProperty("seats").EnumerateArray());
    });

    [Fact]
    public Task Writes_below_one_root_come_one_after_the_other() => RaceAsync(async service =>
    {
        (await service.DeleteAsync("orders/1/lines/2")).Expect(204);
        var replies = await AllAsync(i => i % 2 == 0
            ? service.PostAsync("orders/1/lines", """{"productId":1,"quantity":1}""")
            : service.PostAsync("orders/1/lines/1/parts", """{"grams":25}"""));
        // Two more lines have their place, and two more parts their weight.
        Assert.Equal([2, 2], replies.Index().GroupBy(pair => pair.Index % 2).Select(group => group.Count(pair => pair.Item.Status == 201)));
        Assert.Equal(("6", "9.00"), (await Orders.VersionAsync(service), (await service.GetAsync("orders/1")).Raw("total")));
        Assert.Equal("80", (await service.GetAsync("orders/1/lines/1")).Raw("grams"));
    });

    [Fact]
    public Task Of_all_who_link_the_same_rows_one_raises_the_version() => RaceAsync(async service =>
    {
        var replies = await AllAsync(_ => service.PutAsync("products/2/tags/old"));
        Assert.All(replies, reply => reply.Expect(204));
        Assert.Equal("2", (await service.GetAsync("products/2")).Raw("version"));
    });

    [Fact]
    public Task Writes_of_all_that_is_found_never_wait_for_each_other_in_a_circle() => RaceAsync(async service =>
    {
        for (var i = 0; i < 20; i++) await service.CreateAsync("orders", """{"level":1}""");
        var replies = await AllAsync(i => service.PatchAsync(i % 2 == 0 ? "orders?level=1" : "orders?id[gt]=2&level[lt]=2", """{"level":2}"""));
        Assert.Equal(20, replies.Sum(reply => reply.Expect(200).Json.GetProperty("affected").GetInt32()));
    });

    [Fact]
    public Task Of_all_who_replace_the_state_that_they_saw_one_does() => RaceAsync(async service =>
    {
        var replies = await AllAsync(i => service.PutAsync("orders/1", $$"""{"level":{{i + 10}},"lines":[{"id":1,"productId":1,"quantity":{{i + 1}}}]}""", ("If-Match", "\"1\"")));
        Assert.Single(replies, reply => reply.Status == 200);
        Assert.Equal(Callers - 1, replies.Count(reply => reply.Status == 412));
    });

    private static Task<Reply[]> AllAsync(Func<int, Task<Reply>> send) => Task.WhenAll(Enumerable.Range(0, Callers).Select(send));

    private static async Task RaceAsync(Func<TestService, Task> race)
    {
        await using var schema = await PostgresServer.Shared.CreateSchemaAsync();
        var model = TestService.Compile(Orders.Contract);
        await using var service = await Orders.StartAsync(new TestOptions { Store = _ => PostgresStore.Open(model, schema.Options) }, model);
        await race(service);
    }
}
