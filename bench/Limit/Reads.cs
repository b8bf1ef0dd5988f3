using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Npgsql;

namespace Lintel.Bench.Limit;

/// <summary>W1, W2, W3 and W7; W8 and W9, which are W1 and W2 with a policy.</summary>
/// <param name="source">The database.</param>
/// <param name="since">Whose orders are seen: those of customers that were there since then; null: all.</param>
internal sealed class Reads(NpgsqlDataSource source, DateTime? since = null)
{
    private const string One = """select id, customer_id, status, total, created_at, version from "order" where id = $1""";

    private const string OneSeen = """
        select o.id, o.customer_id, o.status, o.total, o.created_at, o.version from "order" o join customer c on c.id = o.customer_id
        where o.id = $1 and c.created_at >= $2
        """;

    // The limit stands in the text: with a parameter there the planner guesses a tenth of the table, finds the generic plan dear,
    // and plans anew for every request.
    private const string FirstPage = """
        select id, customer_id, status, total, created_at, version from "order"
        where status = $1 order by created_at desc, id desc limit 21
        """;

    private const string Page = """
        select id, customer_id, status, total, created_at, version from "order"
        where status = $1 and (created_at, id) < ($2, $3) order by created_at desc, id desc limit 21
        """;

    private const string FirstPageSeen = """
        select o.id, o.customer_id, o.status, o.total, o.created_at, o.version from "order" o join customer c on c.id = o.customer_id
        where o.status = $1 and c.created_at >= $2 order by o.created_at desc, o.id desc limit 21
        """;

    private const string PageSeen = """
        select o.id, o.customer_id, o.status, o.total, o.created_at, o.version from "order" o join customer c on c.id = o.customer_id
        where o.status = $1 and (o.created_at, o.id) < ($2, $3) and c.created_at >= $4 order by o.created_at desc, o.id desc limit 21
        """;

    // One flat join in the parents' order. The row beyond the page is not joined: it only tells that there are more.
    private const string Nested = """
        with ahead as materialized (
          select id, customer_id, status, total, created_at, version from "order"
          where status = $1 and (created_at, id) < ($2, $3) order by created_at desc, id desc limit 21),
        page as (select * from ahead order by created_at desc, id desc limit 20)
        select o.id, o.customer_id, o.status, o.total, o.created_at, o.version, (select count(*) from ahead), c.name, c.email, l.quantity, l.unit_price, l.name
        from page o
        join customer c on c.id = o.customer_id
        left join lateral (
          select l.id, l.quantity, l.unit_price, p.name from order_line l join product p on p.id = l.product_id where l.order_id = o.id) l on true
        order by o.created_at desc, o.id desc, l.id
        """;

    private const string ByStatus = """select status, count(*), sum(total) from "order" where customer_id = $1 group by status order by status""";

    private static readonly JsonEncodedText s_quantity = JsonEncodedText.Encode("quantity");
    private static readonly JsonEncodedText s_unitPrice = JsonEncodedText.Encode("unitPrice");
    private static readonly JsonEncodedText s_product = JsonEncodedText.Encode("product");
    private static readonly JsonEncodedText s_name = JsonEncodedText.Encode("name");
    private static readonly JsonEncodedText s_email = JsonEncodedText.Encode("email");

    /// <summary>The nested page as SQL; its parameters are the status and the place behind which it begins.</summary>
    public static string NestedOf(int limit) => Limited(Nested, limit);

    private static string Limited(string sql, int limit) => limit == 20
        ? sql
        : sql.Replace("limit 21", $"limit {limit + 1}", StringComparison.Ordinal).Replace("limit 20", $"limit {limit}", StringComparison.Ordinal);

