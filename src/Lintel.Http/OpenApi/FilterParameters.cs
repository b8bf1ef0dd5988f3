using System.Globalization;
using System.Text.Json.Nodes;
using Lintel.Model;

namespace Lintel.Http.OpenApi;

/// <summary>The query parameters of lists and of single reads.</summary>
/// <remarks>
/// A field is one parameter of style <c>deepObject</c>: <c>total[gte]=100</c> is the object <c>{gte: 100}</c>, and
/// <c>total=100</c> the bare value. Ten fields are then ten parameters, not a hundred, and a TypeScript client takes
/// <c>{status: "paid", total: {gte: 100}}</c>. Fields one reference away are listed as well; paths may be longer, which
/// the operation's text says, since no document can list them all.
/// </remarks>
internal sealed class FilterParameters(DocumentComponents components)
{
    private static readonly (string Name, string Text)[] Comparisons =
    [
        ("eq", "The same value; what the parameter without an operator means too."),
        ("ne", "Another value; null differs from every value."),
        ("gt", "A greater value."),
        ("gte", "A greater value or the same."),
        ("lt", "A lesser value."),
        ("lte", "A lesser value or the same."),
    ];

    /// <summary>The operators that a filter on the field may use; empty: it can't be filtered by.</summary>
    public static IReadOnlyList<string> OperatorsOf(Field field)
    {
        var operators = new List<string>();
        if (field.WriteOnly) return operators;
        var opaque = field.Type.Kind is ScalarKind.Json or ScalarKind.Bytes;
        if (!opaque && !field.Type.IsArray) operators.AddRange([.. Comparisons.Select(comparison => comparison.Name), "in", "nin"]);
        if (!opaque && (field.Type.IsArray || IsText(field.Type))) operators.Add("contains");
        if (!opaque && !field.Type.IsArray && IsText(field.Type)) operators.AddRange(["startsWith", "endsWith"]);
        if (field.Nullable) operators.Add("null");
        return operators;
    }

    /// <summary>The parameters of a list of that resource.</summary>
    public JsonArray OfList(Resource resource)
    {
        var parameters = new JsonArray(
            Sort(resource), Fields(resource), Include(resource), Limit(resource), Cursor("after", "next"), Cursor("before", "prev"), Count());
        var reserved = new HashSet<string>(["sort", "fields", "include", "limit", "after", "before", "count", "filter", "search"], StringComparer.Ordinal);
        AddFilters(parameters, resource, resource, prefix: "", reserved);
        foreach (var relation in resource.Relations.Where(relation => relation.IsToOne))
        {
            AddFilters(parameters, resource, relation.Target, relation.Name + ".", reserved);
        }
        return parameters;
    }

    /// <summary>The parameters of a read of one row.</summary>
    public JsonArray OfOne(Resource resource) => new(Fields(resource), Include(resource));

    /// <summary>What the parameters of a list can't say themselves.</summary>
    public static string Text(Resource resource)
    {
        var text = "Filters are query parameters named like fields, with an operator in brackets where it is not equality; all must hold. "
            + "A list of values is comma-separated.";
        if (resource.Relations.Count == 0) return text;
        var names = resource.Relations.Select(relation => $"`{relation.Name}`").ToArray();
        return text + $" A path of relations and a field, separated by dots, filters by related rows: the path may begin with {Words.Join(names, "or")}"
            + " and be longer than the parameters that are listed here.";
    }

    private void AddFilters(JsonArray parameters, Resource owner, Resource resource, string prefix, HashSet<string> reserved)
    {
        foreach (var field in resource.Fields)
        {
            var operators = OperatorsOf(field);
            if (operators.Count == 0) continue;
            var name = prefix + field.Name;
            parameters.Add((JsonNode)components.Ref("parameters", $"{owner.Name}.{name}", () => Filter(resource, field, name, operators, bare: !reserved.Contains(name))));
        }
    }

    private JsonObject Filter(Resource resource, Field field, string name, IReadOnlyList<string> operators, bool bare)
    {
        var schema = components.Ref("schemas", FilterName(resource, field), () => Operators(field, operators));
        // Reserved words win in the query string: such a field can be named with an operator only.
        if (bare && operators.Contains("eq")) schema = new JsonObject { ["anyOf"] = new JsonArray(Schema.Of(field.Type), schema) };
        return new JsonObject
        {
            ["name"] = name,
            ["in"] = "query",
            ["description"] = FieldSchemas.Description(resource, field) ?? $"Filters by `{name}`.",
            ["style"] = "deepObject",
            ["explode"] = true,
            ["schema"] = schema,
        };
    }

    private static string FilterName(Resource resource, Field field)
    {
        var name = field.Type.Kind == ScalarKind.Enum ? Words.Pascal(resource.Name) + Words.Pascal(field.Name) : field.Type.Kind.ToString();
        return $"{(field.Nullable ? "Nullable" : "")}{name}{(field.Type.IsArray ? "Array" : "")}Filter";
    }

