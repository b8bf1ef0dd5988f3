using System.Text.Json.Nodes;

namespace Lintel.Testing.Orders;

/// <summary>A write of each order of one owner that has at least some amount, where they are not too many.</summary>
public abstract record ManyWrite(int Owner, int Amount, int Most) : OrderWrite
{
    protected string Target => $"orders?owner={Owner}&amount[gte]={Amount}&maxAffected={Most}";

    protected override (int Status, OrderBook Next) Change(OrderBook orders, ISet<string> refusals)
    {
        var found = orders.Orders.FindAll(order => order.Owner == Owner && order.Amount >= Amount);
        if (found.Count > Most) refusals.Add("409 too-many-affected");
        return (200, found.Aggregate(orders, Change));
    }

    protected abstract OrderBook Change(OrderBook orders, Order order);
}

/// <summary><c>PATCH orders?…</c>.</summary>
public sealed record PatchOrders(int Owner, int Amount, int Most, int NewAmount, string? Note) : ManyWrite(Owner, Amount, Most)
{
    protected override bool IsSound => NewAmount >= 0;

    protected override WriteRequest Bare => new("PATCH", Target, new JsonObject { ["amount"] = NewAmount, ["note"] = Note }.ToJsonString());

    protected override OrderBook Change(OrderBook orders, Order order) => orders.With(order, (order with { Amount = NewAmount, Note = Note }).Raised());
}

/// <summary><c>DELETE orders?…</c>.</summary>
public sealed record DeleteOrders(int Owner, int Amount, int Most) : ManyWrite(Owner, Amount, Most)
{
    protected override WriteRequest Bare => new("DELETE", Target);

    protected override OrderBook Change(OrderBook orders, Order order) => orders.Without(order);
}
