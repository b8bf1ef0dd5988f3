using System.Text.Json.Nodes;
using Lintel.Http.Rest;

namespace Lintel.Http.OpenApi;

/// <summary>What a caller may wish for of a read: to be told where its time goes and, where callers may know, how it is done.</summary>
/// <param name="components">The shared parts.</param>
/// <param name="isAllowed">Whether anyone may.</param>
internal sealed class ExplainParts(DocumentComponents components, bool isAllowed)
{
    /// <summary>Adds it to an operation that reads.</summary>
    public JsonObject AddTo(JsonObject read)
    {
        if (read["parameters"] is not JsonArray parameters) read["parameters"] = parameters = [];
        parameters.Add((JsonNode)components.Headers.PreferOfRead(isAllowed));
        if (!isAllowed) return read;
        var done = (JsonObject)read["responses"]!["200"]!;
        if (done["headers"] is not JsonObject headers) done["headers"] = headers = [];
        headers["Preference-Applied"] = components.Headers.PreferenceApplied();
        done["content"]![RestExplain.MediaType] = new JsonObject { ["schema"] = Explanation() };
        return read;
    }

    private JsonObject Explanation() => components.Ref("schemas", "Explanation", () => Schema.Object(
        "How a read is done.",
        new JsonObject
        {
            ["summary"] = Text("All of it in one sentence."),
            ["operation"] = Texts("The read as it was understood, with all that is not said filled in, a line each."),
            ["store"] = Text("The database."),
            ["planned"] = new JsonObject
            {
                ["type"] = "string",
                ["enum"] = new JsonArray("cached", "now"),
                ["description"] = "Whether the plan was there already, made for a read of the same shape.",
            },
            ["indexes"] = Texts("All indexes that are used."),
            ["milliseconds"] = new JsonObject { ["type"] = new JsonArray("number", "null"), ["minimum"] = 0, ["description"] = "How long it took in the database, where it was measured." },
            ["statements"] = new JsonObject { ["type"] = "array", ["description"] = "The statements, in the order they run.", ["items"] = Statement() },
        },
        ["summary", "operation", "store", "planned", "indexes", "milliseconds", "statements"]));

    private static JsonObject Statement() => Schema.Object(
        "One statement.",
        new JsonObject
        {
            ["reads"] = Text("What it reads."),
            ["sql"] = Text("Its text, with placeholders."),
            ["parameters"] = Texts("The types of its placeholders."),
            ["plan"] = new JsonObject { ["type"] = "array", ["description"] = "What the database printed of its plan, in its own form.", ["items"] = new JsonObject { ["type"] = "object" } },
        },
        ["reads", "sql", "parameters", "plan"]);

    private static JsonObject Text(string description) => new() { ["type"] = "string", ["description"] = description };

    private static JsonObject Texts(string description) => new() { ["type"] = "array", ["description"] = description, ["items"] = new JsonObject { ["type"] = "string" } };
}
