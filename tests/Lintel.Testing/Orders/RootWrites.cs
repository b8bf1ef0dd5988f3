using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Lintel.Testing.Orders;

/// <summary>An order as a body gives it whole. Where the tags are null, the body does not say what it is linked with.</summary>
public sealed record OrderDraft(int Owner, string Number, string? Note, int Amount, ImmutableList<OrderLine> Lines, ImmutableSortedSet<int>? Tags)
{
    public Order New(string? id) => new() { Id = id, Owner = Owner, Number = Number, Note = Note, Amount = Amount, Lines = Lines, Tags = Tags ?? [] };

    /// <summary>An order made like this; the same one where nothing differs.</summary>
    public Order Replacing(Order order)
    {
        var next = order with { Number = Number, Note = Note, Amount = Amount, Lines = Lines, Tags = Tags ?? order.Tags };
        return OrderJson.Differs(order, next) ? next.Raised() : order;
    }
}

/// <summary><c>POST orders</c>.</summary>
public sealed record CreateOrder(string? Id, OrderDraft Draft) : OrderWrite
{
    protected override WriteRequest Bare => new("POST", "orders", OrderJson.Of(Draft, Id));

    protected override (int Status, OrderBook Next) Change(OrderBook orders, ISet<string> refusals) => (201, orders.With(Draft.New(Id)));
}

/// <summary><c>PUT orders/{id}</c>, or by the number where there is no key: replaces, or creates.</summary>
public sealed record PutOrder(string? Id, OrderDraft Draft) : OrderWrite
{
    protected override WriteRequest Bare => new("PUT", (Id is null ? $"orders?number={Draft.Number}&" : $"orders/{Id}?") + "include=tags", OrderJson.Of(Draft, null));

    protected override (int Status, OrderBook Next) Change(OrderBook orders, ISet<string> refusals)
    {
        var order = Id is null ? orders.Orders.Find(order => order.Number == Draft.Number) : orders.Find(Id);
        if (order is null)
        {
            if (IfMatch is not null) refusals.Add("412");
            return (201, orders.With(Draft.New(Id)));
        }
        if (MustBeNew) refusals.Add("412");
        Finds(order, refusals);
        return (200, orders.With(order, Draft.Replacing(order)));
    }
}

/// <summary><c>PATCH orders/{id}</c>. What is null is not given, but the note where it is cleared.</summary>
public sealed record PatchOrder(string Id) : OrderWrite
{
    public string? Number { get; init; }

    public string? Note { get; init; }

    public bool ClearsNote { get; init; }

    public int? Amount { get; init; }

    public ImmutableList<OrderLine>? Lines { get; init; }

    public ImmutableSortedSet<int>? Tags { get; init; }

    protected override bool IsSound => Amount is null or >= 0 && (Lines is null || (Lines.Count <= OrderContract.MostLines && Lines.All(line => line.Quantity >= 0)));

    protected override WriteRequest Bare
    {
        get
        {
            var body = new JsonObject();
            if (Number is not null) body["number"] = Number;
            if (Note is not null || ClearsNote) body["note"] = Note;
            if (Amount is not null) body["amount"] = Amount;
            if (Lines is not null) body["lines"] = OrderJson.Of(Lines);
            if (Tags is not null) body["tagIds"] = OrderJson.Of(Tags);
            return new WriteRequest("PATCH", $"orders/{Id}?include=lines,tags", body.ToJsonString());
        }
    }

    protected override (int Status, OrderBook Next) Change(OrderBook orders, ISet<string> refusals)
    {
        var order = orders.Find(Id);
        if (!Finds(order, refusals)) return (200, orders);
        var next = order! with
        {
            Number = Number ?? order.Number,
            Note = ClearsNote ? null : Note ?? order.Note,
            Amount = Amount ?? order.Amount,
            Lines = Lines ?? order.Lines,
            Tags = Tags ?? order.Tags,
        };
        // Fields alone are written as they are given; with what belongs to the row, it is held against what is there.
        var isWritten = Lines is null && Tags is null ? Number is not null || Note is not null || ClearsNote || Amount is not null : OrderJson.Differs(order, next);
        return (200, orders.With(order, isWritten ? next.Raised() : next));
    }
}

/// <summary><c>POST orders/{id}/pay</c> and the others.</summary>
public sealed record ActOnOrder(string Id, string Action) : OrderWrite
{
    protected override WriteRequest Bare => new("POST", $"orders/{Id}/{Action}?include=lines,tags", "{}");

    protected override (int Status, OrderBook Next) Change(OrderBook orders, ISet<string> refusals)
    {
        var order = orders.Find(Id);
        if (!Finds(order, refusals)) return (200, orders);
        var (from, to) = OrderContract.Action(Action);
        if (!from.Contains(order!.Status)) refusals.Add("409 wrong-state");
        return (200, orders.With(order, (order with { Status = to }).Raised()));
    }
}

/// <summary><c>DELETE orders/{id}</c>.</summary>
public sealed record DeleteOrder(string Id) : OrderWrite
{
    protected override WriteRequest Bare => new("DELETE", $"orders/{Id}");

    protected override (int Status, OrderBook Next) Change(OrderBook orders, ISet<string> refusals)
    {
        var order = orders.Find(Id);
        return (204, Finds(order, refusals) ? orders.Without(order!) : orders);
    }
}
