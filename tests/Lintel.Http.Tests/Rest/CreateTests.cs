using System.Text.Json;
using System.Text.RegularExpressions;

namespace Lintel.Http.Tests.Rest;

/// <summary>What a create makes, and what it answers.</summary>
public sealed partial class CreateTests
{
    private const string Orders = """
          product:
            key: int
            managed: []
            fields:
              name: string
          tag:
            key: string(1..20)
            managed: []
            fields:
              rank: int = 0
          order:
            fields:
              status: enum(open, closed) = open
              note: string?
              total: decimal(12,2) = 0
              placed: timestamp = now()
              day: date = now()
              tags: tag[]
            state: status
            actions:
              close: { from: [open], to: closed }
          orderLine:
            partOf: order
            fields:
              product: product
              quantity: int >= 1 = 1
        """;

    [Fact]
    public async Task A_create_answers_the_whole_row_with_its_place_and_version()
    {
        await using var service = await TestService.StartAsync(Orders);
        await service.CreateAsync("products", """{"name":"Tea"}""");
        await service.CreateAsync("tags", """{"id":"new"}""");
        var reply = (await service.PostAsync("orders", """{"tagIds":["new"],"lines":[{"productId":1},{"productId":1,"quantity":3}]}""")).Expect(201);

        var id = reply.Json.GetProperty("id").GetString()!;
        Assert.Matches(Uuid7(), id);
        Assert.Equal($"/v1/orders/{id}", reply.Location);
        Assert.Equal("\"1\"", reply.ETag);
        Assert.Equal("application/json", reply["Content-Type"]);
        var lines = reply.Json.GetProperty("lines").EnumerateArray().Select(line => line.GetProperty("id").GetString()).ToArray();
        Assert.Equal(
            $$"""{"id":"{{id}}","status":"open","note":null,"total":0.00,"placed":"2026-03-04T05:06:07Z","day":"2026-03-04","createdAt":"2026-03-04T05:06:07Z","updatedAt":"2026-03-04T05:06:07Z","version":1,"lines":[{"id":"{{lines[0]}}","orderId":"{{id}}","productId":1,"quantity":1},{"id":"{{lines[1]}}","orderId":"{{id}}","productId":1,"quantity":3}]}""",
            reply.Body);

        var read = (await service.GetAsync(reply.Location + "?include=lines")).Expect(200);
        Assert.Equal(reply.Body, read.Body);
        Assert.Equal(reply.ETag, read.ETag);
        Assert.Equal("new", (await service.GetAsync($"orders/{id}/tags")).Column("id"));
    }

    [Fact]
    public async Task The_answer_is_the_whole_row_with_its_children_and_what_is_included()
    {
        await using var service = await TestService.StartAsync(Orders);
        await service.CreateAsync("products", """{"name":"Tea"}""");
        var reply = (await service.PostAsync("orders?include=lines.product", """{"lines":[{"productId":1}]}""")).Expect(201);
        Assert.StartsWith("{\"id\":\"", reply.Body, StringComparison.Ordinal);
        Assert.Contains(""","lines":[{""", reply.Body, StringComparison.Ordinal);
        Assert.Contains("""{"id":1,"name":"Tea""", reply.Body, StringComparison.Ordinal);
        (await service.GetAsync(reply.Location)).Expect(200);
    }

