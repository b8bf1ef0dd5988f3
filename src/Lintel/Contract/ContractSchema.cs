using System.Text.Json;
using Lintel.Contract.Language;
using Lintel.Model;

namespace Lintel.Contract;

/// <summary>
/// The JSON Schema (2020-12) of the contract language, for editors: made from the same tables of keys that the compiler
/// checks with. It describes one file; what only the whole contract can tell, it leaves to the compiler.
/// </summary>
public static class ContractSchema
{
    /// <summary>Writes the schema.</summary>
    public static void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
        writer.WriteString("$id", "urn:lintel:contract:1");
        writer.WriteString("title", "Lintel contract");
        writer.WriteString("description", "A backend as one contract: what it keeps, how it is asked, what it promises. See docs/contract.md.");

        // Keys of the top level may stand in another file of the folder, so none of them is required here.
        WriteKeys(writer, ContractKeys.Root, requireAll: false);
        writer.WriteStartObject("$defs");
        foreach (var table in ContractKeys.All.Where(table => table != ContractKeys.Root))
        {
            writer.WriteStartObject(table.Name);
            WriteKeys(writer, table, requireAll: true);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteKeys(Utf8JsonWriter writer, KeyTable table, bool requireAll)
    {
        writer.WriteString("type", "object");
        writer.WriteStartObject("properties");
        foreach (var key in table.Keys)
        {
            writer.WriteStartObject(key.Name);
            writer.WriteString("description", key.Description);
            WriteShape(writer, key.Value);
            if (key.Value is TextShape or PatternShape or WordShape or ShortFormShape && !key.Example.StartsWith('\''))
                WriteStrings(writer, "examples", [key.Example]);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        if (requireAll && table.Keys.Any(key => key.Required))
            WriteStrings(writer, "required", table.Keys.Where(key => key.Required).Select(key => key.Name));
        writer.WriteBoolean("additionalProperties", false);
    }

    // Editors type a YAML scalar by its looks (`12`, `true`), the compiler by where it stands: so the types are wide here.
    private static void WriteShape(Utf8JsonWriter writer, Shape shape)
    {
        switch (shape)
        {
            case TextShape:
                WriteStrings(writer, "type", ["string", "number", "boolean"]);
                break;
            case ExpressionShape:
                WriteStrings(writer, "type", ["string", "number", "boolean", "null"]);
                break;
            case WordShape words:
                writer.WriteStartArray("enum");
                foreach (var word in words.Words)
                {
                    writer.WriteStringValue(word);
                    if (word is "true" or "false")
                        writer.WriteBooleanValue(word == "true");
                }

                writer.WriteEndArray();
                break;
            case BoolShape:
                WriteStrings(writer, "type", ["boolean", "string"]);
                writer.WriteString("pattern", "^(true|false)$");
                break;
            case IntegerShape number:
                WriteStrings(writer, "type", ["integer", "string"]);
                writer.WriteNumber("minimum", number.Minimum);
                writer.WriteNumber("maximum", number.Maximum);
                writer.WriteString("pattern", "^[0-9]+$");
                break;
            case LimitShape { Limit: var limit } when limit.Unit == LimitUnit.Count:
                WriteShape(writer, new IntegerShape(limit.Least, limit.Most));
                break;
            case LimitShape limit:
                writer.WriteString("type", "string");
                writer.WriteString("pattern", LimitText.Pattern(limit.Limit.Unit));
                break;
            case PatternShape pattern:
                WriteStrings(writer, "type", ["string", "boolean"]);
                writer.WriteString("pattern", pattern.Pattern);
                break;
            case ShortFormShape:
                writer.WriteString("type", "string");
                writer.WriteString("pattern", Forms.ShortForm);
                break;
            case LiteralShape:
                WriteStrings(writer, "type", ["string", "number", "boolean", "null", "array", "object"]);
                writer.WriteNumber("maxProperties", 0);
                break;
            case ListShape list:
                writer.WriteString("type", "array");
                if (list.MinItems > 0)
                    writer.WriteNumber("minItems", list.MinItems);
                if (list.MaxItems < ShapeChecker.MaxItems)
                    writer.WriteNumber("maxItems", list.MaxItems);
                writer.WriteStartObject("items");
                WriteShape(writer, list.Item);
                writer.WriteEndObject();
                break;
            case MapShape map:
                writer.WriteString("type", "object");
                writer.WriteNumber("minProperties", 1);
                writer.WriteStartObject("propertyNames");
                writer.WriteString("pattern", map.KeyPattern);
                writer.WriteEndObject();
                writer.WriteStartObject("additionalProperties");
                WriteShape(writer, map.Value);
                writer.WriteEndObject();
                break;
            case ObjectShape mapping:
                writer.WriteString("$ref", "#/$defs/" + mapping.Table.Name);
                break;
            case ChoiceShape choice:
                writer.WriteStartArray("anyOf");
                foreach (var one in choice.Choices)
                {
                    writer.WriteStartObject();
                    WriteShape(writer, one);
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
                break;
        }
    }

    private static void WriteStrings(Utf8JsonWriter writer, string name, IEnumerable<string> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values)
            writer.WriteStringValue(value);
        writer.WriteEndArray();
    }
}
