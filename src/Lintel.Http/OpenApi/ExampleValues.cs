using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lintel.Model;

namespace Lintel.Http.OpenApi;

/// <summary>
/// Examples that are valid against their schemas: from the contract's own, the defaults, or what the type offers. Where a
/// pattern leaves none, there is no example at all rather than a wrong one.
/// </summary>
internal static class ExampleValues
{
    private const int MostText = 10_000;
    private const string Cursor = "AQEwMTk3YjJhNA";

    /// <summary>A row with all its readable fields, and its owned children where they are asked for.</summary>
    public static JsonObject? Whole(Resource resource, bool withChildren = false)
    {
        var row = Row(resource, ResourceSchemas.Readable(resource));
        if (row is null || !withChildren) return row;
        foreach (var relation in ResourceSchemas.Children(resource))
        {
            if (Whole(relation.Target) is not { } child) return null;
            row[relation.Name] = relation.MaxItems > 0 ? new JsonArray(child) : new JsonArray();
        }
        return row;
    }

    /// <summary>A page of a list.</summary>
    public static JsonObject? List(Resource resource) => Whole(resource) is not { } row ? null : new JsonObject
    {
        ["data"] = new JsonArray(row),
        ["page"] = new JsonObject { ["next"] = Cursor, ["prev"] = null },
    };

    /// <summary>The body of a create.</summary>
    public static JsonObject? Create(Resource resource)
    {
        var body = Row(resource, ResourceSchemas.Creatable(resource).Where(field => field.Default is DefaultKind.None or DefaultKind.Literal));
        if (body is null) return null;
        foreach (var relation in ResourceSchemas.Children(resource).Where(relation => relation.MaxItems > 0))
        {
            if (Create(relation.Target) is not { } child) return null;
            body[relation.Name] = new JsonArray(child);
        }
        return body;
    }

    /// <summary>The body of a patch: the first field that has an example.</summary>
    public static JsonObject? Patch(Resource resource)
    {
        var fields = ResourceSchemas.Patchable(resource).ToArray();
        var field = fields.FirstOrDefault(field => field.Role == FieldRole.Plain && field.Examples.Count > 0) ?? fields.FirstOrDefault();
        return Row(resource, field is null ? [] : [field]);
    }

    /// <summary>What an action or a function is given, without times that have a default; empty where it takes nothing.</summary>
    public static JsonObject? Input(Resource taker) => Row(taker, taker.Fields.Where(field => field.Default is DefaultKind.None or DefaultKind.Literal));

    /// <summary>A valid value of a field; null where none is known.</summary>
    public static JsonNode? Of(Field field)
    {
        if (field.Examples.Count > 0) return Schema.Json(field.Type, field.Examples[0]);
        if (field.Default == DefaultKind.Literal && !field.DefaultValue.IsNull) return Schema.Json(field.Type, field.DefaultValue);
        if (field.Role == FieldRole.Version) return 1;
        if (field.Role == FieldRole.DeletedAt) return null; // as those are that come unasked
        if (Fit(field) is not { } value) return null;
        var element = Schema.Json(field.Type.Element, value);
        return field.Type.IsArray ? field.MaxItems > 0 ? new JsonArray(element) : new JsonArray() : element;
    }

    private static JsonObject? Row(Resource resource, IEnumerable<Field> fields)
    {
        var row = new JsonObject();
        foreach (var field in fields)
        {
            var value = Of(field);
            if (value is null && !field.Nullable) return null;
            row[field.Name] = value;
        }
        return row;
    }

    private static Value? Fit(Field field)
    {
        var type = field.Type.Element;
        using var example = JsonDocument.Parse(Schema.Rules(type).Example(type));
        var text = example.RootElement.ValueKind == JsonValueKind.String && type.Kind != ScalarKind.Json
            ? example.RootElement.GetString()!
            : example.RootElement.GetRawText();
        if (type.Kind is ScalarKind.String or ScalarKind.Text) text = Stretch(text, field.MinLength ?? 0, field.MaxLength ?? int.MaxValue);
        if (type.Kind == ScalarKind.Bytes) text = Convert.ToBase64String(Encoding.ASCII.GetBytes(Stretch("Lintel", field.MinLength ?? 0, field.MaxLength ?? int.MaxValue)));
        if (text.Length > MostText || !Schema.Rules(type).TryParse(type, text, out var value)) return null;
        if (field.Pattern is { } pattern && !Regex.IsMatch(text, $@"\A(?:{pattern})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)) return null;
        if (value.Kind == ValueKind.Text && type.Kind is ScalarKind.Email or ScalarKind.Url && !IsWithin(text.Length, field)) return null;
        return value.Kind switch
        {
            ValueKind.Integer => Clamp(value.AsInteger, field) is { } fit ? Value.Of(fit) : null,
            ValueKind.Double => Clamp(value.AsDouble, field) is { } fit ? Value.Of(fit) : null,
            // Decimals of many digits: an end that belongs to the range will do.
            ValueKind.Text when type.Kind == ScalarKind.Decimal => (field.Minimum ?? field.Maximum) switch
            {
                null => value,
                { Exclusive: false } bound => bound.Value,
                _ => null,
            },
            ValueKind.Text or ValueKind.Uuid or ValueKind.Bool or ValueKind.Bytes or ValueKind.List or ValueKind.Null => value,
        };
    }

    private static long? Clamp(long value, Field field)
    {
        var least = field.Minimum is { } minimum ? minimum.Value.AsInteger + (minimum.Exclusive ? 1 : 0) : long.MinValue;
        var greatest = field.Maximum is { } maximum ? maximum.Value.AsInteger - (maximum.Exclusive ? 1 : 0) : long.MaxValue;
        return least > greatest ? null : Math.Clamp(value, least, greatest);
    }

    private static double? Clamp(double value, Field field)
    {
        var least = field.Minimum is { } minimum ? minimum.Exclusive ? Math.BitIncrement(minimum.Value.AsDouble) : minimum.Value.AsDouble : double.MinValue;
        var greatest = field.Maximum is { } maximum ? maximum.Exclusive ? Math.BitDecrement(maximum.Value.AsDouble) : maximum.Value.AsDouble : double.MaxValue;
        return least > greatest ? null : Math.Clamp(value, least, greatest);
    }

    private static bool IsWithin(int length, Field field) => length >= (field.MinLength ?? 0) && length <= (field.MaxLength ?? int.MaxValue);

    private static string Stretch(string text, int least, int most)
    {
        if (least > MostText) return new string('x', MostText + 1);
        while (text.Length < least) text = $"{text} {text}";
        if (text.Length > most) text = text[..most];
        return text.EndsWith(' ') ? text[..^1] + "x" : text;
    }
}
