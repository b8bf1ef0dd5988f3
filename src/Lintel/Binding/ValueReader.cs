using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Lintel.Model;
using Lintel.Model.Scalars;
using Lintel.Operations;

namespace Lintel.Binding;

/// <summary>Reads what a caller wrote as a value of a type.</summary>
internal static class ValueReader
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create([.. Enumerable.Range(0, 32).Select(code => (char)code), '"', '\\']);

    /// <summary>Reads a value that is not null; on failure says what was expected.</summary>
    public static bool TryRead(FieldType type, InputValue input, out Value value, out string expected)
    {
        // Every value of every row passes here, and most are right: nothing is said of those.
        expected = "";
        if (type.IsArray ? TryReadList(type, input, out value) : TryReadScalar(type, input, out value)) return true;
        var scalar = Scalar.For(type.Kind);
        expected = type.IsArray ? $"a list of values, each {scalar.Expected(type)}" : scalar.Expected(type);
        return false;
    }

    private static bool TryReadScalar(FieldType type, InputValue input, out Value value)
    {
        var scalar = Scalar.For(type.Kind);
        value = default;
        return input.Kind switch
        {
            InputKind.Untyped => scalar.TryParse(type, input.Text, out value),
            InputKind.String when scalar.Accepts.HasFlag(JsonForms.Any) => scalar.TryParse(type, input.Json ?? Quote(input.Text), out value),
            InputKind.String => scalar.Accepts.HasFlag(JsonForms.String) && scalar.TryParse(type, input.Text, out value),
            InputKind.Number => (scalar.Accepts & (JsonForms.Number | JsonForms.Any)) != 0 && scalar.TryParse(type, input.Text, out value),
            InputKind.Boolean => (scalar.Accepts & (JsonForms.Boolean | JsonForms.Any)) != 0 && scalar.TryParse(type, input.Text, out value),
            InputKind.List or InputKind.Object => scalar.Accepts.HasFlag(JsonForms.Any) && scalar.TryParse(type, input.Json, out value),
            InputKind.Null => false,
        };
    }

    private static bool TryReadList(FieldType type, InputValue input, out Value value)
    {
        value = default;
        if (input.Kind == InputKind.Untyped)
        {
            if (!JsonInput.TryParse(Encoding.UTF8.GetBytes(input.Text), out input!, out _)) return false;
        }
        if (input.Kind != InputKind.List) return false;
        var items = new Value[input.Items.Count];
        var element = type.Element;
        for (var i = 0; i < items.Length; i++)
        {
            if (input.Items[i].Kind == InputKind.Null || !TryReadScalar(element, input.Items[i], out items[i])) return false;
        }
        value = Value.Of(items);
        return true;
    }

    // Letters stay as they are: what is kept is what was sent.
    private static string Quote(string text) =>
        text.AsSpan().ContainsAny(Escaped) ? $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"" : $"\"{text}\"";
}
