namespace Lintel.Http.Tests.Rest;

/// <summary>Links of many-to-many relations, added and taken away one by one.</summary>
public sealed class LinkTests
{
    [Fact]
    public async Task A_link_is_added_once_and_taken_away_once()
    {
        await using var service = await Orders.StartAsync();
        Assert.Empty((await service.PutAsync("products/2/tags/a%2Cb")).Expect(204).Bytes);
        Assert.Equal("a,b", (await service.GetAsync("products/2/tags")).Column("id"));
        Assert.Equal(("2", "\"2026-03-04T05:06:08Z\""), ((await service.GetAsync("products/2")).Raw("version"), (await service.GetAsync("products/2")).Raw("updatedAt")));
        (await service.PutAsync("products/2/tags/a%2Cb")).Expect(204);
        Assert.Equal("2", (await service.GetAsync("products/2")).Raw("version"));

        (await service.DeleteAsync("products/2/tags/a%2Cb")).Expect(204);
        Assert.Empty((await service.GetAsync("products/2/tags")).Data);
        Assert.Equal("3", (await service.GetAsync("products/2")).Raw("version"));
        (await service.DeleteAsync("products/2/tags/a%2Cb")).Expect(404);
        Assert.Equal("3", (await service.GetAsync("products/2")).Raw("version"));
        (await service.GetAsync("tags/a%2Cb")).Expect(200);
    }

    [Theory]
    [InlineData("products/9/tags/new")]
    [InlineData("products/x/tags/new")]
    [InlineData("products/1/tags/none")]
    [InlineData("products/1/tags/012345678901234567890")]
    [InlineData("orders/2/lines/1/marks/old")]
    [InlineData("orders/9/lines/1/marks/old")]
    [InlineData("orders/1/lines/1/marks/none")]
    public async Task What_is_not_there_is_not_linked(string target)
    {
        await using var service = await Orders.StartAsync();
        var before = await service.DumpAsync();
        (await service.PutAsync(target)).Expect(404);
        (await service.DeleteAsync(target)).Expect(404);
        Assert.Equal(before, await service.DumpAsync());
    }

    [Theory]
    [InlineData("GET", "products/1/tags/new", 405)]
    [InlineData("PATCH", "products/1/tags/new", 405)]
    [InlineData("PUT", "products/1/tags", 405)]
    [InlineData("PUT", "tags/new/orders/1", 404)]
    [InlineData("PUT", "products/1/tags/new/x", 404)]
    [InlineData("PUT", "products/1/tags/new?include=tags", 400)]
    public async Task Only_the_side_that_declares_a_relation_links(string method, string target, int status)
    {
        await using var service = await Orders.StartAsync();
        (await service.SendAsync(method, target)).Expect(status);
    }

    [Fact]
    public async Task No_more_are_linked_than_may_be()
    {
        await using var service = await Orders.StartAsync();
        (await service.PutAsync("products/1/tags/old")).Expect(204);
        Assert.Equal("out-of-range", (await service.PutAsync("products/1/tags/a%2Cb")).Expect(422).Code);
        (await service.PutAsync("products/1/tags/old")).Expect(204);
        Assert.Equal("2", (await service.GetAsync("products/1")).Raw("version"));
    }

    [Fact]
    public async Task A_link_of_a_child_raises_its_root()
    {
        await using var service = await Orders.StartAsync();
        (await service.PutAsync("orders/1/lines/2/marks/old")).Expect(204);
        Assert.Equal("old", (await service.GetAsync("orders/1/lines/2?include=marks")).Json.GetProperty("marks").GetProperty("data")[0].GetProperty("id").GetString());
        Assert.Equal("2", await Orders.VersionAsync(service));
        (await service.DeleteAsync("orders/1/lines/1/marks/new")).Expect(204);
        Assert.Equal("3", await Orders.VersionAsync(service));
        Assert.Equal("15.00", (await service.GetAsync("orders/1")).Raw("total"));
    }

    [Fact]
    public async Task The_tag_of_the_row_guards_its_links()
    {
        await using var service = await Orders.StartAsync();
        (await service.PutAsync("products/1/tags/old", null, ("If-Match", "\"1\""))).Expect(204);
        (await service.PutAsync("products/1/tags/new", null, ("If-Match", "\"1\""))).Expect(412);
        (await service.DeleteAsync("products/1/tags/new", ("If-Match", "\"1\""))).Expect(412);
        (await service.DeleteAsync("products/1/tags/new", ("If-Match", "\"2\""))).Expect(204);
    }

    [Fact]
    public async Task Of_all_who_link_the_same_at_once_one_raises_the_version()
    {
        await using var service = await Orders.StartAsync();
        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => service.PutAsync("products/2/tags/old")));
        Assert.All(replies, reply => reply.Expect(204));
        Assert.Equal("2", (await service.GetAsync("products/2")).Raw("version"));
    }
}
