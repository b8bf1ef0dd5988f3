using System.Text;
using System.Text.Json.Nodes;
using Lintel.Http.OpenApi;
using Lintel.Model;
using Lintel.Operations;
using Lintel.Results;

namespace Lintel.Http.Rest.Walking;

/// <summary>What a service lets one write and call, but for actions and lists, as requests with values that its rows have, or that their types offer.</summary>
internal static class WriteRequests
{
    private const int LongestBody = 300;

    private static readonly System.Text.Json.JsonSerializerOptions Options = new() { Encoder = LeastEscaping.Instance };

    /// <summary>A create of all fields and one of those that must be given, a change, a deletion, a link of each relation of pairs.</summary>
    /// <param name="resource">The resource; one row of each kind that it owns is created with it.</param>
    /// <param name="path">The path of its list.</param>
    /// <param name="rows">Its first rows.</param>
    public static IEnumerable<PlannedRequest> Of(Resource resource, string path, SampleRows rows)
    {
        var whole = Body(ResourceSchemas.Creatable(resource), rows);
        if (resource.Allowed.HasFlag(Allowed.Create))
        {
            yield return Create(whole);
            var least = Body(ResourceSchemas.Creatable(resource).Where(field => field.Required), rows);
            if (least.Count < whole.Count) yield return Create(least);
        }
        if (resource.Key.Count == 0) yield break;
        IReadOnlyList<string> key = rows.KeyParts.Count > 0 ? rows.KeyParts : [.. resource.Key.Select(Example)];
        var one = $"{path}/{string.Join(',', key.Select(Uri.EscapeDataString))}";
        if (resource.Allowed.HasFlag(Allowed.Update) && Body(ResourceSchemas.Patchable(resource), rows) is { Count: > 0 } patch)
            yield return new PlannedRequest(Text("PATCH", one, patch), new UpdateOperation { Resource = resource.Name, Key = key, Patch = Input(patch) });
        if (resource.Allowed.HasFlag(Allowed.Delete))
            yield return new PlannedRequest($"DELETE {one}", new DeleteOperation { Resource = resource.Name, Key = key });
        foreach (var relation in resource.Relations.Where(relation => resource.Allowed.HasFlag(Allowed.Update) && relation is { Kind: RelationKind.ManyToMany, KeysName: not null }))
        {
            string[] other = [.. relation.Target.Key.Select(Example)];
            yield return new PlannedRequest(
                $"PUT {one}/{RestRoute.Segment(relation.Name)}/{string.Join(',', other.Select(Uri.EscapeDataString))}",
                new LinkOperation { Resource = resource.Name, Relation = relation.Name, Pairs = [(key, other)] });
        }

        PlannedRequest Create(JsonObject body)
        {
            AddOwned(resource, body);
            return new PlannedRequest(Text("POST", path, body), new CreateOperation { Resource = resource.Name, Rows = [Input(body)] });
        }
    }

    /// <summary>A call with all arguments, and one with those that must be given.</summary>
    /// <param name="function">The function.</param>
    /// <param name="path">Its path.</param>
    public static IEnumerable<PlannedRequest> Of(ServiceFunction function, string path)
    {
        var whole = Body(function.Input.Fields, null);
        yield return Call(whole);
        var least = Body(function.Input.Fields.Where(field => field.Required), null);
        if (least.Count < whole.Count) yield return Call(least);

        PlannedRequest Call(JsonObject given)
        {
            var call = new FunctionCall(function.Name, Input(given), InQuery: function.Reads);
            return new PlannedRequest(
                function.Reads ? $"GET {path}{(given.Count == 0 ? "" : "?")}{string.Join('&', given.Select(Parameter))}" : Text("POST", path, given),
                function is { Reads: true, Returns: { Kind: FunctionResultKind.Rows, Rows.Name: var rows } }
                    ? new ReadOperation { Resource = rows, Call = call }
                    : new InvokeOperation { Resource = function.Name, Call = call });
        }
    }

    // One row of each kind, with what it owns itself.
    private static void AddOwned(Resource resource, JsonObject body)
    {
        foreach (var relation in ResourceSchemas.Children(resource).Where(relation => relation.MaxItems > 0))
        {
            var child = Body(ResourceSchemas.Creatable(relation.Target), null);
            AddOwned(relation.Target, child);
            body[relation.Name] = new JsonArray(child);
        }
    }

    private static JsonObject Body(IEnumerable<Field> fields, SampleRows? rows)
    {
        var body = new JsonObject();
        foreach (var field in fields) body[field.Name] = rows?.Json(field) ?? ExampleValues.Of(field);
        return body;
    }

    private static string Example(Field field) => ExampleValues.Of(field) is { } value ? Plain(value) : "";

    private static string Parameter(KeyValuePair<string, JsonNode?> given) => $"{given.Key}={Uri.EscapeDataString(given.Value is { } value ? Plain(value) : "")}";

    private static string Plain(JsonNode value) => value is JsonValue plain && plain.TryGetValue<string>(out var text) ? text : Json(value);

    private static InputValue Input(JsonObject body) =>
        JsonInput.TryParse(Encoding.UTF8.GetBytes(Json(body)), out var value, out var failure) ? value : throw new InvalidOperationException($"What was made is no JSON. {failure}");

    private static string Text(string method, string path, JsonObject body)
    {
        var json = Json(body);
        return $"{method} {path} {(json.Length <= LongestBody ? json : json[..LongestBody] + "…")}";
    }

    private static string Json(JsonNode node) => node.ToJsonString(Options);
}
