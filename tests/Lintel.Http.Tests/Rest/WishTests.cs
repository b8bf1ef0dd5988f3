namespace Lintel.Http.Tests.Rest;

/// <summary><c>Prefer</c> (RFC 7240): less in the answer, or nothing that stays.</summary>
public sealed class WishTests
{
    [Theory]
    [InlineData("POST", "products", """{"sku":"cup"}""", 201)]
    [InlineData("PUT", "products/1", """{"sku":"cup"}""", 204)]
    [InlineData("PUT", "products?sku=cup", "{}", 201)]
    [InlineData("PATCH", "products/1", """{"name":"x"}""", 204)]
    [InlineData("POST", "orders/1/close", "{}", 204)]
    [InlineData("POST", "orders/1/lines", """{"productId":1,"quantity":1}""", 201)]
    public async Task Minimal_answers_have_their_head_alone(string method, string target, string body, int status)
    {
        await using var service = await Orders.StartAsync();
        var reply = (await service.SendAsync(method, target, Body.Json(body), ("Prefer", "return=minimal"))).Expect(status);
        Assert.Empty(reply.Bytes);
        Assert.Null(reply["Content-Type"]);
        Assert.Equal("return=minimal", reply["Preference-Applied"]);
        Assert.NotNull(reply["ETag"]);
        Assert.Equal(status == 201, reply["Location"] is not null);
    }

    [Theory]
    [InlineData("return=representation", null)]
    [InlineData("return=representation, return=minimal", null)]
    [InlineData("return=minimal, return=representation", "return=minimal")]
    [InlineData("RETURN = \"minimal\" ; a=b", "return=minimal")]
    [InlineData("respond-async, return=minimal", "return=minimal")]
    [InlineData("tx=rollback,return=minimal", "return=minimal, tx=rollback")]
    [InlineData("tx=commit", null)]
    [InlineData("return", null)]
    [InlineData("return=", null)]
    [InlineData("return=nothing", null)]
    [InlineData(",;=,,\"", null)]
    [InlineData("note=\"a, tx=rollback, b\"", null)]
    [InlineData("x=\"return=minimal\"", null)]
    [InlineData("xreturn=minimal", null)]
    public async Task What_is_no_wish_or_not_known_is_no_mistake(string wish, string? applied)
    {
        await using var service = await Orders.StartAsync();
        var reply = await service.PatchAsync("products/1", """{"name":"x"}""", ("Prefer", wish));
        reply.Expect(applied?.Contains("minimal", StringComparison.Ordinal) == true ? 204 : 200);
        Assert.Equal(applied, reply["Preference-Applied"]);
        var isKept = applied?.Contains("rollback", StringComparison.Ordinal) != true;
        Assert.Equal(isKept ? "2" : "1", (await service.GetAsync("products/1")).Raw("version"));
    }

    [Theory]
    [InlineData("POST", "products", """{"sku":"cup"}""", 201)]
    [InlineData("POST", "orders", """{"lines":[{"productId":1,"quantity":1}]}""", 201)]
    [InlineData("PUT", "products?sku=cup", "{}", 201)]
    [InlineData("PUT", "orders/1", "{}", 200)]
    [InlineData("PATCH", "orders/1", """{"note":"x"}""", 200)]
    [InlineData("PATCH", "tags/new", """{"rank":9}""", 200)]
    [InlineData("POST", "orders/1/close", "{}", 200)]
    [InlineData("DELETE", "orders/1", null, 204)]
    [InlineData("DELETE", "orders/1/lines/1", null, 204)]
    [InlineData("PUT", "products/2/tags/old", null, 204)]
    [InlineData("DELETE", "products/1/tags/new", null, 204)]
    [InlineData("PATCH", "orders?level=3", """{"level":4}""", 200)]
    [InlineData("DELETE", "orders?level=3", null, 200)]
    public async Task A_rehearsal_answers_as_if_it_were_done_and_nothing_stays(string method, string target, string? body, int status)
    {
        await using var service = await Orders.StartAsync();
        var before = await service.DumpAsync();
        var reply = (await service.SendAsync(method, target, body is null ? null : Body.Json(body), ("Prefer", "tx=rollback"))).Expect(status);
        Assert.Equal("tx=rollback", reply["Preference-Applied"]);
        Assert.Equal(before, await service.DumpAsync());
        (await service.SendAsync(method, target, body is null ? null : Body.Json(body))).Expect(status);
        Assert.NotEqual(before, await service.DumpAsync());
    }

    [Theory]
    [InlineData("POST", "orders", """{"lines":[{"productId":9,"quantity":1}]}""", 422)]
    [InlineData("PATCH", "orders/1/lines/1", """{"quantity":1001}""", 422)]
    [InlineData("POST", "products", """{"sku":"tea"}""", 409)]
    [InlineData("DELETE", "products/1", null, 409)]
    [InlineData("PATCH", "orders/9", """{"note":"x"}""", 404)]
    public async Task A_rehearsal_tells_what_would_be_refused(string method, string target, string? body, int status)
    {
        await using var service = await Orders.StartAsync();
        var reply = (await service.SendAsync(method, target, body is null ? null : Body.Json(body), ("Prefer", "tx=rollback"))).Expect(status);
        Assert.Null(reply["Preference-Applied"]);
    }

    [Fact]
    public async Task Reads_take_no_wishes()
    {
        await using var service = await Orders.StartAsync();
        var reply = (await service.GetAsync("orders/1", ("Prefer", "return=minimal, tx=rollback"))).Expect(200);
        Assert.NotEmpty(reply.Bytes);
        Assert.Null(reply["Preference-Applied"]);
    }
}
