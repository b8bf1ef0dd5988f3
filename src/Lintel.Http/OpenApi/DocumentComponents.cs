using System.Globalization;
using System.Text.Json.Nodes;
using Lintel.Model;
using Microsoft.AspNetCore.Http;

namespace Lintel.Http.OpenApi;

/// <summary>
/// The shared parts of one document. A part exists once something refers to it, so none is unused; the names of resources
/// come first, and whatever else would have the same name gets a number.
/// </summary>
internal sealed class DocumentComponents
{
    // What any request can meet: HTTP's own limits, negotiation, and our troubles.
    private static readonly int[] Always = [400, 406, 414, 431, 500, 503];

    private readonly int[] _always;
    private readonly Dictionary<string, JsonObject> _sections = [];
    private readonly Dictionary<(string Section, string Wanted), string> _names = [];
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly HashSet<string> _operations = new(StringComparer.Ordinal);

    public DocumentComponents(ServiceModel model, bool explains)
    {
        Limits = model.Limits;
        Security = new SecurityParts(model, this);
        _always = [.. Always, .. Security.Problems];
        foreach (var section in (string[])["schemas", "parameters", "headers", "responses"]) _sections[section] = [];
        foreach (var resource in model.Resources) _taken.Add($"schemas/{Words.Pascal(resource.Name)}");
        Schemas = new ResourceSchemas(this);
        Filters = new FilterParameters(this);
        Problems = new ProblemResponses(this);
        Headers = new HeaderParts(this);
        Streams = new RowStreams(this);
        Explaining = new ExplainParts(this, explains);
    }

    public ServiceLimits Limits { get; }

    public SecurityParts Security { get; }

    public ResourceSchemas Schemas { get; }

    public FilterParameters Filters { get; }

    public ProblemResponses Problems { get; }

    public HeaderParts Headers { get; }

    public RowStreams Streams { get; }

    public ExplainParts Explaining { get; }

    /// <summary>A reference to the schema of that resource itself, whose name nothing else can take.</summary>
    public JsonObject ResourceRef(Resource resource, Func<JsonObject> make)
    {
        var name = Words.Pascal(resource.Name);
        _names.TryAdd(("schemas", "\0" + name), name);
        return Ref("schemas", "\0" + name, make);
    }

    /// <summary>A reference to a part, which is made when it is first asked for. It may refer to itself.</summary>
    public JsonObject Ref(string section, string wanted, Func<JsonObject> make)
    {
        if (!_names.TryGetValue((section, wanted), out var name))
        {
            name = Free(_taken, section + "/", wanted);
            _names.Add((section, wanted), name);
        }
        var parts = _sections[section];
        if (!parts.ContainsKey(name))
        {
            parts.Add(name, null); // holds the place while the part refers to itself
            parts[name] = make();
        }
        return Schema.Ref(section, name);
    }

    /// <summary>The first of the names that no operation has yet; a number makes the last one unique.</summary>
    public string OperationId(params ReadOnlySpan<string> wanted)
    {
        foreach (var name in wanted)
        {
            if (_operations.Add(name)) return name;
        }
        return Free(_operations, "", wanted[^1]);
    }

    /// <summary>An operation, with the problems that any may answer.</summary>
    public JsonObject Operation(
        string tag, string id, string summary, string description, JsonArray parameters, JsonObject? body,
        IEnumerable<(string Status, JsonObject Response)> successes, IEnumerable<int> problems)
    {
        var responses = new JsonObject();
        foreach (var (status, response) in successes) responses[status] = Headers.WithTiming(response);
        foreach (var status in _always.Concat(Limits.HasRates ? [StatusCodes.Status429TooManyRequests] : []).Concat(problems).Distinct().Order()) responses[status.ToString(CultureInfo.InvariantCulture)] = Problems.Of(status);
        var operation = new JsonObject
        {
            ["operationId"] = id,
            ["summary"] = summary,
            ["description"] = description,
            ["tags"] = new JsonArray(tag),
        };
        if (parameters.Count > 0) operation["parameters"] = parameters;
        if (body is not null) operation["requestBody"] = body;
        operation["responses"] = responses;
        return operation;
    }

    public JsonObject ToNode()
    {
        var node = new JsonObject();
        foreach (var (section, parts) in _sections)
        {
            if (parts.Count == 0) continue;
            var sorted = new JsonObject();
            foreach (var name in parts.Select(part => part.Key).Order(StringComparer.Ordinal)) sorted[name] = parts[name]!.DeepClone();
            node[section] = sorted;
        }
        if (Security.Schemes() is { } schemes) node["securitySchemes"] = schemes;
        return node;
    }

    private static string Free(HashSet<string> taken, string prefix, string wanted)
    {
        var name = wanted;
        for (var number = 2; !taken.Add(prefix + name); number++) name = $"{wanted}{number}";
        return name;
    }
}
