using Lintel.Http.Tests.Pipeline;

namespace Lintel.Http.Tests.GraphQl;

/// <summary>What is wrong is told with the catalogue's code, at the field that it is about; the other fields are answered.</summary>
public sealed class ErrorTests
{
    [Theory]
    [InlineData("{ orders(first: -1) { totalCount nodes { id } } }", "orders invalid-parameter, /first invalid-parameter")]
    [InlineData("{ orders(first: 1000000) { nodes { id } } }", "orders invalid-parameter, /first invalid-parameter")]
    [InlineData("{ orders(first: 1, last: 1) { nodes { id } } }", "orders invalid-parameter, /last invalid-parameter")]
    [InlineData("{ orders(after: \"x\") { nodes { id } } }", "orders invalid-cursor, /after invalid-cursor")]
    [InlineData("{ orders(where: { note: { gt: null } }) { nodes { id } } }", "orders invalid-parameter, /where/note/gt invalid-parameter")]
    [InlineData("{ orders(where: { note: { nin: null } }) { nodes { id } } }", "orders invalid-parameter, /where/note/nin invalid-parameter")]
    [InlineData("{ orders(where: { note: null }) { nodes { id } } }", "orders invalid-parameter, /where/note invalid-parameter")]
    [InlineData("{ orders(where: { or: [] }) { nodes { id } } }", "orders invalid-parameter, /where/or invalid-parameter")]
    [InlineData("{ orders(where: { not: null }) { nodes { id } } }", "orders invalid-parameter, /where/not invalid-parameter")]
    [InlineData("{ orders(where: { lines: { some: null } }) { nodes { id } } }", "orders invalid-parameter, /where/lines/some invalid-parameter")]
    [InlineData("{ orders(where: { createdAt: { gt: \"today\" } }) { nodes { id } } }", "orders invalid-parameter, /where/createdAt/gt invalid-parameter")]
    [InlineData("{ x: orders(where: { or: [{ id: { eq: 1 } }, { createdAt: { gt: \"today\" } }] }) { nodes { id } } }", "x invalid-parameter, /where/or/1/createdAt/gt invalid-parameter")]
    [InlineData("mutation { updateOrder(id: 99, patch: { note: \"x\" }) { order { id } } }", "updateOrder not-found")]
    [InlineData("mutation { deleteOrder(id: 99) { deletedNodeId } }", "deleteOrder not-found")]
    [InlineData("mutation { deleteCustomer(id: 1) { deletedNodeId } }", "deleteCustomer still-referenced")]
    [InlineData("mutation { deleteOrders(where: {}) { affected } }", "deleteOrders invalid-parameter, /where invalid-parameter")]
    [InlineData("mutation($id: Int) { deleteOrders(where: { id: { eq: $id } }) { affected } }", "deleteOrders invalid-parameter, /where invalid-parameter")]
    [InlineData("mutation { deleteOrders(where: { or: [{}] }) { affected } }", "deleteOrders invalid-parameter, /where invalid-parameter")]
    [InlineData("mutation($id: Int) { deleteOrders(where: { or: [{ note: { eq: \"a\" } }, { id: { eq: $id } }] }) { affected } }", "deleteOrders invalid-parameter, /where invalid-parameter")]
    [InlineData("mutation { updateOrders(where: { note: { eq: \"a\" }, not: { not: {} } }, patch: { note: \"b\" }) { affected } }", "updateOrders invalid-parameter, /where invalid-parameter")]
    [InlineData("mutation { deleteOrders(where: { and: [] }) { affected } }", "deleteOrders invalid-parameter, /where invalid-parameter")]
    [InlineData("mutation { updateOrders(where: { id: { gt: 0 } }, patch: { note: \"x\" }, maxAffected: 2) { affected } }", "updateOrders too-many-affected, /maxAffected too-many-affected")]
    [InlineData("mutation { updateOrders(where: { id: { gt: 0 } }, patch: { note: \"x\" }, maxAffected: 0) { affected } }", "updateOrders invalid-parameter, /maxAffected invalid-parameter")]
    [InlineData("mutation { createProducts(input: []) { products { id } } }", "createProducts invalid-parameter, /input invalid-parameter")]
    [InlineData("mutation { createProduct(input: { id: \"tea\", name: \"x\", price: 1 }) { product { id } } }", "createProduct not-unique, /id not-unique")]
    [InlineData("mutation { createOrder(input: { customerId: 99 }) { order { id } } }", "createOrder missing-reference, /customerId missing-reference")]
    [InlineData("mutation { createOrder(input: { customerId: 1, lines: [{ productId: \"tea\", quantity: 0, price: 1 }] }) { order { id } } }", "createOrder out-of-range, /lines/0/quantity out-of-range")]
    [InlineData("mutation { updateOrder(id: 1, patch: { note: \"x\" }, ifVersion: 9) { order { id } } }", "updateOrder precondition-failed, /ifVersion precondition-failed")]
    [InlineData("mutation { remarkOrder(id: 1, input: { note: \"a\" }) { order { id } } }", "remarkOrder rule")]
    public async Task A_field_fails_alone_and_nothing_is_changed(string document, string expected)
    {
        await using var service = await StartAsync();
        var before = await service.DumpAsync();

        var reply = (await service.AskAsync(document)).Expect(200);

        Assert.StartsWith(expected, Assert.Single(reply.Failures()), StringComparison.Ordinal);
        Assert.Equal("null", reply.Json.GetProperty("data").EnumerateObject().Single().Value.GetRawText());
        var error = reply.Json.GetProperty("errors")[0];
        Assert.NotEmpty(error.GetProperty("message").GetString()!);
        Assert.True(error.GetProperty("locations")[0].GetProperty("line").GetInt32() >= 1, reply.Body);
        Assert.True(error.GetProperty("extensions").GetProperty("status").GetInt32() is >= 400 and < 500, reply.Body);
        Assert.Equal(before, await service.DumpAsync());
    }

