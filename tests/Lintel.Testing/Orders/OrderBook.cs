using System.Collections.Immutable;
using System.Text.Json;

namespace Lintel.Testing.Orders;

/// <summary>All orders that one client owns, as the model has them. It never changes: a write gives another one.</summary>
public sealed record OrderBook(ImmutableList<Order> Orders)
{
    public static readonly OrderBook Empty = new(ImmutableList<Order>.Empty);

    /// <summary>Why the service can't let it be like this: each as <c>status</c>, or <c>status code</c> of a conflict.</summary>
    public IEnumerable<string> Broken
    {
        get
        {
            if (!Orders.All(order => order.IsValid)) yield return "422";
            if (Twice(Orders.Select(order => order.Id)) || Twice(Orders.Select(order => order.Number)) || Twice(Orders.SelectMany(order => order.Lines).Select(line => line.Id)))
                yield return "409 not-unique";
        }
    }

    public Order? Find(string id) => Orders.Find(order => order.Id == id);

    public OrderBook With(Order order) => new(Orders.Add(order));

    public OrderBook With(Order old, Order changed) => new(Orders.Replace(old, changed, ReferenceEqualityComparer.Instance));

    public OrderBook Without(Order order) => new(Orders.Remove(order, ReferenceEqualityComparer.Instance));

    /// <summary>The orders of one owner as a service has them.</summary>
    public static async Task<OrderBook> ReadAsync(int owner, Func<WriteRequest, Task<WriteAnswer>> send)
    {
        var answer = await send(new WriteRequest("GET", $"orders?owner={owner}&include=lines,tags&limit=100"));
        if (answer.Status != 200) throw new InvalidOperationException($"{answer.Status} {answer.Body}");
        using var page = JsonDocument.Parse(answer.Body);
        return new OrderBook([.. page.RootElement.GetProperty("data").EnumerateArray().Select(Order.Read)]);
    }

    /// <summary>Whether a service has exactly this, whatever the keys are that it made.</summary>
    public bool IsLike(OrderBook served)
    {
        var known = Keys();
        return Text(known) == served.Text(known);
    }

    public override string ToString() => Text(Keys());

    private HashSet<string> Keys() => [.. Orders.Select(order => order.Id).Concat(Orders.SelectMany(order => order.Lines).Select(line => line.Id)).OfType<string>()];

    private string Text(IReadOnlySet<string> known) => string.Join('\n', Orders.Select(order => order.Text(known)).Order(StringComparer.Ordinal));

    private static bool Twice(IEnumerable<string?> keys) => keys.OfType<string>().GroupBy(key => key).Any(group => group.Count() > 1);
}
