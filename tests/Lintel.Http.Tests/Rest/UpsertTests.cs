namespace Lintel.Http.Tests.Rest;

/// <summary><c>PUT</c> on a collection: the row that something unique tells is replaced, or created.</summary>
public sealed class UpsertTests
{
    [Fact]
    public async Task The_row_is_created_at_first_and_replaced_after()
    {
        await using var service = await Orders.StartAsync();
        var created = (await service.PutAsync("products?sku=cup", """{"name":"Cup","tagIds":["new"]}""")).Expect(201);
        Assert.Equal("/v1/products/3", created.Location);
        Assert.Equal("\"1\"", created.ETag);
        Assert.Equal("\"cup\"", created.Raw("sku"));

        service.Clock.Advance(TimeSpan.FromSeconds(1));
        var replaced = (await service.PutAsync("products?sku=cup", """{"sku":"cup","code":7}""")).Expect(200);
        Assert.Equal("""{"id":3,"sku":"cup","shop":"here","code":7,"name":"none","createdAt":"2026-03-04T05:06:08Z","updatedAt":"2026-03-04T05:06:09Z","version":2}""", replaced.Body);
        Assert.Null(replaced["Location"]);
        Assert.Equal("new", (await service.GetAsync("products/3/tags")).Column("id"));
        Assert.Equal("2", (await service.PutAsync("products?sku[eq]=cup", """{"code":7}""")).Expect(200).Raw("version"));
    }

    [Fact]
    public async Task Several_fields_that_are_unique_together_tell_it_too()
    {
        await using var service = await Orders.StartAsync();
        Assert.Equal("1", (await service.PutAsync("products?shop=here&code=1", """{"sku":"tea2"}""")).Expect(200).Raw("id"));
        Assert.Equal("3", (await service.PutAsync("products?code=1&shop=there", """{"sku":"tea3"}""")).Expect(201).Raw("id"));
        Assert.Equal("\"there\"", (await service.GetAsync("products/3")).Raw("shop"));
    }

    [Fact]
    public async Task A_key_that_is_its_callers_tells_it_too()
    {
        await using var service = await Orders.StartAsync();
        var created = (await service.PutAsync("rooms?id=a%2Cb", """{"name":"x"}""")).Expect(201);
        Assert.Equal("/v1/rooms/a%2Cb", created.Location);
        (await service.PutAsync("rooms?id=a%2Cb", """{"name":"y"}""")).Expect(200);
        Assert.Equal("\"y\"", (await service.GetAsync("rooms/a%2Cb")).Raw("name"));
    }

    [Fact]
    public async Task A_key_that_is_the_services_makes_no_row()
    {
        await using var service = await Orders.StartAsync();
        Assert.Equal("\"new\"", (await service.PutAsync("products?id=1", """{"sku":"new"}""")).Expect(200).Raw("sku"));
        (await service.PutAsync("products?id=77", """{"sku":"newer"}""")).Expect(404);
    }

    [Theory]
    [InlineData("products")]
    [InlineData("products?name=none")]
    [InlineData("products?shop=here")]
    [InlineData("products?sku=tea&name=none")]
    [InlineData("products?sku[ne]=tea")]
    [InlineData("products?sku[in]=tea,mug")]
    [InlineData("products?sku[null]=true")]
    [InlineData("products?sku=tea&sku[eq]=mug")]
    [InlineData("products?tags.id=new")]
    [InlineData("products?code=x&shop=here")]
    [InlineData("products?filter=sku%20==%20%27tea%27")]
    [InlineData("products?sku=tea&fields=sku")]
    [InlineData("products?sku=tea&limit=1")]
    public async Task A_query_that_is_not_about_one_row_is_refused(string target)
    {
        await using var service = await Orders.StartAsync();
        var before = await service.DumpAsync();
        (await service.PutAsync(target, """{"sku":"x"}""")).Expect(400);
        Assert.Equal(before, await service.DumpAsync());
    }

    [Fact]
    public async Task Where_nothing_is_unique_the_collection_has_no_such_method()
    {
        await using var service = await Orders.StartAsync();
        var reply = (await service.PutAsync("orders?note=n", "{}")).Expect(405);
        Assert.DoesNotContain("PUT", reply["Allow"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("products?sku=tea", """{"sku":"mug"}""", "/sku not-writable")]
    [InlineData("products?sku=tea", """{"sku":null}""", "/sku not-writable")]
    [InlineData("products?sku=01234567890", "{}", "/sku out-of-range")]
    [InlineData("products?sku=cup", """{"id":9}""", "/id not-writable")]
    [InlineData("products?sku=tea", """{"id":2}""", "/id not-writable")]
    [InlineData("products?sku=cup", """{"version":1}""", "/version not-writable")]
    [InlineData("products?sku=cup", """{"tagIds":["none"]}""", "/tagIds/0 missing-reference")]
    [InlineData("products?sku=cup", """{"tagIds":["new","old","a,b"]}""", "/tagIds out-of-range")]
    public async Task What_is_wrong_is_told_with_its_place(string target, string body, string error)
    {
        await using var service = await Orders.StartAsync();
        var before = await service.DumpAsync();
        Assert.Equal([error], (await service.PutAsync(target, body)).Expect(422).Errors);
        Assert.Equal(before, await service.DumpAsync());
    }

    [Fact]
    public async Task Another_value_that_is_taken_is_a_conflict_that_is_not_tried_again()
    {
        await using var service = await Orders.StartAsync(new TestOptions { Engine = new() { RetryPause = TimeSpan.FromDays(1) } });
        Assert.Equal(["/shop not-unique"], (await service.PutAsync("products?sku=cup", """{"code":1}""")).Expect(409).Errors);
        Assert.Equal(["/shop not-unique"], (await service.PutAsync("products?sku=mug", """{"code":1}""")).Expect(409).Errors);
    }

    [Fact]
    public async Task Conditions_are_kept()
    {
        await using var service = await Orders.StartAsync();
        (await service.PutAsync("products?sku=tea", "{}", ("If-None-Match", "*"))).Expect(412);
        (await service.PutAsync("products?sku=tea", "{}", ("If-Match", "\"9\""))).Expect(412);
        (await service.PutAsync("products?sku=cup", "{}", ("If-Match", "\"1\""))).Expect(412);
        (await service.PutAsync("products?sku=tea", "{}", ("If-Match", "\"1\""))).Expect(200);
        (await service.PutAsync("products?sku=cup", "{}", ("If-None-Match", "*"))).Expect(201);
        Assert.Equal(3, (await service.GetAsync("products?count=exact")).Total);
    }

    [Fact]
    public async Task Of_all_who_come_at_once_one_creates_and_none_fails()
    {
        await using var service = await Orders.StartAsync();
        var replies = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => service.PutAsync("products?sku=cup", $$"""{"name":"{{i}}"}""")));
        Assert.Single(replies, reply => reply.Status == 201);
        Assert.Equal(11, replies.Count(reply => reply.Status == 200));
        Assert.Equal("12", (await service.GetAsync("products/3")).Raw("version"));
    }
}
