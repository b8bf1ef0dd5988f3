using System.Text.Json.Nodes;
using Lintel.Model;

namespace Lintel.Http.OpenApi;

/// <summary>
/// The schemas of resources: what reads answer, what writes answer, what creates and patches take.
/// </summary>
/// <remarks>
/// <para>
/// With <c>fields=</c> any part of a row is answered. A schema that required the fields would therefore be false, and
/// strict clients would refuse true answers. So there are two: an <c>OrderSelection</c>, where nothing is required, and an
/// <c>Order</c>, where every field is. Reads answer the former; writes, which know no <c>fields=</c>, the latter. An
/// <c>Order</c> is an <c>OrderSelection</c> too, so a client that sends no <c>fields=</c> may take what it gets for one
/// (in TypeScript <c>data as Order</c>).
/// </para>
/// <para>
/// All are written out whole, without <c>allOf</c>: then <c>additionalProperties: false</c> is exact, and generators of
/// clients in any language make one plain type of each.
/// </para>
/// </remarks>
internal sealed class ResourceSchemas(DocumentComponents components)
{
    /// <summary>All readable fields in the order in which they are written.</summary>
    public static IEnumerable<Field> Readable(Resource resource) => resource.Fields.Where(field => !field.WriteOnly);

    /// <summary>The owned children of a resource.</summary>
    public static IEnumerable<Relation> Children(Resource resource) => resource.Relations.Where(relation => relation.Kind == RelationKind.Children);

    /// <summary>The fields that a create may give.</summary>
    public static IEnumerable<Field> Creatable(Resource resource) => resource.Fields.Where(resource.CanCreate);

    /// <summary>The fields that a patch may give.</summary>
    public static IEnumerable<Field> Patchable(Resource resource) => resource.Fields.Where(resource.CanChange);

    /// <summary>What a read answers: any of the fields and relations.</summary>
    public JsonObject Selection(Resource resource) => components.Ref("schemas", Words.Pascal(resource.Name) + "Selection", () =>
    {
        var properties = Fields(resource);
        foreach (var relation in resource.Relations) properties[relation.Name] = Related(relation, Selection);
        AddActions(properties, resource);
        return Schema.Object(
            $"{About(resource)} All fields come unless `fields` chooses some; relations come where `include` or `fields` names them.", properties, []);
    });

    /// <summary>What a patch answers: all fields.</summary>
    public JsonObject Whole(Resource resource) => components.ResourceRef(resource, () =>
    {
        var properties = Fields(resource);
        string[] required = [.. properties.Select(property => property.Key).Where(name => IsSureOf(resource, name))];
        foreach (var relation in resource.Relations) properties[relation.Name] = Related(relation, Whole);
        AddActions(properties, resource);
        return Schema.Object($"{About(resource)} With all its fields; relations come where `include` names them.{Rules(resource)}", properties, required);
    });

    /// <summary>What a create answers: all fields, and the owned children with all theirs.</summary>
    public JsonObject Created(Resource resource)
    {
        if (!Children(resource).Any()) return Whole(resource);
        var owned = string.Join("And", Children(resource).Select(relation => Words.Pascal(relation.Name)));
        return components.Ref("schemas", $"{Words.Pascal(resource.Name)}With{owned}", () =>
        {
            var properties = Fields(resource);
            string[] required = [.. properties.Select(property => property.Key).Where(name => IsSureOf(resource, name)), .. Children(resource).Select(relation => relation.Name)];
            // Only the children of the row itself come unasked, not theirs.
            foreach (var relation in resource.Relations) properties[relation.Name] = Related(relation, Whole);
            AddActions(properties, resource);
            return Schema.Object($"{About(resource)} With all its fields and the rows that it owns.{Rules(resource)}", properties, required);
        });
    }

    /// <summary>What a list answers.</summary>
    public JsonObject List(Resource resource) => components.Ref("schemas", Words.Pascal(resource.Name) + "List", () => Schema.Object(
        $"A page of {Words.Plural(resource)}.",
        new JsonObject
        {
            ["data"] = new JsonObject { ["type"] = "array", ["description"] = "The rows, in order.", ["items"] = Selection(resource), ["maxItems"] = resource.MaxLimit },
            ["page"] = Page(),
        },
        ["data", "page"]));