    private static JsonObject Operators(Field field, IReadOnlyList<string> operators)
    {
        var type = field.Type.Element;
        var properties = new JsonObject();
        foreach (var (name, text) in Comparisons)
        {
            if (operators.Contains(name)) properties[name] = Described(Schema.Of(type), text);
        }
        if (operators.Contains("in")) properties["in"] = Described(new JsonObject { ["type"] = "string" }, "One of these values, comma-separated.");
        if (operators.Contains("nin")) properties["nin"] = Described(new JsonObject { ["type"] = "string" }, "None of these values, comma-separated.");
        if (operators.Contains("contains"))
        {
            properties["contains"] = field.Type.IsArray
                ? Described(Schema.Of(type), "An array with this element.")
                : Described(new JsonObject { ["type"] = "string" }, "Text with this part.");
        }
        if (operators.Contains("startsWith")) properties["startsWith"] = Described(new JsonObject { ["type"] = "string" }, "Text that begins so.");
        if (operators.Contains("endsWith")) properties["endsWith"] = Described(new JsonObject { ["type"] = "string" }, "Text that ends so.");
        if (operators.Contains("null")) properties["null"] = Described(new JsonObject { ["type"] = "boolean" }, "Whether there is no value.");
        return Schema.Object("Conditions on one field; all must hold.", properties, []);
    }

    private JsonObject Sort(Resource resource)
    {
        var names = resource.Fields.Where(IsSortable).Select(field => $"`{field.Name}`").ToArray();
        return Text(
            $"{resource.Name}.sort",
            "sort",
            $"The order: fields separated by commas, each with a `-` before it where the greatest comes first. Of {Words.Plural(resource)}: "
                + $"{Words.Join(names, "or")}, or a field behind references (`reference.field`). The key ends every order.",
            @"^-?[A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)*(?:,-?[A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)*)*$");
    }

    private JsonObject Fields(Resource resource)
    {
        var names = ResourceSchemas.Readable(resource).Select(field => field.Name).Concat(resource.Relations.Select(relation => relation.Name)).Select(name => $"`{name}`");
        var nested = resource.Relations is [var first, ..] ? $", a relation with its own fields in parentheses (`{first.Name}({first.Target.Fields[0].Name})`)" : "";
        return Text(
            $"{resource.Name}.fields",
            "fields",
            $"Only these fields, separated by commas{nested}. There are {Words.Join([.. names])}.",
            @"^[A-Za-z0-9_.,()]+$");
    }

    private JsonObject Include(Resource resource)
    {
        var names = resource.Relations.Select(relation => $"`{relation.Name}`").ToArray();
        var known = names.Length == 0 ? $"{Words.Capital(Words.Plural(resource))} have none." : $"There are {Words.Join(names)}.";
        return Text(
            $"{resource.Name}.include",
            "include",
            $"Relations that come besides the fields, separated by commas; dots lead further (`relation.relation`). {known}",
            @"^[A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)*(?:,[A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)*)*$");
    }

    private JsonObject Limit(Resource resource) => components.Ref("parameters", $"limit{resource.MaxLimit.ToString(CultureInfo.InvariantCulture)}", () => Parameter(
        "limit",
        "How many rows the page has at most.",
        new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = resource.MaxLimit, ["default"] = Math.Min(20, resource.MaxLimit) }));

    private JsonObject Cursor(string name, string member) => components.Ref("parameters", name, () => Parameter(
        name,
        $"The cursor that `page.{member}` of another page gave, for the page {(name == "after" ? "behind" : "before")} it. The order must be the same.",
        new JsonObject { ["type"] = "string" }));

    private JsonObject Count() => components.Ref("parameters", "count", () => Parameter(
        "count",
        "Counts the whole list into `page.total`: exactly, or by the database's statistics where it has any.",
        new JsonObject { ["type"] = "string", ["enum"] = new JsonArray("exact", "estimated") }));

    private JsonObject Text(string key, string name, string description, string pattern) =>
        components.Ref("parameters", key, () => Parameter(name, description, new JsonObject { ["type"] = "string", ["pattern"] = pattern }));

    private static JsonObject Parameter(string name, string description, JsonObject schema) =>
        new() { ["name"] = name, ["in"] = "query", ["description"] = description, ["schema"] = schema };

    private static JsonObject Described(JsonObject schema, string description)
    {
        schema["description"] = description;
        return schema;
    }

    private static bool IsSortable(Field field) => !field.WriteOnly && !field.Type.IsArray && field.Type.Kind is not (ScalarKind.Json or ScalarKind.Bytes);

    private static bool IsText(FieldType type) => type.Kind is ScalarKind.String or ScalarKind.Text or ScalarKind.Email or ScalarKind.Url;
}
