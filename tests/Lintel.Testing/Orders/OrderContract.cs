namespace Lintel.Testing.Orders;

/// <summary>What the model is of: owned lines, links, a state, what is stored of the aggregate, and rules of a row and of an aggregate.</summary>
public static class OrderContract
{
    public const int MostLines = 5, MostItems = 40, MostUnexplained = 100, Tags = 4;

    /// <summary>The resources of a contract.</summary>
    public const string Resources = """
          tag:
            key: { type: int, client: true }
            managed: []
            fields: { name: string }
          order:
            key: { type: uuid, client: true }
            managed: [version]
            fields:
              owner: int immutable
              number: string(1..20) unique
              note: string(..100)?
              amount: int >= 0 = 0
              status: enum(open, paid, closed) = open
              tags: tag[]
              total: { computed: sum(lines.quantity * lines.price), stored: true }
            state: status
            actions:
              pay: { from: [open], to: paid }
              close: { from: [open, paid], to: closed }
              reopen: { from: [closed], to: open }
            rules:
              - amount <= 100 or note != null
              - sum(lines.quantity) <= 40
          orderLine:
            partOf: order
            key: { type: uuid, client: true }
            maxItems: 5
            fields:
              quantity: int >= 0
              price: int = 1
        """;

    /// <summary>What makes the tags that orders are linked with.</summary>
    public static IEnumerable<WriteRequest> TagRequests => Enumerable.Range(1, Tags).Select(tag => new WriteRequest("POST", "tags", $$"""{"id":{{tag}},"name":"tag {{tag}}"}"""));

    /// <summary>The states in which an action is allowed, and the one that it leads to.</summary>
    public static (string[] From, string To) Action(string name) => name switch
    {
        "pay" => (["open"], "paid"),
        "close" => (["open", "paid"], "closed"),
        "reopen" => (["closed"], "open"),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };
}
