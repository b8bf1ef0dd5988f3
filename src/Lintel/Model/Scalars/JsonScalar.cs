using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Lintel.Model.Scalars;

/// <summary><c>json</c>: any JSON value, kept without white space, its digits and the order of its members untouched.</summary>
internal sealed class JsonScalar : Scalar
{
    private const int MaxDepth = 64;

    public override ValueKind Held => ValueKind.Text;

    public override JsonForms Accepts => JsonForms.Any;

    public override string? SchemaType => null;

    public override string Expected(FieldType type) => "a JSON value at most 64 levels deep and without NUL";

    public override string Example(FieldType type) => "{\"any\":\"value\"}";

    public override bool TryParse(FieldType type, ReadOnlySpan<char> text, out Value value)
    {
        value = default;
        if (text.IsEmpty || !TextScalar.IsStorable(text)) return false;
        try
        {
            var bytes = Encoding.UTF8.GetBytes(text.ToString());
            var output = new ArrayBufferWriter<byte>(bytes.Length);
            if (!TryMinify(bytes, output)) return false;
            value = Value.Of(Encoding.UTF8.GetString(output.WrittenSpan));
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false; // InvalidOperationException: an escaped lone surrogate
        }
    }

    protected override void WriteHeld(FieldType type, Utf8JsonWriter writer, Cell cell, byte[] arena) =>
        writer.WriteRawValue(cell.Bytes(arena), skipInputValidation: true);

    protected override void WriteHeld(FieldType type, Utf8JsonWriter writer, Value value) => writer.WriteRawValue(value.AsText, skipInputValidation: true);

    /// <summary>Copies the tokens; false where a string holds NUL, even escaped, which not every store keeps.</summary>
    private static bool TryMinify(ReadOnlySpan<byte> json, ArrayBufferWriter<byte> output)
    {
        // Tokens are copied as they stand: no number is parsed and no string unescaped.
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        var comma = false;
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                output.Write(reader.ValueSpan);
                comma = true;
                continue;
            }
            if (comma) output.Write(","u8);
            var quoted = reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName;
            if (quoted && reader.ValueIsEscaped && reader.GetString()!.Contains('\0', StringComparison.Ordinal)) return false;
            if (quoted) output.Write("\""u8);
            output.Write(reader.ValueSpan);
            if (quoted) output.Write("\""u8);
            if (reader.TokenType == JsonTokenType.PropertyName) output.Write(":"u8);
            comma = reader.TokenType is not (JsonTokenType.PropertyName or JsonTokenType.StartObject or JsonTokenType.StartArray);
        }
        return true;
    }
}
