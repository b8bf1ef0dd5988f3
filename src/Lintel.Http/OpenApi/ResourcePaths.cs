using System.Text.Json.Nodes;
using Lintel.Http.Rest;
using Lintel.Model;

namespace Lintel.Http.OpenApi;

/// <summary>The paths and operations of one resource: a root, or an owned child below its parent.</summary>
internal sealed class ResourcePaths
{
    private const string Json = "application/json";
    private const string MergePatch = "application/merge-patch+json";

    private readonly ServiceModel _model;
    private readonly Resource _resource;
    private readonly DocumentComponents _components;
    private readonly WriteOperations _writes;
    private readonly ResourcePaths? _parent;
    private readonly Relation? _relation;
    private readonly string _collection;
    private readonly string _item;

    /// <summary>The paths of a root.</summary>
    public ResourcePaths(ServiceModel model, Resource resource, DocumentComponents components)
        : this(model, resource, components, null, null) { }

    private ResourcePaths(ServiceModel model, Resource resource, DocumentComponents components, ResourcePaths? parent, Relation? relation)
    {
        (_model, _resource, _components, _parent, _relation) = (model, resource, components, parent, relation);
        _collection = parent is null ? $"/{model.Version}/{resource.Path}" : $"{parent._item}/{RestRoute.Segment(relation!.Name)}";
        _item = $"{_collection}/{{{KeyName}}}";
        var name = Words.Pascal(resource.Name);
        Id = parent is null || name.StartsWith(parent.Id, StringComparison.Ordinal) ? name : parent.Id + name;
        _writes = new WriteOperations(this, resource, components);
    }

    /// <summary>What the ids of the operations of one row are made of: <c>OrderLine</c>.</summary>
    public string Id { get; }

    /// <summary>The tag of all operations: that of the root.</summary>
    private string Tag => _parent?.Tag ?? Words.Tag(_resource);

    private SecurityParts Security => _components.Security;

    private string KeyName => _parent is null
        ? _resource.Key is [var only] ? only.Name : "key"
        : _resource.Key is [var owned] ? _resource.Name + Words.Pascal(owned.Name) : _resource.Name + "Key";

    /// <summary>Adds the paths, and those of all that the resource owns.</summary>
    public void AddTo(JsonObject paths)
    {
        var collection = Path(_parent);
        collection["get"] = List();
        string[] writes = _parent is null ? RestMethods.OfCollection(_resource) : RestMethods.Allows(_resource, Allowed.Update) ? ["POST"] : [];
        if (writes.Contains("POST")) collection["post"] = Security.OfWrite(_writes.Create(), _resource, access => access.Create);
        if (writes.Contains("PUT")) collection["put"] = Security.OfWrite(_writes.Upsert(), _resource, access => access.Create, access => access.Update);
        if (writes.Contains("PATCH")) collection["patch"] = Security.OfWrite(_writes.ChangeAll(), _resource, access => access.Update);
        if (writes.Contains("DELETE")) collection["delete"] = Security.OfWrite(_writes.DeleteAll(), _resource, access => access.Delete);
        paths[_collection] = collection;
        if (_resource.Key.Count > 0) AddRow(paths);
        if (_parent is null) AddAggregate(paths, _resource);
    }

    private void AddRow(JsonObject paths)
    {
        var item = Path(this);
        item["get"] = Get();
        var writes = RestMethods.OfRow(_resource);
        if (writes.Contains("PUT")) item["put"] = Security.OfWrite(_writes.Replace(), _resource, _resource.ClientKey ? [access => access.Create, access => access.Update] : [access => access.Update]);
        if (writes.Contains("PATCH")) item["patch"] = Security.OfWrite(_writes.Change(), _resource, access => access.Update);
        if (writes.Contains("DELETE")) item["delete"] = Security.OfWrite(_writes.Delete(), _resource, access => access.Delete);
        paths[_item] = item;
        foreach (var action in _resource.Actions)
        {
            var path = Path(this);
            path["post"] = Security.OfWrite(_writes.Act(action), _resource, _ => action.Access!);
            paths[$"{_item}/{RestRoute.Segment(action.Name)}"] = path;
        }
        if (_resource.DeletedAt is not null)
        {
            var path = Path(this);
            path["post"] = Security.OfWrite(_writes.Restore(), _resource, access => access.Update);
            paths[$"{_item}/{RestRoute.RestoreSegment}"] = path;
        }
        foreach (var relation in _resource.Relations.Where(relation => !relation.IsToOne))
        {
            if (relation.Kind == RelationKind.Children) new ResourcePaths(_model, relation.Target, _components, this, relation).AddTo(paths);
            else AddRelated(paths, relation);
        }
    }

