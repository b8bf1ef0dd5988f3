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
    private const int MostDimensions = 6; // MAXDIM of PostgreSQL

    private static readonly SearchValues<char> Escaped = SearchValues.Create([.. Enumerable.Range(0, 32).Select(code => (char)code), '"', '\\']);

    /// <summary>Reads a value that is not null; on failure says what was expected.</summary>
    public static bool TryRead(FieldType type, InputValue input, out Value value, out string expected)
    {
        // Every value of every row passes here, and most are right: nothing is said of those.
        expected = "";
        if (type.IsArray ? TryReadList(type, input, out value) : TryReadOne(type, input, out value)) return true;
        var scalar = Scalar.For(type.Kind);
        expected = type.IsArray ? $"a list of values, each {scalar.Expected(type)}" : scalar.Expected(type);
        return false;
    }

    private static bool TryReadOne(FieldType type, InputValue input, out Value value) =>
        TryReadScalar(type, input, out value) || (input.Kind is InputKind.String or InputKind.Untyped && OutsideText.TryRead(type, input.Text, out value));

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
        // What a database that is not ours has besides plain lists: nulls, lists of lists, and lists whose first place is not the first.
        var isForeign = type.Kept is { As: KeptAs.Native };
        if (isForeign && input.Kind == InputKind.String)
        {
            value = Value.Of(input.Text);
            return input.Text is ['[', ..] && TextScalar.IsStorable(input.Text);
        }
        return input.Kind == InputKind.List && TryReadItems(type.Element, input.Items, isForeign ? MostDimensions : 1, isForeign, out value);
    }

    private static bool TryReadItems(FieldType element, IReadOnlyList<InputValue> items, int dimensions, bool nulls, out Value value)
    {
        value = default;
        var values = new Value[items.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var item = items[i];
            if (item.Kind == InputKind.Null && nulls) continue;
            if (item.Kind == InputKind.List && element.Kind != ScalarKind.Json && dimensions > 1)
            {
                if (!TryReadItems(element, item.Items, dimensions - 1, nulls, out values[i])) return false;
            }
            else if (item.Kind == InputKind.Null || !TryReadOne(element, item, out values[i])) return false;
        }
        value = Value.Of(values);
        return true;
    }

    // Letters stay as they are: what is kept is what was sent.
    private static string Quote(string text) =>
        text.AsSpan().ContainsAny(Escaped) ? $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"" : $"\"{text}\"";
}
