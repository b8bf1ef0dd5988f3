using System.Globalization;
using System.Text.Json;
using Lintel.Postgres;
using Lintel.Postgres.Testing;

namespace Lintel.Http.Tests.Rest;

/// <summary>Several operations in one transaction: <c>POST /v1:batch</c>.</summary>
public sealed class UnitTests
{
    private const string Contract = """
          product:
            key: int
            fields: { sku: string unique, stock: int >= 0 = 0, meta: json? }
          order:
            key: int
            fields: { note: string?, status: "enum(open, done) = open", secret: { type: "string?", writeOnly: true } }
            state: status
            actions: { finish: { from: [open], to: done } }
          orderLine:
            partOf: order
            key: int
            fields: { product: product, quantity: int >= 1 }
        """;

    private const string Counters = """
          counter:
            key: int
            fields: { n: int, next: { computed: n + 1 } }
        """;

    [Fact]
    public async Task All_is_done_and_each_operation_answers_as_by_itself()
    {
        await using var service = await TestService.StartAsync(Contract);
        var reply = await RunAsync(service, """
            {"operations":[
              {"id":"p","method":"PUT","path":"/v1/products?sku=A","body":{"stock":5}},
              {"id":"o","method":"POST","path":"/v1/orders","body":{"lines":[{"productId":{"$ref":"p.id"},"quantity":2}]}},
              {"method":"PATCH","path":"/v1/orders/{o.id}/lines/{o.lines.0.id}","body":{"quantity":3}},
              {"method":"POST","path":"/v1/orders/{o.id}/finish"},
              {"method":"GET","path":"/v1/orders/{o.id}?include=lines"},
              {"method":"GET","path":"/v1/orders?fields=id,status"},
              {"method":"GET","path":"/v1/order-lines:aggregate?sum=quantity"},
              {"method":"PATCH","path":"/v1/products?stock[gte]=5","body":{"stock":4}},
              {"method":"DELETE","path":"/v1/orders/{o.id}"}
            ]}
            """);
        var results = reply.Expect(200).Json.GetProperty("results");
        Assert.Equal([201, 201, 200, 200, 200, 200, 200, 200, 204], results.EnumerateArray().Select(result => result.GetProperty("status").GetInt32()));
        Assert.Equal("/v1/products/1", results[0].GetProperty("headers").GetProperty("Location").GetString());
        Assert.Equal("/v1/orders/1", results[1].GetProperty("headers").GetProperty("Location").GetString());
        Assert.Equal("\"3\"", results[3].GetProperty("headers").GetProperty("ETag").GetString());
        Assert.Equal("""[{"id":1,"orderId":1,"productId":1,"quantity":3}]""", results[4].GetProperty("body").GetProperty("lines").GetRawText());
        Assert.Equal("""{"data":[{"id":1,"status":"done"}],"page":{"next":null,"prev":null}}""", results[5].GetProperty("body").GetRawText());
        Assert.Equal("""{"affected":1}""", results[7].GetProperty("body").GetRawText());
        Assert.False(results[8].TryGetProperty("body", out _));
        Assert.Equal("o", results[1].GetProperty("id").GetString());
        Assert.Equal("4", (await service.GetAsync("products/1")).Raw("stock"));
        (await service.GetAsync("orders/1")).Expect(404);
    }

