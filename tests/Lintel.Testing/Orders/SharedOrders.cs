using System.Text.Json;

namespace Lintel.Testing.Orders;

/// <summary>
/// Orders that many clients write at once. What the answers tell must come from some order of the writes: each that was acknowledged raised
/// the version by one, no two had the same, who came later got a later one, and what is behind a write is what the model makes of what was
/// before it.
/// </summary>
public sealed class SharedOrders
{
    private readonly Lock _lock = new();
    private readonly List<Told> _told = [];
    private readonly Dictionary<string, int> _silent = [];
    private long _time;

    /// <summary>A write whose answer is the order behind it, and when it was under way.</summary>
    private sealed record Told(OrderWrite Write, Order Behind, long Start, long End);

    /// <summary>How many answers there were, by their status and, of conflicts, their code.</summary>
    public SortedDictionary<string, int> Answers { get; } = new(StringComparer.Ordinal);

    /// <summary>Sends a write, and keeps what its answer tells.</summary>
    /// <exception cref="InvalidOperationException">The answer is none that such a write may have.</exception>
    public async Task SendAsync(OrderWrite write, OrderBook seen, Func<WriteRequest, Task<WriteAnswer>> send)
    {
        var start = Interlocked.Increment(ref _time);
        var answer = await send(write.Request);
        var end = Interlocked.Increment(ref _time);
        if (answer.Status is not ((>= 200 and < 300) or 404 or 409 or 412 or 422)) throw new InvalidOperationException($"{write.Request}: {answer.Status} {answer.Body}");
        lock (_lock)
        {
            var kind = answer.Refusal;
            Answers[kind] = Answers.GetValueOrDefault(kind) + 1;
            if (answer.Status < 300 && !write.Rehearses) Keep(write, seen, answer, start, end);
        }
    }

    /// <summary>Holds what was told against what is there in the end.</summary>
    /// <exception cref="InvalidOperationException">No order of the writes explains it.</exception>
    public void Check(OrderBook before, OrderBook after)
    {
        foreach (var first in before.Orders)
        {
            var states = _told.Where(told => told.Behind.Id == first.Id).OrderBy(told => told.Behind.Version).ToArray();
            var last = after.Find(first.Id!)!;
            var expected = first.Version + states.Length + _silent.GetValueOrDefault(first.Id!);
            if (last.Version != expected) throw new InvalidOperationException($"{expected - first.Version} writes of order {first.Id} were acknowledged, and its version is {last.Version}.");
            for (var i = 0; i < states.Length; i++) CheckOne(i == 0 ? null : states[i - 1], states[i], first);
            if (states.Length > 0 && states[^1].Behind.Version == last.Version && !IsLike(states[^1].Behind, last))
                throw new InvalidOperationException($"The last write left\n{Text(states[^1].Behind)}\nand there is\n{Text(last)}");
            CheckTimes(states);
        }
    }

    private static void CheckOne(Told? previous, Told told, Order first)
    {
        var before = previous?.Behind ?? first;
        if (before.Version == told.Behind.Version) throw new InvalidOperationException($"Two writes made version {before.Version}: {previous?.Write.Request} and {told.Write.Request}");
        // Between them others may have written who were not told what is behind.
        if (before.Version + 1 != told.Behind.Version) return;
        var verdict = told.Write.Apply(OrderBook.Empty.With(before));
        if (verdict.Refusals.Count > 0 || !verdict.Next.IsLike(OrderBook.Empty.With(told.Behind)))
            throw new InvalidOperationException($"{told.Write.Request}\nmade of\n{Text(before)}\n{Text(told.Behind)}\nand not\n{verdict.Next} {string.Join(' ', verdict.Refusals)}");
    }

    // Who began when another had its answer comes behind it.
    private static void CheckTimes(Told[] states)
    {
        var latestStart = 0L;
        foreach (var told in states)
        {
            if (told.End < latestStart) throw new InvalidOperationException($"Version {told.Behind.Version} was acknowledged before a write began that made an earlier one: {told.Write.Request}");
            latestStart = Math.Max(latestStart, told.Start);
        }
    }

    private void Keep(OrderWrite write, OrderBook seen, WriteAnswer answer, long start, long end)
    {
        switch (write)
        {
            case PatchOrder or PutOrder or ActOnOrder:
                using (var body = JsonDocument.Parse(answer.Body)) _told.Add(new Told(write, Order.Read(body.RootElement), start, end));
                break;
            case Unit unit:
                using (var body = JsonDocument.Parse(answer.Body))
                {
                    var results = body.RootElement.GetProperty("results").EnumerateArray().Select(result => Order.Read(result.GetProperty("body")));
                    _told.AddRange(unit.Writes.Zip(results, (one, behind) => new Told(one, behind, start, end)));
                }
                break;
            case PartWrite part:
                Raise(part.Id);
                break;
            case ManyWrite:
                using (var body = JsonDocument.Parse(answer.Body))
                {
                    if (body.RootElement.GetProperty("affected").GetInt32() != seen.Orders.Count) throw new InvalidOperationException($"{write.Request}: {answer.Body}");
                }
                foreach (var order in seen.Orders) Raise(order.Id!);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(write), write, null);
        }
    }

    private void Raise(string id) => _silent[id] = _silent.GetValueOrDefault(id) + 1;

    private static bool IsLike(Order one, Order other) => OrderBook.Empty.With(one).IsLike(OrderBook.Empty.With(other));

    private static string Text(Order order) => OrderBook.Empty.With(order).ToString();
}
