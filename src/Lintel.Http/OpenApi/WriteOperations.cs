using System.Text.Json.Nodes;
using Lintel.Model;

namespace Lintel.Http.OpenApi;

/// <summary>The operations that write the rows of one resource.</summary>
internal sealed class WriteOperations(ResourcePaths paths, Resource resource, DocumentComponents components)
{
    private const string Json = "application/json";
    private const string MergePatch = "application/merge-patch+json";

    private readonly string _one = Words.One(resource);
    private readonly string _many = Words.Plural(resource);

    private bool IsOwned => resource.Owner is not null;

    public JsonObject Create()
    {
        var body = Body(components.Schemas.Create(resource), ExampleValues.Create(resource), Json);
        var owned = Owned("come in the same body and are created with it: all or none");
        if (IsOwned)
        {
            return paths.Operation(
                components.OperationId($"create{paths.Id}"),
                $"Create {_one}",
                $"{ResourcePaths.About(resource)}{owned} The version of {Words.One(resource.Owner!.Source)} rises.",
                ResourcePaths.With(components.Filters.OfWrite(resource), components.Headers.IfMatch(), components.Headers.Prefer()),
                body,
                [("201", CreatedResponse())],
                [404, 408, 409, 412, 413, 415, 422]);
        }
        RowStreams.AddTo((JsonObject)body["content"]!, components.Schemas.Create(resource));
        return paths.Operation(
            components.OperationId($"create{paths.Id}"),
            $"Create {_one}",
            $"{ResourcePaths.About(resource)}{owned}{RowStreams.AboutImport}",
            ResourcePaths.With(components.Filters.OfWrite(resource), components.Streams.OnError(), components.Headers.Prefer()),
            body,
            // One row first: generators of clients take the first success for what the operation gives.
            [("201", CreatedResponse()), ("200", components.Streams.Imported(resource))],
            [408, 409, 413, 415, 422]);
    }

    public JsonObject Upsert() => paths.Operation(
        components.OperationId($"upsert{paths.Id}"),
        $"Create or replace {_one}",
        $"{ResourcePaths.About(resource)} Which one is meant is told by what is unique: one of the parameters, or those of one unique set together. {Replacing}",
        ResourcePaths.With(components.Filters.OfUpsert(resource), components.Headers.IfMatch(), components.Headers.IfNew(), components.Headers.Prefer()),
        Body(components.Schemas.Upsert(resource), ExampleValues.Create(resource), Json),
        [("200", ReplacedResponse()), ("201", CreatedResponse()), ("204", components.Headers.Minimal())],
        [404, 408, 409, 412, 413, 415, 422, .. Conditional()]);

    public JsonObject Replace()
    {
        var created = resource.ClientKey ? $" Where there is no such {Words.Of(resource.Name)}, it is created." : "";
        return paths.Operation(
            components.OperationId($"replace{paths.Id}"),
            $"Replace {_one}",
            $"{ResourcePaths.About(resource)} {Replacing}{created}",
            ResourcePaths.With(components.Filters.OfWrite(resource), components.Headers.IfMatch(), components.Headers.IfNew(), components.Headers.Prefer()),
            Body(components.Schemas.Replace(resource), ExampleValues.Create(resource), Json),
            [("200", ReplacedResponse()), .. resource.ClientKey ? [("201", CreatedResponse())] : ((string, JsonObject)[])[], ("204", components.Headers.Minimal())],
            [404, 408, 409, 412, 413, 415, 422, .. Conditional()]);
    }

    public JsonObject Change() => paths.Operation(
        components.OperationId($"update{paths.Id}"),
        $"Change {_one}",
        $"{ResourcePaths.About(resource)} {Patching}",
        ResourcePaths.With(components.Filters.OfWrite(resource), components.Headers.IfMatch(), components.Headers.Prefer()),
        Body(components.Schemas.Patch(resource), ExampleValues.Patch(resource), MergePatch, Json),
        [("200", ChangedResponse()), ("204", components.Headers.Minimal())],
        [404, 408, 409, 412, 413, 415, 422, .. Conditional()]);

