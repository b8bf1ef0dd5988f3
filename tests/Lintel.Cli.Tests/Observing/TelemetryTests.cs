using System.Net;
using System.Text;
using System.Text.Json;
using Lintel.Testing;

namespace Lintel.Cli.Tests.Observing;

/// <summary>What a real receiver gets, and what Prometheus' own linter says.</summary>
public sealed class TelemetryTests
{
    private const int Server = 2, Internal = 1, Client = 3;

    /// <summary>A value that requests hold wherever they can hold one, and that nobody may see.</summary>
    private const string Secret = "s3cr3tvalue";

    private const string Trace = "0af7651916cd43dd8448eb211c80319c", Caller = "b7ad6b7169203331";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("SQLite", "grpc")]
    [InlineData("PostgreSQL", "http/protobuf")]
    public async Task A_request_is_one_trace_down_to_its_statements_and_no_value_of_it_is_seen(string store, string protocol)
    {
        using var workspace = Workspace.With("shop");
        await using var shop = await ObservedShop.StartAsync(workspace, store, protocol);
        using var client = new HttpClient { BaseAddress = shop.Server.Address };
        await SendAsync(client, "GET", $"/v1/orders?include=lines&filter=note != '{Secret}'&limit=2", traceparent: $"00-{Trace}-{Caller}-01");
        await SendAsync(client, "GET", "/v1/products", traceparent: $"00-1af7651916cd43dd8448eb211c80319c-{Caller}-00");
        await SendSecretsAsync(client);
        await SendAsync(client, "GET", "/readyz");
        var scrape = await ScrapeAsync(shop.Metrics, "text/plain");
        var open = await ScrapeAsync(shop.Metrics, "application/openmetrics-text; version=1.0.0");
        await shop.StopAsync();

        Assert.Empty(shop.Receiver.Errors);
        CheckTrace(shop.Receiver.Spans, store);
        await CheckMetricsAsync(shop.Receiver.Metrics, workspace.Write("scrape.txt", scrape), scrape, open);
        // Two of its writes and both of its reads are slow here, where each statement is.
        Assert.Contains("\"event\":\"Slow\"", shop.Log);
        Assert.Contains("insert customer", shop.Log);
        foreach (var seen in (ReadOnlySpan<string>)[shop.Receiver.Bytes, scrape, open, shop.Log, shop.Server.Said]) Assert.DoesNotContain(Secret, seen, StringComparison.OrdinalIgnoreCase);
    }

    private static void CheckTrace(IReadOnlyList<ReceivedSpan> spans, string store)
    {
        var ours = spans.Where(span => span.TraceId == Trace).ToArray();
        var request = Assert.Single(ours, span => span.Kind == Server);
        var operation = Assert.Single(ours, span => span.Kind == Internal);
        var statements = ours.Where(span => span.Kind == Client).ToArray();
        Assert.Equal((Caller, "GET /v1/orders"), (request.ParentSpanId, request.Name));
        Assert.Equal((request.SpanId, "list order"), (operation.ParentSpanId, operation.Name));
        Assert.All(statements, statement => Assert.Equal(operation.SpanId, statement.ParentSpanId));
        Assert.All(ours, span => Assert.Equal("vendor=x1", span.TraceState));
        Assert.Equal(["GET", "/v1/orders", "200", "http", null], [request["http.request.method"], request["http.route"], request["http.response.status_code"], request["url.scheme"], request["url.query"]]);
        Assert.Equal(store == "SQLite" ? ["SELECT order", "SELECT order_line"] : ["SELECT order"], statements.Select(statement => statement.Name));
        Assert.Equal(store == "SQLite" ? "sqlite" : "postgresql", statements[0]["db.system.name"]);
        Assert.Contains(store == "SQLite" ? "?1" : "$1", statements[0]["db.query.text"], StringComparison.Ordinal);
        Assert.Equal("shop", request.Resource["service.name"].GetString());
        Assert.Equal("test", request.Resource["deployment.environment.name"].GetString());

        // What its caller did not sample is not sent, and neither are probes and scrapes.
        Assert.DoesNotContain(spans, span => span.TraceId.StartsWith("1af", StringComparison.Ordinal) || span.Name.Contains("readyz", StringComparison.Ordinal) || span.Name.Contains("metrics", StringComparison.Ordinal));
        // Each span below a request is of an operation or a statement of one, and all are connected.
        var known = spans.ToDictionary(span => span.SpanId);
        Assert.All(spans.Where(span => span.Kind != Server), span => Assert.True(known.ContainsKey(span.ParentSpanId), span.Name));
        foreach (var name in (ReadOnlySpan<string>)["create customer", "update customer", "get customer", "delete customer", "aggregate customer", "batch", "import customer", "export customer"])
            Assert.Contains(spans, span => span.Name == name);
        Assert.Contains(spans, span => span.Name == "create customer" && span["error.type"] == "not-unique");
        foreach (var (name, type) in (ReadOnlySpan<(string, string)>)[("Customers", "query"), ("Rename", "mutation")])
            Assert.Contains(spans, span => span.Kind == Server && (span.Name, span["graphql.operation.name"], span["graphql.operation.type"]) == ("POST /graphql", name, type));
        Assert.Contains(spans, span => span.Kind == Client && span["error.type"] == (store == "SQLite" ? "SQLITE_CONSTRAINT" : "23505") && span.StatusMessage.Length == 0 && span.Events.Length == 0);
    }

    private static async Task CheckMetricsAsync(IReadOnlyList<ReceivedMetric> metrics, string file, string scrape, string open)
    {
        var verdict = await Judges.CheckMetricsAsync(file);
        Assert.True(verdict.ExitCode == 0 && verdict.Error.Length == 0, verdict.ToString());
        foreach (var (name, unit) in (ReadOnlySpan<(string, string)>)
        [
            ("http.server.request.duration", "s"), ("http.server.active_requests", "{request}"), ("db.client.operation.duration", "s"), ("db.client.connection.count", "{connection}"),
            ("db.client.connection.wait_time", "s"), ("lintel.plan_cache.hits", "{lookup}"), ("lintel.plan_cache.misses", "{lookup}"), ("lintel.plan_cache.size", "{plan}"),
            ("lintel.requests.rejected", "{request}"), ("dotnet.process.memory.working_set", "By"),
        ])
        {
            Assert.Contains(metrics, metric => (metric.Name, metric.Unit) == (name, unit));
        }
        Assert.Contains("http_server_request_duration_seconds_count{otel_scope_name=\"Microsoft.AspNetCore.Hosting\",http_request_method=\"GET\",http_response_status_code=\"200\",http_route=\"/v1/customers/{id}\"", scrape);
        Assert.Contains("lintel_requests_rejected_total{otel_scope_name=\"Lintel\",error_type=\"not-unique\"}", scrape);
        Assert.Contains("db_client_connections{", scrape);
        Assert.Contains($"trace_id=\"{Trace}\"", open);
    }

    /// <summary>Sends the secret in each part of a request in which a caller can send something.</summary>
    private static async Task SendSecretsAsync(HttpClient client)
    {
        var customer = $$"""{"email":"{{Secret}}@example.com","name":"{{Secret}}"}""";
        using var created = JsonDocument.Parse(await SendAsync(client, "POST", "/v1/customers", customer, status: 201));
        var id = created.RootElement.GetProperty("id").GetString();
        await SendAsync(client, "POST", "/v1/customers", customer, status: 409);
        await SendAsync(client, "POST", "/v1/customers", $$"""{"email":"{{Secret}}","{{Secret}}":1}""", status: 422);
        await SendAsync(client, "POST", "/v1/customers", "{" + Secret, status: 400);
        await SendAsync(client, "GET", $"/v1/customers/{id}");
        await SendAsync(client, "GET", $"/v1/customers/{Secret}", status: 404);
        await SendAsync(client, "GET", $"/v1/{Secret}/{Secret}?{Secret}={Secret}", status: 404);
        await SendAsync(client, "GET", $"/v1/customers?{Secret}={Secret}", status: 400);
        await SendAsync(client, "GET", $"/v1/customers?name={Secret}&email[startsWith]={Secret}&filter=name == '{Secret}' or '{Secret}' == email");
        await SendAsync(client, "GET", $"/v1/customers?filter=name == '{Secret}", status: 400);
        await SendAsync(client, "GET", $"/v1/customers:aggregate?group={Uri.EscapeDataString($"name + '{Secret}'")}&count=*&filter=name != '{Secret}'");
        await SendAsync(client, "PATCH", $"/v1/customers/{id}", $$"""{"name":"{{Secret}} {{Secret}}"}""");
        await SendAsync(client, "PATCH", $"/v1/customers?filter=name == '{Secret}'", $$"""{"name":"{{Secret}}"}""");
        await SendAsync(client, "POST", "/v1:batch", $$$"""{"operations":[{"method":"GET","path":"/v1/customers?name={{{Secret}}}"},{"method":"POST","path":"/v1/customers","body":{"email":"{{{Secret}}}2@example.com","name":"{{{Secret}}}"}}]}""");
        await SendAsync(client, "POST", "/v1/customers", $$"""{"email":"{{Secret}}3@example.com","name":"{{Secret}}"}""" + "\n", type: "application/x-ndjson");
        await SendAsync(client, "GET", $"/v1/customers?name={Secret}", accept: "application/x-ndjson");
        await AskAsync(client, "query Customers($name: String) { SECRET: customers(where: {name: {eq: $name}}) { nodes { id } } }", """{"name":"SECRET","SECRET":1}""");
        await AskAsync(client, """mutation Rename($SECRET: String) { updateCustomers(where: {name: {eq: "SECRET"}}, patch: {name: $SECRET}) { affected } }""", """{"SECRET":"SECRET"}""");
        await AskAsync(client, "{ customers { SECRET } }");
        await AskAsync(client, "{ __typename # SECRET");
        await SendAsync(client, "GET", $"/graphql?query={Uri.EscapeDataString($"{{ {Secret}: __typename }}")}&{Secret}={Secret}");
        await SendAsync(client, "GET", $"/graphql?documentId={Secret}", status: 400);
        await SendAsync(client, "DELETE", $"/v1/customers/{id}", status: 204);
    }

    /// <summary>Sends a document in which, as in its variables, SECRET stands for the secret.</summary>
    private static Task<string> AskAsync(HttpClient client, string document, string variables = "{}") => SendAsync(
        client, "POST", "/graphql", $$"""{"query":{{JsonSerializer.Serialize(document)}},"variables":{{variables}},"extensions":{"SECRET":"SECRET"} }""".Replace("SECRET", Secret, StringComparison.Ordinal));

    private static async Task<string> SendAsync(
        HttpClient client, string method, string target, string? body = null, string type = "application/json", string? accept = null, string? traceparent = null, int status = 200)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), target);
        request.Headers.TryAddWithoutValidation("User-Agent", Secret);
        request.Headers.TryAddWithoutValidation("Cookie", $"{Secret}={Secret}");
        request.Headers.TryAddWithoutValidation("Baggage", $"user={Secret}");
        request.Headers.TryAddWithoutValidation("Prefer", $"server-timing, {Secret}");
        if (accept is not null) request.Headers.TryAddWithoutValidation("Accept", accept);
        if (traceparent is not null) request.Headers.TryAddWithoutValidation("traceparent", traceparent);
        if (traceparent is not null) request.Headers.TryAddWithoutValidation("tracestate", "vendor=x1");
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, type);
        using var response = await client.SendAsync(request, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.StatusCode == (HttpStatusCode)status, $"{method} {target}: {(int)response.StatusCode} {text}");
        return text;
    }

    private static async Task<string> ScrapeAsync(Uri metrics, string accept)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, metrics);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await client.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync(Cancellation);
    }
}
