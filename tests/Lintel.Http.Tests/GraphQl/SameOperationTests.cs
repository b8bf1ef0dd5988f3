using System.Text;
using Lintel.Http.Tests.Pipeline;
using Lintel.Http.Tests.Tours;
using Lintel.Testing;

namespace Lintel.Http.Tests.GraphQl;

/// <summary>
/// The same question over REST and over GraphQL is the same bound operation, so that all behind it is proved once: <c>tests/golden/graphql/same/*.txt</c>.
/// What REST has no words for is on pages of its own (<see cref="PageTests"/>). LINTEL_UPDATE_GOLDEN=1 rewrites all.
/// </summary>
public sealed class SameOperationTests
{
    private const string Order = "id customerId status note createdAt updatedAt version";
    private const string Line = "id orderId productId quantity price";

    /// <summary>What of REST, and what of GraphQL, is the same.</summary>
    public static readonly TheoryData<string, string, string?, string> Reads = new()
    {
        { "GET", "orders/1", null, $"{{ order(id: 1) {{ {Order} }} }}" },
        { "GET", "orders/99", null, $"{{ order(id: 99) {{ {Order} }} }}" },
        { "GET", "orders/1?fields=note,version&include=customer,lines", null, $"{{ order(id: 1) {{ note version customer {{ id name tier version }} lines {{ nodes {{ {Line} }} }} }} }}" },
        { "GET", "products/tea?fields=name,price", null, """{ product(id: "tea") { name price } }""" },
        { "GET", "orders", null, $"{{ orders {{ nodes {{ {Order} }} }} }}" },
        { "GET", "orders?fields=id&limit=2", null, "{ orders(first: 2) { nodes { id } } }" },
        { "GET", "orders?fields=id&count=exact", null, "{ orders { totalCount nodes { id } } }" },
        { "GET", "orders?fields=id&status=pending", null, "{ orders(where: { status: { eq: PENDING } }) { nodes { id } } }" },
        { "GET", "orders?fields=id&id[gte]=2&id[lt]=9&id[ne]=5", null, "{ orders(where: { id: { gte: 2, lt: 9, ne: 5 } }) { nodes { id } } }" },
        { "GET", "orders?fields=id&id[in]=1,2,3", null, "{ orders(where: { id: { in: [1, 2, 3] } }) { nodes { id } } }" },
        { "GET", "orders?fields=id&id[nin]=2", null, "{ orders(where: { id: { nin: [2] } }) { nodes { id } } }" },
        { "GET", "orders?fields=id&note[contains]=a&note[startsWith]=b&note[endsWith]=c", null, """{ orders(where: { note: { contains: "a", startsWith: "b", endsWith: "c" } }) { nodes { id } } }""" },
        { "GET", "orders?fields=id&note[null]=true", null, "{ orders(where: { note: { isNull: true } }) { nodes { id } } }" },
        { "GET", "orders?fields=id&note[null]=false", null, "{ orders(where: { note: { ne: null } }) { nodes { id } } }" },
        { "GET", "orders?fields=id&createdAt[gt]=2026-01-01T00:00:00Z", null, """{ orders(where: { createdAt: { gt: "2026-01-01T00:00:00Z" } }) { nodes { id } } }""" },
        { "GET", "orders?fields=id&customer.tier=gold&status=pending", null, "{ orders(where: { customer: { is: { tier: { eq: GOLD } } }, status: { eq: PENDING } }) { nodes { id } } }" },
        { "GET", "order-lines:aggregate?count=*&order.customer.tier=gold", null, "{ orderLinesAggregate(where: { order: { is: { customer: { is: { tier: { eq: GOLD } } } } } }) { count } }" },
        { "GET", "orders?fields=id&filter=status%3D%3D'paid'%20or%20note%3D%3D'a'", null, """{ orders(where: { or: [{ status: { eq: PAID } }, { note: { eq: "a" } }] }) { nodes { id } } }""" },
        { "GET", "orders?fields=id&filter=not%20(id%3E2)", null, "{ orders(where: { not: { id: { gt: 2 } } }) { nodes { id } } }" },
        { "GET", "orders?fields=id&filter=lines.exists(l,%20l.quantity%3E1)", null, "{ orders(where: { lines: { some: { quantity: { gt: 1 } } } }) { nodes { id } } }" },
        { "GET", "orders?fields=id,note&sort=-createdAt,note,-id", null, "{ orders(orderBy: [{ createdAt: DESC }, { note: ASC }, { id: DESC }]) { nodes { id note } } }" },
        { "GET", "orders?fields=id&sort=-customer.name", null, "{ orders(orderBy: [{ customer: { name: DESC } }]) { nodes { id } } }" },
        { "GET", "orders?fields=id,customer(name),lines(quantity,product(name))&sort=id&limit=2", null, "{ orders(orderBy: { id: ASC }, first: 2) { nodes { id customer { name } lines { nodes { quantity product { name } } } } } }" },
        { "GET", "orders?fields=id&include=labels&limit=2", null, "{ orders(first: 2) { nodes { id labels { nodes { id name } } } } }" },
        { "GET", "products?fields=id,name&search=gre*%20-%22black%20tea%22&price[gt]=1", null, """{ products(search: "gre* -\"black tea\"", where: { price: { gt: 1 } }) { nodes { id name } } }""" },
        { "GET", "orders:aggregate?count=*", null, "{ ordersAggregate { count } }" },
        { "GET", "orders:aggregate?group=status&count=*&sum=id&max=createdAt&customer.tier=gold", null, "{ ordersAggregate(groupBy: [STATUS], where: { customer: { is: { tier: { eq: GOLD } } } }) { group { status } count sum { id } max { createdAt } } }" },
        { "GET", "order-lines:aggregate?group=productId,quantity&sum=price&avg=price&countDistinct=orderId&sort=-sum.price,productId&limit=2", null, "{ orderLinesAggregate(groupBy: [PRODUCT_ID, QUANTITY], orderBy: [{ sum: { price: DESC } }, { group: { productId: ASC } }], first: 2) { group { productId } sum { price } avg { price } countDistinct { orderId } } }" },
    };

