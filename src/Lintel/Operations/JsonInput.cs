using System.Text;
using System.Text.Json;
using Lintel.Model;

namespace Lintel.Operations;

/// <summary>Reads JSON (RFC 8259) into <see cref="InputValue"/>: strict, bounded, digits kept, every failure located.</summary>
public static class JsonInput
{
    // Of what is no body of a request, such as what the store keeps: the bytes were bounded elsewhere.
    private static readonly ServiceLimits NotSent = ServiceLimits.Default with { JsonValues = int.MaxValue };

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads one document. On failure says what is wrong, with line and column, both from 1.</summary>
    public static bool TryParse(ReadOnlySpan<byte> json, out InputValue value, out string failure) => TryParse(json, null, out value, out failure);

    /// <inheritdoc cref="TryParse(ReadOnlySpan{byte}, out InputValue, out string)"/>
    /// <param name="json">The document.</param>
    /// <param name="limits">How deep it may nest, and how many values it may have; null: nobody sent it.</param>
    /// <param name="value">What it holds.</param>
    /// <param name="failure">What is wrong.</param>
    public static bool TryParse(ReadOnlySpan<byte> json, ServiceLimits? limits, out InputValue value, out string failure)
    {
        limits ??= NotSent;
        value = InputValue.Null;
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = limits.JsonDepth, AllowTrailingCommas = false });
            reader.Read();
            var left = limits.JsonValues;
            value = Read(ref reader, json, ref left);
            while (reader.Read()) { }
            failure = "";
            return true;
        }
        catch (JsonException exception)
        {
            // The reader's own words end in its own positions, counted from 0; ours replace them.
            var words = exception.Message;
            var cut = words.IndexOf(" LineNumber", StringComparison.Ordinal);
            failure = $"Line {exception.LineNumber + 1 ?? 1}, column {exception.BytePositionInLine + 1 ?? 1}: {(cut < 0 ? words : words[..cut])}";
        }
        catch (Exception exception) when (exception is InvalidOperationException or DecoderFallbackException)
        {
            failure = "A string holds bytes or escapes that are not valid Unicode.";
        }
        return false;
    }

    private static InputValue Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ref int left)
    {
        if (--left < 0) throw new JsonException("There are more values than the limit allows.", null, null, null);
        switch (reader.TokenType)
        {
            case JsonTokenType.Null: return InputValue.Null;
            case JsonTokenType.True: return InputValue.Boolean(true);
            case JsonTokenType.False: return InputValue.Boolean(false);
            case JsonTokenType.Number: return InputValue.Number(Encoding.ASCII.GetString(reader.ValueSpan));
            case JsonTokenType.String:
                // The raw text matters to json fields alone; it is kept where an escape would otherwise be lost.
                var text = reader.GetString()!;
                return reader.ValueIsEscaped
                    ? new InputValue { Kind = InputKind.String, Text = text, Json = $"\"{Strict.GetString(reader.ValueSpan)}\"" }
                    : InputValue.String(text);
        }
        var start = (int)reader.TokenStartIndex;
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            var items = new List<InputValue>();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(Read(ref reader, json, ref left));
            return new InputValue { Kind = InputKind.List, Items = items, Json = Raw(reader, json, start) };
        }
        var members = new List<InputMember>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            if (!names.Add(name)) throw new JsonException($"The member '{name}' stands twice.", null, null, null);
            reader.Read();
            members.Add(new InputMember(name, Read(ref reader, json, ref left)));
        }
        return new InputValue { Kind = InputKind.Object, Members = members, Json = Raw(reader, json, start) };
    }

    private static string Raw(in Utf8JsonReader reader, ReadOnlySpan<byte> json, int start) =>
        Strict.GetString(json[start..(int)reader.BytesConsumed]);
}