    public JsonObject ChangeAll() => paths.Operation(
        components.OperationId($"update{Words.Pascal(resource.Plural)}", $"update{Words.Pascal(resource.Name)}Resources"),
        $"Change all {_many} that a filter finds",
        $"All or none, and no more than `maxAffected`. {Patching} {FilterParameters.Text(resource)}",
        ResourcePaths.With(components.Filters.OfFound(resource), components.Headers.Prefer()),
        Body(components.Schemas.Patch(resource), ExampleValues.Patch(resource), MergePatch, Json),
        [("200", AffectedResponse()), ("204", components.Headers.Minimal())],
        [404, 408, 409, 413, 415, 422, .. Conditional()]);

    public JsonObject Act(ResourceAction action)
    {
        var body = Body(components.Schemas.Input(resource, action) ?? Schema.Object(null, [], []), ExampleValues.Input(action.Input), Json);
        if (!action.NeedsInput) body.Remove("required");
        return paths.Operation(
            components.OperationId($"{action.Name}{paths.Id}", $"{action.Name}{paths.Id}Action"),
            $"{Words.Capital(Words.Of(action.Name))} {_one}",
            About(action),
            ResourcePaths.With(components.Filters.OfWrite(resource), components.Headers.IfMatch(), components.Headers.Prefer()),
            body,
            [("200", ChangedResponse(action)), ("204", components.Headers.Minimal())],
            [404, 408, 409, 412, 413, 415, 422, .. Conditional()]);
    }

    public JsonObject Restore() => paths.Operation(
        components.OperationId($"restore{paths.Id}", $"restoreDeleted{paths.Id}"),
        $"Restore {_one}",
        "Brings it back with all that it owns. One that is not deleted stays as it is.",
        ResourcePaths.With(components.Filters.OfWrite(resource), components.Headers.IfMatch(), components.Headers.Prefer()),
        new JsonObject { ["content"] = ResourcePaths.Content(Schema.Object(null, [], []), [], Json) },
        [("200", ChangedResponse()), ("204", components.Headers.Minimal())],
        [404, 408, 409, 412, 413, 415, 422, .. Conditional()]);

    public JsonObject Delete() => paths.Operation(
        components.OperationId($"delete{paths.Id}"),
        $"Delete {_one}",
        $"{ResourcePaths.About(resource)}{Owned("go with it")}{Softly}",
        ResourcePaths.With(components.Filters.OfDelete(resource), components.Headers.IfMatch(), components.Headers.Prefer()),
        null,
        [("204", Done($"{Words.Capital(_one)} was deleted."))],
        [404, 409, 412, .. IsOwned ? [422] : (ReadOnlySpan<int>)[], .. Conditional()]);

    public JsonObject DeleteAll() => paths.Operation(
        components.OperationId($"delete{Words.Pascal(resource.Plural)}", $"delete{Words.Pascal(resource.Name)}Resources"),
        $"Delete all {_many} that a filter finds",
        $"All or none, and no more than `maxAffected`.{Owned("go with them")}{Softly} {FilterParameters.Text(resource)}",
        ResourcePaths.With(components.Filters.OfFoundToDelete(resource), components.Headers.Prefer()),
        null,
        [("200", AffectedResponse()), ("204", components.Headers.Minimal())],
        [404, 409, .. Conditional()]);

    public JsonObject Link(Relation relation) => paths.Operation(
        components.OperationId($"add{paths.Id}{Words.Pascal(relation.Name)}", $"add{Words.Pascal(relation.Name)}To{paths.Id}"),
        $"Link {_one} with {Words.One(relation.Target)}",
        $"One that is linked already stays so. The version of {_one} rises where it was not.",
        new JsonArray(components.Headers.IfMatch(), components.Headers.Prefer()),
        null,
        [("204", Done("They are linked."))],
        [404, 409, 412, 422, .. Conditional()]);

    public JsonObject Unlink(Relation relation) => paths.Operation(
        components.OperationId($"remove{paths.Id}{Words.Pascal(relation.Name)}", $"remove{Words.Pascal(relation.Name)}From{paths.Id}"),
        $"Take a link with {Words.One(relation.Target)} away",
        $"The version of {_one} rises; the {Words.Of(relation.Target.Name)} itself stays.",
        new JsonArray(components.Headers.IfMatch(), components.Headers.Prefer()),
        null,
        [("204", Done("They are linked no more."))],
        [404, 409, 412, 422, .. Conditional()]);