    [Theory]
    [InlineData("""{"method":"POST","path":"/v1/orders/1/finish"},{"method":"POST","path":"/v1/orders/1/finish"}""", 409, "wrong-state", 3, "/operations/3")]
    [InlineData("""{"method":"GET","path":"/v1/orders/9"}""", 404, "not-found", 2, null)]
    [InlineData("""{"method":"DELETE","path":"/v1/orders/1","headers":{"If-Match":"\"9\""}}""", 412, "precondition-failed", 2, "/operations/2/headers/If-Match")]
    [InlineData("""{"method":"PUT","path":"/v1/products/1","headers":{"If-None-Match":"*"},"body":{"sku":"A"}}""", 412, "precondition-failed", 2, "/operations/2/headers/If-None-Match")]
    [InlineData("""{"method":"POST","path":"/v1/products","body":{"sku":"A"}}""", 409, "not-unique", 2, "/operations/2/body/sku")]
    [InlineData("""{"method":"PATCH","path":"/v1/orders/1/lines/1","body":{"quantity":0}}""", 422, "out-of-range", 2, "/operations/2/body/quantity")]
    [InlineData("""{"method":"GET","path":"/v1/orders?no=1"}""", 400, "unknown-parameter", 2, "/operations/2/path")]
    [InlineData("""{"method":"POST","path":"/v1/orders/1","body":{}}""", 405, "method-not-allowed", 2, null)]
    [InlineData("""{"method":"GET","path":"/v2/orders"}""", 404, "not-found", 2, "/operations/2/path")]
    [InlineData("""{"method":"POST","path":"/v1:batch","body":{"operations":[]}}""", 404, "not-found", 2, "/operations/2/path")]
    [InlineData("""{"method":"POST","path":"/v1/orders"}""", 400, "malformed-body", 2, "/operations/2/body")]
    [InlineData("""{"method":"DELETE","path":"/v1/orders/1","body":{}}""", 400, "malformed-body", 2, "/operations/2/body")]
    [InlineData("""{"method":"POST","path":"/v1/orders","body":{"note":{"$ref":"later.id"}}},{"id":"later","method":"GET","path":"/v1/orders/1"}""", 422, "dangling-reference", 2, "/operations/2/body/note")]
    [InlineData("""{"method":"POST","path":"/v1/orders","body":{"note":{"$ref":"first.nothing"}}}""", 422, "dangling-reference", 2, "/operations/2/body/note")]
    [InlineData("""{"method":"POST","path":"/v1/orders","body":{"note":{"$ref":"first"}}}""", 422, "dangling-reference", 2, "/operations/2/body/note")]
    [InlineData("""{"method":"POST","path":"/v1/orders","body":{"note":{"$ref":"first.secret"}}}""", 422, "dangling-reference", 2, "/operations/2/body/note")]
    [InlineData("""{"method":"GET","path":"/v1/orders/{second.id}"}""", 422, "dangling-reference", 2, "/operations/2/path")]
    public async Task Of_a_unit_with_one_operation_that_fails_nothing_stays(string last, int status, string code, int index, string? pointer)
    {
        await using var service = await TestService.StartAsync(Contract);
        await service.CreateAsync("products", """{"sku":"A","stock":1}""");
        await service.CreateAsync("orders", """{"lines":[{"productId":1,"quantity":1}]}""");
        var before = await service.DumpAsync();
        var refused = (await RunAsync(service, $$$"""
            {"operations":[{"id":"first","method":"POST","path":"/v1/orders","body":{"note":"x"}},{"method":"PATCH","path":"/v1/products/1","body":{"stock":7}},{{{last}}}]}
            """)).Expect(status);
        Assert.Equal((code, index.ToString(CultureInfo.InvariantCulture)), (refused.Code, refused.Raw("operation")));
        if (pointer is not null && refused.Errors.Length > 0) Assert.Equal([$"{pointer} {code}"], refused.Errors);
        Assert.Equal(before, await service.DumpAsync());
    }

    [Theory]
    [InlineData("[]", 400, " malformed-body")]
    [InlineData("{}", 422, "/operations required")]
    [InlineData("""{"operations":{}}""", 422, "/operations required")]
    [InlineData("""{"operations":[]}""", 422, "/operations out-of-range")]
    [InlineData("""{"operations":[1]}""", 422, "/operations/0 wrong-type")]
    [InlineData("""{"operations":[{"method":"GET"}]}""", 422, "/operations/0/path required")]
    [InlineData("""{"operations":[{"method":"HEAD","path":"/v1/orders"}]}""", 422, "/operations/0/method out-of-range")]
    [InlineData("""{"operations":[{"method":"GET","path":5}]}""", 422, "/operations/0/path wrong-type")]
    [InlineData("""{"operations":[{"method":"GET","path":"/v1/orders","verb":1}]}""", 422, "/operations/0/verb unknown-member")]
    [InlineData("""{"operations":[{"method":"GET","path":"/v1/orders","headers":{"Accept":"text/csv"}}]}""", 422, "/operations/0/headers/Accept unknown-member")]
    [InlineData("""{"operations":[{"method":"GET","path":"/v1/orders","headers":[]}]}""", 422, "/operations/0/headers wrong-type")]
    [InlineData("""{"operations":[{"method":"GET","path":"/v1/orders","headers":{"If-Match":1}}]}""", 422, "/operations/0/headers/If-Match wrong-type")]
    [InlineData("""{"operations":[{"id":"a b","method":"GET","path":"/v1/orders"}]}""", 422, "/operations/0/id out-of-range")]
    [InlineData("""{"operations":[{"id":"a","method":"GET","path":"/v1/orders"},{"id":"a","method":"GET","path":"/v1/orders"}]}""", 422, "/operations/1/id out-of-range")]
    [InlineData("""{"operations":[{"method":"GET","path":"/v1/orders"}],"atomic":true}""", 422, "/atomic unknown-member")]
    public async Task A_unit_that_can_not_be_read_says_where(string body, int status, string error)
    {
        await using var service = await TestService.StartAsync(Contract);
        Assert.Equal([error], (await RunAsync(service, body)).Expect(status).Errors);
    }