    public async Task OneAsync(HttpContext context)
    {
        if (!Guid.TryParse((string?)context.Request.RouteValues["id"], out var id))
        {
            context.Response.StatusCode = 404;
            return;
        }
        Order order;
        await using (var connection = await source.OpenConnectionAsync(context.RequestAborted))
        {
            await using var command = new NpgsqlCommand(since is null ? One : OneSeen, connection) { Parameters = { new NpgsqlParameter<Guid> { TypedValue = id } } };
            AddPolicy(command);
            await using var reader = await command.ExecuteReaderAsync(context.RequestAborted);
            if (!await reader.ReadAsync(context.RequestAborted))
            {
                context.Response.StatusCode = 404;
                return;
            }
            order = Order.Read(reader);
        }
        await SendAsync(context, order);
    }

    public static Task SendAsync(HttpContext context, Order order)
    {
        context.Response.Headers.ETag = $"\"{order.Version}\"";
        var body = Body.Rent();
        body.Writer.WriteStartObject();
        order.Write(body.Writer);
        body.Writer.WriteEndObject();
        return body.SendAsync(context);
    }

    public async Task ListAsync(HttpContext context)
    {
        if (!Query.TryRead(context.Request.QueryString.Value, out var query))
        {
            context.Response.StatusCode = 400;
            return;
        }
        Body body;
        await using (var connection = await source.OpenConnectionAsync(context.RequestAborted))
        {
            await using var command = new NpgsqlCommand(query.Sql(since is not null), connection) { Parameters = { new NpgsqlParameter<string> { TypedValue = query.Status } } };
            if (query.IsNested || query.HasCursor)
            {
                command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = query.CreatedAt });
                command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = query.Id });
            }
            AddPolicy(command);
            await using var reader = await command.ExecuteReaderAsync(context.RequestAborted);
            // Rows are taken while they are in the buffer; the body is rented after the first wait, which is the long one.
            var more = await reader.ReadAsync(context.RequestAborted);
            body = Body.Rent();
            body.Writer.WriteStartObject();
            body.Writer.WriteStartArray("data"u8);
            string? next;
            if (query.IsNested)
            {
                var (last, hasNext) = await WriteNestedAsync<RestForm>(body.Writer, reader, more, query.Limit);
                next = hasNext ? last : null;
            }
            else
            {
                next = await WriteFlatAsync(body.Writer, reader, more, query.Limit);
            }
            body.Writer.WriteEndArray();
            body.Writer.WriteStartObject("page"u8);
            body.Writer.WriteString("next"u8, next);
            body.Writer.WriteNull("prev"u8);
            body.Writer.WriteEndObject();
            body.Writer.WriteEndObject();
        }
        await body.SendAsync(context);
    }

    private void AddPolicy(NpgsqlCommand command)
    {
        if (since is { } time) command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = time });
    }

    private static async ValueTask<string?> WriteFlatAsync(Utf8JsonWriter writer, NpgsqlDataReader reader, bool more, int limit)
    {
        Order last = default;
        for (var i = 0; more; i++, more = await reader.ReadAsync())
        {
            if (i == limit) return last.ToCursor();
            last = Order.Read(reader);
            writer.WriteStartObject();
            last.Write(writer);
            writer.WriteEndObject();
        }
        return null;
    }

    /// <summary>Writes the orders; tells the last one's cursor, and whether there are more.</summary>
    public static async ValueTask<(string? Last, bool HasNext)> WriteNestedAsync<TForm>(Utf8JsonWriter writer, NpgsqlDataReader reader, bool more, int limit)
        where TForm : INestedForm
    {
        Order last = default;
        var isOpen = false;
        var hasNext = false;
        for (; more; more = await reader.ReadAsync())
        {
            if (!isOpen || reader.GetFieldValue<Guid>(0) != last.Id)
            {
                if (isOpen) Close<TForm>(writer);
                else hasNext = reader.GetInt64(6) > limit;
                isOpen = true;
                last = Order.Read(reader);
                Open<TForm>(writer, last, reader);
            }
            if (reader.IsDBNull(9)) continue;
            writer.WriteStartObject();
            writer.WriteNumber(s_quantity, reader.GetInt32(9));
            writer.WriteNumber(s_unitPrice, reader.GetDecimal(10));
            writer.WriteStartObject(s_product);
            writer.WriteString(s_name, reader.GetString(11));
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        if (isOpen) Close<TForm>(writer);
        return (isOpen ? last.ToCursor() : null, hasNext);
    }

    private static void Open<TForm>(Utf8JsonWriter writer, Order order, NpgsqlDataReader reader)
        where TForm : INestedForm
    {
        writer.WriteStartObject();
        (order with { Status = TForm.Status(order.Status) }).Write(writer);
        writer.WriteStartObject("customer"u8);
        writer.WriteString(s_name, reader.GetString(7));
        writer.WriteString(s_email, reader.GetString(8));
        writer.WriteEndObject();
        TForm.OpenLines(writer);
    }

    private static void Close<TForm>(Utf8JsonWriter writer)
        where TForm : INestedForm
    {
        TForm.CloseLines(writer);
        writer.WriteEndObject();
    }

    public async Task AggregateAsync(HttpContext context)
    {
        if (!Guid.TryParse(context.Request.Query["customerId"], out var customer))
        {
            context.Response.StatusCode = 400;
            return;
        }
        Body body;
        await using (var connection = await source.OpenConnectionAsync(context.RequestAborted))
        {
            await using var command = new NpgsqlCommand(ByStatus, connection) { Parameters = { new NpgsqlParameter<Guid> { TypedValue = customer } } };
            await using var reader = await command.ExecuteReaderAsync(context.RequestAborted);
            var more = await reader.ReadAsync(context.RequestAborted);
            body = Body.Rent();
            body.Writer.WriteStartObject();
            body.Writer.WriteStartArray("data"u8);
            for (; more; more = await reader.ReadAsync(context.RequestAborted))
            {
                body.Writer.WriteStartObject();
                body.Writer.WriteString("status"u8, reader.GetString(0));
                body.Writer.WriteNumber("count"u8, reader.GetInt64(1));
                body.Writer.WriteStartObject("sum"u8);
                body.Writer.WriteNumber("total"u8, reader.GetDecimal(2));
                body.Writer.WriteEndObject();
                body.Writer.WriteEndObject();
            }
            body.Writer.WriteEndArray();
            body.Writer.WriteEndObject();
        }
        await body.SendAsync(context);
    }

    private readonly struct RestForm : INestedForm
    {
        public static string Status(string stored) => stored;

        public static void OpenLines(Utf8JsonWriter writer) => writer.WriteStartArray("lines"u8);

        public static void CloseLines(Utf8JsonWriter writer) => writer.WriteEndArray();
    }

    private readonly record struct Query(string Status, int Limit, bool IsNested, bool HasCursor, DateTime CreatedAt, Guid Id)
    {
        public string Sql(bool isGuarded) => Limited((IsNested, HasCursor, isGuarded) switch
        {
            (true, _, _) => Nested,
            (_, true, false) => Page,
            (_, true, true) => PageSeen,
            (_, false, false) => FirstPage,
            (_, false, true) => FirstPageSeen,
        }, Limit);

        public static bool TryRead(string? text, out Query query)
        {
            query = new Query("", 20, false, false, DateTime.MaxValue.ToUniversalTime(), Guid.AllBitsSet);
            foreach (var pair in new QueryStringEnumerable(text))
            {
                switch (pair.EncodedName.Span)
                {
                    case "status": query = query with { Status = pair.DecodeValue().ToString() }; break;
                    case "sort": if (pair.EncodedValue.Span is not "-createdAt") return false; break;
                    case "fields": query = query with { IsNested = pair.EncodedValue.Span.Contains("lines", StringComparison.Ordinal) }; break;
                    case "limit":
                        if (!int.TryParse(pair.EncodedValue.Span, out var limit) || limit is < 1 or > 100) return false;
                        query = query with { Limit = limit };
                        break;
                    case "after":
                        if (!Order.TryReadCursor(pair.EncodedValue.Span, out var createdAt, out var id)) return false;
                        query = query with { HasCursor = true, CreatedAt = createdAt, Id = id };
                        break;
                    default: return false;
                }
            }
            return query.Status.Length > 0;
        }
    }
}
