using System.Text.Json;
using Lintel.Testing.Orders;

namespace Lintel.Http.Tests.Models.Mutations;

/// <summary>A client that writes orders of its own by mutations, several in a document, and holds each answer and all that is served against the model.</summary>
/// <param name="owner">Whose orders they are: no other client has these.</param>
/// <param name="seed">From which its writes follow.</param>
#pragma warning disable CA5394 // Nothing here is secret.
internal sealed class MutationClient(int owner, int seed)
{
    private readonly WriteGenerator _generator = new(owner, seed);
    private readonly Random _random = new(seed);
    private readonly Queue<string> _history = new();
    private OrderBook _orders = OrderBook.Empty;

    /// <summary>How many writes were done.</summary>
    public int Done { get; private set; }

    /// <summary>Sends one document, and looks.</summary>
    /// <param name="service">The service.</param>
    /// <param name="read">Reads over REST.</param>
    /// <exception cref="InvalidOperationException">The service and the model do not agree.</exception>
    public async Task StepAsync(TestService service, Func<WriteRequest, Task<WriteAnswer>> read)
    {
        var isTransaction = _random.Next(3) == 0;
        var writes = Enumerable.Range(0, _random.Next(1, 5)).Select(_ => Next()).ToArray();
        var before = _orders;
        var answers = await MutationSender.SendAsync(service, writes, isTransaction, usesVariables: _random.Next(2) == 0);
        Remember(isTransaction, writes, answers);
        if (isTransaction && answers[0].Status >= 400) Refused(new Unit([.. writes]).Apply(_orders), answers[0]);
        else for (var i = 0; i < writes.Length; i++) Step(writes[i], answers[i]);
        var served = await OrderBook.ReadAsync(owner, read);
        if (!_orders.IsLike(served)) throw Differs($"before\n{before}\nexpected\n{_orders}\nserved\n{served}");
        _orders = served;
    }

    private OrderWrite Next()
    {
        while (true)
        {
            if (MutationText.Said(_generator.Next(_orders)) is { } write) return write;
        }
    }

    private void Step(OrderWrite write, WriteAnswer answer)
    {
        var verdict = write.Apply(_orders);
        if (verdict.Refusals.Count > 0)
        {
            Refused(verdict, answer);
            return;
        }
        if (answer.Status != 200) throw Differs($"{write.Request}: came {answer.Status} {answer.Body}");
        Check(write, verdict.Next, answer.Body);
        _orders = verdict.Next;
        Done++;
    }

    private void Refused(Verdict verdict, WriteAnswer answer)
    {
        if (!verdict.Refusals.Contains(answer.Refusal)) throw Differs($"expected {(verdict.Refusals.Count == 0 ? "all done" : string.Join(" or ", verdict.Refusals))}, came {answer.Status} {answer.Body}");
    }

    // What is answered is there behind the write, and not behind one that follows.
    private void Check(OrderWrite write, OrderBook next, string body)
    {
        using var answer = JsonDocument.Parse(body);
        switch (write)
        {
            case CreateOrder or PutOrder or PatchOrder or ActOnOrder:
                var served = OrderBook.Empty.With(Order.Read(answer.RootElement));
                if (!next.Orders.Exists(order => OrderBook.Empty.With(order).IsLike(served))) throw Differs($"{write.Request} is answered\n{served}\nand not as in\n{next}");
                break;
            case ManyWrite many:
                var found = _orders.Orders.Count(order => order.Owner == many.Owner && order.Amount >= many.Amount);
                if (answer.RootElement.GetProperty("affected").GetInt32() != found) throw Differs($"{write.Request} found {found} and not {body}");
                break;
        }
    }

    private void Remember(bool isTransaction, OrderWrite[] writes, WriteAnswer[] answers)
    {
        _history.Enqueue(isTransaction ? "all or none:" : "one by one:");
        foreach (var (write, answer) in writes.Zip(answers)) _history.Enqueue($"  {write.Request}\n    {answer.Status} {(answer.Status >= 400 ? answer.Body : "")}");
        while (_history.Count > 20) _history.Dequeue();
    }

    private InvalidOperationException Differs(string what) => new($"Client {owner}, seed {seed}: {what}\nlast:\n{string.Join('\n', _history)}");
}
#pragma warning restore CA5394
