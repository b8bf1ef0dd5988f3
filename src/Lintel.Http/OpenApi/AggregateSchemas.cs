using System.Text.Json.Nodes;
using Lintel.Binding;
using Lintel.Model;
using Lintel.Operations;

namespace Lintel.Http.OpenApi;

/// <summary>The schema of what aggregates answer. One for all resources, since the question decides which keys there are.</summary>
internal static class AggregateSchemas
{
    /// <summary>The answer.</summary>
    public static JsonObject Answer(DocumentComponents components) => components.Ref("schemas", "Groups", () => Schema.Object(
        "What rows add up to, in groups.",
        new JsonObject
        {
            ["data"] = new JsonObject { ["type"] = "array", ["description"] = "The groups, in order.", ["items"] = Group(components) },
            ["page"] = Schema.Object(
                null,
                new JsonObject { ["more"] = new JsonObject { ["type"] = "boolean", ["description"] = "Whether there are groups beyond the limit." } },
                ["more"]),
        },
        ["data", "page"]));

    /// <summary>An answer by the first enumeration, of which nothing but its members need be known; of a resource without one, the number of all rows.</summary>
    public static JsonObject Example(Resource resource)
    {
        var group = resource.Fields.FirstOrDefault(field => !field.WriteOnly && field.Type is { Kind: ScalarKind.Enum, IsArray: false });
        var row = new JsonObject();
        if (group is not null && !MeasureTable.TryFind(group.Name, out _)) row[group.Name] = group.Type.Members[0];
        row[MeasureTable.Name(MeasureFunction.Count)] = 3;
        return new JsonObject { ["data"] = new JsonArray(row), ["page"] = new JsonObject { ["more"] = false } };
    }

    private static JsonObject Group(DocumentComponents components) => components.Ref("schemas", "Group", () =>
    {
        var properties = new JsonObject();
        foreach (var name in MeasureTable.Names)
        {
            MeasureTable.TryFind(name, out var function);
            var schema = Measured(function);
            schema["description"] = About(function);
            properties[name] = schema;
        }
        return new JsonObject
        {
            ["type"] = "object",
            ["description"] = "One group: the values that its rows have in common, each under the name or the text that `group` gave it, and what was asked of them.",
            ["properties"] = properties,
            ["additionalProperties"] = Types("string", "number", "boolean", "null"),
        };
    });

    private static JsonObject Measured(MeasureFunction function) => function switch
    {
        MeasureFunction.Count => new JsonObject { ["anyOf"] = new JsonArray(Number(), ByKey(Number())) },
        MeasureFunction.CountDistinct => ByKey(Number()),
        MeasureFunction.Avg => ByKey(Types("number", "null")),
        // A length of time is text; so are many of the values that have a least one.
        MeasureFunction.Sum or MeasureFunction.Min or MeasureFunction.Max => ByKey(Types("number", "string", "null")),
    };

    private static string About(MeasureFunction function) => function switch
    {
        MeasureFunction.Count => "The number of rows, where `count=*` stands alone; else the number of values by key.",
        MeasureFunction.CountDistinct => "The number of different values, by key.",
        MeasureFunction.Sum => "Sums, by key.",
        MeasureFunction.Avg => "Means, by key.",
        MeasureFunction.Min => "The least values, by key.",
        MeasureFunction.Max => "The greatest values, by key.",
    };

    private static JsonObject ByKey(JsonObject value) => new() { ["type"] = "object", ["additionalProperties"] = value };

    private static JsonObject Number() => new() { ["type"] = "integer", ["format"] = "int64", ["minimum"] = 0 };

    private static JsonObject Types(params string[] names) => new() { ["type"] = Schema.List(names) };
}
