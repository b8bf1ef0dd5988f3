using System.Text.RegularExpressions;
using Lintel.Http.Tests.Models;

namespace Lintel.Http.Tests.Access;

/// <summary>Whatever a tenant asks with ids of another: it is as if these had never been.</summary>
public sealed class OtherTenantTests
{
    private const string Absent = "01900000-0000-7000-8000-";

    // Paths to rows, with ids of south; each answers north like an id that never was.
    private static readonly string[] Reads =
    [
        "customers/{customer}", "customers/{customer}?include=orders.lines.product", "customers/{customer}/orders", "customers/{customer}/tags", "customers/{customer}/orders?count=exact", "customers?id={customer}", "customers?id[in]={customer}",
        "customers?filter=id%20==%20'{customer}'", "customers?orders.id={order}", "customers?tags.id={tag}", "customers?filter=orders.exists(o,%20o.id%20==%20'{order}')", "customers:aggregate?count=*&id={customer}",
        "orders/{order}", "orders/{order}/lines", "orders/{order}/lines/{line}", "orders/{myOrder}/lines/{line}", "orders?customerId={customer}", "orders?customerId={customer}&count=exact", "orders?customer.id={customer}", "orders?lines.id={line}", "orders?lines.productId={product}",
        "orders:aggregate?sum=total&customerId={customer}", "orders:aggregate?count=*&group=status&customerId={customer}", "order-lines:aggregate?count=*&orderId={order}", "order-lines:aggregate?sum=quantity&productId={product}",
        "products/{product}", "products/{product}/order-lines", "products?orderLines.id={line}", "stocks/{product}", "stocks?productId={product}", "stocks?product.id={product}", "tags/{tag}", "tags/{tag}/customers", "countries?customers.id={customer}",
    ];

    // Writes: method, path, body. None of them changes anything.
    private static readonly (string Method, string Path, string? Body)[] Writes =
    [
        ("PATCH", "customers/{customer}", """{"name":"x"}"""), ("PATCH", "customers/{customer}", """{"tagIds":[]}"""), ("PUT", "customers/{customer}", """{"email":"x@example.com","name":"x"}"""), ("DELETE", "customers/{customer}", null),
        ("POST", "customers/{customer}/restore", "{}"), ("PUT", "customers/{customer}/tags/{myTag}", null), ("PUT", "customers/{myCustomer}/tags/{tag}", null), ("DELETE", "customers/{myCustomer}/tags/{tag}", null), ("DELETE", "customers/{customer}/tags/{tag}", null),
        ("PATCH", "customers/{myCustomer}", """{"tagIds":["{tag}"]}"""), ("POST", "customers", """{"email":"x@example.com","name":"x","tagIds":["{tag}"]}"""),
        ("PATCH", "orders/{order}", """{"total":5}"""), ("PATCH", "orders/{order}", """{"lines":[]}"""), ("PUT", "orders/{order}", """{"number":1,"customerId":"{myCustomer}","total":1,"lines":[]}"""), ("DELETE", "orders/{order}", null), ("POST", "orders/{order}/pay", "{}"),
        ("POST", "orders/{myOrder}/move", """{"to":"{customer}"}"""), ("POST", "orders/{order}/move", """{"to":"{myCustomer}"}"""),
        ("POST", "orders/{order}/lines", """{"productId":"{myProduct}","quantity":1}"""), ("PATCH", "orders/{order}/lines/{line}", """{"quantity":5}"""), ("PUT", "orders/{order}/lines/{line}", """{"productId":"{myProduct}","quantity":1}"""),
        ("DELETE", "orders/{order}/lines/{line}", null), ("PATCH", "orders/{myOrder}/lines/{line}", """{"quantity":5}"""), ("PUT", "orders/{myOrder}/lines/{line}", """{"productId":"{myProduct}","quantity":5}"""), ("DELETE", "orders/{myOrder}/lines/{line}", null),
        ("POST", "orders", """{"number":5,"customerId":"{customer}","total":1,"lines":[]}"""), ("PATCH", "orders/{myOrder}", """{"customerId":"{customer}"}"""), ("PUT", "orders/{myOrder}", """{"number":1,"customerId":"{customer}","total":1,"lines":[]}"""),
        ("POST", "orders", """{"number":5,"customerId":"{myCustomer}","total":1,"lines":[{"productId":"{product}","quantity":1}]}"""), ("POST", "orders/{myOrder}/lines", """{"productId":"{product}","quantity":1}"""),
        ("PATCH", "orders/{myOrder}/lines/{myLine}", """{"productId":"{product}"}"""), ("PATCH", "orders/{myOrder}", """{"lines":[{"id":"{line}","productId":"{myProduct}","quantity":7}]}"""),
        ("POST", "stocks", """{"productId":"{product}","amount":1}"""), ("PUT", "stocks/{product}", """{"amount":1}"""), ("PUT", "stocks/{product}", """{"productId":"{product}","amount":1}"""), ("PATCH", "stocks/{product}", """{"amount":1}"""), ("DELETE", "stocks/{product}", null),
        ("PATCH", "products/{product}", """{"name":"x"}"""), ("DELETE", "products/{product}", null), ("PUT", "products/{product}", """{"sku":"x","name":"x"}"""),
        ("POST", "/v1:batch", """{"operations":[{"method":"GET","path":"/v1/customers/{customer}"}]}"""), ("POST", "/v1:batch", """{"operations":[{"method":"PATCH","path":"/v1/customers/{customer}","body":{"name":"x"}}]}"""),
        ("POST", "/v1:batch", """{"operations":[{"method":"DELETE","path":"/v1/orders/{order}"}]}"""), ("POST", "/v1:batch", """{"operations":[{"method":"POST","path":"/v1/orders","body":{"number":6,"customerId":"{customer}","total":1,"lines":[]}}]}"""),
    ];