    /// <summary>The same of what changes rows.</summary>
    public static readonly TheoryData<string, string, string?, string> Writes = new()
    {
        { "POST", "products", """{"id":"cup","name":"Cup","price":4.5}""", """mutation { createProduct(input: { id: "cup", name: "Cup", price: 4.5 }) { product { id name price } } }""" },
        {
            "POST", "orders?include=lines", """{"customerId":2,"note":"new","labelIds":[2,1],"lines":[{"productId":"tea","quantity":2,"price":3.50},{"productId":"mug","quantity":1,"price":8}]}""",
            $$"""
            mutation {
              createOrder(input: { customerId: 2, note: "new", labelIds: [2, 1], lines: [{ productId: "tea", quantity: 2, price: 3.50 }, { productId: "mug", quantity: 1, price: "8" }] }) {
                order { {{Order}} lines { nodes { {{Line}} } } }
              }
            }
            """
        },
        { "POST", "orders/1/lines", """{"productId":"tea","quantity":2,"price":3}""", $$"""mutation { createOrderLine(orderId: 1, input: { productId: "tea", quantity: 2, price: 3 }) { orderLine { {{Line}} } } }""" },
        { "PATCH", "orders/1", """{"note":null}""", $$"""mutation { updateOrder(id: 1, patch: { note: null }) { order { {{Order}} } } }""" },
        { "PATCH \"1\"", "orders/1", """{"note":"x"}""", $$"""mutation { updateOrder(id: 1, patch: { note: "x" }, ifVersion: 1) { order { {{Order}} } } }""" },
        {
            "PATCH", "orders/1?include=lines", """{"lines":[{"id":2,"productId":"mug","quantity":3,"price":7.50},{"productId":"tea","quantity":1,"price":3}]}""",
            $$"""mutation { updateOrder(id: 1, patch: { lines: [{ id: 2, productId: "mug", quantity: 3, price: 7.50 }, { productId: "tea", quantity: 1, price: 3 }] }) { order { {{Order}} lines { nodes { {{Line}} } } } } }"""
        },
        { "PATCH", "orders/1/lines/1", """{"quantity":2}""", $$"""mutation { updateOrderLine(orderId: 1, id: 1, patch: { quantity: 2 }) { orderLine { {{Line}} } } }""" },
        { "PUT", "products/cup", """{"name":"Cup","price":4}""", """mutation { upsertProduct(id: "cup", input: { name: "Cup", price: 4 }) { product { id name price } } }""" },
        { "PUT", "products/tea", """{"name":"Tea","price":4}""", """mutation { upsertProduct(id: "tea", input: { name: "Tea", price: 4 }) { product { id name price } } }""" },
        { "POST \"1\"", "orders/1/pay?include=customer", "{}", $$"""mutation { payOrder(id: 1, ifVersion: 1) { order { {{Order}} customer { id name tier version } } } }""" },
        { "POST", "orders/1/remark", """{"note":"urgent"}""", $$"""mutation { remarkOrder(id: 1, input: { note: "urgent" }) { order { {{Order}} } } }""" },
        { "PATCH", "orders?customer.tier=gold&maxAffected=5", """{"note":"x"}""", """mutation { updateOrders(where: { customer: { is: { tier: { eq: GOLD } } } }, patch: { note: "x" }, maxAffected: 5) { affected } }""" },
        { "DELETE", "orders/2", null, "mutation { deleteOrder(id: 2) { deletedNodeId } }" },
        { "DELETE \"1\"", "orders/1", null, "mutation { deleteOrder(id: 1, ifVersion: 1) { deletedNodeId } }" },
        { "DELETE", "orders/1/lines/1", null, "mutation { deleteOrderLine(orderId: 1, id: 1) { deletedNodeId } }" },
        { "DELETE", "orders?id[gte]=3&maxAffected=2", null, "mutation { deleteOrders(where: { id: { gte: 3 } }, maxAffected: 2) { affected } }" },
    };