    [Theory]
    [InlineData("""{"lines":[{"productId":1},{"productId":99}]}""", "/lines/1/productId missing-reference")]
    [InlineData("""{"lines":[{"productId":1},{"productId":1,"quantity":0}]}""", "/lines/1/quantity out-of-range")]
    [InlineData("""{"lines":[{"productId":1},{"quantity":2}]}""", "/lines/1/productId required")]
    [InlineData("""{"lines":[{"productId":1},{"productId":1,"orderId":"0197b2a4-6b1c-7d7e-8f00-1234567890ab"}]}""", "/lines/1/orderId not-writable")]
    [InlineData("""{"lines":[{"productId":1},7]}""", "/lines/1 wrong-type")]
    [InlineData("""{"lines":{"productId":1}}""", "/lines wrong-type")]
    [InlineData("""{"lines":null}""", "/lines wrong-type")]
    [InlineData("""{"lines":[{"productId":1}],"tagIds":["none"]}""", "/tagIds/0 missing-reference")]
    [InlineData("""{"tagIds":["new","none"]}""", "/tagIds/1 missing-reference")]
    [InlineData("""{"tagIds":["new","new"]}""", "/tagIds/1 out-of-range")]
    [InlineData("""{"tagIds":[null]}""", "/tagIds/0 wrong-type")]
    [InlineData("""{"tagIds":"new"}""", "/tagIds wrong-type")]
    [InlineData("""{"tags":["new"]}""", "/tags unknown-member")]
    [InlineData("""{"status":"open"}""", "/status not-writable")]
    [InlineData("""{"version":7}""", "/version not-writable")]
    [InlineData("""{"id":"0197b2a4-6b1c-7d7e-8f00-1234567890ab"}""", "/id not-writable")]
    [InlineData("""{"createdAt":"2020-01-01T00:00:00Z"}""", "/createdAt not-writable")]
    public async Task Nothing_is_there_when_a_part_is_wrong(string body, string error)
    {
        await using var service = await TestService.StartAsync(Orders);
        await service.CreateAsync("products", """{"name":"Tea"}""");
        await service.CreateAsync("tags", """{"id":"new"}""");
        var before = await service.DumpAsync();
        Assert.Equal([error], (await service.PostAsync("orders", body)).Expect(422).Errors);
        Assert.Equal(before, await service.DumpAsync());
    }

    [Fact]
    public async Task All_mistakes_are_told_at_once()
    {
        await using var service = await TestService.StartAsync(Orders);
        var reply = (await service.PostAsync("orders", """{"total":"x","nope":1,"version":2,"lines":[{"quantity":0}]}""")).Expect(422);
        Assert.Equal("invalid-values", reply.Code);
        Assert.Equal(["/lines/0/productId required", "/lines/0/quantity out-of-range", "/nope unknown-member", "/total wrong-type", "/version not-writable"], reply.Errors.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Keys_made_by_the_engine_rise_in_the_order_of_creation()
    {
        await using var service = await TestService.StartAsync(Orders);
        var created = await service.CreateAsync("orders", [.. Enumerable.Repeat("{}", 20)]);
        var ids = created.Select(reply => reply.Json.GetProperty("id").GetString()).ToArray();
        Assert.Equal(ids, ids.Order(StringComparer.Ordinal));
        Assert.Equal(string.Join(' ', ids), (await service.GetAsync("orders")).Column("id"));
    }

    [Fact]
    public async Task Times_are_those_of_the_request()
    {
        await using var service = await TestService.StartAsync(Orders);
        service.Clock.Advance(TimeSpan.FromMicroseconds(1_500_001));
        var created = (await service.PostAsync("orders", "{}")).Expect(201);
        var reply = (await service.GetAsync(created.Location + "?fields=createdAt,updatedAt,placed")).Expect(200);
        Assert.Equal("""{"createdAt":"2026-03-04T05:06:08.500001Z","updatedAt":"2026-03-04T05:06:08.500001Z","placed":"2026-03-04T05:06:08.500001Z"}""", Sorted(reply));
    }

    [Fact]
    public async Task An_explicit_null_is_not_a_default()
    {
        await using var service = await TestService.StartAsync(Orders);
        Assert.Equal(["/total required"], (await service.PostAsync("orders", """{"total":null}""")).Expect(422).Errors);
        Assert.Equal("null", (await service.PostAsync("orders", """{"note":null}""")).Expect(201).Raw("note"));
    }

    private static string Sorted(Reply reply) =>
        "{" + string.Join(',', new[] { "createdAt", "updatedAt", "placed" }.Select(name => $"{JsonSerializer.Serialize(name)}:{reply.Raw(name)}")) + "}";

    [GeneratedRegex("^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")]
    private static partial Regex Uuid7();

    [Fact]
    public async Task A_key_that_is_made_with_the_row_is_told_to_be_never_given()
    {
        await using var service = await TestService.StartAsync("""
              note:
                key: int
                fields: { text: text }
            """);
        Assert.Contains("'id' is made with the row, and never given.", (await service.PostAsync("notes", """{"id":7,"text":"a"}""")).Expect(422).Body, StringComparison.Ordinal);
    }
}
