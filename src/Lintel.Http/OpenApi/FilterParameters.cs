using System.Globalization;
using System.Text.Json.Nodes;
using Lintel.Binding;
using Lintel.Model;
using Lintel.Operations;
using Lintel.Search;

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
    // Reserved words win in the query string: a field of such a name is filtered by with an operator only.
    private static readonly string[] Reserved = ["filter", "search", "sort", "fields", "include", "limit", "after", "before", "count"];

    /// <summary>The parameters of a list of that resource.</summary>
    public JsonArray OfList(Resource resource)
    {
        var parameters = new JsonArray();
        (string Key, JsonObject Parameter)[] words =
        [
            Expression(), .. Search(resource), Sort(resource), Fields(resource), Include(resource), Limit(resource), Cursor("after", "next"), Cursor("before", "prev"), Count(), .. Deleted(resource),
        ];
        foreach (var word in words) parameters.Add((JsonNode)Register(WithField(resource, word, "filter")));
        AddFilters(parameters, resource, resource.DeletedAt is null ? Reserved : [.. Reserved, "deleted"]);
        return parameters;
    }

    /// <summary>The parameters of an aggregate of that resource.</summary>
    public JsonArray OfAggregate(Resource resource)
    {
        var parameters = new JsonArray();
        foreach (var word in AggregateParameters.Of(resource, components.Limits).Append(Expression()).Concat(Search(resource)).Concat(Deleted(resource))) parameters.Add((JsonNode)Register(WithField(resource, word, "aggregate")));
        AddFilters(parameters, resource, resource.DeletedAt is null ? AggregateParameters.Reserved : [.. AggregateParameters.Reserved, "deleted"]);
        return parameters;
    }

    /// <summary>The parameters of a read of one row.</summary>
    public JsonArray OfOne(Resource resource) => [(JsonNode)Register(Fields(resource)), (JsonNode)Register(Include(resource)), .. Deleted(resource).Select(JsonNode (part) => Register(part))];

    /// <summary>The parameters of a deletion.</summary>
    public JsonArray OfDelete(Resource resource) => [.. Purge(resource).Select(JsonNode (part) => Register(part))];

    /// <summary>The parameters of a write.</summary>
    public JsonArray OfWrite(Resource resource) => new(Register(Include(resource)));

    /// <summary>The parameters of a write of the one row that something unique tells.</summary>
    public JsonArray OfUpsert(Resource resource)
    {
        var parameters = OfWrite(resource);
        foreach (var field in Telling(resource))
            parameters.Add((JsonNode)components.Ref("parameters", $"{resource.Name}.{field.Name}", () => Filter(resource, field, field.Name)));
        return parameters;
    }

    /// <summary>The fields that tell which row is meant: those of the key, and of all that is unique.</summary>
    public static IEnumerable<Field> Telling(Resource resource)
    {
        var unique = resource.Entity.Uniques.SelectMany(set => set.Told).Concat(resource.Entity.Key).ToHashSet();
        return resource.Fields.Where(field => !field.WriteOnly && unique.Any(field.IsIn));
    }

    /// <summary>The parameters of a write of all rows that are found.</summary>
    public JsonArray OfFound(Resource resource) => OfFound(resource, []);

    private JsonArray OfFound(Resource resource, string[] reserved)
    {
        var parameters = new JsonArray();
        foreach (var word in Search(resource).Prepend(Expression()).Append(MaxAffected())) parameters.Add((JsonNode)Register(WithField(resource, word, "found")));
        AddFilters(parameters, resource, ["filter", "search", "maxAffected", .. reserved]);
        return parameters;
    }

    /// <summary>The parameters of a deletion of all rows that are found.</summary>
    public JsonArray OfFoundToDelete(Resource resource)
    {
        var parameters = OfFound(resource, SoftReserved(resource));
        foreach (var word in Deleted(resource).Concat(Purge(resource))) parameters.Add((JsonNode)Register(WithField(resource, word, "found")));
        return parameters;
    }

    /// <summary>What the parameters of a list can't say themselves.</summary>
    public static string Text(Resource resource)
    {
        var text = "Filters are query parameters named like fields, with an operator in brackets where it is not equality; all must hold. "
            + "Values of `in` and `nin` are separated by commas; a value with a comma stands in double quotes.";
        if (resource.Relations.Count == 0) return text;
        var names = resource.Relations.Select(relation => $"`{relation.Name}`").ToArray();
        var example = resource.Relations.FirstOrDefault(relation => relation.IsToOne && relation.SourceFields.Count == 1);
        if (example is not null) text += $" A reference alone means its key: `{example.Name}` is `{example.SourceFields[0].Name}`.";
        return text + $" A path of relations and a field, separated by dots, filters by related rows: the path may begin with {Words.Join(names, "or")}"
            + " and be longer than the parameters that are listed here.";
    }

    private void AddFilters(JsonArray parameters, Resource resource, IReadOnlyList<string> reserved)
    {
        AddFilters(parameters, resource, resource, prefix: "", reserved);
        foreach (var relation in resource.Relations.Where(relation => relation.IsToOne))
        {
            AddFilters(parameters, resource, relation.Target, relation.Name + ".", reserved);
        }
    }

    private void AddFilters(JsonArray parameters, Resource owner, Resource resource, string prefix, IReadOnlyList<string> reserved)
    {
        foreach (var field in resource.Fields.Where(field => !field.WriteOnly))
        {
            var name = prefix + field.Name;
            if (reserved.Contains(name)) continue;
            parameters.Add((JsonNode)components.Ref("parameters", $"{owner.Name}.{name}", () => Filter(resource, field, name)));
        }
    }

    private JsonObject Filter(Resource resource, Field field, string name)
    {
        var bare = OperatorTable.Allows(field.Type, FilterOperator.Equal) ? FieldSchemas.Compared(field.Type) : null;
        return Filter(name, FieldSchemas.Description(resource, field) ?? $"Filters by `{name}`.", bare, resource, field);
    }

    private JsonObject Filter(string name, string description, JsonObject? bare, Resource resource, Field field)
    {
        var operators = components.Ref("schemas", FilterName(resource, field), () => Operators(field));
        return new JsonObject
        {
            ["name"] = name,
            ["in"] = "query",
            ["description"] = description,
            ["style"] = "deepObject",
            ["explode"] = true,
            ["schema"] = bare is null ? operators : new JsonObject { ["anyOf"] = new JsonArray(bare, operators) },
        };
    }

    /// <summary>Where a field has the name of a reserved word, both are one parameter: bare it is the word, with an operator the field.</summary>
    private (string Key, JsonObject Parameter) WithField(Resource resource, (string Key, JsonObject Parameter) word, string use)
    {
        var name = (string)word.Parameter["name"]!;
        if (resource.FindField(name) is not { WriteOnly: false } field) return word;
        var description = $"{(string)word.Parameter["description"]!} With an operator: filters by the field `{name}`.";
        return ($"{resource.Name}.{name}.{use}", Filter(name, description, (JsonObject)word.Parameter["schema"]!.DeepClone(), resource, field));
    }

    private JsonObject Register((string Key, JsonObject Parameter) word) => components.Ref("parameters", word.Key, () => word.Parameter);

    private static string FilterName(Resource resource, Field field)
    {
        var name = field.Type.Kind == ScalarKind.Enum ? Words.Pascal(resource.Name) + Words.Pascal(field.Name) : field.Type.Kind.ToString();
        return $"{name}{(field.Type.IsArray ? "Array" : "")}Filter";
    }

    private static JsonObject Operators(Field field)
    {
        var properties = new JsonObject();
        foreach (var name in OperatorTable.Names)
        {
            if (!OperatorTable.TryFind(name, out var found) || !OperatorTable.Allows(field.Type, found)) continue;
            var (schema, text) = Operand(field.Type, found);
            schema["description"] = text;
            properties[name] = schema;
        }
        return Schema.Object("Conditions on one field; all must hold.", properties, []);
    }

    private static (JsonObject Schema, string Text) Operand(FieldType type, FilterOperator found) => found switch
    {
        FilterOperator.Equal => (FieldSchemas.Compared(type), "The same value; what the parameter without an operator means too."),
        FilterOperator.NotEqual => (FieldSchemas.Compared(type), "Another value; null differs from every value."),
        FilterOperator.Less => (FieldSchemas.Compared(type), "A lesser value."),
        FilterOperator.LessOrEqual => (FieldSchemas.Compared(type), "A lesser value or the same."),
        FilterOperator.Greater => (FieldSchemas.Compared(type), "A greater value."),
        FilterOperator.GreaterOrEqual => (FieldSchemas.Compared(type), "A greater value or the same."),
        FilterOperator.In => (AnyText(), "One of these values, comma-separated."),
        FilterOperator.NotIn => (AnyText(), "None of these values, comma-separated."),
        FilterOperator.Contains when type.IsArray => (FieldSchemas.Compared(type.Element), "An array with this element."),
        FilterOperator.Contains => (AnyText(), "Text with this part."),
        FilterOperator.StartsWith => (AnyText(), "Text that begins so."),
        FilterOperator.EndsWith => (AnyText(), "Text that ends so."),
        FilterOperator.IsNull or FilterOperator.IsNotNull => (new JsonObject { ["type"] = "boolean" }, "Whether there is no value."),
    };

    private static JsonObject AnyText() => new() { ["type"] = "string" };

    private (string Key, JsonObject Parameter) Expression() => ("filter", Parameter(
        "filter",
        "A condition in Lintel's expression language, for what the parameters named like fields can't say: `or`, arithmetic, relations to many. It must hold beside all others.",
        new JsonObject { ["type"] = "string", ["maxLength"] = components.Limits.Filter }));

    private (string Key, JsonObject Parameter)[] Search(Resource resource)
    {
        if (resource.Entity.Search is null) return [];
        var names = resource.Fields.Where(field => field.Searchable).Select(field => $"`{field.Name}`").ToArray();
        var parameter = Parameter(
            "search",
            $"Words that must all be in {Words.Join(names, "or")}, whatever their case and accents: `\"two words\"` stand together, `beginning*` is how a word begins, `-word` must not be there. "
                + (resource.Entity.Search.Typos ? $"A word of {WordSimilarity.MinLength} letters or more may be mistyped. " : "")
                + "Without `sort` the best come first.",
            new JsonObject { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = components.Limits.Search });
        parameter["example"] = Example(resource);
        return [($"{resource.Name}.search", parameter)];
    }

    private static string Example(Resource resource)
    {
        var known = resource.Fields.Where(field => field.Searchable).SelectMany(field => field.Examples).Select(example => SearchWords.Split(example.AsText)).FirstOrDefault(words => words.Length > 0);
        return known?[0] ?? "word";
    }

    private static (string Key, JsonObject Parameter) Sort(Resource resource)
    {
        var names = resource.Fields.Where(field => !field.WriteOnly && OperatorTable.Sorts(field)).Select(field => $"`{field.Name}`").ToArray();
        return Text(
            $"{resource.Name}.sort",
            "sort",
            $"The order: fields separated by commas, each with a `-` before it where the greatest comes first. Of {Words.Plural(resource)}: "
                + $"{Words.Join(names, "or")}, or a field behind references (`reference.field`). The key ends every order.",
            @"^-?[A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)*(?:,-?[A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)*)*$");
    }

    private static (string Key, JsonObject Parameter) Fields(Resource resource)
    {
        var actions = resource.Actions.Count == 0 ? [] : new[] { $"`{Selection.ActionsName}`" };
        var names = ResourceSchemas.Readable(resource).Select(field => $"`{field.Name}`").Concat(Names(resource)).Concat(actions);
        var nested = resource.Relations is [var first, ..] ? $", a relation with its own fields in parentheses (`{first.Name}({first.Target.Fields[0].Name})`)" : "";
        return Text(
            $"{resource.Name}.fields",
            "fields",
            $"Only these fields, separated by commas{nested}. There are {Words.Join([.. names])}.",
            @"^[A-Za-z0-9_.,()]+$");
    }

    private static (string Key, JsonObject Parameter) Include(Resource resource)
    {
        string[] names = [.. Names(resource)];
        var known = names.Length == 0 ? $"{Words.Capital(Words.Plural(resource))} have none." : $"There are {Words.Join(names)}.";
        return Text(
            $"{resource.Name}.include",
            "include",
            $"Relations that come besides the fields, separated by commas; dots lead further (`relation.relation`). {known}{Actions(resource)}",
            @"^[A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)*(?:,[A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)*)*$");
    }

    // What comes besides fields.
    private static IEnumerable<string> Names(Resource resource) => resource.Relations.Select(relation => $"`{relation.Name}`");

    private static string Actions(Resource resource) =>
        resource.Actions.Count == 0 ? "" : $" `{Selection.ActionsName}` brings the actions that the state of each row allows.";

    private static (string Key, JsonObject Parameter) Limit(Resource resource) => ($"limit{resource.MaxLimit.ToString(CultureInfo.InvariantCulture)}", Parameter(
        "limit",
        string.Create(CultureInfo.InvariantCulture, $"How many rows come at most. A page has up to {resource.MaxLimit}, and {Math.Min(ServiceLimits.UsualPage, resource.MaxLimit)} when nothing is said; a whole list has any number."),
        new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = int.MaxValue }));

    private (string Key, JsonObject Parameter) MaxAffected() => ("maxAffected", Parameter(
        "maxAffected",
        "How many rows may be found at most; where there are more, nothing is done (409).",
        new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = components.Limits.Affected, ["default"] = Math.Min(UpdateOperation.DefaultMaxAffected, components.Limits.Affected) }));

    private static (string Key, JsonObject Parameter) Cursor(string name, string member) => (name, Parameter(
        name,
        $"The cursor that `page.{member}` of another page gave, for the page {(name == "after" ? "behind" : "before")} it. The order must be the same.",
        new JsonObject { ["type"] = "string" }));

    private static (string Key, JsonObject Parameter)[] Purge(Resource resource) => resource.DeletedAt is null ? [] :
    [
        ("purge", Parameter(
            "purge",
            "Whether what is deleted goes for good, with all that it owns, and was deleted before or not.",
            new JsonObject { ["type"] = "boolean", ["default"] = false })),
    ];

    private static string[] SoftReserved(Resource resource) => resource.DeletedAt is null ? [] : ["deleted", "purge"];

    private static (string Key, JsonObject Parameter)[] Deleted(Resource resource) => resource.DeletedAt is null ? [] :
    [
        ("deleted", Parameter(
            "deleted",
            "Also the rows that are deleted, or these only. Without it they are hidden. What relations lead to stays hidden either way.",
            new JsonObject { ["type"] = "string", ["enum"] = new JsonArray("include", "only") })),
    ];

    private static (string Key, JsonObject Parameter) Count() => ("count", Parameter(
        "count",
        "Counts the whole list into `page.total`: exactly, or by the database's statistics where it has any.",
        new JsonObject { ["type"] = "string", ["enum"] = new JsonArray("exact", "estimated") }));

    private static (string Key, JsonObject Parameter) Text(string key, string name, string description, string pattern) =>
        (key, Parameter(name, description, new JsonObject { ["type"] = "string", ["pattern"] = pattern }));

    /// <summary>A query parameter.</summary>
    public static JsonObject Parameter(string name, string description, JsonObject schema) =>
        new() { ["name"] = name, ["in"] = "query", ["description"] = description, ["schema"] = schema };
}
