using System.Globalization;
using System.Text.Json.Nodes;

namespace Lintel.Http.Tests.Models;

/// <summary>Fifty buyers and ten items: ten get one, however they buy, and nobody gets one that is not there.</summary>
public sealed class LastItemsTests
{
    private const int Buyers = 50, Items = 10;

    private const string Contract = """
          product:
            key: int
            managed: [version]
            fields:
              stock: int >= 0
            actions:
              buy: { set: { stock: stock - 1 } }
          purchase:
            key: int
            managed: []
            fields:
              product: product
        """;

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task Who_looks_and_then_writes_what_is_left_gets_no_item_of_another(string store) => SellAsync(store, async service =>
    {
        while (true)
        {
            var product = (await service.GetAsync("products/1")).Expect(200);
            var left = product.Json.GetProperty("stock").GetInt32() - 1;
            var reply = await service.PatchAsync("products/1", string.Create(CultureInfo.InvariantCulture, $$"""{"stock":{{left}}}"""), ("If-Match", product.ETag));
            // Another one was faster: look again.
            if (reply.Status != 412) return reply;
        }
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public async Task An_order_comes_with_its_item_or_not_at_all(string store)
    {
        await SellAsync(store, async service =>
        {
            while (true)
            {
                var product = (await service.GetAsync("products/1")).Expect(200);
                var left = product.Json.GetProperty("stock").GetInt32() - 1;
                var reply = await service.PostAsync("/v1:batch", new JsonObject
                {
                    ["operations"] = new JsonArray(
                        new JsonObject { ["method"] = "POST", ["path"] = "/v1/purchases", ["body"] = new JsonObject { ["productId"] = 1 } },
                        new JsonObject
                        {
                            ["method"] = "PATCH",
                            ["path"] = "/v1/products/1",
                            ["headers"] = new JsonObject { ["If-Match"] = product.ETag },
                            ["body"] = new JsonObject { ["stock"] = left },
                        }),
                }.ToJsonString());
                // Another one was faster, once or again and again: look again.
                if (reply.Status is not (409 or 412)) return reply;
            }
        }, async service => Assert.Equal(Items, (await service.GetAsync("purchases?count=exact")).Total));
    }

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task Who_asks_for_one_item_less_need_not_look_first(string store) => SellAsync(store, service => service.PostAsync("products/1/buy", "{}"));

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task Who_gives_up_at_once_gets_no_item_of_another(string store) => EachStore.RunAsync(store, Contract, async service =>
    {
        var tag = (await service.CreateAsync("products", $$"""{"stock":{{Items}}}"""))[0].ETag;
        for (var left = Items - 1; left >= 0; left--)
        {
            var replies = await Task.WhenAll(Enumerable.Range(0, Buyers / Items).Select(_ => service.PatchAsync("products/1", $$"""{"stock":{{left}}}""", ("If-Match", tag))));
            tag = Assert.Single(replies, reply => reply.Status == 200).ETag;
            Assert.Equal(Buyers / Items - 1, replies.Count(reply => reply.Status == 412));
        }
        Assert.Equal(0, (await service.GetAsync("products/1")).Json.GetProperty("stock").GetInt32());
    });

    private static Task SellAsync(string store, Func<TestService, Task<Reply>> buy, Func<TestService, Task>? check = null) => EachStore.RunAsync(store, Contract, async service =>
    {
        await service.CreateAsync("products", $$"""{"stock":{{Items}}}""");
        var replies = await Task.WhenAll(Enumerable.Range(0, Buyers).Select(_ => Task.Run(() => buy(service))));
        Assert.Equal(Items, replies.Count(reply => reply.Status is 200 or 201));
        Assert.All(replies.Where(reply => reply.Status is not (200 or 201)), reply => Assert.True(reply.Status is 409 or 412 or 422, reply.Body));
        var product = (await service.GetAsync("products/1")).Json;
        Assert.Equal(0, product.GetProperty("stock").GetInt32());
        Assert.Equal(Items + 1, product.GetProperty("version").GetInt32());
        if (check is not null) await check(service);
    });
}
