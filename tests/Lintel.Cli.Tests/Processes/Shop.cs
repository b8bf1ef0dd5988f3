using System.Net.Http.Json;
using System.Text.Json;

namespace Lintel.Cli.Tests.Processes;

/// <summary>A shop without seed, with one customer and one product, so that orders can be written.</summary>
internal static class Shop
{
    public const int Lines = 3;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Creates customer and product; gives the body of an order with its lines.</summary>
    public static async Task<string> OrderAsync(HttpClient client)
    {
        var customer = await CreateAsync(client, "customers", """{"email":"ada@example.com","name":"Ada"}""");
        var product = await CreateAsync(client, "products", """{"sku":"TEA-1","name":"Tea","price":1}""");
        var line = $$"""{"productId":"{{product}}","quantity":1,"unitPrice":1}""";
        return $$"""{"customerId":"{{customer}}","lines":[{{string.Join(',', Enumerable.Repeat(line, Lines))}}]}""";
    }

    /// <summary>All orders by their ids, each with the number of its lines.</summary>
    public static async Task<Dictionary<string, int>> OrdersAsync(HttpClient client)
    {
        var orders = new Dictionary<string, int>();
        for (var next = "/v1/orders?limit=100&fields=id&include=lines"; next is not null;)
        {
            using var page = JsonDocument.Parse(await client.GetStringAsync(new Uri(next, UriKind.Relative), Cancellation));
            foreach (var order in page.RootElement.GetProperty("data").EnumerateArray()) orders.Add(order.GetProperty("id").GetString()!, order.GetProperty("lines").GetArrayLength());
            var after = page.RootElement.GetProperty("page").GetProperty("next").GetString();
            next = after is null ? null : $"/v1/orders?limit=100&fields=id&include=lines&after={after}";
        }
        return orders;
    }

    public static async Task<int> TotalAsync(HttpClient client, string path)
    {
        using var page = JsonDocument.Parse(await client.GetStringAsync(new Uri($"/v1/{path}?count=exact&limit=1", UriKind.Relative), Cancellation));
        return page.RootElement.GetProperty("page").GetProperty("total").GetInt32();
    }

    private static async Task<string> CreateAsync(HttpClient client, string path, string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(new Uri($"/v1/{path}", UriKind.Relative), content, Cancellation);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("id").GetString()!;
    }
}
