using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lintel.Testing.Orders;

namespace Lintel.Http.Tests.Models.Mutations;

/// <summary>Sends writes as mutations of one document, and tells what came of each as REST would.</summary>
internal static class MutationSender
{
    /// <summary>Sends writes.</summary>
    /// <param name="service">The service.</param>
    /// <param name="writes">The writes, in their order.</param>
    /// <param name="isTransaction">Whether all are done or none.</param>
    /// <param name="usesVariables">Whether what is written comes as variables.</param>
    /// <returns>What came of each; of a transaction that failed the same of all.</returns>
    public static async Task<WriteAnswer[]> SendAsync(TestService service, IReadOnlyList<OrderWrite> writes, bool isTransaction, bool usesVariables)
    {
        var text = new MutationText(usesVariables);
        for (var i = 0; i < writes.Count; i++) text.Add(Key(i), writes[i]);
        var reply = await service.AskAsync(text.Document(isTransaction), text.Variables);
        if (!reply.Json.TryGetProperty("data", out var data)) throw new InvalidOperationException($"{text.Document(isTransaction)} {text.Variables}\n{reply.Body}");
        var problems = new Dictionary<string, WriteAnswer>();
        if (reply.Json.TryGetProperty("errors", out var errors))
        {
            foreach (var error in errors.EnumerateArray()) problems.Add(error.GetProperty("path")[0].GetString()!, Refusal(error.GetProperty("extensions")));
        }
        if (isTransaction && problems.Count > 0)
        {
            Assert.All(data.EnumerateObject(), field => Assert.Equal(JsonValueKind.Null, field.Value.ValueKind));
            var refusal = Assert.Single(problems).Value;
            return [.. writes.Select(_ => refusal)];
        }
        return [.. writes.Select((_, i) => problems.GetValueOrDefault(Key(i)) ?? new WriteAnswer(200, Body(data.GetProperty(Key(i)))))];
    }

    private static string Key(int place) => string.Create(CultureInfo.InvariantCulture, $"w{place}");

    private static WriteAnswer Refusal(JsonElement extensions) =>
        new(extensions.GetProperty("status").GetInt32(), new JsonObject { ["code"] = extensions.GetProperty("code").GetString() }.ToJsonString());

    // An order as REST has it, or what else was answered.
    private static string Body(JsonElement payload)
    {
        if (!payload.TryGetProperty("order", out var shown)) return payload.GetRawText();
        var order = JsonNode.Parse(shown.GetRawText())!.AsObject();
        order["lines"] = order["lines"]!["nodes"]!.DeepClone();
        order["tags"] = new JsonObject { ["data"] = order["tags"]!["nodes"]!.DeepClone() };
        order["status"] = order["status"]!.GetValue<string>() switch { "OPEN" => "open", "PAID" => "paid", _ => "closed" };
        return order.ToJsonString();
    }
}
