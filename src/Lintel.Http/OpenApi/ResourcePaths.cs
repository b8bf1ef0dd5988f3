using System.Globalization;
using System.Text.Json.Nodes;
using Lintel.Http.Rest;
using Lintel.Model;

namespace Lintel.Http.OpenApi;

/// <summary>The paths and operations of one root resource.</summary>
internal sealed class ResourcePaths(ServiceModel model, Resource resource, DocumentComponents components)
{
    private const string Json = "application/json";
    private const string MergePatch = "application/merge-patch+json";

    // What any request can meet: HTTP's own limits, negotiation, and our troubles.
    private static readonly int[] Always = [400, 406, 414, 431, 500, 503];

    private readonly string _one = Words.One(resource);
    private readonly string _many = Words.Plural(resource);
    private readonly string _pascal = Words.Pascal(resource.Name);

    public void AddTo(JsonObject paths)
    {
        var collection = $"/{model.Version}/{resource.Path}";
        var one = $"{collection}/{{{KeyName(resource)}}}";
        paths[collection] = new JsonObject { ["get"] = List(), ["post"] = Create() };
        var item = new JsonObject { ["parameters"] = new JsonArray(KeyParameter(resource, KeyName(resource))), ["get"] = Get() };
        item["patch"] = Update();
        item["delete"] = Delete();
        paths[one] = item;
        AddAggregate(paths, resource);
        foreach (var action in resource.Actions)
        {
            paths[$"{one}/{RestRoute.Segment(action.Name)}"] = new JsonObject { ["parameters"] = new JsonArray(KeyParameter(resource, KeyName(resource))), ["post"] = Act(action) };
        }
        foreach (var relation in resource.Relations.Where(relation => !relation.IsToOne)) AddRelation(paths, one, relation);
    }

    /// <summary>The path of what rows add up to; of owned children too, over all parents.</summary>
    private void AddAggregate(JsonObject paths, Resource of)
    {
        if (model.FindByAggregatePath(of.Path) == of)
        {
            paths[$"/{model.Version}/{of.Path}{RestRoute.AggregateMethod}"] = new JsonObject
            {
                ["get"] = Operation(
                    components.OperationId($"aggregate{Words.Pascal(of.Plural)}", $"aggregate{Words.Pascal(of.Name)}Resources"),
                    $"Aggregate {Words.Plural(of)}",
                    $"What {Words.Plural(of)} add up to, in groups. {FilterParameters.Text(of)}",
                    components.Filters.OfAggregate(of),
                    null,
                    ("200", new JsonObject
                    {
                        ["description"] = $"Groups of {Words.Plural(of)}.",
                        ["content"] = Content(AggregateSchemas.Answer(components), AggregateSchemas.Example(of), Json),
                    }),
                    []),
            };
        }
        foreach (var children in ResourceSchemas.Children(of)) AddAggregate(paths, children.Target);
    }

    private void AddRelation(JsonObject paths, string one, Relation relation)
    {
        var target = relation.Target;
        var path = $"{one}/{RestRoute.Segment(relation.Name)}";
        var of = relation.Name == target.Plural ? _one : $"{_one} ({relation.Name})";
        paths[path] = new JsonObject
        {
            ["parameters"] = new JsonArray(KeyParameter(resource, KeyName(resource))),
            ["get"] = Operation(
                components.OperationId($"list{_pascal}{Words.Pascal(relation.Name)}", $"list{Words.Pascal(relation.Name)}Of{_pascal}"),
                $"List the {Words.Of(relation.Name)} of {_one}",
                $"{relation.Description ?? $"The {Words.Plural(target)} of {_one}."} {FilterParameters.Text(target)}{RowStreams.AboutExport}",
                components.Filters.OfList(target),
                null,
                ("200", ListResponse(target)),
                [404]),
        };
        if (relation.Kind != RelationKind.Children) return;
        var child = Words.Pascal(target.Name);
        var name = ChildKeyName(target);
        paths[$"{path}/{{{name}}}"] = new JsonObject
        {
            ["parameters"] = new JsonArray(KeyParameter(resource, KeyName(resource)), KeyParameter(target, name)),
            ["get"] = Operation(
                components.OperationId(child.StartsWith(_pascal, StringComparison.Ordinal) ? $"get{child}" : $"get{_pascal}{child}", $"get{child}Of{_pascal}"),
                $"Get {Words.One(target)}",
                $"{target.Description ?? $"{Words.Capital(Words.One(target))}."} It belongs to {of} and changes with it.",
                With(components.Filters.OfOne(target), IfNoneMatch()),
                null,
                ("200", OneResponse(target)),
                [404],
                notModified: true),
        };
    }

