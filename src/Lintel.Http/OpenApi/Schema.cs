using System.Text.Json;
using System.Text.Json.Nodes;
using Lintel.Model;

namespace Lintel.Http.OpenApi;

/// <summary>Small pieces of JSON Schema 2020-12 and of OpenAPI that many parts of the document are made of.</summary>
internal static class Schema
{
    // What is read has weeks, too; what is written has days, hours, minutes and seconds.
    private const string DurationPattern = @"^-?P(?=[0-9T])(?:[0-9]+W)?(?:[0-9]+D)?(?:T(?=[0-9])(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+(?:\.[0-9]+)?S)?)?$";

    /// <summary>A reference to a component.</summary>
    public static JsonObject Ref(string section, string name) => new() { ["$ref"] = $"#/components/{section}/{name}" };

    /// <summary>A reference to a component, or null.</summary>
    public static JsonObject Nullable(JsonObject schema) => new()
    {
        ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }),
    };

    /// <summary>A list of nodes.</summary>
    public static JsonArray List(IEnumerable<JsonNode?> nodes) => new([.. nodes]);

    /// <summary>A list of strings.</summary>
    public static JsonArray List(IEnumerable<string> texts) => List(texts.Select(text => (JsonNode?)JsonValue.Create(text)));

    /// <summary>An object schema that allows nothing but its properties.</summary>
    public static JsonObject Object(string? description, JsonObject properties, IReadOnlyCollection<string> required)
    {
        var schema = new JsonObject { ["type"] = "object" };
        if (description is not null) schema["description"] = description;
        schema["properties"] = properties;
        if (required.Count > 0) schema["required"] = List(required);
        schema["additionalProperties"] = false;
        return schema;
    }

    /// <summary>The schema of a type alone: no bounds, no description.</summary>
    public static JsonObject Of(FieldType type, bool nullable = false)
    {
        if (type.IsArray)
        {
            return new JsonObject { ["type"] = TypeName("array", nullable), ["items"] = Of(type.Element) };
        }
        var scalar = Rules(type);
        var schema = new JsonObject();
        if (scalar.SchemaType is { } name) schema["type"] = TypeName(name, nullable);
        if (type.Kind == ScalarKind.Bytes) schema["contentEncoding"] = "base64";
        else if (Format(type.Kind, scalar.SchemaFormat) is { } format) schema["format"] = format;
        if (Pattern(type) is { } pattern) schema["pattern"] = pattern;
        if (type.Kind == ScalarKind.Enum)
        {
            var members = List(type.Members);
            if (nullable) members.Add((JsonNode?)null);
            schema["enum"] = members;
        }
        return schema;
    }

    /// <summary>A value of a type as JSON, with all its digits.</summary>
    public static JsonNode? Json(FieldType type, Value value)
    {
        if (value.IsNull) return null;
        if (value.Kind == ValueKind.List) return List(value.AsList.Select(element => Json(type.Element, element)));
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer)) Rules(type).Write(type, writer, value);
        return JsonNode.Parse(buffer.ToArray());
    }

    /// <summary>What a scalar kind knows of itself. (Its class shares its name with the namespace of the page at <c>/docs</c>.)</summary>
    public static Model.Scalars.Scalar Rules(FieldType type) => Model.Scalars.Scalar.For(type.Kind);

    // JSON Schema's duration is RFC 3339's, which has no fraction and no sign; its uri is RFC 3986's, which is ASCII only.
    private static string? Format(ScalarKind kind, string? format) => kind switch
    {
        ScalarKind.Duration => null,
        ScalarKind.Url => "iri",
        _ => format,
    };

    private static string? Pattern(FieldType type) => type.Kind switch
    {
        ScalarKind.Duration => DurationPattern,
        ScalarKind.Url => "^[Hh][Tt][Tt][Pp][Ss]?://",
        _ => Rules(type).SchemaPattern(type),
    };

    private static JsonNode TypeName(string name, bool nullable) => nullable ? new JsonArray(name, "null") : JsonValue.Create(name);
}
