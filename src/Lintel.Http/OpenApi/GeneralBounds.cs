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

    /// <summary>The longest line of a request; all headers together may have as much.</summary>
    private const int Head = LintelServer.MaxRequestLine;

    /// <summary>The most elements that a contract may allow a list of any kind.</summary>
    private const int Items = Field.MostItems;

    // Below these words are values, and not schemas.
    private static readonly string[] Values = ["example", "examples", "default", "enum", "const"];

    /// <summary>Adds them to all that a part of a document holds.</summary>
    /// <param name="node">The part.</param>
    /// <param name="longest">The most characters of a string.</param>
    public static void AddTo(JsonNode? node, int longest = Text)
    {
        if (node is JsonArray list)
        {
            foreach (var element in list) AddTo(element, longest);
            return;
        }
        if (node is not JsonObject schema) return;
        if (schema["in"] is JsonValue) longest = Head;
        foreach (var (name, part) in schema.ToArray())
        {
            if (name == "properties" && part is JsonObject properties)
            {
                foreach (var (_, property) in properties) AddTo(property, longest);
            }
            else if (!Values.Contains(name)) AddTo(part, name == "headers" ? Head : longest);
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