    private static readonly string[] Documents =
    [
        "{ customer(id: \"{customer}\") { id name orders(first: 3) { totalCount } } }", "{ order(id: \"{order}\") { total } }", "{ product(id: \"{product}\") { name } }", "{ stock(productId: \"{product}\") { amount } }",
        "{ customers(where: {id: {eq: \"{customer}\"}}) { totalCount nodes { name } } }", "{ orders(where: {customer: {is: {id: {eq: \"{customer}\"}}}}) { totalCount } }", "{ ordersAggregate(where: {customerId: {eq: \"{customer}\"}}) { count } }",
        "{ node(id: \"{node}\") { nodeId ... on Product { name } } }",
        "mutation { updateCustomer(id: \"{customer}\", patch: {name: \"x\"}) { customer { id } } }", "mutation { deleteCustomer(id: \"{customer}\") { __typename } }", "mutation { deleteOrder(id: \"{order}\") { __typename } }", "mutation { payOrder(id: \"{order}\") { order { id } } }", "mutation { moveOrder(id: \"{myOrder}\", input: {to: \"{customer}\"}) { order { id } } }",
        "mutation { createOrder(input: {number: 9, customerId: \"{customer}\", total: 1}) { order { id } } }", "mutation { updateOrder(id: \"{myOrder}\", patch: {customerId: \"{customer}\"}) { order { id } } }",
    ];

