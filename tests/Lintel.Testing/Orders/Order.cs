using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Lintel.Testing.Orders;

/// <summary>An owned line. A key that is null is made by the service, and the model does not know it yet.</summary>
public sealed record OrderLine(string? Id, int Quantity, int Price);

/// <summary>An order as the model has it: a whole aggregate.</summary>
public sealed record Order
{
    /// <summary>The key; null: the service makes it, and the model does not know it yet.</summary>
    public required string? Id { get; init; }

    public required int Owner { get; init; }

    public required string Number { get; init; }

    public required string? Note { get; init; }

    public required int Amount { get; init; }

    public string Status { get; init; } = "open";

    public ImmutableSortedSet<int> Tags { get; init; } = [];

    public ImmutableList<OrderLine> Lines { get; init; } = [];

    public int Version { get; init; } = 1;

    public string ETag => string.Create(CultureInfo.InvariantCulture, $"\"{Version}\"");

    /// <summary>Whether it keeps its own rules and ranges.</summary>
    public bool IsValid => Amount >= 0 && (Amount <= OrderContract.MostUnexplained || Note is not null) && Lines.Count <= OrderContract.MostLines
        && Lines.All(line => line.Quantity >= 0) && Lines.Sum(line => line.Quantity) <= OrderContract.MostItems;

    /// <summary>The same after a write that changed it.</summary>
    public Order Raised() => this with { Version = Version + 1 };

    /// <summary>An order as the service answers it with its lines and tags.</summary>
    /// <exception cref="InvalidOperationException">What is stored of the aggregate is not what the aggregate says.</exception>
    public static Order Read(JsonElement row)
    {
        var order = new Order
        {
            Id = row.GetProperty("id").GetString(),
            Owner = row.GetProperty("owner").GetInt32(),
            Number = row.GetProperty("number").GetString()!,
            Note = row.GetProperty("note").GetString(),
            Amount = row.GetProperty("amount").GetInt32(),
            Status = row.GetProperty("status").GetString()!,
            Tags = [.. row.GetProperty("tags").GetProperty("data").EnumerateArray().Select(tag => tag.GetProperty("id").GetInt32())],
            Lines = [.. row.GetProperty("lines").EnumerateArray().Select(line =>
                new OrderLine(line.GetProperty("id").GetString(), line.GetProperty("quantity").GetInt32(), line.GetProperty("price").GetInt32()))],
            Version = row.GetProperty("version").GetInt32(),
        };
        var total = row.GetProperty("total").GetDecimal();
        return total == order.Lines.Sum(line => line.Quantity * line.Price) ? order : throw new InvalidOperationException($"The stored total is {total}: {row}");
    }

    /// <summary>All of it as text; keys that are not known are all the same.</summary>
    public string Text(IReadOnlySet<string> known)
    {
        var lines = Lines.Select(line => $"{Name(line.Id, known)}:{line.Quantity}x{line.Price}").Order(StringComparer.Ordinal);
        return $"{Name(Id, known)} v{Version} owner {Owner} {Number} '{Note}' {Amount} {Status} tags {string.Join(',', Tags)} lines {string.Join(' ', lines)}";
    }

    private static string Name(string? key, IReadOnlySet<string> known) => key is not null && known.Contains(key) ? key : "new";
}
