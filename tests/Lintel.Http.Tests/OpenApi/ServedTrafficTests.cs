using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lintel.Http.Tests.OpenApi;

/// <summary>What the samples really send. The tests look at statuses; <see cref="TrafficGate"/> holds everything else against the documents.</summary>
public sealed class ServedTrafficTests
{
    [Fact]
    public async Task The_shop_answers_as_its_document_says()
    {
        await using var server = await SampleServer.StartAsync("shop", TestContext.Current.CancellationToken);
        using var client = server.Client();
        var order = (await GetAsync(client, "/v1/orders?limit=2&count=exact&sort=-createdAt,total"))["data"]![0]!;
        var (id, customer) = ((string)order["id"]!, (string)order["customerId"]!);
        foreach (var target in (string[])
        [
            "/v1/customers?limit=1&include=orders", "/v1/products?fields=sku,name&limit=1&price[gte]=1&stock[null]=false", "/v1/products?sku[startsWith]=TEA&name[contains]=a",
            "/v1/orders?status=paid&customer.tier=gold&include=customer,lines.product&limit=3", "/v1/orders?status[in]=paid,shipped&total[gt]=1&total[lt]=1000000&count=estimated",
            $"/v1/orders?customer={customer}&lines.product.price[gte]=0", $"/v1/orders/{id}", $"/v1/orders/{id}?include=customer,lines", $"/v1/orders/{id}?fields=total,lines(quantity,product(name))",
            $"/v1/orders/{id}/lines", $"/v1/customers/{customer}/orders?limit=1", $"/v1/customers/{customer}?fields=name&include=orders.lines",
        ])
        {
            await GetAsync(client, target);
        }
        var lines = await GetAsync(client, $"/v1/orders/{id}/lines?limit=1");
        await GetAsync(client, $"/v1/orders/{id}/lines/{lines["data"]![0]!["id"]}");
        var page = await GetAsync(client, "/v1/orders?limit=1");
        await GetAsync(client, $"/v1/orders?limit=1&after={page["page"]!["next"]}");

        foreach (var (target, status) in ((string, HttpStatusCode)[])
        [
            ("/v1/orders?colour=red", HttpStatusCode.BadRequest), ("/v1/orders?limit=0", HttpStatusCode.BadRequest), ("/v1/orders?after=x", HttpStatusCode.BadRequest),
            ("/v1/orders?note[gtt]=1", HttpStatusCode.BadRequest), ("/v1/orders/nothing", HttpStatusCode.NotFound), ("/v1/nothing", HttpStatusCode.NotFound),
        ])
        {
            Assert.Equal(status, (await SendAsync(client, HttpMethod.Get, target)).StatusCode);
        }
        Assert.Equal(HttpStatusCode.RequestUriTooLong, (await SendAsync(client, HttpMethod.Get, "/v1/orders?note=" + new string('a', 40_000))).StatusCode);
        Assert.Equal(HttpStatusCode.NotAcceptable, (await SendAsync(client, HttpMethod.Get, "/v1/orders", accept: "text/html")).StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await SendAsync(client, HttpMethod.Put, "/v1/orders", "{}")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(client, HttpMethod.Options, "/v1/orders")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(client, HttpMethod.Head, $"/v1/orders/{id}")).StatusCode);
    }

    [Fact]
    public async Task The_shop_writes_as_its_document_says()
    {
        await using var server = await SampleServer.StartAsync("shop", TestContext.Current.CancellationToken);
        using var client = server.Client();
        var product = (string)(await GetAsync(client, "/v1/products?limit=1"))["data"]![0]!["id"]!;
        var made = await SendAsync(client, HttpMethod.Post, "/v1/customers", """{"email":"new@example.com","name":"New"}""");
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var customer = (string)JsonNode.Parse(await BodyAsync(made))!["id"]!;
        var created = await SendAsync(
            client, HttpMethod.Post, "/v1/orders?include=customer",
            $$"""{"customerId":"{{customer}}","note":null,"lines":[{"productId":"{{product}}","quantity":2,"unitPrice":8.90}]}""");
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var order = created.Headers.Location!.ToString();

        using (var conditional = new HttpRequestMessage(HttpMethod.Get, order))
        {
            var current = await SendAsync(client, HttpMethod.Get, order);
            conditional.Headers.IfNoneMatch.Add(current.Headers.ETag!);
            Assert.Equal(HttpStatusCode.NotModified, (await client.SendAsync(conditional, TestContext.Current.CancellationToken)).StatusCode);
        }
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(client, HttpMethod.Patch, order, """{"note":"Ring twice."}""", "application/merge-patch+json")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(client, HttpMethod.Patch, order + "?include=lines.product", """{"note":null}""")).StatusCode);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await SendAsync(client, HttpMethod.Patch, order, """{"note":"x"}""", ifMatch: "\"99\"")).StatusCode);

        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(client, HttpMethod.Post, "/v1/orders", "{")).StatusCode);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await SendAsync(client, HttpMethod.Post, "/v1/orders", "a", "text/plain")).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SendAsync(client, HttpMethod.Post, "/v1/orders", """{"colour":1}""")).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await SendAsync(client, HttpMethod.Post, "/v1/customers", """{"email":"new@example.com","name":"Again"}""")).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await SendAsync(client, HttpMethod.Delete, $"/v1/customers/{customer}")).StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await SendAsync(client, HttpMethod.Post, "/v1/customers", new string(' ', 2_000_000))).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(client, HttpMethod.Delete, order)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(client, HttpMethod.Delete, order)).StatusCode);
    }

    [Fact]
    public async Task The_music_store_answers_as_its_document_says()
    {
        await using var server = await SampleServer.StartAsync("chinook", TestContext.Current.CancellationToken);
        using var client = server.Client();
        using var document = JsonDocument.Parse(server.Document);
        foreach (var path in document.RootElement.GetProperty("paths").EnumerateObject())
        {
            var target = System.Text.RegularExpressions.Regex.Replace(path.Name, @"\{[^}]*\}", "1");
            if (target.EndsWith(":aggregate", StringComparison.Ordinal))
            {
                await GetAsync(client, $"{target}?group=id&count=*&max=id&limit=3");
                continue;
            }
            // A link is nothing to be read.
            if (!path.Value.TryGetProperty("get", out var get)) continue;
            // Each relation of each resource, as a member and as a list.
            await GetAsync(client, target);
            var schema = get.GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty("application/json").GetProperty("schema");
            foreach (var relation in Relations(document.RootElement, schema))
            {
                await GetAsync(client, $"{target}?include={relation}");
            }
        }
        var made = await SendAsync(client, HttpMethod.Post, "/v1/playlists?include=tracks", """{"name":"Three","trackIds":[1,2,3]}""");
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await SendAsync(client, HttpMethod.Post, "/v1/genres", """{"id":999,"name":"Fado"}""")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(client, HttpMethod.Patch, "/v1/tracks/1", """{"genreId":null,"unitPrice":1.29}""")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(client, HttpMethod.Get, "/v1/tracks/1?include=genre")).StatusCode);
    }

    private static IEnumerable<string> Relations(JsonElement document, JsonElement schema)
    {
        var properties = Follow(document, schema).GetProperty("properties");
        if (properties.TryGetProperty("data", out var data)) properties = Follow(document, data.GetProperty("items")).GetProperty("properties");
        return properties.EnumerateObject()
            .Where(property => property.Value.TryGetProperty("$ref", out _) || property.Value.TryGetProperty("anyOf", out _)
                || (property.Value.TryGetProperty("items", out var items) && items.TryGetProperty("$ref", out _)))
            .Select(property => property.Name);
    }

    private static JsonElement Follow(JsonElement document, JsonElement schema) => schema.TryGetProperty("$ref", out var reference)
        ? document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1])
        : schema;

    private static async Task<JsonNode> GetAsync(HttpClient client, string target)
    {
        var response = await SendAsync(client, HttpMethod.Get, target);
        var body = await BodyAsync(response);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{target} → {(int)response.StatusCode}: {body}");
        return JsonNode.Parse(body)!;
    }

    private static async Task<HttpResponseMessage> SendAsync(
        HttpClient client, HttpMethod method, string target, string? body = null, string mediaType = "application/json", string? accept = null, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, target);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(mediaType));
        request.Headers.ExpectContinue = body?.Length > 100_000; // or the answer is lost while the rest of the body is on its way
        if (accept is not null) request.Headers.Accept.ParseAdd(accept);
        if (ifMatch is not null) request.Headers.IfMatch.ParseAdd(ifMatch);
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static Task<string> BodyAsync(HttpResponseMessage response) => response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
