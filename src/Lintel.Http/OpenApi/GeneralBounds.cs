using System.Text.Json.Nodes;
using Lintel.Engine.Loading;
using Lintel.Model;

namespace Lintel.Http.OpenApi;

/// <summary>
/// Gives every schema a bound that has none of its own: one that holds whatever the contract says, since the engine, or the server's own limits, keep it.
/// A generated client or a gateway can then refuse, and set aside memory for, what could never be.
/// </summary>
internal static class GeneralBounds
{
    /// <summary>The greatest row that a body may have; no value in it, and so none in an answer, is longer.</summary>
    private const int Text = RowFile.MaxRecord;


    /// <summary>The most elements that a contract may allow a list of any kind.</summary>
    private const int Items = Field.MostItems;

    // Below these words are values, and not schemas.
    private static readonly string[] Values = ["example", "examples", "default", "enum", "const"];

    /// <summary>Adds them to all that a document holds.</summary>
    /// <param name="document">The document.</param>
    /// <param name="limits">What a request may ask for.</param>
    public static void AddTo(JsonNode document, ServiceLimits limits) => AddTo(document, Text, Math.Max(limits.Url, limits.Headers));

    /// <summary>Adds them to all that a part of a document holds.</summary>
    /// <param name="node">The part.</param>
    /// <param name="longest">The most characters of a string.</param>
    /// <param name="head">The most characters of one in the head of a request.</param>
    private static void AddTo(JsonNode? node, int longest, int head)
    {
        if (node is JsonArray list)
        {
            foreach (var element in list) AddTo(element, longest, head);
            return;
        }
        if (node is not JsonObject schema) return;
        if (schema["in"] is JsonValue) longest = head;
        foreach (var (name, part) in schema.ToArray())
        {
            if (name == "properties" && part is JsonObject properties)
            {
                foreach (var (_, property) in properties) AddTo(property, longest, head);
            }
            else if (!Values.Contains(name)) AddTo(part, name == "headers" ? head : longest, head);
        }
        if (schema.ContainsKey("enum")) return;
        if (Is(schema, "string")) schema.TryAdd("maxLength", Longest(schema, longest));
        if (Is(schema, "array")) schema.TryAdd("maxItems", Items);
        if (Is(schema, "integer")) Number(schema);
    }

    // The number of characters of a format that has no end is that of no value that anyone means.
    private static int Longest(JsonObject schema, int longest) => (string?)schema["format"] switch
    {
        "uuid" => 36,
        "date" or "date-time" or "time-local" or "date-time-local" => 64,
        _ => longest,
    };

    private static void Number(JsonObject schema)
    {
        schema.TryAdd("format", "int32");
        var isLong = (string?)schema["format"] == "int64";
        if (!schema.ContainsKey("exclusiveMinimum")) schema.TryAdd("minimum", isLong ? long.MinValue : int.MinValue);
        if (!schema.ContainsKey("exclusiveMaximum")) schema.TryAdd("maximum", isLong ? long.MaxValue : int.MaxValue);
    }

    private static bool Is(JsonObject schema, string type) => schema["type"] switch
    {
        JsonValue one => one.TryGetValue<string>(out var name) && name == type,
        JsonArray several => several.Any(one => (string?)one == type),
        _ => false,
    };
}
