using System.Text.Json.Nodes;
using Lintel.Http.Rest.Units;
using Lintel.Model;
using Lintel.Operations;

namespace Lintel.Http.OpenApi;

/// <summary>The path of units: several operations in one transaction.</summary>
internal static class UnitPath
{
    private const string Json = "application/json";

    /// <summary>The tag of its operation. No resource's plural has a capital within.</summary>
    public static JsonObject Tag(ServiceModel model) => new()
    {
        ["name"] = Name(model),
        ["description"] = "Several operations in one transaction: all are done, or none.",
    };

    /// <summary>Adds the path.</summary>
    public static void AddTo(JsonObject paths, ServiceModel model, DocumentComponents components) =>
        paths[$"/{model.Version}{UnitEndpoint.Method}"] = new JsonObject
        {
            ["post"] = components.Security.OfAny(components.Operation(
                Name(model),
                components.OperationId("batch", "runBatch"),
                "Do several operations together",
                $"Up to {model.Limits.Operations} operations on any of the other paths, in order and in one transaction: all are done, or none. "
                    + $"An object `{{\"{References.Member}\": \"order.id\"}}` in a body, and `{{order.id}}` in a path, stand for what came of the earlier operation with that `id`. "
                    + "Where one fails, its status is the answer's, and `operation` its index.",
                new JsonArray(components.Headers.Prefer()),
                new JsonObject { ["required"] = true, ["content"] = ResourcePaths.Content(Request(model), Example(model), Json) },
                [("200", Response(model, components)), ("204", components.Headers.Minimal())],
                [404, 405, 408, 409, 412, 413, 415, 422, .. model.Resources.Any(resource => resource.RequiresMatch) ? [428] : (ReadOnlySpan<int>)[]])),
        };

    private static string Name(ServiceModel model) => model.Resources.Any(resource => Words.Tag(resource) == "Units") ? "Units of work" : "Units";

    private static JsonObject Request(ServiceModel model) => Schema.Object(
        "A unit.",
        new JsonObject
        {
            ["operations"] = new JsonObject
            {
                ["type"] = "array",
                ["description"] = "What is to be done, in order.",
                ["minItems"] = 1,
                ["maxItems"] = model.Limits.Operations,
                ["items"] = Schema.Object(
                    "One operation.",
                    new JsonObject
                    {
                        ["id"] = Text("A name for later operations to refer to.", "^[A-Za-z0-9_]{1,40}$"),
                        ["method"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray("GET", "POST", "PUT", "PATCH", "DELETE") },
                        ["path"] = Text("The path with its query string.", null),
                        ["headers"] = Schema.Object(
                            "Its conditions.",
                            new JsonObject { ["If-Match"] = Text("Only if the row's ETag is one of these.", null), ["If-None-Match"] = Text("`*`: only if there is no such row yet.", null) },
                            []),
                        ["body"] = new JsonObject { ["description"] = "The body that the operation takes by itself." },
                    },
                    ["method", "path"]),
            },
        },
        ["operations"]);

    private static JsonObject Response(ServiceModel model, DocumentComponents components) => new()
    {
        ["description"] = "All was done.",
        ["headers"] = new JsonObject { ["Preference-Applied"] = components.Headers.PreferenceApplied() },
        ["content"] = ResourcePaths.Content(
            Schema.Object(
                "What came of a unit.",
                new JsonObject
                {
                    ["results"] = new JsonObject
                    {
                        ["type"] = "array",
                        ["description"] = "What came of each operation, in order.",
                        ["maxItems"] = model.Limits.Operations,
                        ["items"] = Schema.Object(
                            "What came of one operation.",
                            new JsonObject
                            {
                                ["id"] = Text("Its name, where it has one.", null),
                                ["status"] = new JsonObject { ["type"] = "integer", ["minimum"] = 200, ["maximum"] = 299, ["description"] = "The status that it answers by itself." },
                                ["headers"] = Schema.Object("Its headers.", new JsonObject { ["ETag"] = Text("The version of the row.", null), ["Location"] = Text("Where the new row is.", null) }, []),
                                ["body"] = new JsonObject { ["description"] = "The body that it answers by itself." },
                            },
                            ["status"]),
                    },
                },
                ["results"]),
            new JsonObject { ["results"] = new JsonArray(new JsonObject { ["status"] = 204 }) },
            Json),
    };

    private static JsonObject Example(ServiceModel model) => new()
    {
        ["operations"] = new JsonArray(new JsonObject { ["method"] = "GET", ["path"] = $"/{model.Version}/{model.Resources.First(resource => resource.Owner is null).Path}?limit=1" }),
    };

    private static JsonObject Text(string description, string? pattern)
    {
        var schema = new JsonObject { ["type"] = "string", ["description"] = description };
        if (pattern is not null) schema["pattern"] = pattern;
        return schema;
    }
}
