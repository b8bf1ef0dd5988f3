using System.Text.Json.Nodes;
using Lintel.Model;

namespace Lintel.Http.OpenApi;

/// <summary>The paths of the database's functions that the contract lists.</summary>
internal sealed class FunctionPaths(ServiceModel model, DocumentComponents components)
{
    private const string Json = "application/json";

    /// <summary>The tag of all of them.</summary>
    public JsonObject Tag() => new() { ["name"] = TagName, ["description"] = "Functions of the database." };

    /// <summary>Adds the paths.</summary>
    public void AddTo(JsonObject paths)
    {
        foreach (var function in model.Functions)
            paths[$"/{model.Version}:{function.Name}"] = new JsonObject { [function.Reads ? "get" : "post"] = components.Security.OfCall(function.Reads ? Read(function) : Call(function), function) };
    }

    // No resource's plural has a capital within.
    private string TagName => model.Resources.Any(resource => Words.Tag(resource) == "Functions") ? "Functions of the database" : "Functions";

    private JsonObject Read(ServiceFunction function)
    {
        var mayBeMissing = function.Returns is { IsMany: false, Kind: not FunctionResultKind.Values };
        var operation = Operation(function, Parameters(function), null, mayBeMissing ? [404, 422] : [422]);
        // How others are done, their database does not tell.
        return function.Returns is { Kind: FunctionResultKind.Rows } ? components.Explaining.AddTo(operation) : operation;
    }

    private JsonObject Call(ServiceFunction function)
    {
        var body = new JsonObject { ["content"] = ResourcePaths.Content(Input(function), ExampleValues.Input(function.Input), Json) };
        if (function.NeedsInput) body["required"] = true;
        return Operation(function, [(JsonNode)components.Headers.Prefer()], body, [408, 409, 413, 415, 422]);
    }

    private JsonObject Operation(ServiceFunction function, JsonArray parameters, JsonObject? body, IEnumerable<int> problems) => components.Operation(
        TagName,
        components.OperationId(function.Name, $"call{Words.Pascal(function.Name)}"),
        Words.Capital(Words.Of(function.Name)),
        function.Description ?? $"Calls the function `{function.Name}` of the database.",
        parameters,
        body,
        Successes(function),
        problems);

    private IEnumerable<(string Status, JsonObject Response)> Successes(ServiceFunction function)
    {
        if (function.Returns is { } result) yield return ("200", Response(function, result));
        if (!function.Reads) yield return ("204", function.Returns is null ? Done() : components.Headers.Minimal());
        else if (function.Returns is null) yield return ("204", Done());
        if (function is { Reads: true, Returns: { Kind: FunctionResultKind.Rows, IsMany: false } }) yield return ("304", components.Headers.NotModified());
    }

    private JsonObject Done() => new() { ["description"] = "It was done.", ["headers"] = new JsonObject { ["Preference-Applied"] = components.Headers.PreferenceApplied() } };

    private JsonObject Response(ServiceFunction function, FunctionResult result)
    {
        var response = new JsonObject { ["description"] = "What the function gives." };
        var headers = new JsonObject();
        if (!function.Reads) headers["Preference-Applied"] = components.Headers.PreferenceApplied();
        else if (result is { Kind: FunctionResultKind.Rows, IsMany: true }) headers["Link"] = components.Headers.Link();
        else if (result is { Kind: FunctionResultKind.Rows }) headers["ETag"] = components.Headers.ETag();
        if (headers.Count > 0) response["headers"] = headers;
        var content = ResourcePaths.Content(Answer(function, result), null, Json);
        response["content"] = function.Reads && result is { Kind: FunctionResultKind.Rows, IsMany: true } ? RowStreams.AddTo(content, components.Schemas.Selection(result.Rows)) : content;
        return response;
    }

    private JsonObject Answer(ServiceFunction function, FunctionResult result) => result switch
    {
        { Kind: FunctionResultKind.Values } => Data(FieldSchemas.InAnswer(result.Rows, result.Rows.Fields[0])),
        { Kind: FunctionResultKind.Records, IsMany: true } => Data(Many(Record(function, result))),
        { Kind: FunctionResultKind.Records } => Record(function, result),
        { IsMany: true } when function.Reads => components.Schemas.List(result.Rows),
        { IsMany: true } => Data(Many(components.Schemas.Selection(result.Rows))),
        _ => components.Schemas.Selection(result.Rows),
    };

    private static JsonObject Data(JsonObject schema) => Schema.Object(null, new JsonObject { [FunctionResult.Value] = schema }, [FunctionResult.Value]);

    private static JsonObject Many(JsonObject schema) => new() { ["type"] = "array", ["items"] = schema };

    private JsonObject Record(ServiceFunction function, FunctionResult result) => components.Ref("schemas", $"{Words.Pascal(function.Name)}Result", () =>
    {
        var properties = new JsonObject();
        foreach (var field in result.Rows.Fields) properties[field.Name] = FieldSchemas.InAnswer(result.Rows, field);
        return Schema.Object($"What `{function.Name}` gives.", properties, [.. result.Rows.Fields.Select(field => field.Name)]);
    });

    private JsonObject Input(ServiceFunction function) => function.Input.Fields.Count == 0 ? Schema.Object(null, [], []) : components.Ref("schemas", $"{Words.Pascal(function.Name)}Input", () =>
    {
        var properties = new JsonObject();
        foreach (var field in function.Input.Fields) properties[field.Name] = FieldSchemas.InBody(function.Input, field, withDefault: true);
        return Schema.Object($"What to give to `{function.Name}`.", properties, [.. function.Input.Fields.Where(field => field.Required).Select(field => field.Name)]);
    });

    private JsonArray Parameters(ServiceFunction function)
    {
        var parameters = new JsonArray();
        foreach (var field in function.Input.Fields) parameters.Add((JsonNode)Argument(function, field));
        if (function.Returns is not { Kind: FunctionResultKind.Rows, Rows: var resource } result) return parameters;
        if (!result.IsMany) parameters.Add((JsonNode)components.Headers.IfNoneMatch());
        foreach (var parameter in (result.IsMany ? components.Filters.OfList(resource) : components.Filters.OfOne(resource)).ToArray())
        {
            // What the function is given wins over a filter of the same name.
            if (function.Input.Fields.Any(field => IsOf(parameter!, resource, field))) continue;
            parameter!.Parent!.AsArray().Remove(parameter);
            parameters.Add(parameter);
        }
        return parameters;
    }

    private static bool IsOf(JsonNode reference, Resource resource, Field field) => ((string?)reference["$ref"])?.EndsWith($"/{resource.Name}.{field.Name}", StringComparison.Ordinal) == true;

    private static JsonObject Argument(ServiceFunction function, Field field)
    {
        var schema = FieldSchemas.InBody(function.Input, field, withDefault: true);
        var parameter = new JsonObject { ["name"] = field.Name, ["in"] = "query" };
        if (field.Required) parameter["required"] = true;
        if (field.Description is { } description) parameter["description"] = description;
        // A list, and what is JSON itself, stand in the query as JSON.
        if (field.Type.IsArray || field.Type.Kind == ScalarKind.Json) parameter["content"] = new JsonObject { [Json] = new JsonObject { ["schema"] = schema } };
        else parameter["schema"] = schema;
        return parameter;
    }
}
