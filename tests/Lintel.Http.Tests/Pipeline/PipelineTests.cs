using System.Text;
using System.Text.Json;
using Lintel.Binding;
using Lintel.Http.Rest;
using Lintel.Http.Tests.Tours;
using Lintel.Postgres;
using Lintel.Results;
using Lintel.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Lintel.Http.Tests.Pipeline;

/// <summary>
/// Each step of the way on one page: request, operation as it was said, bound operation, SQL, answer. The pages are
/// <c>tests/golden/pipeline/*.txt</c>; LINTEL_UPDATE_GOLDEN=1 rewrites them.
/// </summary>
public sealed class PipelineTests
{
    internal const string Contract = """
          customer:
            key: int
            managed: [version]
            fields:
              name: string
              tier: enum(basic, gold) = basic
          product:
            key: string(3..10)
            managed: []
            fields:
              name: string searchable
              price: decimal(12,2)
          label:
            key: int
            managed: []
            fields: { name: string }
          order:
            key: int
            fields:
              customer: customer
              status: enum(pending, paid) = pending
              note: string?
              labels: label[]
            state: status
            actions:
              pay: { from: [pending], to: paid }
              remark:
                input: { note: string }
                rules: [input.note != note]
                set: { note: "has(note) ? note + '; ' + input.note : input.note" }
            queries:
              - { filter: [status], sort: [-createdAt] }
          orderLine:
            partOf: order
            key: int
            fields:
              product: product
              quantity: int >= 1
              price: decimal(12,2)
        """;

    // Keys that are the same in each run.
    private static readonly string NumberedTasks = RulesTour.Contract
        .Replace("  task:\n", "  task:\n    key: int\n", StringComparison.Ordinal)
        .Replace("  taskStep:\n", "  taskStep:\n    key: int\n", StringComparison.Ordinal);

    [Theory]
    [InlineData("list", "GET", "orders", null, null)]
    [InlineData("list-filter-sort", "GET", "orders?status=pending&note[null]=false&id[in]=1,2,3&sort=-createdAt,note&limit=2", null, null)]
    [InlineData("list-relations", "GET", "orders?customer.tier=gold&lines.product.name[contains]=tea&labels.name[ne]=new&fields=id", null, null)]
    [InlineData("list-nested", "GET", "orders?fields=id,customer(name),lines(quantity,product(name))&include=labels&sort=id&limit=2", null, null)]
    [InlineData("list-after", "GET", "orders?sort=-note&limit=1&fields=id,note&after={next}", null, null)]
    [InlineData("list-before", "GET", "orders?sort=-note&limit=1&fields=id,note&before={next}", null, null)]
    [InlineData("list-search", "GET", "products?search=gre*+-%22black+tea%22&price[gt]=1&fields=id,name&count=exact", null, null)]
    [InlineData("list-count", "GET", "products?count=exact&limit=1&price[gt]=1.5", null, null)]
    [InlineData("list-below", "GET", "customers/1/orders?fields=id,note", null, null)]
    [InlineData("list-below-many-to-many", "GET", "orders/1/labels", null, null)]
    [InlineData("aggregate", "GET", "orders:aggregate?group=customer&count=*&sum=id&status=pending", null, null)]
    [InlineData("aggregate-having-sort", "GET", "order-lines:aggregate?group=product.name,month:month(order.createdAt)&sum=revenue:quantity*price&count=*&max=quantity*price&quantity[gte]=1&filter=product.price%3E1&having=sum.revenue%3E5%20and%20month!='2020-01'&sort=-sum.revenue&limit=2", null, null)]
    [InlineData("aggregate-refused", "GET", "orders:aggregate?group=lines.quantity,count:note&avg=note&having=x%3E1&sort=y", null, null)]
    [InlineData("one", "GET", "orders/1", null, null)]
    [InlineData("one-include", "GET", "orders/1?fields=note&include=customer,lines", null, null)]
    [InlineData("one-child", "GET", "orders/1/lines/1", null, null)]
    [InlineData("create", "POST", "orders", """{"customerId":2,"note":"new","labelIds":[2,1],"lines":[{"productId":"tea","quantity":2,"price":3.50},{"productId":"mug","quantity":1,"price":8}]}""", null)]
    [InlineData("create-refused", "POST", "orders", """{"customerId":2,"lines":[{"productId":"tea","quantity":0,"price":1},{"productId":"none","quantity":1,"price":1}]}""", null)]
    [InlineData("patch", "PATCH", "orders/1", """{"note":null}""", null)]
    [InlineData("patch-if-match", "PATCH", "orders/1", """{"note":"x"}""", "\"1\", \"7\"")]
    [InlineData("patch-without-version", "PATCH", "products/tea", """{"price":9.99}""", "\"h0\"")]
    [InlineData("action", "POST", "orders/1/pay?include=customer", "{}", "\"1\"")]
    [InlineData("replace", "PUT", "orders/1", """{"customerId":2,"note":"new","labelIds":[2],"lines":[{"id":2,"productId":"mug","quantity":3,"price":7.50},{"productId":"tea","quantity":1,"price":3}]}""", "\"1\"")]
    [InlineData("replace-same", "PUT", "customers/1", """{"name":"Ann","tier":"gold"}""", null)]
    [InlineData("upsert", "PUT", "products/cup", """{"name":"Cup","price":4}""", null)]
    [InlineData("create-below", "POST", "orders/1/lines", """{"productId":"tea","quantity":2,"price":3}""", null)]
    [InlineData("patch-below", "PATCH", "orders/1/lines/1", """{"quantity":2}""", null)]
    [InlineData("link", "PUT", "orders/2/labels/1", null, null)]
    [InlineData("unlink", "DELETE", "orders/1/labels/1", null, null)]
    [InlineData("patch-all", "PATCH", "orders?customer.tier=gold&maxAffected=5", """{"note":"x"}""", null)]
    [InlineData("delete-all-refused", "DELETE", "orders?id[gte]=1&maxAffected=2", null, null)]
    [InlineData("action-input", "POST", "orders/1/remark?include=_actions", """{"note":"urgent"}""", null)]
    [InlineData("list-actions", "GET", "orders?fields=id,_actions,customer(name)&limit=1", null, null)]
    [InlineData("delete", "DELETE", "orders/1", null, "\"1\"")]
    [InlineData("delete-refused", "DELETE", "customers/1", null, null)]
    public Task A_request_takes_the_recorded_way(string name, string method, string target, string? body, string? ifMatch) =>
        RecordAsync(Contract, FillAsync, name, method, target, body, ifMatch);

