namespace Lintel.Http.Tests.Rest;

/// <summary>Owned children, written one by one below their parents.</summary>
public sealed class OwnedRowTests
{
    [Fact]
    public async Task A_whole_list_below_a_row_is_found_on_the_way_that_leads_to_it_alone()
    {
        await using var service = await TestService.StartAsync(Orders.Contract);
        await service.CreateAsync("products", """{"sku":"a"}""");
        await service.CreateAsync("orders", """{"lines":[{"productId":1,"quantity":1,"parts":[{"grams":1}]}]}""", "{}");
        (string, string) lines = ("Accept", "application/x-ndjson");
        Assert.Contains("\"grams\":1", (await service.GetAsync("orders/1/lines/1/parts", lines)).Expect(200).Body, StringComparison.Ordinal);
        (await service.GetAsync("orders/2/lines/1/parts", lines)).Expect(404);
        (await service.GetAsync("orders/2/lines/1/parts")).Expect(404);
    }

    [Fact]
    public async Task Each_write_raises_the_version_of_the_root_and_keeps_what_is_stored()
    {
        await using var service = await Orders.StartAsync();
        var created = (await service.PostAsync("orders/1/lines", """{"productId":1,"quantity":1,"price":0.50,"parts":[{"grams":3}]}""")).Expect(201);
        Assert.Equal("/v1/orders/1/lines/4", created.Location);
        Assert.Equal("""{"id":4,"orderId":1,"productId":1,"quantity":1,"price":0.50,"place":null,"amount":0.50,"grams":3,"parts":[{"id":4,"orderLineId":4,"grams":3}]}""", created.Body);
        await ExpectRootAsync("2", "15.50");

        Assert.Equal("5.00", (await service.PatchAsync("orders/1/lines/4", """{"quantity":10}""")).Expect(200).Raw("amount"));
        await ExpectRootAsync("3", "20.00");

        var replaced = (await service.PutAsync("orders/1/lines/4", """{"productId":2,"quantity":2}""")).Expect(200);
        Assert.Equal("""{"id":4,"orderId":1,"productId":2,"quantity":2,"price":1.00,"place":null,"amount":2.00,"grams":0,"parts":[]}""", replaced.Body);
        await ExpectRootAsync("4", "17.00");

        (await service.DeleteAsync("orders/1/lines/1")).Expect(204);
        await ExpectRootAsync("5", "10.00");

        Assert.Equal("/v1/orders/1/lines/4/parts/5", (await service.PostAsync("orders/1/lines/4/parts", """{"grams":9}""")).Expect(201).Location);
        await ExpectRootAsync("6", "10.00");
        Assert.Equal("9", (await service.GetAsync("orders/1/lines/4")).Raw("grams"));
        (await service.PatchAsync("orders/1/lines/4/parts/5", """{"grams":8}""")).Expect(200);
        (await service.PutAsync("orders/1/lines/4/parts/5", """{"grams":7}""")).Expect(200);
        Assert.Equal("7", (await service.GetAsync("orders/1/lines/4")).Raw("grams"));
        (await service.DeleteAsync("orders/1/lines/4/parts/5")).Expect(204);
        await ExpectRootAsync("9", "10.00");
        Assert.Equal("0", (await service.GetAsync("orders/1/lines/4")).Raw("grams"));
        Assert.Equal("1", (await service.GetAsync("orders/2")).Raw("version"));

        async Task ExpectRootAsync(string version, string total)
        {
            var root = (await service.GetAsync("orders/1")).Expect(200);
            Assert.Equal((version, total, "\"2026-03-04T05:06:08Z\""), (root.Raw("version"), root.Raw("total"), root.Raw("updatedAt")));
        }
    }

    [Theory]
    [InlineData("PATCH", "orders/1/lines/1", "{}")]
    [InlineData("PUT", "orders/1/lines/1", """{"productId":1,"quantity":2,"price":3.50,"place":1,"parts":[{"id":2,"grams":20},{"id":1,"grams":10}]}""")]
    [InlineData("PUT", "orders/1/lines/1/parts/1", """{"id":1,"grams":10}""")]
    [InlineData("PATCH", "orders/1/lines/1", """{"markIds":["new"]}""")]
    public async Task A_write_that_changes_nothing_raises_no_version(string method, string target, string body)
    {
        await using var service = await Orders.StartAsync();
        (await service.SendAsync(method, target, Body.Json(body))).Expect(200);
        Assert.Equal("1", await Orders.VersionAsync(service));
    }