    /// <summary>What a create takes.</summary>
    public JsonObject Create(Resource resource) => components.Ref("schemas", Words.Pascal(resource.Name) + "Create", () =>
    {
        var properties = new JsonObject();
        var required = new List<string>();
        foreach (var field in Creatable(resource))
        {
            properties[field.Name] = FieldSchemas.InBody(resource, field, withDefault: true);
            if (field is { Nullable: false, Default: DefaultKind.None }) required.Add(field.Name);
        }
        foreach (var relation in resource.Relations)
        {
            if (relation.Kind == RelationKind.Children) properties[relation.Name] = Array(relation, Create(relation.Target));
            else if (relation is { Kind: RelationKind.ManyToMany, KeysName: { } name }) properties[name] = Unique(Array(relation, KeyOf(relation.Target)));
        }
        return Schema.Object($"{Words.Capital(Words.One(resource))} to create.{Rules(resource)}", properties, required);
    });

    /// <summary>What a replacement takes: what a create takes, and the rest as it is, so that what was read can be sent back.</summary>
    public JsonObject Replace(Resource resource) => Replace(resource, "Replace", []);

    /// <summary>The same, where the query tells what is unique.</summary>
    public JsonObject Upsert(Resource resource) => Replace(resource, "Upsert", [.. FilterParameters.Telling(resource)]);

    private JsonObject Replace(Resource resource, string name, Field[] told) => components.Ref("schemas", Words.Pascal(resource.Name) + name, () =>
    {
        var properties = new JsonObject();
        var required = new List<string>();
        var changeable = Patchable(resource).ToHashSet();
        foreach (var field in resource.Fields)
        {
            if (changeable.Contains(field))
            {
                properties[field.Name] = FieldSchemas.InBody(resource, field, withDefault: true);
                if (field is { Nullable: false, Default: DefaultKind.None } && !told.Contains(field)) required.Add(field.Name);
            }
            else if (!field.WriteOnly) properties[field.Name] = FieldSchemas.InBody(resource, field, withDefault: false);
            else if (Creatable(resource).Contains(field)) properties[field.Name] = FieldSchemas.InBody(resource, field, withDefault: true);
        }
        AddBelow(properties, resource, orNull: false);
        return Schema.Object($"{Words.Capital(Words.One(resource))} as it shall be.{Rules(resource)}", properties, required);
    });

    /// <summary>What a patch takes.</summary>
    public JsonObject Patch(Resource resource) => components.Ref("schemas", Words.Pascal(resource.Name) + "Patch", () =>
    {
        var properties = new JsonObject();
        foreach (var field in Patchable(resource)) properties[field.Name] = FieldSchemas.InBody(resource, field, withDefault: false);
        AddBelow(properties, resource, orNull: true);
        return Schema.Object($"Changes of {Words.One(resource)}: members that are absent stay as they are.{Rules(resource)}", properties, []);
    });

    /// <summary>What an action takes; null: nothing.</summary>
    public JsonObject? Input(Resource resource, ResourceAction action) => action.Input.Fields.Count == 0 ? null : components.Ref("schemas", $"{Words.Pascal(action.Name)}{Words.Pascal(resource.Name)}Input", () =>
    {
        var properties = new JsonObject();
        foreach (var field in action.Input.Fields) properties[field.Name] = FieldSchemas.InBody(action.Input, field, withDefault: true);
        var rules = action.Rules.Count == 0 ? "" : $"\n\nThese hold before it, or it is refused with the code `rule`:\n{Lines(action.Rules)}";
        return Schema.Object($"What to give to `{action.Name}`.{rules}", properties, [.. action.Input.Fields.Where(field => field.Required).Select(field => field.Name)]);
    });

    private void AddBelow(JsonObject properties, Resource resource, bool orNull)
    {
        foreach (var relation in resource.Relations)
        {
            if (relation.Kind == RelationKind.Children) Add(relation.Name, Array(relation, Replace(relation.Target)));
            else if (relation is { Kind: RelationKind.ManyToMany, KeysName: { } name }) Add(name, Unique(Array(relation, KeyOf(relation.Target))));
        }

        void Add(string name, JsonObject array)
        {
            if (orNull) array["type"] = new JsonArray("array", "null");
            properties[name] = array;
        }
    }

