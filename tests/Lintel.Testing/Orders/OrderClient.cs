using System.Globalization;

namespace Lintel.Testing.Orders;

/// <summary>A client that writes orders of its own, one write after the other, and holds each answer and all that is served against the model.</summary>
/// <param name="owner">Whose orders they are: no other client has these.</param>
/// <param name="seed">From which its writes follow.</param>
public sealed class OrderClient(int owner, int seed)
{
    private readonly WriteGenerator _generator = new(owner, seed);
    private readonly Queue<string> _history = new();
    private OrderBook _orders = OrderBook.Empty;
    private OrderWrite? _underWay;

    /// <summary>How many writes were done.</summary>
    public int Done { get; private set; }

    /// <summary>How many were refused, as they had to be.</summary>
    public int Refused { get; private set; }

    /// <summary>Sends one write, and looks.</summary>
    /// <exception cref="InvalidOperationException">The service and the model do not agree.</exception>
    public async Task StepAsync(Func<WriteRequest, Task<WriteAnswer>> send)
    {
        var write = _generator.Next(_orders);
        Remember(write.Request.ToString());
        _underWay = write;
        var answer = await send(write.Request);
        var verdict = write.Apply(_orders);
        Remember($"  {answer.Status} {(answer.Status >= 400 ? answer.Body : "")}");
        if (verdict.Refusals.Count == 0 ? answer.Status != verdict.Status : !verdict.Refusals.Contains(answer.Refusal))
            throw Differs($"expected {(verdict.Refusals.Count == 0 ? verdict.Status.ToString(CultureInfo.InvariantCulture) : string.Join(" or ", verdict.Refusals))}, came {answer.Status} {answer.Body}");
        if (verdict.Refusals.Count == 0) Done++;
        else Refused++;
        _orders = verdict.Next;
        _underWay = null;
        await CheckAsync(send);
    }

    /// <summary>Looks whether the orders are as the model has them.</summary>
    /// <exception cref="InvalidOperationException">They are not.</exception>
    public async Task CheckAsync(Func<WriteRequest, Task<WriteAnswer>> send)
    {
        var served = await OrderBook.ReadAsync(owner, send);
        if (!_orders.IsLike(served)) throw Differs($"expected\n{_orders}\nserved\n{served}");
        _orders = served;
    }

    /// <summary>Behind a crash: all that was acknowledged is there; what was under way is there whole, or not at all.</summary>
    /// <returns>Whether the write that was under way was done.</returns>
    /// <exception cref="InvalidOperationException">Something else is there.</exception>
    public async Task<bool> RecoverAsync(Func<WriteRequest, Task<WriteAnswer>> send)
    {
        var served = await OrderBook.ReadAsync(owner, send);
        var isAsBefore = _orders.IsLike(served);
        if (!isAsBefore && (_underWay is null || !_underWay.Apply(_orders).Next.IsLike(served)))
            throw Differs($"acknowledged\n{_orders}\nunder way: {_underWay?.Request}\nserved\n{served}");
        _orders = served;
        _underWay = null;
        Remember("  (a crash)");
        return !isAsBefore;
    }

    private void Remember(string line)
    {
        _history.Enqueue(line);
        if (_history.Count > 12) _history.Dequeue();
    }

    private InvalidOperationException Differs(string what) => new($"Client {owner}, seed {seed}: {what}\nlast:\n{string.Join('\n', _history)}");
}
