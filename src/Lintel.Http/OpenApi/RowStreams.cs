using System.Text.Json.Nodes;
using Lintel.Engine.Loading;
using Lintel.Http.Rest;
using Lintel.Model;

namespace Lintel.Http.OpenApi;

/// <summary>What is told of whole lists: they come and go in media types of their own at the operations that list and create.</summary>
internal sealed class RowStreams(DocumentComponents components)
{
    /// <summary>Behind the description of an operation that lists.</summary>
    public static string AboutExport { get; } = $" As `{RowFormats.NdJson}` or `{RowFormats.Csv}` the whole list comes, as a stream and without pages.";

    /// <summary>Behind the description of an operation that creates.</summary>
    public static string AboutImport { get; } = $" A body of `{RowFormats.NdJson}` or `{RowFormats.Csv}` has many rows, which are created in one transaction.";

    /// <summary>Adds the media types of whole lists, whose rows are of a schema.</summary>
    public static JsonObject AddTo(JsonObject content, JsonObject row)
    {
        foreach (var format in RowFormats.All) content[format.MediaType()] = new JsonObject { ["schema"] = SchemaOf(format, row) };
        return content;
    }

    /// <summary>The parameter that says what a wrong row does.</summary>
    public JsonObject OnError() => components.Ref("parameters", "onError", () => FilterParameters.Parameter(
        "onError",
        "Of a body of many rows: whether a row that is refused refuses all, or is left out and counted.",
        new JsonObject { ["type"] = "string", ["enum"] = new JsonArray("refuse", "skip"), ["default"] = "refuse" }));

    /// <summary>The answer to many rows.</summary>
    public JsonObject Imported(Resource resource) => new()
    {
        ["description"] = $"Many {Words.Plural(resource)} were created: the answer to a body of `{RowFormats.NdJson}` or `{RowFormats.Csv}`.",
        ["content"] = new JsonObject { ["application/json"] = new JsonObject { ["schema"] = Result(), ["example"] = new JsonObject { ["created"] = 1000, ["skipped"] = 0, ["errors"] = new JsonArray() } } },
    };

    // OpenAPI 3.1 has no word for lines: the schema is that of each.
    private static JsonObject SchemaOf(RowFormat format, JsonObject row) => format switch
    {
        RowFormat.NdJson => (JsonObject)row.DeepClone(),
        // A stream has no end; but no reader holds more than this in one string.
        RowFormat.Csv => new JsonObject { ["type"] = "string", ["maxLength"] = int.MaxValue },
    };

    private JsonObject Result() => components.Ref("schemas", "Imported", () => Schema.Object(
        "What came of a body of many rows.",
        new JsonObject
        {
            ["created"] = Count("Rows that were created."),
            ["skipped"] = Count("Rows that were left out."),
            ["errors"] = new JsonObject { ["type"] = "array", ["description"] = "What was wrong with them: the first hundred findings.", ["items"] = components.Problems.Finding() },
        },
        ["created", "skipped", "errors"]));

    private static JsonObject Count(string description) => new() { ["type"] = "integer", ["format"] = "int64", ["minimum"] = 0, ["description"] = description };
}