    private JsonObject List() => Operation(
        components.OperationId($"list{Words.Pascal(resource.Plural)}", $"list{_pascal}Resources"),
        $"List {_many}",
        $"{About()} {FilterParameters.Text(resource)}{RowStreams.AboutExport}",
        components.Filters.OfList(resource),
        null,
        ("200", ListResponse(resource)),
        []);

    private JsonObject Create()
    {
        var children = ResourceSchemas.Children(resource).Select(relation => Words.Plural(relation.Target)).ToArray();
        var owned = children.Length == 0 ? "" : $" Its {Words.Join(children)} come in the same body and are created with it: all or none.";
        var response = new JsonObject
        {
            ["description"] = $"{Words.Capital(_one)} was created.",
            ["headers"] = new JsonObject { ["Location"] = Location(), ["ETag"] = ETag() },
            ["content"] = Content(components.Schemas.Created(resource), ExampleValues.Whole(resource, withChildren: true), Json),
        };
        var body = Body(components.Schemas.Create(resource), ExampleValues.Create(resource), Json);
        RowStreams.AddTo((JsonObject)body["content"]!, components.Schemas.Create(resource));
        var operation = Operation(
            components.OperationId($"create{_pascal}"),
            $"Create {_one}",
            $"{About()}{owned}{RowStreams.AboutImport}",
            With(components.Filters.OfWrite(resource), components.Streams.OnError()),
            body,
            ("201", response),
            [.. Conflicts(resource.ClientKey || CanCollide(resource)), 413, 415, 422]);
        // Behind the answer to one row: generators of clients take the first success for what the operation gives.
        ((JsonObject)operation["responses"]!).Insert(1, "200", components.Streams.Imported(resource));
        return operation;
    }

    private JsonObject Get() => Operation(
        components.OperationId($"get{_pascal}"),
        $"Get {_one}",
        About(),
        With(components.Filters.OfOne(resource), IfNoneMatch()),
        null,
        ("200", OneResponse(resource)),
        [404],
        notModified: true);

    private JsonObject Update() => Operation(
        components.OperationId($"update{_pascal}"),
        $"Change {_one}",
        $"{About()} A merge patch (RFC 7396): members that are absent stay as they are, null empties a field that may be null.",
        With(components.Filters.OfWrite(resource), IfMatch()),
        Body(components.Schemas.Patch(resource), ExampleValues.Patch(resource), MergePatch, Json),
        ("200", ChangedResponse()),
        [404, .. Conflicts(resource.Entity.Uniques.Count > 0), 412, 413, 415, 422]);

    private JsonObject Act(ResourceAction action)
    {
        var from = Words.Join([.. action.From.Select(state => $"`{state}`")], "or");
        return Operation(
            components.OperationId($"{action.Name}{_pascal}", $"{action.Name}{_pascal}Action"),
            $"{Words.Capital(Words.Of(action.Name))} {_one}",
            $"{(action.Description is { } description ? description + " " : "")}From {from} to `{action.To}`; in any other state 409 with `state` and `allowed`.",
            With(components.Filters.OfWrite(resource), IfMatch()),
            new JsonObject { ["content"] = Content(Schema.Object(null, [], []), [], Json) },
            ("200", ChangedResponse()),
            [404, 409, 412, 413, 415, 422]);
    }

    private JsonObject ChangedResponse() => new()
    {
        ["description"] = $"{Words.Capital(_one)} as it is now.",
        ["headers"] = new JsonObject { ["ETag"] = ETag() },
        ["content"] = Content(components.Schemas.Whole(resource), ExampleValues.Whole(resource), Json),
    };

    private JsonObject Delete()
    {
        var children = ResourceSchemas.Children(resource).Select(relation => Words.Plural(relation.Target)).ToArray();
        var owned = children.Length == 0 ? "" : $" Its {Words.Join(children)} go with it.";
        return Operation(
            components.OperationId($"delete{_pascal}"),
            $"Delete {_one}",
            $"{About()}{owned}",
            new JsonArray(IfMatch()),
            null,
            ("204", new JsonObject { ["description"] = $"{Words.Capital(_one)} was deleted." }),
            [404, .. Conflicts(CanBeHeld(resource.Entity.Table, [])), 412]);
    }