    /// <summary>A path with the keys that it names.</summary>
    private static JsonObject Path(ResourcePaths? last)
    {
        var parameters = new List<JsonNode?>();
        for (; last is not null; last = last._parent) parameters.Insert(0, KeyParameter(last._resource, last.KeyName));
        return parameters.Count == 0 ? [] : new JsonObject { ["parameters"] = Schema.List(parameters) };
    }

    /// <summary>The path of what rows add up to; of owned children too, over all parents.</summary>
    private void AddAggregate(JsonObject paths, Resource of)
    {
        if (_model.FindByAggregatePath(of.Path) == of)
        {
            paths[$"/{_model.Version}/{of.Path}{RestRoute.AggregateMethod}"] = new JsonObject
            {
                ["get"] = Security.OfRead(Read(
                    _components.OperationId($"aggregate{Words.Pascal(of.Plural)}", $"aggregate{Words.Pascal(of.Name)}Resources"),
                    $"Aggregate {Words.Plural(of)}",
                    $"What {Words.Plural(of)} add up to, in groups. {FilterParameters.Text(of)}",
                    _components.Filters.OfAggregate(of),
                    [("200", new JsonObject
                    {
                        ["description"] = $"Groups of {Words.Plural(of)}.",
                        ["content"] = Content(AggregateSchemas.Answer(_components), AggregateSchemas.Example(of), Json),
                    })],
                    []), of),
            };
        }
        foreach (var children in ResourceSchemas.Children(of)) AddAggregate(paths, children.Target);
    }

    private void AddRelated(JsonObject paths, Relation relation)
    {
        var target = relation.Target;
        var path = Path(this);
        path["get"] = ListOf(relation, $"list{Id}{Words.Pascal(relation.Name)}", $"list{Words.Pascal(relation.Name)}Of{Id}", Words.One(_resource));
        var place = $"{_item}/{RestRoute.Segment(relation.Name)}";
        paths[place] = path;
        if (relation is not { Kind: RelationKind.ManyToMany, KeysName: not null } || !RestMethods.Allows(_resource, Allowed.Update)) return;
        var key = target.Key is [var only] ? target.Name + Words.Pascal(only.Name) : target.Name + "Key";
        var link = Path(this);
        ((JsonArray)link["parameters"]!).Add((JsonNode)KeyParameter(target, key));
        link["put"] = Security.OfWrite(_writes.Link(relation), _resource, access => access.Update);
        link["delete"] = Security.OfWrite(_writes.Unlink(relation), _resource, access => access.Update);
        paths[$"{place}/{{{key}}}"] = link;
    }

    private JsonObject List() => _relation is null
        ? Security.OfRead(Read(
            _components.OperationId($"list{Words.Pascal(_resource.Plural)}", $"list{Words.Pascal(_resource.Name)}Resources"),
            $"List {Words.Plural(_resource)}",
            $"{About(_resource)} {FilterParameters.Text(_resource)}{RowStreams.AboutExport}",
            _components.Filters.OfList(_resource),
            [("200", ListResponse(_resource))],
            []), _resource)
        : ListOf(_relation, $"list{_parent!.Id}{Words.Pascal(_relation.Name)}", $"list{Words.Pascal(_relation.Name)}Of{_parent.Id}", Words.One(_parent._resource));