    [Theory]
    [InlineData("orders/2/lines/1")]
    [InlineData("orders/9/lines/1")]
    [InlineData("orders/x/lines/1")]
    [InlineData("orders/1/lines/9")]
    [InlineData("orders/1/lines/x")]
    [InlineData("orders/1/lines/1/parts/3")]
    [InlineData("orders/2/lines/1/parts/1")]
    [InlineData("orders/1/lines/3/parts/3")]
    public async Task A_row_below_another_parent_is_not_there(string target)
    {
        await using var service = await Orders.StartAsync();
        var before = await service.DumpAsync();
        var body = target.Contains("parts", StringComparison.Ordinal) ? """{"grams":1}""" : """{"productId":1,"quantity":1}""";
        (await service.GetAsync(target)).Expect(404);
        (await service.PutAsync(target, body)).Expect(404);
        (await service.PatchAsync(target, body)).Expect(404);
        (await service.DeleteAsync(target)).Expect(404);
        Assert.Equal(before, await service.DumpAsync());
    }

    [Theory]
    [InlineData("orders/9/lines")]
    [InlineData("orders/2/lines/1/parts")]
    [InlineData("orders/1/lines/9/parts")]
    public async Task Below_a_parent_that_is_not_there_nothing_is_created(string target)
    {
        await using var service = await Orders.StartAsync();
        var before = await service.DumpAsync();
        (await service.PostAsync(target, target.EndsWith("parts", StringComparison.Ordinal) ? """{"grams":1}""" : """{"productId":1,"quantity":1}""")).Expect(404);
        Assert.Equal(before, await service.DumpAsync());
    }

    [Theory]
    [InlineData("POST", "orders/1/lines", """{"productId":1,"quantity":0}""", 422, "/quantity out-of-range")]
    [InlineData("POST", "orders/1/lines", """{"productId":1,"quantity":1,"orderId":1}""", 422, "/orderId not-writable")]
    [InlineData("POST", "orders/1/lines", """{"productId":9,"quantity":1}""", 422, "/productId missing-reference")]
    [InlineData("POST", "orders/1/lines", """{"productId":1,"quantity":1,"place":1}""", 409, "/orderId not-unique")]
    [InlineData("POST", "orders/1/lines", """{"productId":1,"quantity":1,"parts":[{"grams":101}]}""", 422, " rule")]
    [InlineData("POST", "orders/1/lines", """{"productId":1,"quantity":1001}""", 422, " rule")]
    [InlineData("POST", "orders/1/lines/1/parts", """{"grams":71}""", 422, " rule")]
    [InlineData("PATCH", "orders/1/lines/1", """{"quantity":1001}""", 422, " rule")]
    [InlineData("PATCH", "orders/1/lines/1", """{"amount":1}""", 422, "/amount not-writable")]
    [InlineData("PATCH", "orders/1/lines/1", """{"orderId":2}""", 422, "/orderId not-writable")]
    [InlineData("PATCH", "orders/1/lines/1", """{"place":2}""", 409, "/orderId not-unique")]
    [InlineData("PATCH", "orders/1/lines/1", """{"parts":[{"id":3,"grams":1}]}""", 422, "/parts/0/id missing-reference")]
    [InlineData("PATCH", "orders/1/lines/1", """{"markIds":["none"]}""", 422, "/markIds/0 missing-reference")]
    [InlineData("PUT", "orders/1/lines/1", """{"id":2,"productId":1,"quantity":1}""", 422, "/id not-writable")]
    [InlineData("PUT", "orders/1/lines/1", """{"orderId":2,"productId":1,"quantity":1}""", 422, "/orderId not-writable")]
    [InlineData("PUT", "orders/1/lines/1", """{"productId":1,"quantity":1,"parts":[{"grams":101}]}""", 422, " rule")]
    [InlineData("PUT", "orders/1/lines/1", """{"productId":1}""", 422, "/quantity required")]
    [InlineData("PATCH", "orders/1/lines/1/parts/1", """{"grams":99}""", 422, " rule")]
    public async Task What_is_wrong_is_told_with_its_place_and_changes_nothing(string method, string target, string body, int status, string error)
    {
        await using var service = await Orders.StartAsync();
        var before = await service.DumpAsync();
        Assert.Equal([error], (await service.SendAsync(method, target, Body.Json(body))).Expect(status).Errors);
        Assert.Equal(before, await service.DumpAsync());
    }

    [Fact]
    public async Task No_more_are_created_than_there_may_be()
    {
        await using var service = await Orders.StartAsync();
        (await service.PostAsync("orders/1/lines", """{"productId":1,"quantity":1}""")).Expect(201);
        Assert.Equal([" out-of-range"], (await service.PostAsync("orders/1/lines", """{"productId":1,"quantity":1}""")).Expect(422).Errors);
        Assert.Equal("2", await Orders.VersionAsync(service));
    }

