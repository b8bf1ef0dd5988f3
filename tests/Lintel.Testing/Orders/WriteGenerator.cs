using System.Collections.Immutable;
using System.Globalization;

namespace Lintel.Testing.Orders;

/// <summary>Random writes of one client: most of them right, some wrong in a way that the model knows.</summary>
/// <param name="owner">Whose orders they are.</param>
/// <param name="seed">From which all of it follows.</param>
#pragma warning disable CA5394 // Nothing here is secret.
public sealed class WriteGenerator(int owner, int seed)
{
    private const int Numbers = 12;

    private readonly Random _random = new(seed);
    private int _notes;

    /// <summary>The next write of the client's own orders.</summary>
    public OrderWrite Next(OrderBook orders)
    {
        var write = Chance(12) ? Unit(orders) : One(orders);
        return Chance(8) ? write with { Rehearses = true } : write;
    }

    /// <summary>The next write of orders that others write too. Each that answers a whole order gives it a note that no other has.</summary>
    public OrderWrite NextShared(OrderBook orders)
    {
        if (Chance(12)) return new Unit([.. Two(orders).Select(order => SharedPatch(order) with { IfMatch = Chance(20) ? order.ETag : null })]);
        var order = orders.Orders[_random.Next(orders.Orders.Count)];
        OrderWrite write = _random.Next(16) switch
        {
            0 or 1 or 2 => SharedPatch(order),
            3 or 4 => SharedPatch(order) with { Lines = Lines(order), Tags = Chance(50) ? Tags() : null },
            5 or 6 => new PutOrder(order.Id, Draft(order) with { Number = order.Number, Note = UniqueNote() }),
            7 or 8 => new AddLine(order.Id!, Line(null)),
            9 => new ChangeLine(order.Id!, LineId(orders, order), Quantity()),
            10 => new RemoveLine(order.Id!, LineId(orders, order)),
            11 => new LinkTag(order.Id!, _random.Next(1, OrderContract.Tags + 1), Removes: true),
            12 or 13 or 14 => new ActOnOrder(order.Id!, Chance(40) ? "pay" : Chance(50) ? "close" : "reopen"),
            _ => new PatchOrders(order.Owner, 0, 10, _random.Next(0, OrderContract.MostUnexplained), null),
        };
        if (write is not (ManyWrite or ChangeLine or RemoveLine) && Chance(40)) write = write with { IfMatch = order.ETag };
        return Chance(8) ? write with { Rehearses = true } : write;
    }

    private OrderWrite One(OrderBook orders)
    {
        var write = Choose(orders);
        if (write is not (CreateOrder or ManyWrite))
        {
            if (Chance(30)) write = write with { IfMatch = TagFor(write, orders) };
            if (write is PutOrder or PutLine && write.IfMatch is null && Chance(10)) write = write with { MustBeNew = true };
        }
        return write;
    }

    private OrderWrite Unit(OrderBook orders) =>
        Chance(25) ? new CreateThenAddLine(Draft(null), Line(null)) : new Unit([.. Enumerable.Range(0, _random.Next(2, 5)).Select(_ => One(orders))]);

    private PatchOrder SharedPatch(Order order) => new(order.Id!) { Note = UniqueNote(), Amount = Chance(50) ? Amount() : null };

    // In any order, so that two units come to wait for each other.
    private Order[] Two(OrderBook orders)
    {
        var order = orders.Orders.ToArray();
        _random.Shuffle(order);
        return order[..2];
    }

    private string UniqueNote() => string.Create(CultureInfo.InvariantCulture, $"by {owner}: {_notes++}");

