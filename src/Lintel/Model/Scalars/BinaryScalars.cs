using System.Text.Json;

namespace Lintel.Model.Scalars;

/// <summary><c>uuid</c>, RFC 9562.</summary>
internal sealed class UuidScalar : Scalar
{
    public override ValueKind Held => ValueKind.Uuid;

    public override string SchemaFormat => "uuid";

    public override string Expected(FieldType type) => "a UUID such as 0197b2a4-6b1c-7d7e-8f00-1234567890ab";

    public override string Example(FieldType type) => "\"0197b2a4-6b1c-7d7e-8f00-1234567890ab\"";

    public override bool TryParse(FieldType type, ReadOnlySpan<char> text, out Value value)
    {
        // The all-ones UUID is what a null cell looks like; nobody's key is that.
        var valid = Guid.TryParseExact(text, "D", out var uuid) && uuid != Guid.AllBitsSet;
        value = valid ? Value.Of(uuid) : default;
        return valid;
    }

    protected override void WriteHeld(FieldType type, Utf8JsonWriter writer, Cell cell, byte[] arena)
    {
        if (type.IsInArena) writer.WriteStringValue(cell.Bytes(arena));
        else writer.WriteStringValue(cell.Uuid);
    }

    protected override void WriteHeld(FieldType type, Utf8JsonWriter writer, Value value) => writer.WriteStringValue(value.AsUuid);
}

/// <summary><c>bytes</c>: base64 with padding, RFC 4648 §4.</summary>
internal sealed class BytesScalar : Scalar
{
    public override ValueKind Held => ValueKind.Bytes;

    public override string SchemaFormat => "byte";

    public override string Expected(FieldType type) => "base64 text (RFC 4648, section 4)";

    public override string Example(FieldType type) => "\"TGludGVs\"";

    public override bool TryParse(FieldType type, ReadOnlySpan<char> text, out Value value)
    {
        value = default;
        var bytes = new byte[text.Length / 4 * 3];
        if (text.Length % 4 != 0 || text.ContainsAny(" \t\r\n") || !Convert.TryFromBase64Chars(text, bytes, out var count)) return false;
        value = Value.Of(bytes[..count]);
        return true;
    }

    protected override void WriteHeld(FieldType type, Utf8JsonWriter writer, Cell cell, byte[] arena) => writer.WriteBase64StringValue(cell.Bytes(arena));

    protected override void WriteHeld(FieldType type, Utf8JsonWriter writer, Value value) => writer.WriteBase64StringValue(value.AsBytes);
}
