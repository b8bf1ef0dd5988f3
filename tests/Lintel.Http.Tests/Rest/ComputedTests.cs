using System.Text.Json.Nodes;
using Lintel.Http.OpenApi;

namespace Lintel.Http.Tests.Rest;

/// <summary>Computed fields as callers meet them. The tours ask the same of both databases.</summary>
public sealed class ComputedTests
{
    private const string Contract = """
          customer:
            key: int
            fields:
              name: string(1..50)
              orderCount: { computed: count(orders), description: How many orders there are. }
          order:
            key: int
            fields:
              customer: customer
              due: timestamp?
              total: { computed: sum(lines.amount) }
              overdue: { computed: due < now() }
              status: enum(open, done) = open
              shown: { computed: status }
              label: { computed: "status + '/' + customer.name" }
          orderLine:
            partOf: order
            key: int
            fields:
              quantity: int
              unitPrice: decimal(12,2)
              amount: { computed: quantity * unitPrice, stored: true }
        """;

    private const string Body = """{"customerId":1,"due":"2026-03-04T06:00:00Z","lines":[{"quantity":3,"unitPrice":0.10},{"quantity":2,"unitPrice":9999999999.99}]}""";

    [Theory]
    [InlineData("\"a\"", 422)]
    [InlineData("[1]", 422)]
    [InlineData("null", 422)]
    [InlineData("99.00", 200)]
    public async Task What_is_computed_may_be_sent_back_as_what_it_is_and_is_passed_over(string amount, int status)
    {
        await using var service = await StartAsync();
        await service.CreateAsync("orders", Body);
        var reply = (await service.PatchAsync("orders/1", $$"""{"lines":[{"quantity":1,"unitPrice":0.10,"amount":{{amount}}}]}""")).Expect(status);
        if (status == 200) Assert.Equal("0.10", (await service.GetAsync("orders/1/lines")).Data[0].GetProperty("amount").GetRawText());
        else Assert.Equal(["/lines/0/amount wrong-type"], reply.Errors);
    }

    [Fact]
    public async Task A_write_answers_with_what_is_computed_of_all_that_it_wrote()
    {
        await using var service = await StartAsync();
        var created = (await service.PostAsync("orders", Body)).Expect(201);
        Assert.Equal(["20000000000.28", "\"open\"", "\"open/Ada\"", "false"], new[] { "total", "shown", "label", "overdue" }.Select(created.Raw));
        Assert.Equal(["0.30", "19999999999.98"], created.Json.GetProperty("lines").EnumerateArray().Select(line => line.GetProperty("amount").GetRawText()));
        Assert.Equal("\"done/Ada\"", (await service.PatchAsync("orders/1", """{"status":"done"}""")).Expect(200).Raw("label"));
        Assert.Equal("1", (await service.GetAsync("customers/1")).Raw("orderCount"));
    }

    [Fact]
    public async Task The_time_is_that_of_the_request()
    {
        await using var service = await StartAsync();
        await service.CreateAsync("orders", Body);
        Assert.Equal("false", (await service.GetAsync("orders/1")).Raw("overdue"));
        service.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("true", (await service.GetAsync("orders/1")).Raw("overdue"));
        Assert.Single((await service.GetAsync("orders?overdue=true")).Data);
        Assert.Single((await service.GetAsync("orders?filter=overdue")).Data);
    }

    [Theory]
    [InlineData("orders", """{"customerId":1,"total":1}""", "/total")]
    [InlineData("orders", """{"customerId":1,"total":null}""", "/total")]
    [InlineData("orders", """{"customerId":1,"lines":[{"quantity":1,"unitPrice":1,"amount":1}]}""", "/lines/0/amount")]
    public async Task Giving_one_is_refused(string target, string body, string pointer)
    {
        await using var service = await StartAsync();
        var before = await service.DumpAsync();
        var reply = (await service.PostAsync(target, body)).Expect(422);
        Assert.Equal([$"{pointer} not-writable"], reply.Errors);
        Assert.Equal($"'{pointer.Split('/')[^1]}' is computed.", reply.Detail);
        Assert.Equal(before, await service.DumpAsync());
    }