    [Fact]
    public async Task Other_fields_are_answered_and_an_action_is_refused_where_the_state_does_not_allow_it()
    {
        await using var service = await StartAsync();
        var read = (await service.AskAsync("{ good: order(id: 1) { id } bad: orders(after: \"x\") { nodes { id } } gone: order(id: 99) { id } also: customers { totalCount } }")).Expect(200);
        Assert.Equal("""{"good":{"id":1},"bad":null,"gone":null,"also":{"totalCount":2}}""", read.Raw("data"));
        Assert.Equal(["bad invalid-cursor, /after invalid-cursor"], read.Failures());

        var paid = (await service.AskAsync("mutation { a: payOrder(id: 1) { order { status _actions } } b: payOrder(id: 1) { order { status } } c: payOrder(id: 2) { order { status } } }")).Expect(200);
        Assert.Equal("""{"a":{"order":{"status":"PAID","_actions":["remark"]}},"b":null,"c":{"order":{"status":"PAID"}}}""", paid.Raw("data"));
        Assert.Equal("b wrong-state", Assert.Single(paid.Failures()).Split(',')[0]);
    }

    [Theory]
    [InlineData("{ orders { nodes { id } }", "invalid-document")]
    [InlineData("", "invalid-document")]
    [InlineData("{ none }", "invalid-document")]
    [InlineData("{ orders { nodes { none } } }", "invalid-document")]
    [InlineData("{ orders }", "invalid-document")]
    [InlineData("{ order { id } }", "invalid-document")]
    [InlineData("{ order(id: 1, none: 2) { id } }", "invalid-document")]
    [InlineData("{ orders(orderBy: [{ id: ASC, note: ASC }]) { nodes { id } } }", "invalid-document")]
    [InlineData("{ orders(orderBy: [{ id: UP }]) { nodes { id } } }", "invalid-document")]
    [InlineData("query($id: Int!) { order(id: $id) { id } }", "invalid-variable")]
    [InlineData("query($id: String) { order(id: $id) { id } }", "invalid-document")]
    [InlineData("query A { customers { totalCount } } query B { customers { totalCount } }", "invalid-document")]
    [InlineData("subscription { orders { totalCount } }", "invalid-document")]
    public async Task A_document_that_can_not_be_run_is_refused_whole(string document, string code)
    {
        await using var service = await TestService.StartAsync(PipelineTests.Contract);
        var reply = (await service.AskAsync(document)).Expect(400);
        Assert.All(reply.Failures(), failure => Assert.StartsWith($"- {code}", failure, StringComparison.Ordinal));
        Assert.False(reply.Json.TryGetProperty("data", out _), reply.Body);
    }

    [Theory]
    [InlineData("null: there is none", "{ note: { eq: null } }", "2")]
    [InlineData("there is one", "{ note: { ne: null } }", "1 3")]
    [InlineData("another value, or none", "{ note: { ne: \"a\" } }", "2 3")]
    [InlineData("not equal", "{ not: { note: { eq: \"a\" } } }", "2 3")]
    [InlineData("nothing among some", "{ note: { nin: [\"a\"] } }", "2 3")]
    [InlineData("among none", "{ note: { in: [] } }", "")]
    [InlineData("not among none", "{ note: { nin: [] } }", "1 2 3")]
    [InlineData("one for a list", "{ note: { in: \"a\" }, and: { id: { gt: 0 } } }", "1")]
    [InlineData("isNull: false", "{ note: { isNull: false } }", "1 3")]
    [InlineData("no condition", "{}", "1 2 3")]
    [InlineData("no condition of a field", "{ note: {} }", "1 2 3")]
    [InlineData("all of nothing", "{ and: [] }", "1 2 3")]
    [InlineData("not all of nothing", "{ not: {} }", "")]
    [InlineData("any line", "{ lines: { some: {} } }", "1 2")]
    [InlineData("no line", "{ lines: { none: {} } }", "3")]
    [InlineData("each of none", "{ lines: { every: { quantity: { gt: 1 } } } }", "3")]
    [InlineData("a reference", "{ customer: { is: {} } }", "1 2 3")]
    [InlineData("no reference", "{ customer: { is: null } }", "")]
    [InlineData("one of two", "{ or: [{ note: { eq: \"a\" } }, { note: { isNull: true } }] }", "1 2")]
    [InlineData("both of one field", "{ note: { ne: \"a\", isNull: false } }", "3")]
    [InlineData("names", "{ labels: { some: { name: { eq: \"new\" } }, none: { name: { eq: \"none\" } } } }", "1")]
    public async Task Conditions_mean_what_they_say_of_what_is_not_there(string what, string where, string expected)
    {
        await using var service = await StartAsync();
        var reply = (await service.AskAsync($"{{ orders(where: {where}) {{ totalCount nodes {{ id }} }} }}")).Expect(200);
        Assert.False(reply.Json.TryGetProperty("errors", out _), reply.Body);
        var orders = reply.Json.GetProperty("data").GetProperty("orders");
        Assert.Equal((what, expected), (what, string.Join(' ', orders.GetProperty("nodes").EnumerateArray().Select(order => order.GetProperty("id").ToString()))));
        Assert.Equal(expected.Length == 0 ? 0 : expected.Split(' ').Length, orders.GetProperty("totalCount").GetInt32());
    }

    private static async Task<TestService> StartAsync()
    {
        var service = await TestService.StartAsync(PipelineTests.Contract);
        await PipelineTests.FillAsync(service);
        return service;
    }
}