    [Fact]
    public async Task A_unit_is_bounded_and_has_its_own_methods_and_types()
    {
        await using var service = await TestService.StartAsync(Contract);
        var many = string.Join(',', Enumerable.Repeat("""{"method":"GET","path":"/v1/orders?limit=1"}""", 101));
        Assert.Equal(["/operations out-of-range"], (await RunAsync(service, $$"""{"operations":[{{many}}]}""")).Expect(422).Errors);
        Assert.Equal(100, (await RunAsync(service, $$"""{"operations":[{{many[..many.LastIndexOf(",{", StringComparison.Ordinal)]}}]}""")).Expect(200).Json.GetProperty("results").GetArrayLength());
        Assert.Equal("POST, OPTIONS", (await service.GetAsync("/v1:batch")).Expect(405)["Allow"]);
        Assert.Equal("POST, OPTIONS", (await service.SendAsync("OPTIONS", "/v1:batch")).Expect(204)["Allow"]);
        (await service.SendAsync("POST", "/v1:batch", Body.Of("{}", "text/plain"))).Expect(415);
        (await service.PostAsync("/v1:batch", "{")).Expect(400);
        (await service.PostAsync("/v1:batch?x=1", """{"operations":[]}""")).Expect(400);
        (await service.PostAsync("/v1:batches", """{"operations":[]}""")).Expect(404);
    }

    [Fact]
    public async Task What_is_referred_to_keeps_its_type_also_within_json()
    {
        await using var service = await TestService.StartAsync(Contract);
        var results = (await RunAsync(service, """
            {"operations":[
              {"id":"p","method":"POST","path":"/v1/products","body":{"sku":"A","meta":{"a":[1,"\u0022"]}}},
              {"method":"POST","path":"/v1/products","body":{"sku":"B","meta":{"other":{"$ref":"p.id"},"deep":[{"$ref":"p.meta"}],"$ref":"no reference","n":1.50}}}
            ]}
            """)).Expect(200).Json.GetProperty("results");
        Assert.True(JsonElement.DeepEquals(
            JsonDocument.Parse("""{"other":1,"deep":[{"a":[1,"\""]}],"$ref":"no reference","n":1.50}""").RootElement, results[1].GetProperty("body").GetProperty("meta")));
    }

    [Fact]
    public async Task A_rehearsal_tells_what_would_come_of_it_and_keeps_nothing()
    {
        await using var service = await TestService.StartAsync(Contract);
        var before = await service.DumpAsync();
        const string Unit = """{"operations":[{"id":"o","method":"POST","path":"/v1/orders","body":{}},{"method":"POST","path":"/v1/orders/{o.id}/finish"}]}""";
        var rehearsed = (await service.PostAsync("/v1:batch", Unit, ("Prefer", "tx=rollback"))).Expect(200);
        Assert.Equal("tx=rollback", rehearsed["Preference-Applied"]);
        Assert.Equal(before, await service.DumpAsync());
        Assert.Equal("return=minimal", (await service.PostAsync("/v1:batch", Unit, ("Prefer", "return=minimal"))).Expect(204)["Preference-Applied"]);
        Assert.Equal("done", (await service.GetAsync("orders")).Column("status"));
    }

    [Fact]
    public async Task Units_that_read_and_write_are_as_if_one_ran_after_the_other()
    {
        await using var service = await TestService.StartAsync(Counters);
        await CountAsync(service);
    }

    [Fact]
    public async Task Units_that_read_and_write_are_as_if_one_ran_after_the_other_on_postgresql()
    {
        var model = TestService.Compile(Counters);
        await using var schema = await PostgresServer.Shared.CreateSchemaAsync();
        await using var service = await TestService.StartAsync(model, new TestOptions { Store = _ => PostgresStore.Open(model, schema.Options) });
        await CountAsync(service);
    }

    private static async Task CountAsync(TestService service)
    {
        const int Callers = 6, Each = 5;
        await service.CreateAsync("counters", """{"n":0}""");
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(async _ =>
        {
            for (var done = 0; done < Each;)
            {
                var reply = await RunAsync(service, """
                    {"operations":[{"id":"last","method":"GET","path":"/v1/counters?sort=-n&limit=1"},{"method":"POST","path":"/v1/counters","body":{"n":{"$ref":"last.data.0.next"}}}]}
                    """);
                if (reply.Status == 200) done++;
                else Assert.Equal("conflict", reply.Expect(409).Code);
            }
        }));
        var numbers = (await service.GetAsync("counters?sort=n&limit=100")).Column("n");
        Assert.Equal(string.Join(' ', Enumerable.Range(0, Callers * Each + 1)), numbers);
    }

    private static Task<Reply> RunAsync(TestService service, string unit) => service.PostAsync("/v1:batch", unit);
}