    [Theory]
    [InlineData("rules-create", "POST", "tasks", """{"title":"new","projectId":"p","effort":3,"steps":[{"name":"a","hours":3}]}""")]
    [InlineData("rules-patch", "PATCH", "projects/p", """{"budget":1}""")]
    [InlineData("rules-patch-tree", "PATCH", "tasks/1", """{"effort":4,"start":"2026-04-02"}""")]
    [InlineData("rules-patch-refused", "PATCH", "projects/p", """{"budget":0}""")]
    public Task Rules_are_asked_where_they_must_be(string name, string method, string target, string? body) =>
        RecordAsync(NumberedTasks, FillTasksAsync, name, method, target, body, null);

    [Theory]
    [InlineData("stored-create", "POST", "carts?include=lines", """{"discount":0.1,"lines":[{"quantity":2,"price":3.50},{"quantity":1,"price":8}]}""")]
    [InlineData("stored-patch", "PATCH", "carts/1", """{"discount":0.5}""")]
    [InlineData("stored-patch-others", "PATCH", "carts/1", """{"note":"x"}""")]
    public Task Stored_aggregates_are_written_where_they_must_be(string name, string method, string target, string body) =>
        RecordAsync(StoredTour.Contract, service => service.CreateAsync("carts", """{"lines":[{"quantity":1,"price":8}]}"""), name, method, target, body, null);

    [Theory]
    [InlineData("deleted-list", "GET", "orders?status=pending&sort=-createdAt&fields=id,customer(name)", null)]
    [InlineData("deleted-only", "GET", "customers/1/orders?deleted=only&customer.name[ne]=Bob&fields=id", null)]
    [InlineData("deleted-below", "GET", "products?filter=count(orderLines)%3E0&orderLines.quantity=1&include=orderLines&fields=id", null)]
    [InlineData("deleted-aggregate", "GET", "order-lines:aggregate?count=*&group=product.price", null)]
    [InlineData("deleted-create", "POST", "orders", """{"customerId":1,"lines":[{"productId":"tea","quantity":2},{"productId":"cup","quantity":1}]}""")]
    [InlineData("deleted-create-refused", "POST", "claims", """{"lineId":9,"reason":"late"}""")]
    [InlineData("deleted-delete", "DELETE", "orders/1", null)]
    [InlineData("deleted-purge", "DELETE", "products/cup?purge=true", null)]
    [InlineData("deleted-purge-touches", "DELETE", "orders/1?purge=true", null)]
    [InlineData("deleted-restore", "POST", "orders/2/restore", "{}")]
    public Task What_is_deleted_softly_is_hidden_where_it_must_be(string name, string method, string target, string? body) =>
        RecordAsync(SoftDeleteTour.Contract, FillDeletedAsync, name, method, target, body, null);

    internal static async Task FillDeletedAsync(TestService service)
    {
        await service.CreateAsync("customers", """{"email":"ada@x","name":"Ada"}""");
        await service.CreateAsync("products", """{"id":"tea","price":2}""", """{"id":"cup","price":5}""");
        await service.CreateAsync("orders", """{"customerId":1,"lines":[{"productId":"tea","quantity":1}]}""", """{"customerId":1,"lines":[{"productId":"tea","quantity":1}]}""");
        (await service.DeleteAsync("orders/2")).Expect(204);
    }

