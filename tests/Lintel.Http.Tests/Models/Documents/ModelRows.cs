using System.Globalization;
using System.Text.Json;
using Lintel.Binding;
using Lintel.Model;
using Lintel.Testing.Orders;

namespace Lintel.Http.Tests.Models.Documents;

/// <summary>Orders with their lines and tags, in the model and in a service.</summary>
#pragma warning disable CA5394 // Nothing here is secret.
internal sealed class ModelRows
{
    private const int Orders = 12, OrdersOfEach = 6;

    private static readonly string?[] Notes = [null, "", "a", "ab", "b", "A", "%", "_", "é", "\uFFFD", "𝒳", "a𝒳 \"\\\n"];

    private readonly Dictionary<Resource, List<Row>> _rows = [];
    private readonly Dictionary<Resource, List<RowOrder>> _orders = [];
    private readonly Random _random;

    private ModelRows(ServiceModel model, int seed)
    {
        (Model, _random) = (model, new Random(seed));
        foreach (var resource in model.Resources) _rows[resource] = [];
    }

    public ServiceModel Model { get; }

    public IReadOnlyList<Row> Of(Resource resource) => _rows[resource];

    /// <summary>The orders in which rows are asked for; the first is that of nothing said.</summary>
    public IReadOnlyList<RowOrder> OrdersOf(Resource resource) => _orders[resource];

    /// <summary>Makes rows, and creates them in a service.</summary>
    public static async Task<ModelRows> CreateAsync(TestService service, int seed)
    {
        var rows = new ModelRows(service.Engine.Model, seed);
        foreach (var tag in OrderContract.TagRequests) rows.Add("tag", (await service.PostAsync(tag.Target, tag.Body!)).Expect(201).Json);
        for (var i = 0; i < Orders; i++) await rows.AddOrderAsync(service, i);
        rows.Relate();
        foreach (var resource in rows.Model.Resources)
        {
            rows._orders[resource] = [new RowOrder(resource, []), .. Enumerable.Range(1, OrdersOfEach).Select(_ => rows.RandomOrder(resource))];
            foreach (var order in rows._orders[resource]) await rows.FindCursorsAsync(service, order);
        }
        return rows;
    }

    private async Task AddOrderAsync(TestService service, int number)
    {
        var note = Notes[_random.Next(Notes.Length)];
        var lines = Enumerable.Range(0, _random.Next(OrderContract.MostLines + 1)).Select(_ => new OrderLine(NewId(), _random.Next(4), _random.Next(3))).ToArray();
        var tags = Enumerable.Range(1, OrderContract.Tags).Where(_ => _random.Next(2) == 0).ToArray();
        var body = new Dictionary<string, object?>
        {
            ["id"] = NewId(),
            ["owner"] = _random.Next(3),
            ["number"] = string.Create(CultureInfo.InvariantCulture, $"n{number % 7}-{number}"),
            ["note"] = note,
            ["amount"] = _random.Next(5),
            ["lines"] = lines.Select(line => new { id = line.Id, quantity = line.Quantity, price = line.Price }).ToArray(),
            ["tagIds"] = tags,
        };
        (await service.PostAsync("orders", JsonSerializer.Serialize(body))).Expect(201);
        foreach (var action in (string[])(_random.Next(3) switch { 0 => [], 1 => ["pay"], _ => ["pay", "close"] })) (await service.PostAsync($"orders/{body["id"]}/{action}", "{}")).Expect(200);
        // What the service makes of it itself, REST tells.
        var created = (await service.GetAsync($"orders/{body["id"]}?include=lines,tags")).Expect(200).Json;
        var row = Add("order", created);
        row.Related["tags"] = [.. tags.Select(tag => _rows[Model.FindResource("tag")!].Find(known => (long)known.Key == tag)!)];
        row.Related["lines"] = [.. created.GetProperty("lines").EnumerateArray().Select(line => Add("orderLine", line))];
        foreach (var line in row.Related["lines"])
        {
            line.Values["orderId"] = row.Key;
            line.Related["order"] = [row];
        }
    }

    private Row Add(string resource, JsonElement shown)
    {
        var row = new Row(Model.FindResource(resource)!);
        foreach (var field in row.Resource.Fields)
        {
            if (!shown.TryGetProperty(field.Name, out var value)) continue;
            row.Values[field.Name] = value.ValueKind switch { JsonValueKind.Null => null, JsonValueKind.Number => value.GetInt64(), _ => value.GetString() };
        }
        _rows[row.Resource].Add(row);
        return row;
    }

    // What is known from one side, from the other too.
    private void Relate()
    {
        foreach (var resource in Model.Resources)
        {
            foreach (var relation in resource.Relations)
            {
                foreach (var row in _rows[resource])
                {
                    if (!row.Related.ContainsKey(relation.Name))
                        row.Related[relation.Name] = [.. _rows[relation.Target].Where(other => other.Related[relation.Inverse!.Name].Contains(row))];
                }
            }
        }
    }

    private RowOrder RandomOrder(Resource resource)
    {
        var paths = resource.Fields.Where(OperatorTable.Sorts).Select(field => (string[])[field.Name])
            .Concat(resource.Relations.Where(relation => relation.IsToOne).SelectMany(relation => relation.Target.Fields.Where(OperatorTable.Sorts).Select(field => (string[])[relation.Name, field.Name]))).ToArray();
        _random.Shuffle(paths);
        return new RowOrder(resource, [.. paths.Take(_random.Next(1, 4)).Select(path => (path, _random.Next(2) == 0))]);
    }

    private async Task FindCursorsAsync(TestService service, RowOrder order)
    {
        var document = $"{{ list: {order.Resource.Plural}(first: 100, orderBy: {Literal.TextOf(order.Literal)}) {{ edges {{ cursor node {{ id nodeId }} }} }} }}";
        var reply = await service.PostAsync("/graphql", JsonSerializer.Serialize(new { query = document }));
        foreach (var edge in reply.Expect(200).Json.GetProperty("data").GetProperty("list").GetProperty("edges").EnumerateArray())
        {
            var node = edge.GetProperty("node");
            var id = node.GetProperty("id");
            var row = _rows[order.Resource].Find(row => id.ValueKind == JsonValueKind.Number ? row.Key.Equals(id.GetInt64()) : row.Key.Equals(id.GetString()))!;
            order.Cursors[row] = edge.GetProperty("cursor").GetString()!;
            row.NodeId = node.GetProperty("nodeId").GetString()!;
        }
    }

    private string NewId()
    {
        var bytes = new byte[16];
        _random.NextBytes(bytes);
        return new Guid(bytes).ToString();
    }
}
#pragma warning restore CA5394
