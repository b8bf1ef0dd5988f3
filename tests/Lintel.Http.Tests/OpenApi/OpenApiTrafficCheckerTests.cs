using Lintel.Http.OpenApi;
using Lintel.Testing.Traffic;

namespace Lintel.Http.Tests.OpenApi;

public sealed class OpenApiTrafficCheckerTests
{
    private const string Id = "0197b2a4-6b1c-7d7e-8f00-1234567890ab";
    private const string Json = "application/json";
    private const string Customer =
        $$"""{"id":"{{Id}}","email":"a@example.com","name":"Inès","tier":"gold","createdAt":"2026-01-31T13:45:30Z","updatedAt":"2026-01-31T13:45:30Z","version":1}""";

    private const string Line = $$"""{"id":"{{Id}}","orderId":"{{Id}}","productId":"{{Id}}","quantity":3,"unitPrice":8.90,"amount":26.70}""";
    // Left open, for what comes along.
    private const string Order =
        $$"""{"id":"{{Id}}","customerId":"{{Id}}","status":"paid","total":26.70,"note":null,"carrier":null,"shippedAt":null,"createdAt":"2026-01-31T13:45:30Z","updatedAt":"2026-01-31T13:45:30.123Z","version":1""";

    private const string NotFound =
        """{"type":"urn:lintel:problem:not-found","title":"Not found","status":404,"detail":"There is no such row.","code":"not-found","errors":[],"traceId":"x"}""";

    private static readonly ReadOnlyMemory<byte> Document = OpenApiDocumentWriter.Write(Samples.Compile("shop")).Json;

    private static readonly RecordedExchange[] Documented =
    [
        Get("/v1/customers", $$$"""{"data":[{{{Customer}}}],"page":{"next":"abc","prev":null,"total":2}}"""),
        Get("/v1/orders?status=paid&total%5Bgte%5D=100&customer.tier=gold&limit=50&sort=-createdAt,total", Page("")),
        Get("/v1/orders?status[in]=paid,shipped&note[null]=true&count=exact", Page("")),
        // Longer than what is listed: the rule that the operation states in words.
        Get("/v1/orders?lines.product.sku[startsWith]=TEA&customer=" + Id, Page("")),
        Get($"/v1/orders/{Id}?fields=total,lines(quantity)&include=customer", $$$"""{"total":1.00,"lines":[{"quantity":1}],"customer":{{{Customer}}}}""", ("ETag", "\"1.ab\"")),
        Get($"/v1/customers/{Id}?include=orders", $$$"""{"name":"x","orders":{{{Page(Order + "}")}}}}"""),
        Get($"/v1/orders/{Id}/lines/{Id}", Line, ("ETag", "\"1\"")),
        Get($"/v1/orders/{Id}", null) with { Status = 304, ResponseType = null },
        Get($"/v1/orders/{Id}", NotFound) with { Status = 404, ResponseType = "application/problem+json" },
        Get("/v1/nothing", NotFound) with { Status = 404, ResponseType = "application/problem+json; charset=utf-8" },
        Get("/v1/orders", null) with { Method = "HEAD" },
        Get("/v1/orders", null) with { Method = "OPTIONS", Status = 204, ResponseType = null },
        Get($"/v1/orders/{Id}", null) with { Method = "DELETE", Status = 204, ResponseType = null },
        Get("/v1/orders", null) with { Status = 414, ResponseType = null },
        Get("/v1/orders", NotFound.Replace("404", "414", StringComparison.Ordinal)) with { Method = "OPTIONS", Status = 414, ResponseType = "application/problem+json" },
        Get("/v1/orders", null) with { Method = "TRACE", Status = 431, ResponseType = null },
        Get("/livez", "ok") with { ResponseType = "text/plain" },
        Get("/v1/openapi.json", "{}"),
        Get("/v1/orders?colour=red", NotFound.Replace("404", "400", StringComparison.Ordinal)) with { Status = 400, ResponseType = "application/problem+json" },
        Post(
            $$"""{"customerId":"{{Id}}","lines":[{"productId":"{{Id}}","quantity":3,"unitPrice":"8.90"}]}""".Replace("\"8.90\"", "8.90", StringComparison.Ordinal),
            Order + $$$""","lines":[{{{Line}}}]}"""),
    ];

