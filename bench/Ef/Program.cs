// The benchmark's API as teams write it with EF Core: minimal APIs, a pooled context, projections without tracking.
// Started by bench/run with --urls and BENCH_POSTGRES.
using Lintel.Bench.Ef;
using Microsoft.EntityFrameworkCore;

var builder = WebApplication.CreateBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddDbContextPool<Shop>(options => options.UseNpgsql(Environment.GetEnvironmentVariable("BENCH_POSTGRES")));
var app = builder.Build();

app.MapGet("/livez", () => Results.Ok());

app.MapGet("/v1/orders/{id:guid}", async (Guid id, Shop shop, HttpResponse response, CancellationToken cancellation) =>
{
    var order = await shop.Orders.AsNoTracking()
        .Where(order => order.Id == id)
        .Select(order => new OrderRow(order.Id, order.CustomerId, order.Status, order.Total, order.CreatedAt, order.Version))
        .SingleOrDefaultAsync(cancellation);
    if (order is null) return Results.NotFound();
    response.Headers.ETag = $"\"{order.Version}\"";
    return Results.Ok(order);
});

app.MapGet("/v1/orders", async (string status, string? after, int? limit, string? fields, Shop shop, CancellationToken cancellation) =>
{
    var count = Math.Clamp(limit ?? 20, 1, 100);
    var orders = shop.Orders.AsNoTracking().Where(order => order.Status == status);
    if (after is not null)
    {
        var (createdAt, id) = Cursor.Parse(after);
        orders = orders.Where(order => EF.Functions.LessThan(ValueTuple.Create(order.CreatedAt, order.Id), ValueTuple.Create(createdAt, id)));
    }
    orders = orders.OrderByDescending(order => order.CreatedAt).ThenByDescending(order => order.Id).Take(count + 1);
    if (fields?.Contains("lines", StringComparison.Ordinal) != true)
    {
        var rows = await orders
            .Select(order => new OrderRow(order.Id, order.CustomerId, order.Status, order.Total, order.CreatedAt, order.Version))
            .ToListAsync(cancellation);
        return Results.Ok(Listed.Of(rows, count, row => new Cursor(row.CreatedAt, row.Id)));
    }
    var whole = await orders
        .Select(order => new WholeOrder(
            order.Id, order.CustomerId, order.Status, order.Total, order.CreatedAt, order.Version,
            new CustomerPart(order.Customer.Name, order.Customer.Email),
            order.Lines.OrderBy(line => line.Id).Select(line => new LinePart(line.Quantity, line.UnitPrice, new ProductPart(line.Product.Name))).ToList()))
        .ToListAsync(cancellation);
    return Results.Ok(Listed.Of(whole, count, row => new Cursor(row.CreatedAt, row.Id)));
});

await app.RunAsync();

internal sealed record OrderRow(Guid Id, Guid CustomerId, string Status, decimal Total, DateTime CreatedAt, long Version);

internal sealed record WholeOrder(
    Guid Id, Guid CustomerId, string Status, decimal Total, DateTime CreatedAt, long Version, CustomerPart Customer, IReadOnlyList<LinePart> Lines);

internal sealed record CustomerPart(string Name, string Email);

internal sealed record LinePart(int Quantity, decimal UnitPrice, ProductPart Product);

internal sealed record ProductPart(string Name);

internal sealed record Listed<T>(IEnumerable<T> Data, Page Page);

internal static class Listed
{
    public static Listed<T> Of<T>(List<T> rows, int limit, Func<T, Cursor> cursor) =>
        new(rows.Take(limit), new Page(rows.Count > limit ? cursor(rows[limit - 1]).ToString() : null, null));
}

internal sealed record Page(string? Next, string? Prev);

internal sealed record Cursor(DateTime CreatedAt, Guid Id)
{
    public static Cursor Parse(string text) =>
        text.Split('_') is [var ticks, var id] ? new Cursor(new DateTime(long.Parse(ticks, null), DateTimeKind.Utc), Guid.Parse(id)) : throw new FormatException("That is no cursor.");

    public override string ToString() => $"{CreatedAt.Ticks}_{Id:n}";
}
