// The benchmark's API as teams write it with Dapper: minimal APIs, records, joined SQL that is mapped to objects.
// Started by bench/run with --urls and BENCH_POSTGRES.
using System.Text.Json.Serialization;
using Dapper;
using Npgsql;

var builder = WebApplication.CreateBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.Never);
builder.Services.AddSingleton(NpgsqlDataSource.Create(Environment.GetEnvironmentVariable("BENCH_POSTGRES")!));
var app = builder.Build();

const string columns = """o.id, o.customer_id as "customerId", o.status, o.total, o.created_at as "createdAt", o.version""";

app.MapGet("/livez", () => Results.Ok());

app.MapGet("/v1/orders/{id:guid}", async (Guid id, NpgsqlDataSource source, HttpResponse response) =>
{
    await using var connection = await source.OpenConnectionAsync();
    var order = await connection.QuerySingleOrDefaultAsync<Order>($"""select {columns} from "order" o where o.id = @id""", new { id });
    if (order is null) return Results.NotFound();
    response.Headers.ETag = $"\"{order.Version}\"";
    return Results.Ok(order);
});

app.MapGet("/v1/orders", async (string status, string? after, int? limit, string? fields, NpgsqlDataSource source) =>
{
    var count = Math.Clamp(limit ?? 20, 1, 100);
    var cursor = after is null ? new Cursor(DateTime.MaxValue.ToUniversalTime(), Guid.AllBitsSet) : Cursor.Parse(after);
    var values = new { status, cursor.CreatedAt, cursor.Id, limit = count + 1 };
    var page = $"""
        select {columns} from "order" o
        where o.status = @status and (o.created_at, o.id) < (@CreatedAt, @Id) order by o.created_at desc, o.id desc limit @limit
        """;
    await using var connection = await source.OpenConnectionAsync();
    if (fields?.Contains("lines", StringComparison.Ordinal) != true)
    {
        var rows = (await connection.QueryAsync<Order>(page, values)).AsList();
        var next = rows.Count > count ? new Cursor(rows[count - 1].CreatedAt, rows[count - 1].Id).ToString() : null;
        return Results.Ok(new Listed<Order>(rows, next, count));
    }
    var found = new Dictionary<Guid, OrderWithLines>();
    await connection.QueryAsync<Order, Customer, Line, Product, Order>(
        $"""
        select o.*, c.name, c.email, l.quantity, l.unit_price as "unitPrice", p.name
        from ({page}) o
        join customer c on c.id = o."customerId"
        join order_line l on l.order_id = o.id
        join product p on p.id = l.product_id
        order by o."createdAt" desc, o.id desc, l.id
        """,
        (order, customer, line, product) =>
        {
            if (!found.TryGetValue(order.Id, out var whole)) found.Add(order.Id, whole = new OrderWithLines(order, customer));
            whole.Lines.Add(line with { Product = product });
            return order;
        },
        values, splitOn: "name,quantity,name");
    var orders = found.Values.ToList();
    var last = orders.Count > count ? orders[count - 1] : null;
    return Results.Ok(new Listed<OrderWithLines>(orders, last is null ? null : new Cursor(last.CreatedAt, last.Id).ToString(), count));
});

await app.RunAsync();

internal sealed class Order
{
    public Guid Id { get; init; }
    public Guid CustomerId { get; init; }
    public string Status { get; init; } = "";
    public decimal Total { get; init; }
    public DateTime CreatedAt { get; init; }
    public long Version { get; init; }
}

internal sealed class OrderWithLines(Order order, Customer customer)
{
    public Guid Id => order.Id;
    public Guid CustomerId => order.CustomerId;
    public string Status => order.Status;
    public decimal Total => order.Total;
    public DateTime CreatedAt => order.CreatedAt;
    public long Version => order.Version;
    public Customer Customer => customer;
    public List<Line> Lines { get; } = [];
}

internal sealed record Customer(string Name, string Email);

internal sealed record Line
{
    public int Quantity { get; init; }
    public decimal UnitPrice { get; init; }
    public Product? Product { get; init; }
}

internal sealed record Product(string Name);

internal sealed class Listed<T>(List<T> rows, string? next, int limit)
{
    public IEnumerable<T> Data => rows.Take(limit);
    public Page Page => new(next, null);
}

internal sealed record Page(string? Next, string? Prev);

internal sealed record Cursor(DateTime CreatedAt, Guid Id)
{
    public static Cursor Parse(string text) =>
        text.Split('_') is [var ticks, var id] ? new Cursor(new DateTime(long.Parse(ticks, null), DateTimeKind.Utc), Guid.Parse(id)) : throw new FormatException("That is no cursor.");

    public override string ToString() => $"{CreatedAt.Ticks}_{Id:n}";
}