    [Fact]
    public async Task The_tag_of_a_child_guards_its_own_writes_and_that_of_its_parent_a_create()
    {
        await using var service = await Orders.StartAsync();
        var tag = (await service.GetAsync("orders/1/lines/1")).ETag;
        var changed = (await service.PatchAsync("orders/1/lines/1", """{"quantity":3}""", ("If-Match", tag))).Expect(200).ETag;
        Assert.NotEqual(tag, changed);
        (await service.PatchAsync("orders/1/lines/1", """{"quantity":4}""", ("If-Match", tag))).Expect(412);
        (await service.PutAsync("orders/1/lines/1", """{"productId":1,"quantity":4}""", ("If-Match", tag))).Expect(412);
        (await service.DeleteAsync("orders/1/lines/1", ("If-Match", tag))).Expect(412);
        (await service.PutAsync("orders/1/lines/1", """{"productId":1,"quantity":4}""", ("If-Match", changed))).Expect(200);
        (await service.DeleteAsync("orders/1/lines/1", ("If-Match", "*"))).Expect(204);

        (await service.PostAsync("orders/1/lines", """{"productId":1,"quantity":1}""", ("If-Match", "\"1\""))).Expect(412);
        (await service.PostAsync("orders/1/lines", """{"productId":1,"quantity":1}""", ("If-Match", "\"4\""))).Expect(201);
        Assert.Equal("5", await Orders.VersionAsync(service));
    }

    [Fact]
    public async Task The_tag_of_a_child_tells_apart_what_it_owns_where_that_is_shown()
    {
        await using var service = await TestService.StartAsync("""
              box:
                key: int
                fields: { name: string? }
              boxPart:
                partOf: box
                key: int
                fields: { n: int }
              boxPartBit:
                partOf: boxPart
                key: int
                fields: { n: int }
            """);
        await service.CreateAsync("boxes", """{"parts":[{"n":1,"bits":[{"n":1}]}]}""");
        var (bare, with) = ((await service.GetAsync("boxes/1/parts/1")).ETag, (await service.GetAsync("boxes/1/parts/1?include=bits")).ETag);
        (await service.PatchAsync("boxes/1/parts/1/bits/1", """{"n":2}""")).Expect(200);
        (await service.GetAsync("boxes/1/parts/1", ("If-None-Match", bare))).Expect(304);
        (await service.GetAsync("boxes/1/parts/1?include=bits", ("If-None-Match", with))).Expect(200);
        // That of the root, which has a version, tells it by that alone.
        Assert.Equal("\"2\"", (await service.GetAsync("boxes/1?include=parts.bits")).ETag);
    }

    [Fact]
    public async Task A_child_whose_key_is_its_callers_is_created_by_a_replacement()
    {
        await using var service = await Orders.StartAsync();
        var created = (await service.PutAsync("rooms/hall/seats/hall,3", """{"taken":true}""")).Expect(201);
        Assert.Equal("/v1/rooms/hall/seats/hall,3", created.Location);
        (await service.PutAsync("rooms/hall/seats/hall,3", """{"roomId":"hall","number":3}""")).Expect(200);
        Assert.Equal("false", (await service.GetAsync("rooms/hall/seats/hall,3")).Raw("taken"));
        (await service.PutAsync("rooms/hall/seats/hall,3", """{"number":4}""")).Expect(422);
        (await service.PutAsync("rooms/hall/seats/other,3", "{}")).Expect(404);
        (await service.PutAsync("rooms/hall/doors/south", "{}")).Expect(201);
        (await service.PutAsync("rooms/two", "{}")).Expect(201);
        // The door is another room's.
        (await service.PutAsync("rooms/two/doors/south", "{}")).Expect(404);
        Assert.Equal(["/id not-unique"], (await service.PostAsync("rooms/two/doors", """{"id":"south"}""")).Expect(409).Errors);
        Assert.Equal("4", (await service.GetAsync("rooms/hall")).Raw("version"));
        Assert.Equal("1", (await service.GetAsync("rooms/two")).Raw("version"));
    }

    [Fact]
    public async Task Writes_of_one_aggregate_come_one_after_the_other()
    {
        await using var service = await Orders.StartAsync();
        (await service.DeleteAsync("orders/1/lines/2")).Expect(204);
        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => i % 2 == 0
            ? service.PostAsync("orders/1/lines", """{"productId":1,"quantity":1}""")
            : service.PostAsync("orders/1/lines/1/parts", """{"grams":25}""")));
        // Two more lines have their place, and two more parts their weight.
        Assert.Equal(2, replies.Where((_, i) => i % 2 == 0).Count(reply => reply.Status == 201));
        Assert.Equal(2, replies.Where((_, i) => i % 2 == 1).Count(reply => reply.Status == 201));
        Assert.Equal("6", await Orders.VersionAsync(service));
    }
}
