using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text.Json;
using Npgsql;

namespace Lintel.Bench.Limit;

/// <summary>The six columns of an order, in the order in which every statement selects them.</summary>
internal readonly record struct Order(Guid Id, Guid CustomerId, string Status, decimal Total, DateTime CreatedAt, long Version)
{
    private static readonly JsonEncodedText s_id = JsonEncodedText.Encode("id");
    private static readonly JsonEncodedText s_customerId = JsonEncodedText.Encode("customerId");
    private static readonly JsonEncodedText s_status = JsonEncodedText.Encode("status");
    private static readonly JsonEncodedText s_total = JsonEncodedText.Encode("total");
    private static readonly JsonEncodedText s_createdAt = JsonEncodedText.Encode("createdAt");
    private static readonly JsonEncodedText s_version = JsonEncodedText.Encode("version");

    public static Order Read(NpgsqlDataReader reader) => new(
        reader.GetFieldValue<Guid>(0), reader.GetFieldValue<Guid>(1), reader.GetString(2), reader.GetDecimal(3), reader.GetFieldValue<DateTime>(4), reader.GetInt64(5));

    /// <summary>Writes the fields; the caller opens and closes the object.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteString(s_id, Id);
        writer.WriteString(s_customerId, CustomerId);
        writer.WriteString(s_status, Status);
        writer.WriteNumber(s_total, Total);
        writer.WriteString(s_createdAt, CreatedAt);
        writer.WriteNumber(s_version, Version);
    }

    /// <summary>The place of this order in the list: its time and its key.</summary>
    public string ToCursor()
    {
        Span<byte> bytes = stackalloc byte[24];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, CreatedAt.Ticks);
        Id.TryWriteBytes(bytes[8..]);
        return Base64Url.EncodeToString(bytes);
    }

    public static bool TryReadCursor(ReadOnlySpan<char> text, out DateTime createdAt, out Guid id)
    {
        (createdAt, id) = (default, default);
        Span<byte> bytes = stackalloc byte[24];
        if (text.Length != 32 || !Base64Url.TryDecodeFromChars(text, bytes, out var length) || length != 24) return false;
        createdAt = new DateTime(BinaryPrimitives.ReadInt64LittleEndian(bytes), DateTimeKind.Utc);
        id = new Guid(bytes[8..]);
        return true;
    }
}
