using Lintel.Http.Tests.Models;

namespace Lintel.Http.Tests.Access;

/// <summary>Who writes what, through the front door.</summary>
public sealed class WritePolicyTests
{
    private const string Word = "zebra";

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task A_row_is_made_and_changed_by_who_may_have_it_as_it_becomes(string store) => RunAsync(store, async service =>
    {
        (await service.PostAsync("customers", """{"id":20,"name":"Cid","owner":"alice"}""", Market.As("alice"))).Expect(201);
        (await service.PostAsync("customers", """{"id":21,"name":"Cid","owner":"bob"}""", Market.As("alice"))).Expect(403);
        (await service.PostAsync("customers", """{"id":21,"name":"Cid"}""", Market.As("alice"))).Expect(403);
        (await service.PostAsync("customers", """{"id":21,"name":"Cid"}""")).Expect(401);
        Assert.Equal("Anna", (await service.PatchAsync("customers/1", """{"name":"Anna"}""", Market.As("alice"))).Expect(200).Json.GetProperty("name").GetString());
        (await service.PatchAsync("customers/1", """{"owner":"bob"}""", Market.As("alice"))).Expect(403);
        (await service.PatchAsync("customers/3", """{"name":"x"}""", Market.As("south"))).Expect(403);
        (await service.DeleteAsync("customers/3", Market.As("south"))).Expect(403);
        (await service.DeleteAsync("customers/20", Market.As("alice"))).Expect(204);
        Assert.Equal("1 alice, 2 alice, 3 bob, 4 -", await OwnersAsync(service));
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task What_one_does_not_see_is_not_there_for_any_write(string store) => RunAsync(store, async service =>
    {
        var before = await AllAsync(service);
        (string Method, string There, string Absent, string? Body)[] writes =
        [
            ("PATCH", "customers/3", "customers/99", """{"name":"x"}"""), ("DELETE", "customers/3", "customers/99", null), ("PATCH", "orders/10", "orders/99", """{"note":"x"}"""),
            ("POST", "orders/10/pay", "orders/99/pay", "{}"), ("POST", "orders/10/lines", "orders/99/lines", """{"id":90,"productId":1,"quantity":1}"""),
            ("PATCH", "orders/10/lines/10", "orders/10/lines/99", """{"quantity":5}"""), ("DELETE", "orders/10/lines/10", "orders/99/lines/10", null),
            ("PATCH", "orders/2/lines/4", "orders/2/lines/99", """{"quantity":5}"""), ("DELETE", "orders/2/lines/4", "orders/2/lines/99", null), ("PATCH", "orders/1/lines/10", "orders/1/lines/99", """{"quantity":5}"""),
            ("PUT", "customers/3/tags/1", "customers/99/tags/1", null), ("PUT", "customers/1/tags/3", "customers/1/tags/99", null), ("DELETE", "customers/1/tags/3", "customers/1/tags/99", null),
        ];
        foreach (var (method, there, absent, body) in writes)
        {
            var (hidden, missing) = (await SendAsync(service, method, there, body, "alice"), await SendAsync(service, method, absent, body, "alice"));
            Assert.Equal(404, missing.Status);
            Assert.Equal(Market.Told(missing, method), Market.Told(hidden, method));
        }
        Assert.Equal(before, await AllAsync(service));
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task A_reference_leads_only_to_what_one_sees(string store) => RunAsync(store, async service =>
    {
        var before = await AllAsync(service);
        (string Method, string Path, string There, string Absent)[] writes =
        [
            ("POST", "orders", """{"id":50,"customerId":3,"total":1}""", """{"id":50,"customerId":99,"total":1}"""),
            ("PATCH", "orders/1", """{"customerId":3}""", """{"customerId":99}"""),
            ("PUT", "orders/50", """{"customerId":3,"total":1,"lines":[]}""", """{"customerId":99,"total":1,"lines":[]}"""),
            ("POST", "orders", """{"id":50,"customerId":1,"total":1,"lines":[{"id":90,"productId":3,"quantity":1}]}""", """{"id":50,"customerId":1,"total":1,"lines":[{"id":90,"productId":99,"quantity":1}]}"""),
            ("POST", "orders/1/lines", """{"id":90,"productId":3,"quantity":1}""", """{"id":90,"productId":99,"quantity":1}"""),
            ("PATCH", "orders/1/lines/1", """{"productId":3}""", """{"productId":99}"""),
            ("POST", "customers", """{"id":50,"name":"x","owner":"alice","tagIds":[3]}""", """{"id":50,"name":"x","owner":"alice","tagIds":[99]}"""),
        ];
        foreach (var (method, path, there, absent) in writes)
        {
            var (hidden, missing) = (await SendAsync(service, method, path, there, "alice"), await SendAsync(service, method, path, absent, "alice"));
            Assert.Equal((422, "missing-reference"), (missing.Status, missing.Code));
            Assert.Equal(Market.Told(missing, path), Market.Told(hidden, path));
        }
        Assert.Equal(before, await AllAsync(service));
        (await service.PostAsync("orders", """{"id":50,"customerId":1,"total":1,"lines":[{"id":90,"productId":2,"quantity":1}]}""", Market.As("alice"))).Expect(201);
        (await service.PutAsync("orders/51", """{"customerId":2,"total":1,"lines":[]}""", Market.As("alice"))).Expect(201);
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task References_of_a_whole_aggregate_are_looked_up_by_one_statement_for_each_relation(string store) => RunAsync(store, async service =>
    {
        var one = await StatementsAsync("""{"id":50,"customerId":1,"total":1,"lines":[{"id":90,"productId":1,"quantity":1}]}""");
        var several = await StatementsAsync("""{"id":51,"customerId":1,"total":1,"lines":[{"id":91,"productId":1,"quantity":1},{"id":92,"productId":2,"quantity":1},{"id":93,"productId":2,"quantity":1}]}""");
        // SQLite inserts each row by itself.
        Assert.Equal(store == EachStore.Sqlite ? one + 2 : one, several);

        async Task<int> StatementsAsync(string order)
        {
            service.Log.Clear();
            (await service.PostAsync("orders", order, Market.As("alice"))).Expect(201);
            return await service.Log.StatementsAsync("/v1/orders");
        }
    });

    [Fact]
    public Task Fields_and_actions_have_rules_of_their_own() => RunAsync(EachStore.Sqlite, async service =>
    {
        Assert.Equal(["/credit forbidden"], (await service.PatchAsync("customers/1", """{"credit":9}""", Market.As("alice"))).Expect(403).Errors);
        Assert.Equal(["/credit forbidden"], (await service.PostAsync("customers", """{"id":20,"name":"x","owner":"alice","credit":1}""", Market.As("alice"))).Expect(403).Errors);
        (await service.PatchAsync("customers/1", """{"credit":9}""", Market.As("clerk"))).Expect(200);
        (await service.PostAsync("orders/3/pay", "{}", Market.As("alice"))).Expect(403);
        Assert.Equal("paid", (await service.PostAsync("orders/1/pay", "{}", Market.As("alice"))).Expect(200).Json.GetProperty("status").GetString());
        (await service.PostAsync("orders/3/pay", "{}", Market.As("clerk"))).Expect(200);
        (await service.DeleteAsync("orders/1", Market.As("alice"))).Expect(403);
        (await service.DeleteAsync("orders/1", Market.As("clerk"))).Expect(204);
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task A_whole_row_takes_nothing_away_that_one_does_not_see(string store) => RunAsync(store, async service =>
    {
        var before = await AllAsync(service);
        (await service.PutAsync("customers/1", """{"name":"x","owner":"alice"}""", Market.As("alice"))).Expect(403);
        (await service.PutAsync("orders/2", """{"customerId":1,"total":20,"lines":[]}""", Market.As("alice"))).Expect(403);
        (await service.PatchAsync("orders/2", """{"lines":[]}""", Market.As("alice"))).Expect(403);
        (await service.PatchAsync("customers/1", """{"tagIds":[]}""", Market.As("alice"))).Expect(403);
        Assert.Equal("not-unique", (await service.PutAsync("orders/10", """{"customerId":1,"total":1,"lines":[]}""", Market.As("alice"))).Expect(409).Code);
        Assert.Equal(before, await AllAsync(service));
        (await service.PutAsync("orders/2", """{"customerId":1,"total":20,"lines":[]}""", Market.As("clerk"))).Expect(200);
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task Units_and_documents_ask_for_each_of_their_writes(string store) => RunAsync(store, async service =>
    {
        var before = await AllAsync(service);
        (await service.PostAsync("/v1:batch", """{"operations":[{"method":"PATCH","path":"/v1/customers/1","body":{"name":"x"}},{"method":"PATCH","path":"/v1/customers/1","body":{"owner":"bob"}}]}""", Market.As("alice"))).Expect(403);
        Assert.Contains("forbidden", (await Market.AskAsync(service, "mutation { createCustomer(input: {id: 30, name: \"x\", owner: \"bob\"}) { customer { id } } }", "alice")).Body, StringComparison.Ordinal);
        Assert.Contains("not-found", (await Market.AskAsync(service, "mutation { updateCustomer(id: 3, patch: {name: \"x\"}) { customer { id } } }", "alice")).Body, StringComparison.Ordinal);
        Assert.Contains("not-found", (await Market.AskAsync(service, "mutation { deleteCustomer(id: 3) { deletedNodeId } }", "alice")).Body, StringComparison.Ordinal);
        Assert.Equal(before, await AllAsync(service));
        (await service.PutAsync("customers/1/tags/2", null, Market.As("alice"))).Expect(204);
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task Nobody_lets_themselves_in_where_what_a_row_owns_says_who_may_change_it(string store) => EachStore.RunAsync(store, """
          club:
            key: { type: int, client: true }
            fields: { name: string(..50) }
            access: { read: true, update: caller.id in members.person }
          member:
            partOf: club
            reverse: members
            key: { type: int, client: true }
            fields: { person: string }
            access: { read: person != 'secret' }
        auth: {}
        access: { write: "'admin' in caller.roles" }
        """, Market.Options, async service =>
    {
        (await service.PostAsync("clubs", """{"id":1,"name":"chess","members":[{"id":1,"person":"bob"},{"id":4,"person":"secret"}]}""", Market.As("operator"))).Expect(201);
        var before = (await service.GetAsync("clubs?include=members", Market.As("operator"))).Body;
        (await service.PostAsync("clubs/1/members", """{"id":2,"person":"alice"}""", Market.As("alice"))).Expect(403);
        (await service.PutAsync("clubs/1/members/2", """{"person":"alice"}""", Market.As("alice"))).Expect(403);
        (await service.PutAsync("clubs/1/members/2", """{"person":"alice"}""", Market.As("alice"), ("If-None-Match", "*"))).Expect(403);
        (await service.PutAsync("clubs/1/members/1", """{"person":"alice"}""", Market.As("alice"))).Expect(403);
        // One that is not seen, and one that is not there, are told alike.
        foreach (var key in (int[])[4, 5])
        {
            foreach (var (name, value) in ((string, string)[])[("If-Match", "*"), ("If-Match", "\"other\""), ("If-None-Match", "*")])
            {
                (await service.PutAsync($"clubs/1/members/{key}", """{"person":"alice"}""", Market.As("alice"), (name, value))).Expect(403);
            }
        }
        (await service.PatchAsync("clubs/1", """{"members":[{"id":2,"person":"alice"}]}""", Market.As("alice"))).Expect(403);
        Assert.Contains("forbidden", (await Market.AskAsync(service, "mutation { createMember(clubId: 1, input: {id: 2, person: \"alice\"}) { member { id } } }", "alice")).Body, StringComparison.Ordinal);
        Assert.Equal(before, (await service.GetAsync("clubs?include=members", Market.As("operator"))).Body);
        (await service.PutAsync("clubs/1/members/2", """{"person":"alice"}""", Market.As("bob"))).Expect(201);
        (await service.PutAsync("clubs/1/members/3", """{"person":"carl"}""", Market.As("alice"))).Expect(201);
    });

    private static Task RunAsync(string store, Func<TestService, Task> test) => EachStore.RunAsync(store, Market.Contract, Market.Options, async service =>
    {
        await Market.FillAsync(service, Word, 4);
        await test(service);
    });

    private static Task<Reply> SendAsync(TestService service, string method, string target, string? body, string caller) =>
        service.SendAsync(method, target, body is null ? null : Body.Json(body), Market.As(caller));

    private static async Task<string> OwnersAsync(TestService service) =>
        string.Join(", ", (await service.GetAsync("customers", Market.As("operator"))).Data.Select(row => $"{row.GetProperty("id")} {row.GetProperty("owner").GetString() ?? "-"}"));

    private static async Task<string> AllAsync(TestService service) =>
        (await service.GetAsync("customers?include=tags&limit=100", Market.As("operator"))).Expect(200).Body + (await service.GetAsync("orders?include=lines&limit=100", Market.As("operator"))).Expect(200).Body;
}