    /// <summary>The schema of a row's key as one value: its type, or comma-separated text. A part may hold any text, commas too where they are encoded.</summary>
    public static JsonObject KeyOf(Resource resource) =>
        resource.Key is [var only] ? FieldSchemas.InPath(only) : new JsonObject { ["type"] = "string" };

    private static JsonObject Fields(Resource resource)
    {
        var properties = new JsonObject();
        foreach (var field in Readable(resource)) properties[field.Name] = FieldSchemas.InAnswer(resource, field);
        return properties;
    }

    // What a caller may not see is left out.
    private static bool IsSureOf(Resource resource, string name) => resource.FindField(name) is not { MayBeUnseen: true };

    private static void AddActions(JsonObject properties, Resource resource)
    {
        if (resource.Actions.Count == 0) return;
        properties[Operations.Selection.ActionsName] = new JsonObject
        {
            ["type"] = "array",
            ["description"] = $"The actions {(resource.State is null ? "on" : "that the state of")} the {Words.Of(resource.Name)}{(resource.State is null ? "" : " allows")}; only where `include` or `fields` names them.",
            ["items"] = new JsonObject { ["type"] = "string", ["enum"] = Schema.List(resource.Actions.Select(action => action.Name)) },
        };
    }

    private JsonObject Related(Relation relation, Func<Resource, JsonObject> shape)
    {
        var schema = relation.Kind switch
        {
            RelationKind.Reference when relation.IsOptional => Schema.Nullable(shape(relation.Target)),
            RelationKind.Reference => shape(relation.Target),
            RelationKind.Children => new JsonObject { ["type"] = "array", ["items"] = shape(relation.Target) },
            RelationKind.Reverse or RelationKind.ManyToMany => List(relation.Target),
        };
        var target = relation.IsToOne ? $"the {Words.Of(relation.Target.Name)}" : $"the {Words.Plural(relation.Target)}";
        schema["description"] = relation.Description ?? $"{Words.Capital(target)} of the {Words.Of(relation.Source.Name)}.";
        return schema;
    }

    private JsonObject Page() => components.Ref("schemas", "Page", () => Schema.Object(
        "Where the page stands in the list.",
        new JsonObject
        {
            ["next"] = Cursor("The cursor for `after` that leads to the next page; null on the last one."),
            ["prev"] = Cursor("The cursor for `before` that leads to the previous page; null on the first one."),
            ["total"] = new JsonObject
            {
                ["type"] = "integer",
                ["format"] = "int64",
                ["description"] = "How many rows the whole list has; only with `count`.",
            },
        },
        ["next", "prev"]));

    private static JsonObject Cursor(string description) => new() { ["type"] = new JsonArray("string", "null"), ["description"] = description };

    private static JsonObject Array(Relation relation, JsonObject items) => new()
    {
        ["type"] = "array",
        ["description"] = relation.Description ?? $"The {Words.Plural(relation.Target)} of the {Words.Of(relation.Source.Name)}.",
        ["items"] = items,
        ["maxItems"] = relation.MaxItems,
    };

    private static JsonObject Unique(JsonObject array)
    {
        array["uniqueItems"] = true;
        return array;
    }

    /// <summary>What must hold after each write, as a list behind a description; empty where there is nothing.</summary>
    private static string Rules(Resource resource) => resource.Rules.Count == 0
        ? ""
        : $"\n\nAfter each write these hold, or the write is refused with the code `rule`:\n{Lines(resource.Rules)}";

    private static string Lines(IEnumerable<Rule> rules) => string.Concat(rules.Select(rule => $"\n- {RuleLine(rule)}"));

    private static string RuleLine(Rule rule)
    {
        var name = rule.Name == rule.Text ? "" : $"{rule.Name}: ";
        return $"{name}`{rule.Text}`{(rule.Message is null ? "" : $". {rule.Message.ReplaceLineEndings(" ")}")}";
    }

    private static string About(Resource resource) => resource.Description ?? $"{Words.Capital(Words.One(resource))}.";
}
