using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Npgsql;

namespace Lintel.Bench.Limit;

/// <summary>W6. The service knows the one document that its clients send, and looks at a request only for that and its variables.</summary>
internal sealed class Graph(NpgsqlDataSource source)
{
    private static readonly byte[] Document = Load();

    private static readonly JsonEncodedText s_nodes = JsonEncodedText.Encode("nodes");

    public async Task AnswerAsync(HttpContext context)
    {
        if (await ReadAsync(context.Request.BodyReader) is not { } asked)
        {
            context.Response.StatusCode = 400;
            return;
        }
        Body body;
        await using (var connection = await source.OpenConnectionAsync(context.RequestAborted))
        {
            await using var command = new NpgsqlCommand(Reads.NestedOf(asked.First), connection)
            {
                Parameters =
                {
                    new NpgsqlParameter<string> { TypedValue = asked.Status },
                    new NpgsqlParameter<DateTime> { TypedValue = asked.CreatedAt },
                    new NpgsqlParameter<Guid> { TypedValue = asked.Id },
                },
            };
            await using var reader = await command.ExecuteReaderAsync(context.RequestAborted);
            var more = await reader.ReadAsync(context.RequestAborted);
            body = Body.Rent();
            body.Writer.WriteStartObject();
            body.Writer.WriteStartObject("data"u8);
            body.Writer.WriteStartObject("orders"u8);
            body.Writer.WriteStartArray(s_nodes);
            var (last, hasNext) = await Reads.WriteNestedAsync<GraphForm>(body.Writer, reader, more, asked.First);
            body.Writer.WriteEndArray();
            body.Writer.WriteStartObject("pageInfo"u8);
            body.Writer.WriteString("endCursor"u8, last);
            body.Writer.WriteBoolean("hasNextPage"u8, hasNext);
            body.Writer.WriteEndObject();
            body.Writer.WriteEndObject();
            body.Writer.WriteEndObject();
            body.Writer.WriteEndObject();
        }
        await body.SendAsync(context, "application/graphql-response+json");
    }

    private static async ValueTask<Asked?> ReadAsync(PipeReader reader)
    {
        while (true)
        {
            var read = await reader.ReadAsync();
            if (read.IsCompleted)
            {
                var asked = Parse(read.Buffer);
                reader.AdvanceTo(read.Buffer.End);
                return asked;
            }
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static Asked? Parse(in ReadOnlySequence<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        var known = false;
        string? status = null;
        var asked = new Asked("", 0, DateTime.MaxValue.ToUniversalTime(), Guid.AllBitsSet);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("query"u8))
            {
                reader.Read();
                known = reader.ValueTextEquals(Document);
            }
            else if (reader.ValueTextEquals("variables"u8))
            {
                reader.Read();
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    var (isStatus, isFirst) = (reader.ValueTextEquals("status"u8), reader.ValueTextEquals("first"u8));
                    reader.Read();
                    if (isStatus) status = Stored(reader.GetString());
                    else if (isFirst) asked = asked with { First = reader.GetInt32() };
                    else if (reader.GetString() is { } cursor)
                    {
                        if (!Order.TryReadCursor(cursor, out var createdAt, out var id)) return null;
                        asked = asked with { CreatedAt = createdAt, Id = id };
                    }
                }
            }
            else
            {
                reader.Skip();
            }
        }
        return known && status is not null && asked.First is >= 1 and <= 100 ? asked with { Status = status } : null;
    }

    private static byte[] Load()
    {
        using var stream = typeof(Graph).Assembly.GetManifestResourceStream("w6.graphql")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    // A status is an enum value, whose names are in capitals.
    private static string? Stored(string? name) => name switch
    {
        "NEW" => "new",
        "PAID" => "paid",
        "SHIPPED" => "shipped",
        "DELIVERED" => "delivered",
        "CANCELLED" => "cancelled",
        _ => null,
    };

    private readonly struct GraphForm : INestedForm
    {
        public static string Status(string stored) => stored switch
        {
            "new" => "NEW",
            "paid" => "PAID",
            "shipped" => "SHIPPED",
            "delivered" => "DELIVERED",
            _ => "CANCELLED",
        };

        public static void OpenLines(Utf8JsonWriter writer)
        {
            writer.WriteStartObject("lines"u8);
            writer.WriteStartArray(s_nodes);
        }

        public static void CloseLines(Utf8JsonWriter writer)
        {
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
    }

    private readonly record struct Asked(string Status, int First, DateTime CreatedAt, Guid Id);
}
