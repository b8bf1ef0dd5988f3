using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Lintel.Access;
using Lintel.Binding;
using Lintel.Model;
using Lintel.Model.Scalars;
using Lintel.Results;

namespace Lintel.Engine.Auditing;

/// <summary>What was done with one row, before it has its place in a chain.</summary>
internal sealed record AuditEntry
{
    /// <summary>What the first entry of a chain has for the hash of the one before it, and what a chain without entries ends with.</summary>
    public static readonly string NoHash = new('0', 2 * SHA256.HashSizeInBytes);

    private static readonly JsonWriterOptions Form = new() { Encoder = LeastEscaping.Instance, SkipValidation = true };

    /// <summary>Who asked for it.</summary>
    public required Caller By { get; init; }

    /// <summary>The action of the contract that did it; null: none.</summary>
    public string? Action { get; init; }

    /// <summary>When the request came, in microseconds since the Unix epoch.</summary>
    public required long At { get; init; }

    /// <summary>One of <see cref="AuditTables.Operations"/>.</summary>
    public required string Operation { get; init; }

    /// <summary>The resource of the row.</summary>
    public required Resource Resource { get; init; }

    /// <summary>The key of the row.</summary>
    public required string Row { get; init; }

    /// <summary>The tenant whose the row is; null: it is shared, or there are none.</summary>
    public required Value Tenant { get; init; }

    /// <summary>What changed.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>What changed as it was, as JSON; null: there was nothing.</summary>
    public string? Old { get; init; }

    /// <summary>What changed as it is then, as JSON; null: there is nothing.</summary>
    public string? New { get; init; }

    /// <summary>The entry as the row of its table.</summary>
    /// <param name="entries">The table.</param>
    /// <param name="chain">Its chain.</param>
    /// <param name="number">Its place there.</param>
    /// <param name="previous">The hash of the one before it.</param>
    public RowDraft InChain(Resource entries, long chain, long number, string previous)
    {
        var row = new RowDraft(entries, "");
        Set("chain", Value.Of(chain));
        Set("number", Value.Of(number));
        Set("at", Value.Of(At));
        Set("by", Text(By.Id));
        Set("apiKey", Text(By.ApiKey));
        Set("address", Text(By.Address));
        Set("operation", Value.Of(Operation));
        Set("action", Text(Action));
        Set("resource", Value.Of(Resource.Name));
        Set("row", Value.Of(Row));
        Set("fields", Value.Of([.. Fields.Select(Value.Of)]));
        Set("old", Text(Old));
        Set("new", Text(New));
        if (entries.FindField(AuditTables.TenantName) is { } tenant) row[tenant] = Tenant;
        Set("previous", Value.Of(previous));
        Set("hash", Value.Of(HashOf(entries, field => row[field])));
        return row;

        void Set(string name, Value value) => row[entries.FindField(name)!] = value;
    }

    /// <summary>The hash of an entry: the SHA-256, in hexadecimal, of a JSON array of all of its values but that, in the order of its fields, without white space and in UTF-8. An entry of no tenant is hashed without one, as those are that a service has before it gains tenants.</summary>
    /// <param name="entries">The table.</param>
    /// <param name="valueOf">Gives a value of the entry.</param>
    public static string HashOf(Resource entries, Func<Field, Value> valueOf)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json, Form))
        {
            writer.WriteStartArray();
            foreach (var field in entries.Fields)
            {
                if (field.Name == "hash") continue;
                var value = valueOf(field);
                if (field.Name != AuditTables.TenantName || !value.IsNull) Write(writer, field.Type, value);
            }
            writer.WriteEndArray();
        }
        return Convert.ToHexStringLower(SHA256.HashData(json.GetBuffer().AsSpan(0, (int)json.Length)));
    }

    /// <summary>Values by their names as a JSON object; null where there are none.</summary>
    public static string? Json(IReadOnlyCollection<(string Name, FieldType Type, Value Value)> values)
    {
        if (values.Count == 0) return null;
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json, Form))
        {
            writer.WriteStartObject();
            foreach (var (name, type, value) in values)
            {
                writer.WritePropertyName(name);
                Write(writer, type, value);
            }
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(json.GetBuffer().AsSpan(0, (int)json.Length));
    }

    private static void Write(Utf8JsonWriter writer, FieldType type, Value value)
    {
        if (value.IsNull) writer.WriteNullValue();
        else if (!type.IsArray) Scalar.For(type.Kind).Write(type, writer, value);
        else
        {
            writer.WriteStartArray();
            foreach (var item in value.AsList) Write(writer, type.Element, item);
            writer.WriteEndArray();
        }
    }

    // What a token says of its bearer may be any text, also such as no store keeps.
    private static Value Text(string? text) =>
        text is null ? Value.Null : Value.Of(TextScalar.IsStorable(text) ? text : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Replace('\0', '\uFFFD'))));
}
