namespace Lintel.Testing.Orders;

/// <summary>What the model says of a write.</summary>
/// <param name="Status">How it is answered, if it is done.</param>
/// <param name="Next">How the orders are behind it, if it is done.</param>
/// <param name="Refusals">Why it can't be done: any of these may be told. Empty: it must be done.</param>
public sealed record Verdict(int Status, OrderBook Next, IReadOnlySet<string> Refusals);

/// <summary>One write: how it is sent, and what it does in the model.</summary>
public abstract record OrderWrite
{
    /// <summary>The entity tag of <c>If-Match</c>; null: none is sent.</summary>
    public string? IfMatch { get; init; }

    /// <summary>Whether <c>If-None-Match: *</c> is sent.</summary>
    public bool MustBeNew { get; init; }

    /// <summary>Whether it only wants to know what it would come to.</summary>
    public bool Rehearses { get; init; }

    public WriteRequest Request
    {
        get
        {
            List<(string, string)> headers = [];
            if (IfMatch is not null) headers.Add(("If-Match", IfMatch));
            if (MustBeNew) headers.Add(("If-None-Match", "*"));
            if (Rehearses) headers.Add(("Prefer", "tx=rollback"));
            return Bare with { Headers = headers };
        }
    }

    /// <summary>Whether the body is right in itself; what it would be refused for whatever is there comes before all else.</summary>
    protected virtual bool IsSound => true;

    /// <summary>The request without headers.</summary>
    protected abstract WriteRequest Bare { get; }

    /// <summary>What it does to the orders that are there.</summary>
    public Verdict Apply(OrderBook orders)
    {
        var refusals = new SortedSet<string>(StringComparer.Ordinal);
        var (status, next) = Change(orders, refusals);
        refusals.UnionWith(next.Broken);
        if (!IsSound) refusals.Add("422");
        return new Verdict(status, refusals.Count > 0 || Rehearses ? orders : next, refusals);
    }

    /// <summary>What would be answered, and how the orders would be.</summary>
    protected abstract (int Status, OrderBook Next) Change(OrderBook orders, ISet<string> refusals);

    /// <summary>Notes what speaks against a write of an order that has to be there.</summary>
    protected bool Finds(Order? order, ISet<string> refusals)
    {
        if (order is null)
        {
            refusals.Add("404");
            if (IfMatch is not null) refusals.Add("412");
            return false;
        }
        if (IfMatch is not (null or "*") && IfMatch != order.ETag) refusals.Add("412");
        return true;
    }
}