    private static async Task FillTasksAsync(TestService service)
    {
        await service.CreateAsync("projects", """{"id":"p","budget":100}""");
        await service.CreateAsync("tasks", """{"title":"t","projectId":"p","effort":5,"steps":[{"name":"a","hours":3}]}""");
    }

    private static async Task RecordAsync(string contract, Func<TestService, Task> fill, string name, string method, string target, string? body, string? ifMatch)
    {
        RecordingStore store = null!;
        await using var service = await TestService.StartAsync(contract, new TestOptions { Around = inner => store = new RecordingStore(inner) });
        await fill(service);
        if (target.Contains("{next}", StringComparison.Ordinal))
            target = target.Replace("{next}", (await service.GetAsync(target[..target.LastIndexOf('&')])).Next, StringComparison.Ordinal);
        store.Runs.Clear();

        var content = body is null ? null : Body.Of(body, method == "PATCH" ? "application/merge-patch+json" : "application/json");
        var reply = await service.SendAsync(method, target, content, ifMatch is null ? [] : [("If-Match", ifMatch)]);

        var page = new StringBuilder();
        Section(page, "request", [$"{method} /v1/{target}", .. ifMatch is null ? [] : new[] { $"If-Match: {ifMatch}" }, .. body is null ? [] : new[] { Indented(body) }]);
        Section(page, "operation", [await OperationAsync(service, method, target, body, ifMatch)]);
        // Compiles without a connection. An answer that comes with its write is no read of its own there.
        await using var postgres = PostgresStore.Open(service.Engine.Model, new PostgresOptions { Host = "localhost" });
        var answered = false;
        foreach (var (bound, statements) in store.Runs)
        {
            Section(page, "bound", [bound.ToString().TrimEnd()]);
            Section(page, "sqlite", [string.Join("\n\n", statements)]);
            if (!answered || bound is not BoundRead { Single: true }) Section(page, "postgres", [string.Join("\n\n", postgres.Compile(bound).Statements)]);
            answered |= bound is BoundInsert { Answer: not null } or BoundUpdate { Answer: not null };
        }
        var headers = new[] { "Location", "ETag", "Link" }.Where(header => reply[header] is not null).Select(header => $"{header}: {reply[header]}");
        Section(page, "answer", [$"{reply.Status}", .. headers, .. reply.Bytes.Length == 0 ? [] : new[] { Indented(WithoutTrace(reply)) }]);
        Golden.Matches($"tests/golden/pipeline/{name}.txt", page.ToString());
    }

    internal static async Task FillAsync(TestService service)
    {
        await service.CreateAsync("customers", """{"name":"Ann","tier":"gold"}""", """{"name":"Bob"}""");
        await service.CreateAsync("products", """{"id":"tea","name":"Green tea","price":3.50}""", """{"id":"mug","name":"Mug","price":8}""");
        await service.CreateAsync("labels", """{"name":"new"}""", """{"name":"rush"}""");
        await service.CreateAsync("orders",
            """{"customerId":1,"note":"a","labelIds":[1,2],"lines":[{"productId":"tea","quantity":1,"price":3.50},{"productId":"mug","quantity":2,"price":7.50}]}""",
            """{"customerId":1,"lines":[{"productId":"mug","quantity":1,"price":8}]}""",
            """{"customerId":2,"note":"c"}""");
    }

    /// <summary>What the front end made of the request, before anything was resolved.</summary>
    private static async Task<string> OperationAsync(TestService service, string method, string target, string? body, string? ifMatch)
    {
        var endpoint = new RestEndpoint(service.Engine, new LintelHttpOptions());
        var context = new DefaultHttpContext();
        var query = target.IndexOf('?', StringComparison.Ordinal) is var at and >= 0 ? target[at..] : "";
        context.Features.Get<IHttpRequestFeature>()!.RawTarget = "/v1/" + target;
        context.Request.Method = method;
        context.Request.QueryString = new QueryString(query);
        context.Request.ContentType = "application/json";
        if (body is not null) context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        if (ifMatch is not null) context.Request.Headers.IfMatch = ifMatch;
        Assert.True(endpoint.TryRoute(context, out var route));
        var (_, operation, problem) = await endpoint.ReadAsync(context.Request, route);
        return operation?.ToString() ?? $"refused: {problem!.Error.Code}";
    }

    internal static void Section(StringBuilder page, string title, IEnumerable<string> lines) =>
        page.Append("== ").Append(title).Append('\n').AppendJoin('\n', lines).Append("\n\n");

    private static string WithoutTrace(Reply reply) =>
        reply.Json.TryGetProperty("traceId", out var trace) ? reply.Body.Replace(trace.GetString()!, "…", StringComparison.Ordinal) : reply.Body;

    internal static string Indented(string json)
    {
        using var document = JsonDocument.Parse(json);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = LeastEscaping.Instance })) document.WriteTo(writer);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
