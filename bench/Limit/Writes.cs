using System.Text.Json;
using System.Text.Json.Serialization;
using Npgsql;

namespace Lintel.Bench.Limit;

/// <summary>W4 and W5.</summary>
internal sealed class Writes(NpgsqlDataSource source)
{
    private const string InsertOrder = """insert into "order" (id, customer_id, status, total, created_at, version) values ($1, $2, $3, $4, $5, 1)""";

    private const string InsertLines = """
        insert into order_line (id, order_id, product_id, quantity, unit_price)
        select l.id, $2, l.product_id, l.quantity, l.unit_price from unnest($1, $3, $4, $5) l(id, product_id, quantity, unit_price)
        """;

    private const string Update = """
        update "order" set status = $2, version = version + 1 where id = $1 and version = $3
        returning id, customer_id, status, total, created_at, version
        """;

    public async Task CreateAsync(HttpContext context)
    {
        var input = await JsonSerializer.DeserializeAsync(context.Request.BodyReader, Inputs.Default.NewOrder, context.RequestAborted);
        if (input is null || !IsStatus(input.Status) || input.Lines.Any(line => line is null))
        {
            context.Response.StatusCode = 422;
            return;
        }
        var now = DateTime.UtcNow;
        var order = new Order(Guid.CreateVersion7(), input.CustomerId, input.Status, input.Total, now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond)), 1);
        var ids = new Guid[input.Lines.Length];
        for (var i = 0; i < ids.Length; i++) ids[i] = Guid.CreateVersion7();
        try
        {
            // Two statements in one round trip, in the transaction that a batch is by itself.
            await using var connection = await source.OpenConnectionAsync(context.RequestAborted);
            await using var batch = new NpgsqlBatch(connection)
            {
                BatchCommands =
                {
                    new NpgsqlBatchCommand(InsertOrder) { Parameters = { P(order.Id), P(order.CustomerId), P(order.Status), P(order.Total), P(order.CreatedAt) } },
                    new NpgsqlBatchCommand(InsertLines)
                    {
                        Parameters =
                        {
                            P(ids), P(order.Id), P(Array.ConvertAll(input.Lines, line => line.ProductId)),
                            P(Array.ConvertAll(input.Lines, line => line.Quantity)), P(Array.ConvertAll(input.Lines, line => line.UnitPrice)),
                        },
                    },
                },
            };
            await batch.ExecuteNonQueryAsync(context.RequestAborted);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.ForeignKeyViolation)
        {
            context.Response.StatusCode = 409;
            return;
        }
        context.Response.StatusCode = 201;
        context.Response.Headers.ETag = "\"1\"";
        context.Response.Headers.Location = $"/v1/orders/{order.Id}";
        await Created(order, ids, input.Lines).SendAsync(context);
    }

    public async Task UpdateAsync(HttpContext context)
    {
        var tag = context.Request.Headers.IfMatch.ToString();
        if (!Guid.TryParse((string?)context.Request.RouteValues["id"], out var id) || !long.TryParse(tag.AsSpan().Trim('"'), out var version))
        {
            context.Response.StatusCode = 404;
            return;
        }
        var input = await JsonSerializer.DeserializeAsync(context.Request.BodyReader, Inputs.Default.Change, context.RequestAborted);
        if (input is null || !IsStatus(input.Status))
        {
            context.Response.StatusCode = 422;
            return;
        }
        Order order;
        await using (var connection = await source.OpenConnectionAsync(context.RequestAborted))
        {
            await using var command = new NpgsqlCommand(Update, connection) { Parameters = { P(id), P(input.Status), P(version) } };
            await using var reader = await command.ExecuteReaderAsync(context.RequestAborted);
            if (!await reader.ReadAsync(context.RequestAborted))
            {
                context.Response.StatusCode = 412;
                return;
            }
            order = Order.Read(reader);
        }
        await Reads.SendAsync(context, order);
    }

    private static NpgsqlParameter<T> P<T>(T value) => new() { TypedValue = value };

    private static bool IsStatus(string status) => status is "new" or "paid" or "shipped" or "delivered" or "cancelled";

    private static Body Created(Order order, Guid[] ids, NewLine[] lines)
    {
        var body = Body.Rent();
        body.Writer.WriteStartObject();
        order.Write(body.Writer);
        body.Writer.WriteStartArray("lines"u8);
        for (var i = 0; i < ids.Length; i++)
        {
            body.Writer.WriteStartObject();
            body.Writer.WriteString("id"u8, ids[i]);
            body.Writer.WriteString("orderId"u8, order.Id);
            body.Writer.WriteString("productId"u8, lines[i].ProductId);
            body.Writer.WriteNumber("quantity"u8, lines[i].Quantity);
            body.Writer.WriteNumber("unitPrice"u8, lines[i].UnitPrice);
            body.Writer.WriteEndObject();
        }
        body.Writer.WriteEndArray();
        body.Writer.WriteEndObject();
        return body;
    }
}

internal sealed record NewOrder(Guid CustomerId, string Status, decimal Total, NewLine[] Lines);

internal sealed record NewLine(Guid ProductId, int Quantity, decimal UnitPrice);

internal sealed record Change(string Status);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(NewOrder))]
[JsonSerializable(typeof(Change))]
internal sealed partial class Inputs : JsonSerializerContext;