    private JsonObject Operation(
        string id, string summary, string description, JsonArray parameters, JsonObject? body, (string Status, JsonObject Response) success, int[] problems,
        bool notModified = false)
    {
        var responses = new JsonObject { [success.Status] = success.Response };
        if (notModified) responses["304"] = NotModified();
        foreach (var status in Always.Concat(problems).Order())
        {
            responses[status.ToString(CultureInfo.InvariantCulture)] = components.Problems.Of(status);
        }
        var operation = new JsonObject
        {
            ["operationId"] = id,
            ["summary"] = summary,
            ["description"] = description,
            ["tags"] = new JsonArray(Words.Tag(resource)),
        };
        if (parameters.Count > 0) operation["parameters"] = parameters;
        if (body is not null) operation["requestBody"] = body;
        operation["responses"] = responses;
        return operation;
    }

    private JsonObject ListResponse(Resource target) => new()
    {
        ["description"] = $"A page of {Words.Plural(target)}, or all of them as a stream.",
        ["headers"] = new JsonObject { ["Link"] = Link() },
        ["content"] = RowStreams.AddTo(Content(components.Schemas.List(target), ExampleValues.List(target), Json), components.Schemas.Selection(target)),
    };

    private JsonObject OneResponse(Resource target) => new()
    {
        ["description"] = $"{Words.Capital(Words.One(target))}.",
        ["headers"] = new JsonObject { ["ETag"] = ETag() },
        ["content"] = Content(components.Schemas.Selection(target), ExampleValues.Whole(target), Json),
    };

    private JsonObject NotModified() => components.Ref("responses", "NotModified", () => new JsonObject
    {
        ["description"] = "The caller's copy, named in `If-None-Match`, is still current.",
        ["headers"] = new JsonObject { ["ETag"] = ETag() },
    });

    private static JsonObject Content(JsonObject schema, JsonObject? example, params ReadOnlySpan<string> mediaTypes)
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

    private static JsonObject Body(JsonObject schema, JsonObject? example, params ReadOnlySpan<string> mediaTypes) =>
        new() { ["required"] = true, ["content"] = Content(schema, example, mediaTypes) };

    private JsonObject ETag() => Header("ETag", "The version of the representation, for `If-Match` and `If-None-Match` (RFC 9110, section 8.8.3).", null);

    private JsonObject Link() => Header("Link", "The next and the previous page, with `rel=\"next\"` and `rel=\"prev\"` (RFC 8288).", null);

    private JsonObject Location() => Header("Location", "Where the new row is.", "uri-reference");

    private JsonObject Header(string name, string description, string? format) => components.Ref("headers", name, () =>
    {
        var schema = new JsonObject { ["type"] = "string" };
        if (format is not null) schema["format"] = format;
        return new JsonObject { ["description"] = description, ["schema"] = schema };
    });

    private JsonObject IfMatch() => RequestHeader("If-Match", "Only if the row's ETag is one of these; 412 otherwise.");

    private JsonObject IfNoneMatch() => RequestHeader("If-None-Match", "ETags that the caller has; 304 where one of them is current.");

    private JsonObject RequestHeader(string name, string description) => components.Ref("parameters", name, () => new JsonObject
    {
        ["name"] = name,
        ["in"] = "header",
        ["description"] = description,
        ["schema"] = new JsonObject { ["type"] = "string" },
    });

    private static JsonArray With(JsonArray parameters, JsonObject more)
    {
        parameters.Add((JsonNode)more);
        return parameters;
    }

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

    private static string KeyName(Resource keyed) => keyed.Key is [var only] ? only.Name : "key";

    private static string ChildKeyName(Resource child) => child.Key is [var only]
        ? child.Name + Words.Pascal(only.Name)
        : child.Name + "Key";

    private static int[] Conflicts(bool possible) => possible ? [409] : [];

    /// <summary>Whether a new row, or a child that comes with it, may have a unique value that another has.</summary>
    private static bool CanCollide(Resource created) =>
        created.Entity.Uniques.Count > 0
        || ResourceSchemas.Children(created).Any(relation => relation.Target.ClientKey || CanCollide(relation.Target));

    /// <summary>Whether rows that refer to one of the table, or to one that goes with it, may forbid its deletion.</summary>
    private bool CanBeHeld(string table, HashSet<string> seen) => seen.Add(table) && model.Entities
        .SelectMany(entity => entity.ForeignKeys.Where(key => key.TargetTable == table).Select(key => (entity.Table, key.OnDelete)))
        .Any(reference => reference.OnDelete == OnDelete.Restrict || (reference.OnDelete == OnDelete.Cascade && CanBeHeld(reference.Table, seen)));

    private string About() => resource.Description ?? $"{Words.Capital(_many)}.";
}
