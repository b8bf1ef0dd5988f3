using System.Text.Json.Nodes;

namespace Lintel.Fuzz.Api;

/// <summary>An OpenAPI document, as far as one must read it to call what it describes.</summary>
public sealed class ApiDocument
{
    private readonly JsonNode _root;

    private ApiDocument(JsonNode root)
    {
        _root = root;
        Operations = [.. root["paths"]!.AsObject().SelectMany(path => OperationsOf(path.Key, path.Value!.AsObject()))];
    }

    public IReadOnlyList<ApiOperation> Operations { get; }

    public static ApiDocument Read(ReadOnlySpan<byte> json) => new(JsonNode.Parse(json)!);

    /// <summary>A node, or what it refers to.</summary>
    public JsonObject Follow(JsonNode node)
    {
        while ((string?)node["$ref"] is { } reference) node = reference[2..].Split('/').Aggregate(_root, (at, name) => at[name.Replace("~1", "/", StringComparison.Ordinal)]!);
        return node.AsObject();
    }

    private ApiParameter Parameter(JsonObject node) =>
        new(node) { Operators = node["schema"]!["anyOf"]?[1] is { } filter ? [.. Follow(filter)["properties"]?.AsObject().Select(property => property.Key) ?? []] : [] };

    private IEnumerable<ApiOperation> OperationsOf(string path, JsonObject item)
    {
        var shared = item["parameters"]?.AsArray() ?? [];
        foreach (var (method, operation) in item)
        {
            if (method is "parameters" or "summary" or "description") continue;
            var parameters = shared.Concat(operation!["parameters"]?.AsArray() ?? []).Select(parameter => Parameter(Follow(parameter!))).ToArray();
            var bodies = operation["requestBody"] is { } body ? Follow(body)["content"]!.AsObject().ToDictionary(media => media.Key, media => media.Value!["schema"]!.AsObject()) : [];
            yield return new ApiOperation(method.ToUpperInvariant(), path, parameters, bodies);
        }
    }
}

/// <summary>One operation.</summary>
/// <param name="Method">The method, in capital letters.</param>
/// <param name="Path">The path with its parameters in braces.</param>
/// <param name="Parameters">Those of the path, the query and the headers.</param>
/// <param name="Bodies">The schema of the body by its media type.</param>
public sealed record ApiOperation(string Method, string Path, IReadOnlyList<ApiParameter> Parameters, IReadOnlyDictionary<string, JsonObject> Bodies)
{
    /// <summary>Filters by fields: what an expression or an order can name.</summary>
    public IReadOnlyList<ApiParameter> Fields { get; } = [.. Parameters.Where(parameter => parameter.IsFilter)];

    public IEnumerable<ApiParameter> Query => Parameters.Where(parameter => parameter.In == "query");

    public bool Takes(string header) => Parameters.Any(parameter => parameter.In == "header" && parameter.Name == header);

    public override string ToString() => $"{Method} {Path}";
}

/// <summary>One parameter.</summary>
/// <param name="Node">Its description in the document.</param>
public sealed record ApiParameter(JsonObject Node)
{
    public string Name { get; } = (string)Node["name"]!;

    /// <summary><c>path</c>, <c>query</c> or <c>header</c>.</summary>
    public string In { get; } = (string)Node["in"]!;

    public JsonObject Schema { get; } = Node["schema"]!.AsObject();

    /// <summary>The schema of one value: that of equality where operators may follow the name.</summary>
    public JsonObject Value { get; } = Node["schema"]!["anyOf"]?[0]?.AsObject() ?? Node["schema"]!.AsObject();

    /// <summary>Whether operators may follow the name.</summary>
    public bool IsFilter { get; } = (string?)Node["style"] == "deepObject";

    /// <summary>The operators that may follow the name.</summary>
    public IReadOnlyList<string> Operators { get; init; } = [];

    /// <summary>The names that the description puts between backticks.</summary>
    public IReadOnlyList<string> Names { get; } =
        [.. ((string?)Node["description"] ?? "").Split('`').Where((_, index) => index % 2 == 1).Where(name => name != "relation" && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_'))];
}