    private static readonly (string Finding, RecordedExchange Exchange)[] Undocumented =
    [
        ("the path is not documented", Get("/v1/invoices", "{}")),
        ("the method is not documented", Get("/v1/orders", "{}") with { Method = "PUT" }),
        ("query parameter colour is not documented", Get("/v1/orders?colour=red", Page(""))),
        ("query parameter total[like] is not documented", Get("/v1/orders?total[like]=1", Page(""))),
        ("query parameter lines.colour is not documented", Get("/v1/orders?lines.colour=red", Page(""))),
        ("query parameter lines is not documented", Get("/v1/orders?lines=1", Page(""))),
        ("query parameter limit=0 is not of its schema", Get("/v1/orders?limit=0", Page(""))),
        ("query parameter status=lost is not of its schema", Get("/v1/orders?status=lost", Page(""))),
        ("query parameter status stands twice", Get("/v1/orders?status=paid&status=paid", Page(""))),
        ("path parameter id=7 is not of its schema", Get("/v1/orders/7", "{}")),
        ("the status is not documented", Get("/v1/orders", "{}") with { Status = 418 }),
        ("media type text/plain is not documented", Get("/v1/orders", "no") with { ResponseType = "text/plain" }),
        ("a body is not documented", Get($"/v1/orders/{Id}?x", "{}") with { Status = 304 }),
        ("a body is documented, but none was sent", Get("/v1/orders", null)),
        ("header ETag: \"1\" is not documented", Get("/v1/orders", Page(""), ("ETag", "\"1\""))),
        ("must NOT have additional properties (colour)", Get($"/v1/orders/{Id}", """{"colour":"red"}""")),
        ("must NOT have additional properties (secret)", Get($"/v1/orders/{Id}?include=customer", """{"customer":{"secret":1}}""")),
        ("must match format \"date-time\"", Get($"/v1/orders/{Id}", """{"createdAt":"yesterday"}""")),
        ("must match format \"uuid\"", Get($"/v1/orders/{Id}", """{"customerId":"7"}""")),
        ("must be equal to one of the allowed values", Get($"/v1/orders/{Id}", """{"status":"lost"}""")),
        ("must be string", Get($"/v1/orders/{Id}", """{"status":null}""")),
        ("must be number", Get($"/v1/orders/{Id}", """{"total":"1.00"}""")),
        ("must have required property 'page'", Get("/v1/orders", """{"data":[]}""")),
        ("must NOT have additional properties (secret)", Post($$"""{"customerId":"{{Id}}"}""", Order + ",\"secret\":1}")),
        ("request body /lines/0/quantity must be >= 1", Post(
            $$"""{"customerId":"{{Id}}","lines":[{"productId":"{{Id}}","quantity":0,"unitPrice":1}]}""", Order + ""","lines":[]}""")),
        ("request body / must NOT have additional properties (status)", Post($$"""{"customerId":"{{Id}}","status":"paid"}""", Order + ""","lines":[]}""")),
        ("request media type text/tab-separated-values is not documented", Post("x", Order + ""","lines":[]}""") with { RequestType = "text/tab-separated-values" }),
        ("request media type undefined is not documented", Post("", Order + ""","lines":[]}""") with { RequestType = null, RequestBody = null }),
        ("must have required property 'code'", Get("/v1/orders", """{"type":"about:blank"}""") with { Status = 400, ResponseType = "application/problem+json" }),
        ("a problem is documented as application/problem+json", Get("/v1/nothing", "no") with { Status = 404, ResponseType = "text/html" }),
        ("the response body is not JSON", Get("/v1/orders", "{")),
    ];

    [Fact]
    public async Task What_is_documented_passes() => Assert.Empty(await OpenApiTrafficChecker.CheckAsync(Document, Documented));

    [Fact]
    public async Task What_is_not_documented_is_found()
    {
        // One process judges them all; each must be found, and by its own reason.
        RecordedExchange[] exchanges = [.. Undocumented.Select(row => row.Exchange)];
        var findings = await OpenApiTrafficChecker.CheckAsync(Document, exchanges);
        Assert.All(Undocumented, row => Assert.Contains(
            findings,
            finding => finding.StartsWith($"{row.Exchange.Method} {row.Exchange.Target} → ", StringComparison.Ordinal) && finding.Contains(row.Finding, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_gate_fails_a_run_in_which_something_undocumented_was_sent()
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => TrafficGate.CheckAsync([(Document, [Get("/v1/orders", """{"rows":[]}""")])]));
        Assert.Contains("GET /v1/orders → 200: response body / must NOT have additional properties (rows)", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recorder_keeps_what_went_over_the_wire()
    {
        var exchanges = new List<RecordedExchange>();
        using var client = new HttpClient(new TrafficRecorder(exchanges, new Answer()));
        using var body = new StringContent("{}", new System.Net.Http.Headers.MediaTypeHeaderValue(Json));
        using var response = await client.PostAsync(new Uri("http://localhost/v1/orders?total%5Bgte%5D=1&a=%2C"), body, TestContext.Current.CancellationToken);
        Assert.Equal("""{"a":1}""", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var exchange = Assert.Single(exchanges);
        Assert.Equal(("POST", "/v1/orders?total%5Bgte%5D=1&a=%2C", Json, "{}"), (exchange.Method, exchange.Target, exchange.RequestType, exchange.RequestBody));
        Assert.Equal((201, "application/json; charset=utf-8", """{"a":1}""", "\"1\""), (exchange.Status, exchange.ResponseType, exchange.ResponseBody, exchange.Headers["ETag"]));
    }

    private static string Page(string rows) => $$$"""{"data":[{{{rows}}}],"page":{"next":null,"prev":null}}""";

    private static RecordedExchange Get(string target, string? body, params (string Name, string Value)[] headers) => new()
    {
        Method = "GET",
        Target = target,
        Status = 200,
        Headers = headers.ToDictionary(header => header.Name, header => header.Value),
        ResponseType = Json,
        ResponseBody = body,
    };

    private static RecordedExchange Post(string request, string response) => new()
    {
        Method = "POST",
        Target = "/v1/orders",
        RequestType = Json,
        RequestBody = request,
        Status = 201,
        Headers = new Dictionary<string, string> { ["Location"] = $"/v1/orders/{Id}", ["ETag"] = "\"1\"" },
        ResponseType = Json,
        ResponseBody = response,
    };

    private sealed class Answer : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = new HttpResponseMessage(System.Net.HttpStatusCode.Created) { Content = new StringContent("""{"a":1}""", System.Text.Encoding.UTF8, Json) };
            response.Headers.ETag = new("\"1\"");
            return Task.FromResult(response);
        }
    }
}
