using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Lintel.Testing.Orders;

/// <summary><c>POST /v1:batch</c>: all of these, one after the other, or none.</summary>
public sealed record Unit(ImmutableList<OrderWrite> Writes) : OrderWrite
{
    protected override WriteRequest Bare => UnitJson.Of([.. Writes.Select(write => UnitJson.Of(write.Request))]);

    // What is wrong with the body of a later one may be told before an earlier one is tried.
    protected override (int Status, OrderBook Next) Change(OrderBook orders, ISet<string> refusals)
    {
        foreach (var write in Writes)
        {
            var verdict = write.Apply(orders);
            refusals.UnionWith(verdict.Refusals);
            orders = verdict.Next;
        }
        return (200, orders);
    }
}

/// <summary>A unit that creates an order and adds a line to it, whose path names the key that is yet to be made.</summary>
public sealed record CreateThenAddLine(OrderDraft Draft, OrderLine Line) : OrderWrite
{
    protected override WriteRequest Bare
    {
        get
        {
            var create = UnitJson.Of(new CreateOrder(null, Draft).Request);
            create["id"] = "made";
            return UnitJson.Of([create, UnitJson.Of(new AddLine("{made.id}", Line).Request)]);
        }
    }

    protected override (int Status, OrderBook Next) Change(OrderBook orders, ISet<string> refusals)
    {
        var order = Draft.New(null);
        return (200, orders.With((order with { Lines = order.Lines.Add(Line) }).Raised()));
    }
}

/// <summary>Units as bodies.</summary>
internal static class UnitJson
{
    public static WriteRequest Of(JsonArray operations) => new("POST", "/v1:batch", new JsonObject { ["operations"] = operations }.ToJsonString());

    public static JsonObject Of(WriteRequest request)
    {
        var operation = new JsonObject { ["method"] = request.Method, ["path"] = "/v1/" + request.Target };
        if (request.Headers.Count > 0) operation["headers"] = new JsonObject(request.Headers.Select(header => KeyValuePair.Create(header.Name, (JsonNode?)header.Value)));
        if (request.Body is not null) operation["body"] = JsonNode.Parse(request.Body);
        return operation;
    }
}
