using System.Text.Json;
using System.Text.Json.Nodes;
using Lintel.Http.OpenApi;
using Lintel.Model;
using Lintel.Model.Scalars;

namespace Lintel.Http.Rest.Walking;

/// <summary>The first rows of a resource, whose values are asked for.</summary>
internal sealed class SampleRows
{
    /// <summary>How many there are at most.</summary>
    public const int Most = 10;

    private readonly JsonElement[] _rows;

    public SampleRows(Resource resource, JsonDocument? list)
    {
        _rows = list is null ? [] : [.. list.RootElement.GetProperty("data").EnumerateArray()];
        Next = list?.RootElement.GetProperty("page").TryGetProperty("next", out var next) == true ? next.GetString() : null;
        if (_rows.Length > 0) KeyParts = [.. resource.Key.Select(field => Text(_rows[0].GetProperty(field.Name)))];
    }

    /// <summary>The key of the first one; empty: there is none, or it has no key.</summary>
    public IReadOnlyList<string> KeyParts { get; } = [];

    /// <summary>The path segment of the first one; null: there is none, or it has no key.</summary>
    public string? Key => KeyParts.Count == 0 ? null : string.Join(',', KeyParts.Select(Uri.EscapeDataString));

    /// <summary>The cursor of the rows behind them; null: there are none.</summary>
    public string? Next { get; }

    /// <summary>A value of the field, or of an element of its list, as a query has it; null: none of them has one.</summary>
    public string? Value(Field field)
    {
        foreach (var row in _rows)
        {
            if (!row.TryGetProperty(field.Name, out var value)) continue;
            // A list is asked for one of its elements; one that is sent as a text has more than one dimension.
            if (field.Type.IsArray) value = value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0 ? value[0] : default;
            if (value.ValueKind is (JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False) && !IsOutside(field.Type.Element, value)) return Text(value);
        }
        return null;
    }

    /// <summary>A value of the field, as JSON; null: none of them has one, or it is JSON of others, in which a name may stand twice.</summary>
    public JsonNode? Json(Field field)
    {
        if (field.Type.Kind == ScalarKind.Json) return null;
        foreach (var row in _rows)
        {
            if (row.TryGetProperty(field.Name, out var value) && value.ValueKind != JsonValueKind.Null && !IsOutside(field.Type, value)) return JsonNode.Parse(value.GetRawText());
        }
        return null;
    }

    // A column of SQLite may hold what is no value of its type: it is served as text, and neither taken nor found.
    private static bool IsOutside(FieldType type, JsonElement value)
    {
        if (type is { IsArray: true } or { Kept: null or { As: KeptAs.Native } } || value.ValueKind != JsonValueKind.String) return false;
        var scalar = Schema.Rules(type);
        return (scalar.Accepts & (JsonForms.Number | JsonForms.Boolean)) != 0 || !scalar.TryParse(type with { Kept = null }, value.GetString()!, out _);
    }

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
