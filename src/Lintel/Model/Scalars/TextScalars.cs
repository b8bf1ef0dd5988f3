using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Lintel.Model.Scalars;

/// <summary><c>string</c> and <c>text</c>: any Unicode text but NUL and lone surrogates, which no store keeps.</summary>
internal class TextScalar : Scalar
{
    public override ValueKind Held => ValueKind.Text;

    public override string Expected(FieldType type) => "text";

    public override string Example(FieldType type) => "\"text\"";

    public override bool TryParse(FieldType type, ReadOnlySpan<char> text, out Value value)
    {
        value = default;
        if (!IsStorable(text)) return false;
        value = Value.Of(text.ToString());
        return true;
    }

    protected sealed override void WriteHeld(FieldType type, Utf8JsonWriter writer, Cell cell, byte[] arena) => writer.WriteStringValue(cell.Bytes(arena));

    protected sealed override void WriteHeld(FieldType type, Utf8JsonWriter writer, Value value) => writer.WriteStringValue(value.AsText);

    /// <summary>Whether the text has no NUL and is well-formed UTF-16.</summary>
    internal static bool IsStorable(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAnyInRange('\uD800', '\uDFFF')) return !text.Contains('\0');
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out var rune, out var used) != OperationStatus.Done || rune.Value == 0) return false;
            text = text[used..];
        }
        return true;
    }
}

/// <summary><c>enum(…)</c>.</summary>
internal sealed class EnumScalar : TextScalar
{
    public override string Expected(FieldType type) => $"one of {string.Join(", ", type.Members)}";

    public override string Example(FieldType type) => $"\"{type.Members[0]}\"";

    public override bool TryParse(FieldType type, ReadOnlySpan<char> text, out Value value)
    {
        foreach (var member in type.Members)
        {
            if (!text.SequenceEqual(member)) continue;
            value = Value.Of(member);
            return true;
        }
        value = default;
        return false;
    }
}

/// <summary><c>native(…)</c>: text that only the database can tell from a value.</summary>
internal sealed class NativeScalar : TextScalar
{
    public override string Expected(FieldType type) => $"a value of the database's type {type.NativeName}, as text";
}

/// <summary><c>email</c>.</summary>
internal sealed partial class EmailScalar : TextScalar
{
    public const int MaxLength = 254; // RFC 5321 §4.5.3.1.3 less the angle brackets

    public override string SchemaFormat => "idn-email";

    public override string Expected(FieldType type) => "an e-mail address such as someone@example.com";

    public override string Example(FieldType type) => "\"someone@example.com\"";

    public override bool TryParse(FieldType type, ReadOnlySpan<char> text, out Value value)
    {
        value = default;
        return text.Length <= MaxLength && Address().IsMatch(text) && base.TryParse(type, text, out value);
    }

    // The HTML Living Standard's "valid email address", with the letters of every script as RFC 6531 allows.
    [GeneratedRegex(@"\A[\p{L}\p{M}\p{N}.!#$%&'*+/=?^_`{|}~-]+@[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?(?:\.[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}

/// <summary><c>url</c>: kept as it was given.</summary>
internal sealed class UrlScalar : TextScalar
{
    public const int MaxLength = 2048;

    private static readonly SearchValues<char> Forbidden = SearchValues.Create(" \"<>\\^`{|}\t\r\n");

    public override string SchemaFormat => "uri";

    public override string Expected(FieldType type) => "an absolute http or https URL of at most 2048 characters";

    public override string Example(FieldType type) => "\"https://example.com/\"";

    public override bool TryParse(FieldType type, ReadOnlySpan<char> text, out Value value)
    {
        value = default;
        if (text.Length > MaxLength || text.ContainsAny(Forbidden)) return false;
        if (!Uri.TryCreate(text.ToString(), UriKind.Absolute, out var uri)) return false;
        return (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) && base.TryParse(type, text, out value);
    }
}
