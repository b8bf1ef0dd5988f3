using System.Text.Json.Nodes;

namespace Lintel.Testing.Orders;

/// <summary>A write of what belongs to an order.</summary>
public abstract record PartWrite(string Id) : OrderWrite
{
    protected override (int Status, OrderBook Next) Change(OrderBook orders, ISet<string> refusals)
    {
        var order = orders.Find(Id);
        if (order is null)
        {
            Finds(order, refusals);
            return (0, orders);
        }
        var (status, next) = Change(order, orders, refusals);
        return (status, orders.With(order, next));
    }

    protected abstract (int Status, Order Next) Change(Order order, OrderBook orders, ISet<string> refusals);

    // The tag of a line is its own: of the model's tags none but the star is right.
    protected OrderLine? FindLine(Order order, string id, ISet<string> refusals)
    {
        var line = order.Lines.Find(line => line.Id == id);
        if (line is null) refusals.Add("404");
        if (IfMatch is not (null or "*")) refusals.Add("412");
        return line;
    }
}

/// <summary><c>POST orders/{id}/lines</c>.</summary>
public sealed record AddLine(string Id, OrderLine Line) : PartWrite(Id)
{
    protected override bool IsSound => Line.Quantity >= 0;

    protected override WriteRequest Bare => new("POST", $"orders/{Id}/lines", OrderJson.Of(Line).ToJsonString());

    protected override (int Status, Order Next) Change(Order order, OrderBook orders, ISet<string> refusals)
    {
        Finds(order, refusals);
        return (201, (order with { Lines = order.Lines.Add(Line) }).Raised());
    }
}

/// <summary><c>PATCH orders/{id}/lines/{lineId}</c>.</summary>
public sealed record ChangeLine(string Id, string LineId, int Quantity) : PartWrite(Id)
{
    protected override bool IsSound => Quantity >= 0;

    protected override WriteRequest Bare => new("PATCH", $"orders/{Id}/lines/{LineId}", new JsonObject { ["quantity"] = Quantity }.ToJsonString());

    protected override (int Status, Order Next) Change(Order order, OrderBook orders, ISet<string> refusals) =>
        (200, FindLine(order, LineId, refusals) is { } line ? (order with { Lines = order.Lines.Replace(line, line with { Quantity = Quantity }) }).Raised() : order);
}

/// <summary><c>PUT orders/{id}/lines/{lineId}</c>: replaces, or adds.</summary>
public sealed record PutLine(string Id, OrderLine Line) : PartWrite(Id)
{
    protected override bool IsSound => Line.Quantity >= 0;

    protected override WriteRequest Bare => new("PUT", $"orders/{Id}/lines/{Line.Id}", OrderJson.Of(Line with { Id = null }).ToJsonString());

    protected override (int Status, Order Next) Change(Order order, OrderBook orders, ISet<string> refusals)
    {
        if (IfMatch is not (null or "*")) refusals.Add("412");
        if (order.Lines.Find(line => line.Id == Line.Id) is { } line)
        {
            if (MustBeNew) refusals.Add("412");
            return (200, line == Line ? order : (order with { Lines = order.Lines.Replace(line, Line) }).Raised());
        }
        if (IfMatch is not null) refusals.Add("412");
        if (orders.Orders.Exists(other => other.Lines.Exists(line => line.Id == Line.Id))) refusals.Add("404");
        return (201, (order with { Lines = order.Lines.Add(Line) }).Raised());
    }
}

/// <summary><c>DELETE orders/{id}/lines/{lineId}</c>.</summary>
public sealed record RemoveLine(string Id, string LineId) : PartWrite(Id)
{
    protected override WriteRequest Bare => new("DELETE", $"orders/{Id}/lines/{LineId}");

    protected override (int Status, Order Next) Change(Order order, OrderBook orders, ISet<string> refusals) =>
        (204, FindLine(order, LineId, refusals) is { } line ? (order with { Lines = order.Lines.Remove(line) }).Raised() : order);
}

/// <summary><c>PUT orders/{id}/tags/{tag}</c> and <c>DELETE</c>.</summary>
public sealed record LinkTag(string Id, int Tag, bool Removes) : PartWrite(Id)
{
    protected override WriteRequest Bare => new(Removes ? "DELETE" : "PUT", $"orders/{Id}/tags/{Tag}");

    protected override (int Status, Order Next) Change(Order order, OrderBook orders, ISet<string> refusals)
    {
        Finds(order, refusals);
        if (Removes ? !order.Tags.Contains(Tag) : Tag > OrderContract.Tags) refusals.Add("404");
        var tags = Removes ? order.Tags.Remove(Tag) : order.Tags.Add(Tag);
        return (204, tags.SetEquals(order.Tags) ? order : (order with { Tags = tags }).Raised());
    }
}
