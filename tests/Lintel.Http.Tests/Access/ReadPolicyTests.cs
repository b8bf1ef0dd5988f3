using Lintel.Http.Tests.Models;

namespace Lintel.Http.Tests.Access;

/// <summary>Who sees what, through the front door: on every path the same rows and fields.</summary>
public sealed class ReadPolicyTests
{
    private const string Word = "zebra";

    // Every path to rows: what it answers must not depend on rows that the caller does not see.
    private static readonly string[] Questions =
    [
        "customers", "customers?count=exact", "customers?limit=1&count=exact", "customers?sort=-name", "customers?name=Ann", "customers?name[contains]=Ann", "customers/1", "customers/2", "customers/3", "customers/4", "customers/99",
        "customers?include=orders", "customers?include=orders.lines.product,tags", "customers?fields=name,orderCount,spent", "customers?filter=orderCount%3E1", "customers?filter=count(orders)%3E0", "customers?sort=-spent,name",
        "customers?filter=orders.exists(o,%20o.total%3E15)", "customers?orders.total[gt]=15", "customers?tags.word[ne]=new", "customers?tags.id=3", "customers?search=ann", "customers?search=zebra", "customers?search=yak", "customers/1/tags", "customers/3/tags",
        "customers/1/orders", "customers/3/orders", "customers/4/orders", "customers/99/orders", "customers/1/orders?count=exact&limit=1",
        "customers:aggregate?count=*", "customers:aggregate?count=*&group=region", "customers:aggregate?sum=orderCount", "customers:aggregate?count=*&search=ann", "customers:aggregate?max=name&min=name",
        "orders", "orders?count=exact", "orders?include=customer,lines", "orders?sort=customer.name,-total", "orders?customer.name=Ann", "orders?customer.region=south", "orders?filter=customer.spent%3E20", "orders?search=bird", "orders?search=bird&count=exact",
        "orders?fields=total,lineCount,customer(name,orderCount),lines(quantity,product(name))", "orders?lines.quantity[gte]=3", "orders?lines.product.name=lamp", "orders?include=_actions", "orders/1", "orders/2", "orders/10", "orders/11", "orders/10/lines", "orders/1/lines", "orders/2/lines",
        "orders/2/lines/4", "orders/1/lines/1", "orders:aggregate?sum=total&count=*", "orders:aggregate?sum=total&group=customer.name", "orders:aggregate?sum=lineCount", "orders:aggregate?count=*&filter=lines.exists(l,%20l.quantity%3E2)",
        "order-lines:aggregate?sum=quantity&count=*", "order-lines:aggregate?sum=quantity&group=product.name", "order-lines:aggregate?count=*&order.customer.region=south",
        "products?count=exact", "products?include=orderLines", "products?include=team", "products?sort=-name", "products/2", "products/3", "products/2/order-lines", "products?team.name=zebra", "products?filter=team.name%20!%3D%20null", "products?filter=count(orderLines)%3E1",
        "tags?include=customers", "tags/3", "tags/3/customers", "tags/1/customers?count=exact", "tags?customers.name[contains]=zebra",
        "teams", "teams/1", "teams/2", "members", "diaries", "diaries/1", "diaries?person=alice",
    ];

