using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Lintel.Testing.Orders;

/// <summary>Orders as bodies.</summary>
internal static class OrderJson
{
    public static string Of(OrderDraft draft, string? id)
    {
        var body = new JsonObject();
        if (id is not null) body["id"] = id;
        body["owner"] = draft.Owner;
        body["number"] = draft.Number;
        // What is absent is null, or its default.
        if (draft.Note is not null) body["note"] = draft.Note;
        if (draft.Amount != 0) body["amount"] = draft.Amount;
        if (draft.Lines.Count > 0) body["lines"] = Of(draft.Lines);
        if (draft.Tags is not null) body["tagIds"] = Of(draft.Tags);
        return body.ToJsonString();
    }

    public static JsonArray Of(IEnumerable<OrderLine> lines) => [.. lines.Select(Of)];

    public static JsonArray Of(IEnumerable<int> tags) => [.. tags.Select(tag => (JsonNode)tag)];

    public static JsonObject Of(OrderLine line)
    {
        var body = new JsonObject();
        if (line.Id is not null) body["id"] = line.Id;
        body["quantity"] = line.Quantity;
        if (line.Price != 1) body["price"] = line.Price;
        return body;
    }

    /// <summary>Whether two states of one order differ; a line whose key is yet to be made always does.</summary>
    public static bool Differs(Order order, Order next) =>
        order.Number != next.Number || order.Note != next.Note || order.Amount != next.Amount || !order.Tags.SetEquals(next.Tags) || Differs(order.Lines, next.Lines);

    private static bool Differs(ImmutableList<OrderLine> lines, ImmutableList<OrderLine> next) =>
        lines.Count != next.Count || next.Exists(line => line.Id is null) || !lines.ToHashSet().SetEquals(next);
}
