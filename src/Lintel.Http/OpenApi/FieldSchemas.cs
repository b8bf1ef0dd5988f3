using System.Text.Json.Nodes;
using Lintel.Model;

namespace Lintel.Http.OpenApi;

/// <summary>The schemas of single fields.</summary>
internal static class FieldSchemas
{
    private const int EmailLength = 254;
    private const int UrlLength = 2048;
    private const int DoubleDigits = 15; // that binary64, JavaScript's number, always keeps

    /// <summary>
    /// A field in an answer. No bounds: rows may be older than they are. But an enumeration is one, and formats hold.
    /// </summary>
    public static JsonObject InAnswer(Resource resource, Field field)
    {
        var schema = Schema.Of(field.Type, field.Nullable);
        schema = OrOutside(field.Type, schema);
        Describe(schema, resource, field, Combine(Description(resource, field), SecurityParts.OfField(field)));
        if (field.ReadOnly) schema["readOnly"] = true;
        return schema;
    }

    /// <summary>A field in the body of a create or of a patch, with all that is checked of it.</summary>
    public static JsonObject InBody(Resource resource, Field field, bool withDefault)
    {
        var schema = Schema.Of(field.Type, field.Nullable);
        if (field.Type.IsArray)
        {
            schema["maxItems"] = field.MaxItems;
            Bound((JsonObject)schema["items"]!, field);
        }
        else
        {
            Bound(schema, field);
        }
        schema = OrOutside(field.Type, schema);
        Describe(schema, resource, field, Combine(Description(resource, field), Range(field)));
        if (withDefault && field.Default == DefaultKind.Literal) schema["default"] = Schema.Json(field.Type, field.DefaultValue);
        if (field.WriteOnly) schema["writeOnly"] = true;
        return schema;
    }

    /// <summary>A field as a part of a path: the key of one row.</summary>
    public static JsonObject InPath(Field field) => Compared(field.Type);

    /// <summary>A value that fields of a type are compared with.</summary>
    public static JsonObject Compared(FieldType type) => OrOutside(type, Schema.Of(type));

    /// <summary>What the field is, in words; null where there is nothing to say.</summary>
    public static string? Description(Resource resource, Field field)
    {
        if (field.Description is { } description) return description;
        return field.Role switch
        {
            FieldRole.Key => $"What identifies {Words.One(resource)}.",
            FieldRole.CreatedAt => "When it was created.",
            FieldRole.UpdatedAt => "When it last changed.",
            FieldRole.DeletedAt => "When it was deleted; null: it is not deleted.",
            FieldRole.Tenant => "Whose it is; only where `fields` names it.",
            FieldRole.Version => "How often it changed, from 1 on. The ETag is made of it.",
            FieldRole.Parent when resource.Owner is { } owner => $"The key of the {Words.Of(owner.Source.Name)} that it belongs to.",
            FieldRole.Reference when resource.Relations.FirstOrDefault(relation => relation.IsToOne && relation.SourceFields.Contains(field)) is { } relation =>
                relation.Description ?? $"The key of the {Words.Of(relation.Name)}.",
            FieldRole.Plain or FieldRole.Parent or FieldRole.Reference or FieldRole.Relevance or FieldRole.Right => null,
        };
    }

    /// <summary>The schema of a field that may hold more than values of its type.</summary>
    private static JsonObject OrOutside(FieldType type, JsonObject schema)
    {
        if (!type.MayBeOutside) return schema;
        if (type.IsArray)
        {
            // Elements may be null, and lists themselves where there are several dimensions.
            var items = (JsonObject)schema["items"]!.DeepClone();
            schema["items"] = new JsonObject { ["anyOf"] = new JsonArray(items, new JsonObject { ["type"] = new JsonArray("array", "string", "null") }) };
        }
        return new JsonObject { ["anyOf"] = new JsonArray(schema, Outside()) };
    }

    private static JsonObject Outside() => new() { ["type"] = "string", ["description"] = "What the database holds beside values of the type, as it is." };