    private JsonObject ListOf(Relation relation, string id, string otherwise, string source) => Security.OfRead(Read(
        _components.OperationId(id, otherwise),
        $"List the {Words.Of(relation.Name)} of {source}",
        $"{relation.Description ?? $"The {Words.Plural(relation.Target)} of {source}."} {FilterParameters.Text(relation.Target)}{RowStreams.AboutExport}",
        _components.Filters.OfList(relation.Target),
        [("200", ListResponse(relation.Target))],
        [404]), relation.Target, relation.Source);

    private JsonObject Get()
    {
        var belongs = _parent is null ? "" : $" It belongs to {Words.One(_parent._resource)} and changes with it.";
        return Security.OfRead(Read(
            _components.OperationId($"get{Id}", $"get{Words.Pascal(_resource.Name)}Of{_parent?.Id}"),
            $"Get {Words.One(_resource)}",
            (_parent is null ? About(_resource) : _resource.Description ?? $"{Words.Capital(Words.One(_resource))}.") + belongs,
            With(_components.Filters.OfOne(_resource), _components.Headers.IfNoneMatch()),
            [("200", OneResponse(_resource)), ("304", _components.Headers.NotModified())],
            [404]), _resource);
    }

    private JsonObject Read(
        string id, string summary, string description, JsonArray parameters, IEnumerable<(string Status, JsonObject Response)> successes, IEnumerable<int> problems) =>
        _components.Explaining.AddTo(Operation(id, summary, description, parameters, null, successes, problems));

    /// <summary>An operation.</summary>
    public JsonObject Operation(
        string id, string summary, string description, JsonArray parameters, JsonObject? body, IEnumerable<(string Status, JsonObject Response)> successes, IEnumerable<int> problems) =>
        _components.Operation(Tag, id, summary, description, parameters, body, successes, problems);

    private JsonObject ListResponse(Resource target) => new()
    {
        ["description"] = $"A page of {Words.Plural(target)}, or all of them as a stream.",
        ["headers"] = new JsonObject { ["Link"] = _components.Headers.Link() },
        ["content"] = RowStreams.AddTo(Content(_components.Schemas.List(target), ExampleValues.List(target), Json), _components.Schemas.Selection(target)),
    };

    private JsonObject OneResponse(Resource target) => new()
    {
        ["description"] = $"{Words.Capital(Words.One(target))}.",
        ["headers"] = new JsonObject { ["ETag"] = _components.Headers.ETag() },
        ["content"] = Content(_components.Schemas.Selection(target), ExampleValues.Whole(target), Json),
    };

    /// <summary>The content of a body, the same in each media type.</summary>
    public static JsonObject Content(JsonObject schema, JsonObject? example, params ReadOnlySpan<string> mediaTypes)
    {
        var content = new JsonObject();
        foreach (var mediaType in mediaTypes)
        {
            var media = new JsonObject { ["schema"] = schema.DeepClone() };
            if (example is not null) media["example"] = example.DeepClone();
            content[mediaType] = media;
        }
        return content;
    }

    /// <summary>Parameters, and more of them.</summary>
    public static JsonArray With(JsonArray parameters, params ReadOnlySpan<JsonObject> more)
    {
        foreach (var one in more) parameters.Add((JsonNode)one);
        return parameters;
    }

    /// <summary>What a resource is, for people.</summary>
    public static string About(Resource resource) => resource.Description ?? $"{Words.Capital(Words.Plural(resource))}.";

    private static JsonObject KeyParameter(Resource keyed, string name)
    {
        var fields = keyed.Key;
        var composite = fields.Count > 1;
        return new JsonObject
        {
            ["name"] = name,
            ["in"] = "path",
            ["required"] = true,
            ["description"] = composite
                ? $"The key of {Words.One(keyed)}: {Words.Join([.. fields.Select(field => $"`{field.Name}`")])}, comma-separated, each percent-encoded."
                : $"The key of {Words.One(keyed)}.",
            ["schema"] = composite ? ResourceSchemas.KeyOf(keyed) : FieldSchemas.InPath(fields[0]),
        };
    }
}