    // What north sees of itself: the same whatever south has.
    private static readonly string[] Own =
    [
        "customers?count=exact", "customers?count=estimated&limit=1", "customers?include=orders.lines.product,tags,country", "customers?sort=-name", "customers?sort=email", "customers?search=ann", "customers?search=zebra", "customers?fields=name,orderCount,tenant", "customers?email=ann@example.com",
        "customers?filter=orderCount%3E0", "customers?nick=annie", "customers?badge[gt]=0", "customers:aggregate?count=*", "customers:aggregate?count=*&group=tenant", "customers:aggregate?sum=orderCount&max=name", "orders?include=customer,lines&sort=-customer.name", "orders:aggregate?sum=total&group=customer.name",
        "order-lines:aggregate?sum=quantity&group=product.name", "products?include=orderLines&count=exact", "products?sort=-sku&limit=1", "stocks?include=product", "tags?include=customers", "countries?include=customers", "countries:aggregate?count=*", "countries?customers.name[contains]=zebra",
        "customers?deleted=include", "customers?deleted=only",
    ];

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task An_id_of_another_tenant_is_answered_like_one_that_never_was(string store) => EachStore.RunAsync(store, Tenants.Contract, Tenants.Options, async service =>
    {
        var mine = await FillAsync(service, "north", "Ann");
        var theirs = await FillAsync(service, "south", Tenants.Word);
        var never = theirs.Keys.Select((name, i) => (name, Id: $"{Absent}{i:D12}")).ToDictionary(pair => pair.name, pair => pair.Id);
        never["node"] = await GoneAsync(service);
        var before = (await ShownAsync(service, "north"), await ShownAsync(service, "south"));

        foreach (var path in Reads) Same(path, await service.GetAsync(Put(path, theirs), Tenants.As("north")), await service.GetAsync(Put(path, never), Tenants.As("north")), theirs, never);
        foreach (var path in Reads.Where(path => !path.Contains("aggregate", StringComparison.Ordinal)))
            Same(path, await service.GetAsync(Put(path, theirs), Tenants.As("north"), ("Accept", "application/x-ndjson")), await service.GetAsync(Put(path, never), Tenants.As("north"), ("Accept", "application/x-ndjson")), theirs, never);
        foreach (var (method, path, body) in Writes)
        {
            foreach (var header in (string?[])[null, "If-Match", "If-None-Match"])
            {
                var (there, absent) = (await SendAsync(theirs), await SendAsync(never));
                Assert.True(absent.Status is >= 400 and < 500 || path.Contains(":batch", StringComparison.Ordinal), $"{method} {path}: {absent.Status} {absent.Body}");
                Same($"{method} {path} {body} {header}", there, absent, theirs, never);

                Task<Reply> SendAsync(Dictionary<string, string> ids)
                {
                    (string, string)[] headers = header is null ? [Tenants.As("north")] : [Tenants.As("north"), (header, "*")];
                    return service.SendAsync(method, Put(path, ids), body is null ? null : Body.Json(Put(body, ids)), headers);
                }
            }
        }
        foreach (var document in Documents)
        {
            var there = await Market.AskAsync(service, Put(document, theirs), "north");
            Assert.True(there.Status < 500 && !there.Body.Contains("invalid-document", StringComparison.Ordinal), $"{document}: {there.Body}");
            Same(document, there, await Market.AskAsync(service, Put(document, never), "north"), theirs, never);
        }
        Assert.Equal(before, (await ShownAsync(service, "north"), await ShownAsync(service, "south")));

        // To south all of it is there.
        foreach (var path in Reads.Where(path => !path.Contains("my", StringComparison.Ordinal)))
        {
            var seen = (await service.GetAsync(Put(path, theirs), Tenants.As("south"))).Expect(200);
            Assert.True(!seen.Body.Contains("\"data\":[]", StringComparison.Ordinal), path);
        }
        foreach (var document in Documents.Where(document => document[0] == '{')) Assert.DoesNotContain(":null", (await Market.AskAsync(service, Put(document, theirs), "south")).Expect(200).Body, StringComparison.Ordinal);

        string Put(string text, Dictionary<string, string> ids)
        {
            foreach (var (name, id) in ids) text = text.Replace($"{{{name}}}", id, StringComparison.Ordinal);
            foreach (var (name, id) in mine) text = text.Replace($"{{my{char.ToUpperInvariant(name[0])}{name[1..]}}}", id, StringComparison.Ordinal);
            Assert.DoesNotContain("{my", text, StringComparison.Ordinal);
            return text;
        }
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task No_answer_depends_on_what_another_tenant_has(string store) => EachStore.RunAsync(store, Tenants.Contract, Tenants.Options, async service =>
    {
        await FillAsync(service, "north", "Ann");
        var alone = await ShownAsync(service, "north");
        for (var i = 0; i < 4; i++) await FillAsync(service, "south", Tenants.Word, i);
        Assert.Equal(alone, await ShownAsync(service, "north"));
        Assert.DoesNotContain(Tenants.Word, alone.Replace($"search={Tenants.Word}", "", StringComparison.Ordinal).Replace($"={Tenants.Word}", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains(Tenants.Word, await ShownAsync(service, "south"), StringComparison.Ordinal);
        // A cursor of south's leads north nowhere but through its own rows.
        var cursor = (await service.GetAsync("customers?limit=1&sort=name", Tenants.As("south"))).Expect(200).Next;
        Assert.DoesNotContain(Tenants.Word, (await service.GetAsync($"customers?sort=name&after={Uri.EscapeDataString(cursor!)}", Tenants.As("north"))).Expect(200).Body, StringComparison.Ordinal);
    });

    private static async Task<Dictionary<string, string>> FillAsync(TestService service, string tenant, string word, int turn = 0)
    {
        if (turn == 0 && tenant == "north") await IdAsync("countries", """{"name":"Norway"}""");
        var tag = await IdAsync("tags", $$"""{"word":"{{word}}{{turn}}"}""");
        var product = await IdAsync("products", $$"""{"sku":"sku{{turn}}","name":"{{word}} lamp","price":3}""");
        var country = (await service.GetAsync("countries", Tenants.As(tenant))).Data[0].GetProperty("id").GetString();
        var customer = await IdAsync("customers", $$"""{"email":"ann{{turn}}@example.com","nick":"annie{{turn}}","name":"{{word}}","countryId":"{{country}}","tagIds":["{{tag}}"]}""");
        var order = (await service.PostAsync("orders", $$"""{"number":1,"customerId":"{{customer}}","total":10,"lines":[{"productId":"{{product}}","quantity":2}]}""", Tenants.As(tenant))).Expect(201).Json;
        await service.PostAsync("stocks", $$"""{"productId":"{{product}}","amount":4}""", Tenants.As(tenant));
        var node = (await Market.AskAsync(service, $$"""{ product(id: "{{product}}") { nodeId } }""", tenant)).Expect(200).Json.GetProperty("data").GetProperty("product").GetProperty("nodeId").GetString()!;
        return new()
        {
            ["tag"] = tag,
            ["product"] = product,
            ["customer"] = customer,
            ["order"] = order.GetProperty("id").GetString()!,
            ["line"] = order.GetProperty("lines")[0].GetProperty("id").GetString()!,
            ["node"] = node,
        };

        async Task<string> IdAsync(string target, string body) => (await service.PostAsync(target, body, Tenants.As(tenant))).Expect(201).Json.GetProperty("id").GetString()!;
    }

    private static async Task<string> GoneAsync(TestService service)
    {
        var made = (await service.PostAsync("products", """{"sku":"gone","name":"gone"}""", Tenants.As("north"))).Expect(201);
        var node = (await Market.AskAsync(service, $$"""{ product(id: "{{made.Json.GetProperty("id").GetString()}}") { nodeId } }""", "north")).Json.GetProperty("data").GetProperty("product").GetProperty("nodeId").GetString()!;
        (await service.DeleteAsync(made.Location, Tenants.As("north"))).Expect(204);
        return node;
    }

    private static async Task<string> ShownAsync(TestService service, string tenant)
    {
        var shown = new List<string>();
        foreach (var question in Own)
        {
            var reply = await service.GetAsync(question, Tenants.As(tenant));
            Assert.True(reply.Status == 200, $"{question}: {reply.Body}");
            shown.Add(Market.Told(reply, question));
        }
        return string.Join('\n', shown);
    }

    private static void Same(string question, Reply there, Reply absent, Dictionary<string, string> theirs, Dictionary<string, string> never)
    {
        Assert.DoesNotContain(Tenants.Word, there.Body, StringComparison.Ordinal);
        Assert.Equal(Bare(absent, never), Bare(there, theirs));

        string Bare(Reply reply, Dictionary<string, string> ids)
        {
            var text = Market.Told(reply, question);
            foreach (var (name, id) in ids) text = text.Replace(id, $"<{name}>", StringComparison.Ordinal);
            // Made anew with each row.
            return Regex.Replace(text, "\"(createdAt|updatedAt)\":\"[^\"]*\"", "");
        }
    }
}