    private static readonly string[] Documents =
    [
        "{ customers(first: 10) { totalCount nodes { id name orderCount orders(first: 5) { totalCount nodes { total lines(first: 9) { nodes { quantity product { name } } } } } tags(first: 9) { nodes { word } } } } }",
        "{ customer(id: 1) { name spent } }", "{ customer(id: 3) { name } }", "{ orders(first: 9, orderBy: [{total: DESC}]) { nodes { total customer { name region } } pageInfo { hasNextPage } } }",
        "{ orders(where: {customer: {is: {name: {contains: \"Ann\"}}}}) { totalCount } }", "{ customers(where: {orders: {some: {total: {gt: 15}}}}) { nodes { id } } }", "{ customers(where: {orders: {none: {total: {gt: 15}}}}) { nodes { id } } }",
        "{ products(first: 9) { nodes { name team { name } orderLines(first: 9) { totalCount } } } }", "{ ordersAggregate { count } }",
    ];

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task No_answer_depends_on_rows_that_are_not_seen(string store) => EachStore.RunAsync(store, Market.Contract, Market.Options, one => EachStore.RunAsync(store, Market.Contract, Market.Options, async other =>
    {
        await Market.FillAsync(one, Word, 3);
        await Market.FillAsync(other, "yak", 8);
        foreach (var question in Questions) Assert.True((await one.GetAsync(question, Market.As("clerk"))).Status is 200 or 404 || question.StartsWith("diaries", StringComparison.Ordinal), question);
        foreach (var document in Documents) (await Market.AskAsync(one, document, "clerk")).Expect(200);
        foreach (var caller in (string[])["alice", "nobody", ""])
        {
            foreach (var question in Questions)
            {
                var (left, right) = (await one.GetAsync(question, Market.As(caller)), await other.GetAsync(question, Market.As(caller)));
                Assert.True(left.Status < 500, $"{question}: {left.Body}");
                Assert.Equal(Market.Told(left, question), Market.Told(right, question));
                Assert.DoesNotContain(Word, left.Body.Replace($"search=\"{Word}\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
            }
            foreach (var document in Documents)
            {
                var (left, right) = (await Market.AskAsync(one, document, caller), await Market.AskAsync(other, document, caller));
                Assert.Equal(Market.Told(left, document), Market.Told(right, document));
            }
        }
    }));

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task Each_caller_sees_their_rows(string store) => EachStore.RunAsync(store, Market.Contract, Market.Options, async service =>
    {
        await Market.FillAsync(service, Word, 4);
        Assert.Equal("1 2", await IdsAsync("customers", "alice"));
        Assert.Equal("3", await IdsAsync("customers", "bob"));
        Assert.Equal("3", await IdsAsync("customers", "south"));
        Assert.Equal("1 2 3 4", await IdsAsync("customers", "clerk"));
        Assert.Equal("", await IdsAsync("customers", "nobody"));
        Assert.Equal("1 2 3", await IdsAsync("orders", "alice"));
        Assert.Equal("10 12", await IdsAsync("orders", "bob"));
        Assert.Equal("", await IdsAsync("orders", "south"));
        Assert.Equal("1 2", await IdsAsync("products", "alice"));
        Assert.Equal("1", await IdsAsync("products", "bob"));
        Assert.Equal("3", await IdsAsync("orders/2/lines", "alice"));
        Assert.Equal("1", await IdsAsync("customers/1/tags", "alice"));
        Assert.Equal(3, (await GetAsync("orders?count=exact&limit=1", "alice")).Total);
        Assert.Equal("60.50", (await GetAsync("orders:aggregate?sum=total", "alice")).Data[0].GetProperty("sum").GetProperty("total").GetRawText());

        // A customer that is seen by their region has orders that are not.
        Assert.Equal("0", (await GetAsync("customers?fields=orderCount", "south")).Column("orderCount"));
        // What a line refers to may not be seen, and its key still is.
        Assert.Equal("""[{"productId":4,"product":null}]""", (await GetAsync("orders/2?fields=lines(productId,product(name))", "alice")).Raw("lines"));

        async Task<Reply> GetAsync(string target, string caller) => (await service.GetAsync(target, Market.As(caller))).Expect(200);
        async Task<string> IdsAsync(string target, string caller) => (await GetAsync(target, caller)).Column("id");
    });

    [Fact]
    public Task What_one_may_not_see_is_not_there_and_what_nobody_may_see_is_refused() => EachStore.RunAsync(EachStore.Sqlite, Market.Contract, Market.Options, async service =>
    {
        await Market.FillAsync(service, Word, 2);
        var hidden = (await service.GetAsync("customers/3", Market.As("alice"))).Expect(404);
        var absent = (await service.GetAsync("customers/99", Market.As("alice"))).Expect(404);
        Assert.Equal(Market.Told(absent, ""), Market.Told(hidden, ""));
        Assert.Equal("forbidden", (await service.GetAsync("teams", Market.As("alice"))).Expect(403).Code);
        Assert.Equal("forbidden", (await service.GetAsync("teams/1", Market.As("alice"))).Expect(403).Code);
        Assert.Equal("forbidden", (await service.GetAsync("diaries", Market.As("clerk"))).Expect(403).Code);
        var asked = (await service.GetAsync("teams")).Expect(401);
        Assert.Equal(("unauthenticated", "Bearer realm=\"api\""), (asked.Code, asked["WWW-Authenticate"]));
    });

    [Theory]
    [InlineData("customers?fields=id,credit", "?fields=credit")]
    [InlineData("customers?credit=7", "?credit")]
    [InlineData("customers?credit[gt]=7", "?credit[gt]")]
    [InlineData("customers?sort=-credit", "?sort")]
    [InlineData("customers?filter=credit%20%3E%207", "?filter")]
    [InlineData("orders?customer.credit=7", "?customer.credit")]
    [InlineData("orders?filter=customer.credit%20%3E%207", "?filter")]
    [InlineData("orders?sort=customer.credit", "?sort")]
    [InlineData("orders?fields=customer(credit)", "?fields")]
    [InlineData("tags?filter=customers.exists(c,%20c.credit%3E1)", "?filter")]
    [InlineData("customers:aggregate?sum=credit", "?sum")]
    [InlineData("customers:aggregate?count=*&group=credit", "?group")]
    [InlineData("orders:aggregate?max=customer.credit", "?max")]
    public async Task A_field_that_one_may_not_see_can_not_be_named(string target, string pointer)
    {
        await EachStore.RunAsync(EachStore.Sqlite, Market.Contract, Market.Options, async service =>
        {
            await Market.FillAsync(service, Word, 2);
            var refused = (await service.GetAsync(target, Market.As("alice"))).Expect(403);
            Assert.StartsWith(pointer.Split('=')[0], refused.Errors[0], StringComparison.Ordinal);
            (await service.GetAsync(target, Market.As("clerk"))).Expect(200);
            (await service.GetAsync(target)).Expect(401);
        });
    }

    [Fact]
    public Task A_field_that_one_may_not_see_is_left_out_of_what_comes_unasked() => EachStore.RunAsync(EachStore.Sqlite, Market.Contract, Market.Options, async service =>
    {
        await Market.FillAsync(service, Word, 2);
        Assert.DoesNotContain("credit", (await service.GetAsync("customers?include=orders.customer", Market.As("alice"))).Expect(200).Body, StringComparison.Ordinal);
        Assert.Contains("\"credit\":7", (await service.GetAsync("customers", Market.As("clerk"))).Expect(200).Body, StringComparison.Ordinal);
        Assert.Equal("forbidden", (await Market.AskAsync(service, "{ customers { nodes { credit } } }", "alice")).Code);
        Assert.Contains("\"credit\":7", (await Market.AskAsync(service, "{ customers { nodes { credit } } }", "clerk")).Body, StringComparison.Ordinal);
    });

    [Fact]
    public Task Whole_lists_and_units_show_no_more() => EachStore.RunAsync(EachStore.Sqlite, Market.Contract, Market.Options, async service =>
    {
        await Market.FillAsync(service, Word, 4);
        var exported = (await service.GetAsync("orders?include=lines,customer", Market.As("alice"), ("Accept", "application/x-ndjson"))).Expect(200);
        Assert.Equal(3, exported.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.DoesNotContain(Word, exported.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(Word, (await service.GetAsync("customers", Market.As("alice"), ("Accept", "text/csv"))).Expect(200).Body, StringComparison.Ordinal);
        (await service.GetAsync("customers/3/orders", Market.As("alice"), ("Accept", "text/csv"))).Expect(404);
        var unit = await service.PostAsync("/v1:batch", """{"operations":[{"method":"GET","path":"/v1/customers?count=exact"}]}""", Market.As("alice"));
        Assert.Equal(2, unit.Expect(200).Json.GetProperty("results")[0].GetProperty("body").GetProperty("page").GetProperty("total").GetInt32());
    });
}
