namespace Lintel.Http.Tests.Rest;

/// <summary>Soft deletes through the front door: as if the row were gone, until someone asks for it or brings it back.</summary>
public sealed class SoftDeleteTests
{
    private const string Contract = """
          customer:
            key: int
            softDelete: true
            fields:
              email: string(..50) unique
              name: string searchable
              orderCount: { computed: count(orders) }
          order:
            key: int
            softDelete: true
            fields:
              customer: customer
              note: string?
          orderLine:
            partOf: order
            key: int
            fields: { quantity: int }
          visit:
            key: int
            fields:
              customer: customer? onDelete setNull
              deleted: bool = false
              purge: bool = false
        """;

    private static readonly string[] Questions =
    [
        "customers?count=exact&sort=-name", "customers?search=ada", "customers?email=ada@x", "customers:aggregate?count=*&group=name",
        "customers?include=orders&filter=count(orders)%3E1", "orders?include=customer&customer.name=Ada", "orders:aggregate?count=*&customer.name=Ada",
        "visits?filter=customer.orderCount%3E0", "customers/1", "customers/1/orders", "customers/1/visits",
    ];

    [Fact]
    public async Task A_deleted_row_is_hidden_from_every_question_and_comes_back_as_it_was()
    {
        await using var service = await StartAsync();
        var before = await AskAsync(service);
        (await service.DeleteAsync("customers/1")).Expect(204);
        foreach (var answer in await AskAsync(service))
        {
            Assert.DoesNotContain("ada@x", answer, StringComparison.Ordinal);
            Assert.DoesNotContain("Ada", answer, StringComparison.Ordinal);
        }
        (await service.PostAsync("customers/1/restore", "{}")).Expect(200);
        Assert.Equal(before.Select(Timeless), (await AskAsync(service)).Select(Timeless));

        static string Timeless(string answer) => answer.Replace("\"version\":3", "\"version\":1", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reference_to_a_deleted_row_shows_its_key_and_no_row()
    {
        await using var service = await StartAsync();
        await service.DeleteAsync("customers/1");
        var order = (await service.GetAsync("orders/1?include=customer")).Expect(200);
        Assert.Equal(("1", "null"), (order.Raw("customerId"), order.Raw("customer")));
        Assert.Equal("1 2", (await service.GetAsync("orders?customerId=1")).Column("id"));
        Assert.Equal("1 2", (await service.GetAsync("orders?customer.name[null]=true")).Column("id"));
    }

    [Fact]
    public async Task A_deleted_row_is_shown_to_who_asks()
    {
        await using var service = await StartAsync();
        service.Clock.Advance(TimeSpan.FromSeconds(1));
        await service.DeleteAsync("customers/1");
        Assert.Equal("1 2", (await service.GetAsync("customers?deleted=include")).Column("id"));
        Assert.Equal("1", (await service.GetAsync("customers?deleted=only")).Column("id"));
        var row = (await service.GetAsync("customers/1?deleted=include")).Expect(200);
        Assert.Equal(("\"2026-03-04T05:06:08Z\"", "\"2026-03-04T05:06:08Z\"", "2"), (row.Raw("deletedAt"), row.Raw("updatedAt"), row.Raw("version")));
        (await service.GetAsync("customers/2?deleted=only")).Expect(404);
    }

    [Theory]
    [InlineData("PATCH", "customers/1", """{"name":"x"}""")]
    [InlineData("PATCH", "customers/1", "{}")]
    [InlineData("DELETE", "customers/1", null)]
    [InlineData("PATCH", "orders/2", """{"note":"x"}""")]
    public async Task What_is_hidden_can_not_be_written(string method, string target, string? body)
    {
        await using var service = await StartAsync();
        await service.DeleteAsync("customers/1");
        await service.DeleteAsync("orders/2");
        var content = body is null ? null : Body.Of(body, "application/merge-patch+json");
        Assert.Equal("not-found", (await service.SendAsync(method, target, content)).Expect(404).Code);
    }

    [Fact]
    public async Task Nobody_can_refer_to_a_deleted_row()
    {
        await using var service = await StartAsync();
        await service.DeleteAsync("customers/1");
        var before = await service.DumpAsync();
        var create = (await service.PostAsync("orders", """{"customerId":1,"lines":[{"quantity":1}]}""")).Expect(422);
        Assert.Equal("missing-reference", create.Code);
        (await service.PatchAsync("orders/3", """{"customerId":1}""")).Expect(422);
        Assert.Equal(before, await service.DumpAsync());
        (await service.PatchAsync("orders/1", """{"note":"what it refers to is none of this change"}""")).Expect(200);
    }

    [Fact]
    public async Task A_deleted_row_keeps_its_unique_values_until_it_is_purged()
    {
        await using var service = await StartAsync();
        await service.DeleteAsync("customers/2");
        Assert.Equal("not-unique", (await service.PostAsync("customers", """{"email":"bob@x","name":"Bo"}""")).Expect(409).Code);
        Assert.Equal("still-referenced", (await service.DeleteAsync("customers/2?purge=true")).Expect(409).Code);
        (await service.DeleteAsync("orders/3?purge=true")).Expect(204);
        (await service.DeleteAsync("customers/2?purge=true")).Expect(204);
        (await service.GetAsync("customers/2?deleted=include")).Expect(404);
        (await service.PostAsync("customers/2/restore", "{}")).Expect(404);
        (await service.PostAsync("customers", """{"email":"bob@x","name":"Bo"}""")).Expect(201);
    }

    [Fact]
    public async Task What_refers_to_a_row_is_left_alone_until_that_is_purged()
    {
        await using var service = await StartAsync();
        await service.DeleteAsync("orders/1?purge=true");
        await service.DeleteAsync("orders/2?purge=true");
        await service.DeleteAsync("customers/1");
        Assert.Equal("1", (await service.GetAsync("visits/1")).Raw("customerId"));
        await service.DeleteAsync("customers/1?purge=true");
        Assert.Equal("null", (await service.GetAsync("visits/1")).Raw("customerId"));
    }

    [Fact]
    public async Task A_deletion_raises_the_version_and_asks_for_the_tag()
    {
        await using var service = await StartAsync();
        var tag = (await service.GetAsync("orders/1"))["ETag"]!;
        await service.PatchAsync("orders/1", """{"note":"x"}""");
        (await service.DeleteAsync("orders/1", ("If-Match", tag))).Expect(412);
        (await service.DeleteAsync("orders/1", ("If-Match", "\"2\""))).Expect(204);
        (await service.PostAsync("orders/1/restore", "{}", ("If-Match", "\"2\""))).Expect(412);
        Assert.Equal("4", (await service.PostAsync("orders/1/restore", "{}", ("If-Match", "\"3\""))).Expect(200).Raw("version"));
        Assert.Equal("4", (await service.SendAsync("POST", "orders/1/restore")).Expect(200).Raw("version"));
    }

    [Fact]
    public async Task The_words_are_those_of_resources_with_soft_deletes_alone()
    {
        await using var service = await StartAsync();
        Assert.Equal("1", (await service.GetAsync("visits?deleted=false&purge=false")).Column("id"));
        (await service.DeleteAsync("visits/1?purge=true")).Expect(400);
        (await service.PostAsync("visits/1/restore", "{}")).Expect(404);
        (await service.GetAsync("customers?deleted=yes")).Expect(400);
        (await service.GetAsync("customers/1/visits?deleted=only")).Expect(400);
    }

    [Fact]
    public async Task The_document_tells_of_them_where_they_are_and_nowhere_else()
    {
        await using var service = await StartAsync();
        var paths = (await service.GetAsync("/v1/openapi.json")).Expect(200).Json.GetProperty("paths");
        Assert.Equal(["/v1/customers/{id}/restore", "/v1/orders/{id}/restore"], paths.EnumerateObject().Select(path => path.Name).Where(path => path.Contains("restore", StringComparison.Ordinal)));
        Assert.Equal(" True True True", Names("customers", "get", "deleted") + Names("customers/{id}", "get", "deleted") + Names("customers/{id}/orders", "get", "deleted"));
        Assert.Equal(" True True", Names("orders:aggregate", "get", "deleted") + Names("orders/{id}", "delete", "purge"));
        Assert.Equal(" False False False", Names("visits/{id}", "get", "deleted") + Names("visits/{id}", "delete", "purge") + Names("orders/{id}/lines", "get", "deleted"));

        string Names(string path, string method, string parameter) => " " + paths.GetProperty("/v1/" + path).GetProperty(method).ToString().Contains($"/{parameter}\"", StringComparison.Ordinal);
    }

    private static async Task<string[]> AskAsync(TestService service)
    {
        var answers = new string[Questions.Length];
        for (var i = 0; i < answers.Length; i++)
        {
            var reply = await service.GetAsync(Questions[i]);
            Assert.True(reply.Status is 200 or 404, reply.Body);
            answers[i] = reply.Body;
        }
        return answers;
    }

    private static async Task<TestService> StartAsync()
    {
        var service = await TestService.StartAsync(Contract);
        await service.CreateAsync("customers", """{"email":"ada@x","name":"Ada"}""", """{"email":"bob@x","name":"Bob"}""");
        await service.CreateAsync("orders", """{"customerId":1,"lines":[{"quantity":1}]}""", """{"customerId":1}""", """{"customerId":2}""");
        await service.CreateAsync("visits", """{"customerId":1}""");
        return service;
    }
}