    [Theory]
    [InlineData("orders/1?fields=total,shown&include=lines", false)]
    [InlineData("orders/1?fields=overdue", true)]
    [InlineData("orders/1?fields=label", true)]
    [InlineData("orders/1", true)]
    [InlineData("customers/1?fields=name", false)]
    [InlineData("customers/1", true)]
    public async Task The_tag_speaks_for_what_lies_beyond_the_aggregate_too(string target, bool hashed)
    {
        await using var service = await StartAsync();
        await service.CreateAsync("orders", Body);
        var tag = (await service.GetAsync(target)).Expect(200).ETag;
        Assert.Equal(hashed, tag.Contains('.', StringComparison.Ordinal));
        (await service.GetAsync(target, ("If-None-Match", tag))).Expect(304);
        // If-Match compares the version alone.
        var resource = target[..target.IndexOf("/1", StringComparison.Ordinal)];
        (await service.PatchAsync($"{resource}/1", "{}", ("If-Match", tag))).Expect(200);
    }

    [Fact]
    public async Task What_is_shown_of_others_changes_the_tag_when_they_change()
    {
        await using var service = await StartAsync();
        await service.CreateAsync("orders", Body);
        var tag = (await service.GetAsync("customers/1")).ETag;
        await service.CreateAsync("orders", Body);
        (await service.GetAsync("customers/1", ("If-None-Match", tag))).Expect(200);
    }

    [Theory]
    [InlineData("orders?total=1';%20DROP%20TABLE%20%22order%22;%20--", 400)]
    [InlineData("orders?total[in]=1,2%27", 400)]
    [InlineData("orders?label=%27%20OR%201=1%20--", 200)]
    [InlineData("orders?sort=label%27", 400)]
    [InlineData("orders?sort=total,total", 400)]
    [InlineData("orders?fields=total(amount)", 400)]
    [InlineData("orders?total.x=1", 400)]
    [InlineData("orders?overdue[gt]=false", 400)]
    [InlineData("orders?label[startsWith]=%00", 400)]
    [InlineData("orders?sort=total&after=AAAA", 400)]
    public async Task Hostile_questions_are_answered_or_refused(string target, int status)
    {
        await using var service = await StartAsync();
        (await service.GetAsync(target)).Expect(status);
    }

    [Fact]
    public async Task A_stored_aggregate_is_written_with_its_aggregate_and_the_tag_speaks_for_it()
    {
        await using var service = await TestService.StartAsync(Tours.StoredTour.Contract);
        var created = (await service.PostAsync("carts", """{"lines":[{"quantity":2,"price":3.50}]}""")).Expect(201);
        Assert.Equal("7.0000", created.Raw("total"));
        var tag = (await service.GetAsync("carts/1")).ETag;
        Assert.Equal("\"1\"", tag);
        var patched = (await service.PatchAsync("carts/1", """{"discount":0.5}""", ("If-Match", tag))).Expect(200);
        Assert.Equal(["3.5000", "2"], new[] { "total", "version" }.Select(patched.Raw));
        (await service.PatchAsync("carts/1", """{"discount":0.1}""", ("If-Match", tag))).Expect(412);
        Assert.Equal("3.5000", (await service.GetAsync("carts/1")).Raw("total"));
        var document = JsonNode.Parse(OpenApiDocumentWriter.Write(service.Engine.Model).Json.Span)!;
        Assert.True((bool)document["components"]!["schemas"]!["Cart"]!["properties"]!["total"]!["readOnly"]!);
    }

    [Fact]
    public async Task The_document_shows_them_in_answers_and_filters_only()
    {
        await using var service = await StartAsync();
        var document = JsonNode.Parse(OpenApiDocumentWriter.Write(service.Engine.Model).Json.Span)!;
        var schemas = document["components"]!["schemas"]!;
        var total = schemas["Order"]!["properties"]!["total"]!;
        Assert.Equal(("number", true), ((string)total["type"]!, (bool)total["readOnly"]!));
        Assert.Equal(["open", "done"], schemas["Order"]!["properties"]!["shown"]!["enum"]!.AsArray().Select(member => (string)member!));
        Assert.Contains("total", schemas["Order"]!["required"]!.AsArray().Select(name => (string)name!));
        Assert.Equal("How many orders there are.", (string)schemas["Customer"]!["properties"]!["orderCount"]!["description"]!);
        foreach (var body in new[] { "OrderCreate", "OrderPatch", "OrderLineCreate" })
            Assert.DoesNotContain(schemas[body]!["properties"]!.AsObject(), property => property.Key is "total" or "overdue" or "label" or "shown" or "amount");
        Assert.NotNull(document["components"]!["parameters"]!["order.total"]);
    }

    private static async Task<TestService> StartAsync()
    {
        var service = await TestService.StartAsync(Contract);
        await service.CreateAsync("customers", """{"name":"Ada"}""");
        return service;
    }
}