    /// <summary>The same of what is deleted softly.</summary>
    public static readonly TheoryData<string, string, string?, string> SoftDeletes = new()
    {
        { "GET", "orders?fields=id,status&status=pending", null, "{ orders(where: { status: { eq: PENDING } }) { nodes { id status } } }" },
        { "DELETE", "orders/1", null, "mutation { deleteOrder(id: 1) { deletedNodeId } }" },
        { "DELETE", "products/cup?purge=true", null, """mutation { deleteProduct(id: "cup", purge: true) { deletedNodeId } }""" },
    };

    [Theory]
    [MemberData(nameof(Reads))]
    [MemberData(nameof(Writes))]
    public Task A_question_is_the_same_operation_over_REST_and_GraphQL(string method, string target, string? body, string document) =>
        CompareAsync(PipelineTests.Contract, PipelineTests.FillAsync, method, target, body, document);

    [Theory]
    [MemberData(nameof(SoftDeletes))]
    public Task What_hides_and_what_goes_for_good_is_the_same_operation(string method, string target, string? body, string document) =>
        CompareAsync(SoftDeleteTour.Contract, PipelineTests.FillDeletedAsync, method, target, body, document);

    private static async Task CompareAsync(string contract, Func<TestService, Task> fill, string method, string target, string? body, string document)
    {
        var (verb, ifMatch) = method.Split(' ') is [var name, var tag] ? (name, tag) : (method, null);
        var rest = await RecordAsync(contract, fill, service =>
            service.SendAsync(verb, target, body is null ? null : Body.Of(body, verb == "PATCH" ? "application/merge-patch+json" : "application/json"), ifMatch is null ? [] : [("If-Match", ifMatch)]));
        var graphql = await RecordAsync(contract, fill, service => service.AskAsync(document));

        Assert.NotEmpty(rest);
        Assert.Equal(string.Join("\n\n", rest), string.Join("\n\n", graphql));
        var page = new StringBuilder();
        PipelineTests.Section(page, "REST", [$"{verb} /v1/{target}", .. ifMatch is null ? [] : new[] { $"If-Match: {ifMatch}" }, .. body is null ? [] : new[] { body }]);
        PipelineTests.Section(page, "GraphQL", [document]);
        PipelineTests.Section(page, "bound", [string.Join("\n\n", rest.Select(bound => bound.TrimEnd()))]);
        Golden.Matches($"tests/golden/graphql/same/{NameOf(method, target)}.txt", page.ToString());
    }

    private static string NameOf(string method, string target) =>
        string.Join('-', new string([.. $"{method} {target}".ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static async Task<string[]> RecordAsync(string contract, Func<TestService, Task> fill, Func<TestService, Task<Reply>> ask)
    {
        RecordingStore store = null!;
        await using var service = await TestService.StartAsync(contract, new TestOptions { Around = inner => store = new RecordingStore(inner) });
        await fill(service);
        store.Runs.Clear();
        var reply = await ask(service);
        Assert.True(reply.Status is < 300 or 404, reply.Body);
        if (reply.Status == 200 && reply.Json.TryGetProperty("errors", out _)) Assert.Fail(reply.Body);
        return [.. store.Runs.Select(run => run.Bound.ToString())];
    }
}
