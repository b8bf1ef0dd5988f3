using System.Text.Json.Nodes;

namespace Lintel.Http.Tests.Rest;

/// <summary>What rows add up to, in groups.</summary>
public sealed class AggregateTests(AggregateTests.Sales sales) : IClassFixture<AggregateTests.Sales>
{
    [Theory]
    // Groups, measures, and what nulls are
    [InlineData("orders:aggregate?count=*", """[{"count":5}]""")]
    [InlineData("orders:aggregate?group=status", """[{"status":"new"},{"status":"paid"}]""")]
    [InlineData("orders:aggregate?group=status&count=*&sum=total", """[{"status":"new","count":2,"sum":{"total":3.75}},{"status":"paid","count":3,"sum":{"total":30.50}}]""")]
    [InlineData("orders:aggregate?group=note&count=*", """[{"note":null,"count":3},{"note":"a","count":1},{"note":"é","count":1}]""")]
    [InlineData("orders:aggregate?count=note", """[{"count":{"note":2}}]""")]
    [InlineData("orders:aggregate?count=*,note", """[{"count":{"*":5,"note":2}}]""")]
    [InlineData("orders:aggregate?count=rows:*", """[{"count":{"rows":5}}]""")]
    [InlineData("orders:aggregate?countDistinct=status,note,customer", """[{"countDistinct":{"status":2,"note":2,"customer":2}}]""")]
    [InlineData("orders:aggregate?max=note,total,at&min=note,total,at", """[{"min":{"note":"a","total":0.50,"at":"2025-12-31T22:30:00Z"},"max":{"note":"é","total":20.00,"at":"2026-04-01T00:00:00Z"}}]""")]
    [InlineData("orders:aggregate?avg=total,number", """[{"avg":{"total":6.850000,"number":3.000000}}]""")]
    [InlineData("orders:aggregate?sum=wait,number", """[{"sum":{"wait":"PT3H","number":15}}]""")]
    [InlineData("orders:aggregate?group=urgent&count=*", """[{"urgent":null,"count":3},{"urgent":false,"count":1},{"urgent":true,"count":1}]""")]
    // Of no rows there is one group, or none
    [InlineData("orders:aggregate?number=99&count=*,note&countDistinct=note&sum=total,number&avg=total&min=total&max=note",
        """[{"count":{"*":0,"note":0},"countDistinct":{"note":0},"sum":{"total":0.00,"number":0},"avg":{"total":null},"min":{"total":null},"max":{"note":null}}]""")]
    [InlineData("orders:aggregate?number=99&count=*&group=status", "[]")]
    // Paths, expressions and names
    [InlineData("orders:aggregate?group=customer&count=*", """[{"customer":1,"count":3},{"customer":2,"count":2}]""")]
    [InlineData("orders:aggregate?group=customer.country&sum=total", """[{"customer.country":null,"sum":{"total":20.50}},{"customer.country":"Peru","sum":{"total":13.75}}]""")]
    [InlineData("orders:aggregate?group=country:customer.country&count=n:*", """[{"country":null,"count":{"n":2}},{"country":"Peru","count":{"n":3}}]""")]
    [InlineData("orders:aggregate?group=seller.name&count=*", """[{"seller.name":null,"count":4},{"seller.name":"Bob","count":1}]""")]
    [InlineData("orders:aggregate?group=total%20%3E%205&count=*", """[{"total > 5":false,"count":3},{"total > 5":true,"count":2}]""")]
    [InlineData("orders:aggregate?group=size:(total%20%3E%205%20?%20'big':'small')&count=*", """[{"size":"big","count":2},{"size":"small","count":3}]""")]
    [InlineData("orders:aggregate?group=n:count(lines)&count=*", """[{"n":0,"count":3},{"n":1,"count":1},{"n":2,"count":1}]""")]
    [InlineData("orders:aggregate?sum=total,twice:total*2,%20total%2Bnumber", """[{"sum":{"total":34.25,"twice":68.50,"total+number":49.25}}]""")]
    [InlineData("orders:aggregate?sum=in:lines.sum(l,%20l.quantity*l.price)", """[{"sum":{"in":23.00}}]""")]
    [InlineData("orders:aggregate?max=count(lines)", """[{"max":{"count(lines)":2}}]""")]
    [InlineData("orders:aggregate?group=a:status,b:status&count=*", """[{"a":"new","b":"new","count":2},{"a":"paid","b":"paid","count":3}]""")]
    [InlineData("orders:aggregate?group=%221,%20%5C%222%22&count=*", """[{"\"1, \\\"2\"":"1, \"2","count":5}]""")]
    // Calendars, in UTC
    [InlineData("orders:aggregate?group=year(at)&count=*", """[{"year(at)":null,"count":1},{"year(at)":"2025","count":1},{"year(at)":"2026","count":3}]""")]
    [InlineData("orders:aggregate?group=q:quarter(at)&count=*", """[{"q":null,"count":1},{"q":"2025-Q4","count":1},{"q":"2026-Q1","count":2},{"q":"2026-Q2","count":1}]""")]
    [InlineData("orders:aggregate?group=m:month(at)&count=*", """[{"m":null,"count":1},{"m":"2025-12","count":1},{"m":"2026-01","count":1},{"m":"2026-02","count":1},{"m":"2026-04","count":1}]""")]
    [InlineData("orders:aggregate?group=w:week(at)&count=*&at[lt]=2026-02-01T00:00:00Z", """[{"w":"2026-W01","count":2}]""")]
    [InlineData("orders:aggregate?group=d:day(at),day(due)&count=*&at[lt]=2026-02-01T00:00:00Z", """[{"d":"2025-12-31","day(due)":"2026-01-05","count":1},{"d":"2026-01-01","day(due)":null,"count":1}]""")]
    [InlineData("orders:aggregate?group=h:hour(at)&count=*&number=1", """[{"h":"2025-12-31T22","count":1}]""")]
    // Which rows: every condition that a list has
    [InlineData("orders:aggregate?count=*&status=paid&total[gt]=1", """[{"count":2}]""")]
    [InlineData("orders:aggregate?count=*&customer.name=Ann", """[{"count":3}]""")]
    [InlineData("orders:aggregate?count=*&lines.quantity[gte]=1", """[{"count":2}]""")]
    [InlineData("orders:aggregate?count=*&filter=total%20%3E%201%20or%20note%20!=%20null", """[{"count":4}]""")]
    // Which groups
    [InlineData("orders:aggregate?group=status&count=*&having=count%20%3E%202", """[{"status":"paid","count":3}]""")]
    [InlineData("orders:aggregate?group=status&sum=r:total*2,total&having=sum.r%20%3C%2010%20and%20status%20!=%20'paid'", """[{"status":"new","sum":{"r":7.50,"total":3.75}}]""")]
    [InlineData("orders:aggregate?group=note&max=total&having=note%20==%20null%20or%20max.total%20%3E%2019.99", """[{"note":null,"max":{"total":10.00}},{"note":"é","max":{"total":20.00}}]""")]
    [InlineData("orders:aggregate?group=note&max=total&having=max.total%20in%20[20,%200.25]", """[{"note":"é","max":{"total":20.00}}]""")]
    [InlineData("orders:aggregate?group=month:month(at)&count=rows:*&having=month.startsWith('2025')%20and%20count.rows%20==%201", """[{"month":"2025-12","count":{"rows":1}}]""")]
    [InlineData("orders:aggregate?count=*&having=count%20%3E%20100", "[]")]
    // In which order: the groups end it
    [InlineData("orders:aggregate?group=number&sort=-number&limit=2", """[{"number":5},{"number":4}]""")]
    [InlineData("orders:aggregate?group=status,note&count=*&sort=-count,-note&limit=3", """[{"status":"paid","note":null,"count":2},{"status":"paid","note":"é","count":1},{"status":"new","note":"a","count":1}]""")]
    [InlineData("orders:aggregate?group=customer.country&sum=total&sort=-customer.country", """[{"customer.country":"Peru","sum":{"total":13.75}},{"customer.country":null,"sum":{"total":20.50}}]""")]
    [InlineData("orders:aggregate?group=number%25%202&sum=total&sort=-sum.total", """[{"number% 2":0,"sum":{"total":20.50}},{"number% 2":1,"sum":{"total":13.75}}]""")]
    [InlineData("orders:aggregate?group=note&avg=total&sort=-avg.total", """[{"note":"é","avg":{"total":20.000000}},{"note":null,"avg":{"total":4.583333}},{"note":"a","avg":{"total":0.500000}}]""")]
    // Owned children, over all parents
    [InlineData("order-lines:aggregate?group=order.status&sum=quantity,amount:quantity*price", """[{"order.status":"new","sum":{"quantity":3,"amount":13.00}},{"order.status":"paid","sum":{"quantity":1,"amount":10.00}}]""")]
    public async Task The_groups_are(string target, string data)
    {
        var reply = (await sales.Value.GetAsync(target)).Expect(200);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(data), JsonNode.Parse(reply.Json.GetProperty("data").GetRawText())), reply.Body);
        Assert.Equal("application/json", reply["Content-Type"]);
    }

    [Fact]
    public async Task An_answer_holds_its_keys_in_the_order_of_the_functions_with_all_digits()
    {
        var reply = (await sales.Value.GetAsync("orders:aggregate?max=total&sum=total&count=*&group=status&avg=total")).Expect(200);
        Assert.Equal("""{"data":[{"status":"new","count":2,"sum":{"total":3.75},"avg":{"total":1.875000},"max":{"total":3.25}},{"status":"paid","count":3,"sum":{"total":30.50},"avg":{"total":10.166667},"max":{"total":20.00}}],"page":{"more":false}}""", reply.Body);
    }

    [Theory]
    [InlineData("limit=4", true)]
    [InlineData("limit=5", false)]
    [InlineData("limit=1000", false)]
    [InlineData("limit=1&having=number%20%3E%204", false)]
    public async Task More_tells_whether_there_are_groups_beyond_the_limit(string query, bool more)
    {
        var reply = (await sales.Value.GetAsync($"orders:aggregate?group=number&{query}")).Expect(200);
        Assert.Equal(more, reply.Json.GetProperty("page").GetProperty("more").GetBoolean());
    }

    [Fact]
    public async Task A_sum_that_does_not_fit_is_null_and_one_of_many_digits_is_exact()
    {
        await using var service = await TestService.StartAsync("""
              item:
                key: int
                managed: []
                fields:
                  l: long
                  d: decimal(38,2)
            """);
        await service.CreateAsync("items",
            """{"l":9223372036854775807,"d":"123456789012345678901234567890123456.78"}""", """{"l":9223372036854775807,"d":"0.01"}""");
        var reply = (await service.GetAsync("items:aggregate?sum=l,d&avg=l,d&max=l,d")).Expect(200);
        Assert.Contains(
            """{"sum":{"l":null,"d":123456789012345678901234567890123456.79},"avg":{"l":9223372036854775807.000000,"d":null},"max":{"l":9223372036854775807,"d":123456789012345678901234567890123456.78}}""",
            reply.Body, StringComparison.Ordinal);
        // The mean of so many digits does not fit beside six behind the point.
        (await service.PatchAsync("items/1", """{"d":"2.00"}""")).Expect(200);
        Assert.Contains("""{"avg":{"d":1.005000}}""", (await service.GetAsync("items:aggregate?avg=d")).Expect(200).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_statement_answers_it()
    {
        var service = sales.Value;
        service.Log.Clear();
        (await service.GetAsync("orders:aggregate?group=customer.country,month(at)&sum=total&having=sum.total%20%3E%201&sort=-sum.total")).Expect(200);
        Assert.Equal(1, await service.Log.StatementsAsync("/v1/orders:aggregate"));
    }

    [Fact]
    public async Task Head_tells_the_length_and_options_the_methods()
    {
        var service = sales.Value;
        var get = (await service.GetAsync("orders:aggregate?count=*")).Expect(200);
        Assert.Equal(get.Body, (await service.GetAsync("orders%3Aaggregate?count=*")).Expect(200).Body);
        var head = (await service.SendAsync("HEAD", "orders:aggregate?count=*")).Expect(200);
        Assert.Equal(get["Content-Length"], head["Content-Length"]);
        Assert.Empty(head.Bytes);
        Assert.Equal("GET, HEAD, OPTIONS", (await service.SendAsync("OPTIONS", "orders:aggregate")).Expect(204)["Allow"]);
        foreach (var method in (string[])["POST", "PUT", "PATCH", "DELETE"])
        {
            var refused = (await service.SendAsync(method, "orders:aggregate", Body.Json("{}"))).Expect(405);
            Assert.Equal("GET, HEAD, OPTIONS", refused["Allow"]);
        }
    }

    [Theory]
    [InlineData("orders:total")]
    [InlineData("orders:")]
    [InlineData("orders:Aggregate")]
    [InlineData("orders:aggregate:aggregate")]
    [InlineData("orders:aggregate/")]
    [InlineData("orders/:aggregate")]
    [InlineData("none:aggregate")]
    [InlineData(":aggregate")]
    [InlineData("orders:aggregate%2F")]
    [InlineData("order-lines")]
    [InlineData("order-lines/1")]
    public async Task Other_custom_methods_and_children_by_themselves_are_not_found(string target) => (await sales.Value.GetAsync(target)).Expect(404);

    [Fact]
    public async Task A_root_keeps_its_path_from_owned_children_of_the_same()
    {
        await using var service = await TestService.StartAsync("""
              order:
                key: int
                managed: []
                fields: { note: string? }
              orderLine:
                partOf: order
                key: int
                fields: { quantity: int }
              part:
                key: int
                path: order-lines
                managed: []
                fields: { quantity: int }
            """);
        await service.CreateAsync("orders", """{"lines":[{"quantity":1},{"quantity":2}]}""");
        await service.CreateAsync("order-lines", """{"quantity":7}""");
        Assert.Contains("""[{"sum":{"quantity":7}}]""", (await service.GetAsync("order-lines:aggregate?sum=quantity")).Expect(200).Body, StringComparison.Ordinal);
        Assert.Contains("""[{"sum":{"n":3}}]""", (await service.GetAsync("orders:aggregate?sum=n:sum(lines.quantity)")).Expect(200).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_field_named_like_a_parameter_is_still_filtered_grouped_and_summed()
    {
        await using var service = await TestService.StartAsync("""
              item:
                key: int
                managed: []
                fields:
                  count: int
                  group: string
            """);
        await service.CreateAsync("items", """{"count":1,"group":"a"}""", """{"count":2,"group":"a"}""", """{"count":3,"group":"b"}""");
        Assert.Contains("""[{"group":"a","count":1,"sum":{"count":2}},{"group":"b","count":1,"sum":{"count":3}}]""",
            (await service.GetAsync("items:aggregate?count[gt]=1&group=group&count=*&sum=count")).Expect(200).Body, StringComparison.Ordinal);
        Assert.Contains("""[{"n":3}]""", (await service.GetAsync("items:aggregate?group=n:count&group[eq]=b")).Expect(200).Body, StringComparison.Ordinal);
    }

    public sealed class Sales : SharedService
    {
        public const string Contract = """
              customer:
                key: int
                managed: []
                fields:
                  name: string
                  country: string?
                  secret: string? writeOnly
              order:
                key: int
                managed: []
                fields:
                  customer: customer
                  seller: customer? reverse sales
                  status: enum(new, paid) = new
                  total: decimal(12,2)
                  number: int
                  note: string?
                  urgent: bool?
                  at: timestamp?
                  due: date?
                  wait: duration?
                  weight: double?
                  raw: json?
                  tags: string[] = []
                queries:
                  - { filter: [customer], sort: [-number] }
              orderLine:
                partOf: order
                key: int
                fields:
                  quantity: int
                  price: decimal(8,2)
            """;

        internal override async Task<TestService> StartAsync()
        {
            var service = await TestService.StartAsync(Contract);
            await service.CreateAsync("customers", """{"name":"Ann","country":"Peru"}""", """{"name":"Bob","secret":"x"}""");
            await service.CreateAsync("orders",
                """{"customerId":1,"status":"paid","total":10,"number":1,"at":"2025-12-31T23:30:00+01:00","due":"2026-01-05","wait":"PT1H","lines":[{"quantity":1,"price":10}]}""",
                """{"customerId":2,"status":"paid","total":20,"number":2,"note":"é","urgent":true,"at":"2026-01-01T00:00:00Z","wait":"PT2H","weight":0.5}""",
                """{"customerId":1,"total":0.5,"number":3,"note":"a","urgent":false,"at":"2026-02-28T23:59:59.999999Z"}""",
                """{"customerId":2,"status":"paid","total":0.5,"number":4,"sellerId":2,"at":"2026-04-01T00:00:00Z"}""",
                """{"customerId":1,"total":3.25,"number":5,"lines":[{"quantity":2,"price":1.5},{"quantity":1,"price":10}]}""");
            return service;
        }
    }
}