    private OrderWrite Choose(OrderBook orders)
    {
        var count = orders.Orders.Count;
        if (count == 0 || _random.Next(12) > count + 2) return new CreateOrder(Chance(30) ? AnyId(orders) : null, Draft(null));
        var order = orders.Orders[_random.Next(count)];
        var id = Chance(4) ? NewId() : order.Id!;
        return _random.Next(20) switch
        {
            0 or 1 or 2 => Patch(id, order),
            3 or 4 => new PutOrder(id, Draft(order)),
            5 or 6 => new PutOrder(null, Draft(Chance(50) ? order : null)),
            7 or 8 => new AddLine(id, Line(Chance(40) ? Chance(20) ? LineId(orders, order) : NewId() : null)),
            9 or 10 => new ChangeLine(id, LineId(orders, order), Quantity()),
            11 => new PutLine(id, Line(Chance(70) ? LineId(orders, order) : NewId())),
            12 or 13 => new RemoveLine(id, LineId(orders, order)),
            14 or 15 => new LinkTag(id, _random.Next(1, OrderContract.Tags + 2), Removes: Chance(50)),
            16 or 17 => new ActOnOrder(id, Chance(60) ? "pay" : Chance(50) ? "close" : "reopen"),
            18 => Chance(60) ? new PatchOrders(owner, _random.Next(40, 160), _random.Next(1, 6), Amount(), Note()) : new DeleteOrders(owner, _random.Next(90, 200), _random.Next(1, 6)),
            _ => new DeleteOrder(id),
        };
    }

    private PatchOrder Patch(string id, Order order)
    {
        var patch = new PatchOrder(id);
        if (Chance(25)) patch = patch with { Number = Number() };
        if (Chance(50)) patch = Chance(70) ? patch with { Note = Note() } : patch with { ClearsNote = true };
        if (Chance(50)) patch = patch with { Amount = Amount() };
        if (Chance(25)) patch = patch with { Lines = Lines(order) };
        if (Chance(25)) patch = patch with { Tags = Tags() };
        return patch;
    }

    private OrderDraft Draft(Order? order) => new(
        owner, order is not null && Chance(80) ? order.Number : Number(), Note(), Amount(), Lines(order), Chance(60) ? Tags() : null);

    // Some lines stay as they are, some change, some go, and some come.
    private ImmutableList<OrderLine> Lines(Order? order)
    {
        List<OrderLine> lines = [.. order?.Lines.Where(_ => Chance(70)).Select(line => Chance(50) ? line : Line(line.Id)) ?? []];
        while (Chance(40)) lines.Add(Line(Chance(30) ? NewId() : null));
        return [.. lines];
    }

    private OrderLine Line(string? id) => new(id, Quantity(), Chance(50) ? 1 : _random.Next(0, 20));

    private ImmutableSortedSet<int> Tags() => [.. Enumerable.Range(1, OrderContract.Tags).Where(_ => Chance(40))];

    private string? TagFor(OrderWrite write, OrderBook orders)
    {
        if (Chance(25)) return "\"0\"";
        var order = write switch
        {
            PutOrder put => orders.Orders.Find(order => put.Id is null ? order.Number == put.Draft.Number : order.Id == put.Id),
            PatchOrder patch => orders.Find(patch.Id),
            ActOnOrder act => orders.Find(act.Id),
            DeleteOrder delete => orders.Find(delete.Id),
            AddLine add => orders.Find(add.Id),
            LinkTag link => orders.Find(link.Id),
            _ => null,
        };
        return order?.ETag ?? "*";
    }

    // Of another order too: what is not there must not be found there.
    private string LineId(OrderBook orders, Order order)
    {
        var lines = (Chance(90) ? order.Lines : orders.Orders.SelectMany(any => any.Lines)).ToArray();
        return lines.Length == 0 || Chance(5) ? NewId() : lines[_random.Next(lines.Length)].Id!;
    }

    private string AnyId(OrderBook orders) => Chance(30) ? orders.Orders.Select(order => order.Id!).LastOrDefault() ?? NewId() : NewId();

    private string NewId()
    {
        var bytes = new byte[16];
        _random.NextBytes(bytes);
        return new Guid(bytes).ToString();
    }

    private string Number() => string.Create(CultureInfo.InvariantCulture, $"c{owner}-{_random.Next(Numbers)}");

    private string? Note() => Chance(60) ? string.Create(CultureInfo.InvariantCulture, $"note {_random.Next(1_000_000)}") : null;

    private int Amount() => Chance(4) ? -1 : _random.Next(0, 130);

    private int Quantity() => Chance(4) ? -1 : _random.Next(0, 14);

    private bool Chance(int percent) => _random.Next(100) < percent;
}
#pragma warning restore CA5394