    private const string Patching = "A merge patch (RFC 7396): members that are absent stay as they are, null empties a field that may be null, and a list takes the place of the one that is there.";

    private string Replacing
    {
        get
        {
            var owned = ResourceSchemas.Children(resource).Select(relation => Words.Plural(relation.Target)).ToArray();
            var children = owned.Length == 0 ? "" : $" Its {Words.Join(owned)} are matched by their keys; those that are absent are deleted.";
            return $"The whole comes in the body: what is absent becomes null or its default. What can't be written may be given as it is.{children}";
        }
    }

    private string About(ResourceAction action)
    {
        var sentences = new List<string>();
        if (action.Description is { } description) sentences.Add(description);
        if (resource.State is { } state)
        {
            var isAlways = action.From.Count == state.Type.Members.Count;
            var from = isAlways ? "any state" : Words.Join([.. action.From.Select(name => $"`{name}`")], "or");
            sentences.Add($"{(action.To is { } to ? $"From {from} to `{to}`" : $"In {from}")}{(isAlways ? "." : "; in any other state 409 with `state` and `allowed`.")}");
        }
        var sets = action.Sets.Where(set => !set.Field.WriteOnly).Select(set => $"`{set.Field.Name}`").ToArray();
        if (sets.Length > 0) sentences.Add($"It sets {Words.Join(sets)}.");
        return string.Join(' ', sentences);
    }

    private string Owned(string what)
    {
        var children = ResourceSchemas.Children(resource).Select(relation => Words.Plural(relation.Target)).ToArray();
        return children.Length == 0 ? "" : $" Its {Words.Join(children)} {what}.";
    }

    private string Softly => resource.DeletedAt is null ? "" : " What is deleted is hidden, and can be restored, until it is deleted with `purge`.";

    private int[] Conditional() => resource.RequiresMatch ? [428] : [];

    private JsonObject CreatedResponse() => Answer($"{Words.Capital(_one)} was created. With `Prefer: return=minimal` there may be no body.", components.Schemas.Created(resource), withChildren: true, components.Headers.Location());

    private JsonObject ReplacedResponse() => Answer($"{Words.Capital(_one)} as it is now.", components.Schemas.Created(resource), withChildren: true);

    private JsonObject ChangedResponse(ResourceAction? by = null) => Answer($"{Words.Capital(_one)} as it is now.", components.Schemas.Whole(resource), withChildren: false, state: by?.To);

    private JsonObject Answer(string description, JsonObject schema, bool withChildren, JsonObject? location = null, string? state = null)
    {
        var example = ExampleValues.Whole(resource, withChildren);
        if (example is not null && state is not null) example[resource.State!.Name] = state;
        var headers = new JsonObject { ["ETag"] = components.Headers.ETag(), ["Preference-Applied"] = components.Headers.PreferenceApplied() };
        if (location is not null) headers["Location"] = location;
        return new JsonObject
        {
            ["description"] = description,
            ["headers"] = headers,
            ["content"] = ResourcePaths.Content(schema, example, Json),
        };
    }

    private JsonObject AffectedResponse() => components.Ref("responses", "Affected", () => components.Headers.WithTiming(new JsonObject
    {
        ["description"] = "It was done.",
        ["headers"] = new JsonObject { ["Preference-Applied"] = components.Headers.PreferenceApplied() },
        ["content"] = ResourcePaths.Content(
            Schema.Object(
                "How much was done.",
                new JsonObject { ["affected"] = new JsonObject { ["type"] = "integer", ["minimum"] = 0, ["maximum"] = components.Limits.Affected, ["description"] = "How many rows were found and written." } },
                ["affected"]),
            new JsonObject { ["affected"] = 2 },
            Json),
    }));

    private JsonObject Done(string description) => new()
    {
        ["description"] = description,
        ["headers"] = new JsonObject { ["Preference-Applied"] = components.Headers.PreferenceApplied() },
    };

    private static JsonObject Body(JsonObject schema, JsonObject? example, params ReadOnlySpan<string> mediaTypes) =>
        new() { ["required"] = true, ["content"] = ResourcePaths.Content(schema, example, mediaTypes) };
}