    private static void Describe(JsonObject schema, Resource resource, Field field, string? description)
    {
        if (description is not null) schema["description"] = description;
        if (field.Format is { } format) schema["format"] = format;
        if (field.Examples.Count > 0) schema["examples"] = Schema.List(field.Examples.Select(example => Schema.Json(field.Type, example)));
        if (field.Deprecated) schema["deprecated"] = true;
    }

    private static void Bound(JsonObject schema, Field field)
    {
        var type = field.Type.Element;
        var (least, greatest) = (field.MinLength, field.MaxLength);
        greatest ??= type.Kind switch { ScalarKind.Email => EmailLength, ScalarKind.Url => UrlLength, _ => null };
        if (type.Kind == ScalarKind.Bytes)
        {
            // Lengths are counted in bytes, of which three are four characters of base64.
            least = least is { } fewest ? Base64Length(fewest) : null;
            greatest = greatest is { } most && most < int.MaxValue / 2 ? Base64Length(most) : null;
        }
        if (least is > 0) schema["minLength"] = least.Value;
        if (greatest is not null) schema["maxLength"] = greatest.Value;
        if (field.Pattern is { } pattern) schema["pattern"] = $"^(?:{pattern})$";
        if (!IsNumber(type)) return;
        if (type.Kind == ScalarKind.Decimal && type.Precision is 0 or > DoubleDigits)
        {
            // Many clients have no numbers with that many digits; the bounds below apply to numbers, the pattern to text.
            schema["type"] = field is { Nullable: true, Type.IsArray: false } ? new JsonArray("number", "string", "null") : new JsonArray("number", "string");
            schema["pattern"] = @"^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$";
        }
        if (field.Minimum is { } minimum) schema[minimum.Exclusive ? "exclusiveMinimum" : "minimum"] = Schema.Json(type, minimum.Value);
        else if (type.Kind == ScalarKind.Decimal && type.Precision > 0) Bound(schema, "inimum", "-", type);
        if (field.Maximum is { } maximum) schema[maximum.Exclusive ? "exclusiveMaximum" : "maximum"] = Schema.Json(type, maximum.Value);
        else if (type.Kind == ScalarKind.Decimal && type.Precision > 0) Bound(schema, "aximum", "", type);
    }

    // A validator that reads numbers as doubles rounds the greatest value of many digits up to the bound, which must then include it.
    private static void Bound(JsonObject schema, string word, string sign, FieldType type)
    {
        var whole = type.Precision - type.Scale;
        if (type.Precision <= DoubleDigits) schema[$"exclusiveM{word}"] = JsonNode.Parse($"{sign}1{new string('0', whole)}");
        else schema[$"m{word}"] = JsonNode.Parse($"{sign}{(whole == 0 ? "0" : new string('9', whole))}{(type.Scale == 0 ? "" : "." + new string('9', type.Scale))}");
    }

    /// <summary>The bounds that JSON Schema has no words for.</summary>
    private static string? Range(Field field)
    {
        var type = field.Type.Element;
        if (type is { Kind: ScalarKind.Decimal, Precision: > 0, Scale: var scale })
        {
            return scale == 0 ? "No digits behind the point." : $"At most {scale} {(scale == 1 ? "digit" : "digits")} behind the point.";
        }
        if (IsNumber(type)) return null;
        var least = field.Minimum is { } minimum ? $"{(minimum.Exclusive ? "More than" : "At least")} {Schema.Json(type, minimum.Value)}." : null;
        var most = field.Maximum is { } maximum ? $"{(maximum.Exclusive ? "Less than" : "At most")} {Schema.Json(type, maximum.Value)}." : null;
        return Combine(least, most);
    }

    private static bool IsNumber(FieldType type) => Schema.Rules(type).SchemaType is "integer" or "number";

    private static int Base64Length(int bytes) => (bytes + 2) / 3 * 4;

    private static string? Combine(string? first, string? second) => first is null ? second : second is null ? first : $"{first} {second}";
}
