using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Lintel.Tests.Contract;

/// <summary>Checks YAML against a JSON Schema as an editor does: the keywords that our schema uses, and values typed by their looks.</summary>
internal sealed class SchemaCheck(JsonNode schema)
{
    public bool Accepts(string yaml)
    {
        var parser = new Parser(new StringReader(yaml));
        parser.MoveNext();
        parser.MoveNext();
        parser.MoveNext();
        return Accepts(schema, Read(parser));
    }

    private static JsonNode? Read(Parser parser)
    {
        switch (parser.Current)
        {
            case Scalar scalar:
                return Typed(scalar);
            case SequenceStart:
                var array = new JsonArray();
                while (parser.MoveNext() && parser.Current is not SequenceEnd)
                    array.Add(Read(parser));
                return array;
            default:
                var mapping = new JsonObject();
                while (parser.MoveNext() && parser.Current is Scalar key)
                {
                    parser.MoveNext();
                    mapping[key.Value] = Read(parser);
                }

                return mapping;
        }
    }

    private static JsonValue? Typed(Scalar scalar) => scalar switch
    {
        { Style: not ScalarStyle.Plain } => JsonValue.Create(scalar.Value),
        { Value: "" or "null" or "~" } => null,
        { Value: "true" or "false" } => JsonValue.Create(scalar.Value == "true"),
        _ when decimal.TryParse(scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        _ => JsonValue.Create(scalar.Value),
    };

    private bool Accepts(JsonNode rule, JsonNode? value)
    {
        var kind = value?.GetValueKind() ?? System.Text.Json.JsonValueKind.Null;
        foreach (var (keyword, argument) in rule.AsObject())
        {
            var fine = keyword switch
            {
                "type" => (argument is JsonArray types ? types.Select(type => (string)type!) : [(string)argument!]).Any(type => type switch
                {
                    "object" => value is JsonObject,
                    "array" => value is JsonArray,
                    "null" => value is null,
                    "string" => kind == System.Text.Json.JsonValueKind.String,
                    "boolean" => kind is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False,
                    "number" => kind == System.Text.Json.JsonValueKind.Number,
                    "integer" => kind == System.Text.Json.JsonValueKind.Number && value!.GetValue<decimal>() % 1 == 0,
                    _ => throw new NotSupportedException(type),
                }),
                "$ref" => Accepts(schema["$defs"]![((string)argument!)["#/$defs/".Length..]]!, value),
                "anyOf" => argument!.AsArray().Any(one => Accepts(one!, value)),
                "enum" => argument!.AsArray().Any(one => JsonNode.DeepEquals(one, value)),
                "pattern" => kind != System.Text.Json.JsonValueKind.String || Regex.IsMatch((string)value!, (string)argument!, RegexOptions.ECMAScript),
                "minimum" => kind != System.Text.Json.JsonValueKind.Number || value!.GetValue<decimal>() >= (decimal)argument!,
                "maximum" => kind != System.Text.Json.JsonValueKind.Number || value!.GetValue<decimal>() <= (decimal)argument!,
                "required" => value is not JsonObject keys || argument!.AsArray().All(name => keys.ContainsKey((string)name!)),
                "properties" => value is not JsonObject some || argument!.AsObject().All(property => !some.ContainsKey(property.Key) || Accepts(property.Value!, some[property.Key])),
                "additionalProperties" => value is not JsonObject all || all.Where(property => rule["properties"]?[property.Key] is null).All(property => argument is JsonObject more ? Accepts(more, property.Value) : (bool)argument!),
                "propertyNames" => value is not JsonObject named || named.All(property => Accepts(argument!, JsonValue.Create(property.Key))),
                "minProperties" => value is not JsonObject few || few.Count >= (int)argument!,
                "maxProperties" => value is not JsonObject many || many.Count <= (int)argument!,
                "items" => value is not JsonArray items || items.All(item => Accepts(argument!, item)),
                "minItems" => value is not JsonArray list || list.Count >= (int)argument!,
                "maxItems" => value is not JsonArray few || few.Count <= (int)argument!,
                "$schema" or "$id" or "title" or "description" or "examples" or "$defs" => true,
                _ => throw new NotSupportedException(keyword),
            };
            if (!fine)
                return false;
        }

        return true;
    }
}
