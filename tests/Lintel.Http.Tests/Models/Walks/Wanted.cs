using System.Text.Json.Nodes;
using Lintel.Http.Tests.Models.Documents;
using Lintel.Model;

namespace Lintel.Http.Tests.Models.Walks;

/// <summary>What is wanted of each row, and what is shown of it.</summary>
/// <param name="Resource">Whose rows.</param>
/// <param name="Fields">The fields by name; null: those that come unasked, which only REST knows.</param>
/// <param name="Relations">The relations that come along.</param>
/// <param name="HasActions">Whether it is wanted what may be done with each row, which only REST tells.</param>
internal sealed record Wanted(Resource Resource, IReadOnlyList<Field>? Fields, IReadOnlyList<(Relation Relation, Wanted Wanted)> Relations, bool HasActions = false)
{
    /// <summary>Which of the rows of a relation to many; null: all.</summary>
    public Condition? Filter { get; init; }

    /// <summary>Random fields and relations.</summary>
    public static Wanted Of(Resource resource, Chances chances, int depth, bool isNamed, bool isGraphQl)
    {
        var relations = new List<(Relation, Wanted)>();
        foreach (var relation in resource.Relations)
        {
            if (depth == 0 || !chances.Hit(110 / resource.Relations.Count)) continue;
            var filter = isGraphQl && !relation.IsToOne && chances.Hit(25) ? new ConditionGenerator(chances).Filter(relation.Target, depth: 1) : null;
            relations.Add((relation, Of(relation.Target, chances, depth - 1, isNamed, isGraphQl) with { Filter = filter }));
        }
        var fields = resource.Fields.Where(_ => chances.Hit(30)).ToList();
        if (fields.Count == 0) fields.Add(resource.Key[0]);
        return new Wanted(resource, isNamed ? fields : null, relations, !isGraphQl && resource.Actions.Count > 0 && chances.Hit(30));
    }

    /// <summary>The same with what the rows own.</summary>
    public Wanted WithOwned() => this with
    {
        Relations = [.. Relations, .. Resource.Relations.Where(relation => relation.Kind == RelationKind.Children && Relations.All(one => one.Relation != relation)).Select(relation => (relation, new Wanted(relation.Target, null, [])))],
    };

    /// <summary>Whether somebody may see all that it names.</summary>
    public bool IsNamed(Sight sight) => (Fields ?? []).All(sight.MaySee) && Filter?.IsNamed(sight) != false && Relations.All(one => sight.MaySee(one.Relation) && one.Wanted.IsNamed(sight));

    /// <summary>As REST has it in a query.</summary>
    public string Query => Fields is null ? string.Join(',', Paths("")) is { Length: > 0 } paths ? "include=" + paths : "" : "fields=" + Names;

    private string Names => string.Join(',', Fields!.Select(one => one.Name).Concat(Relations.Select(one => $"{one.Relation.Name}({one.Wanted.Names})")).Concat(Told));

    private string[] Told => HasActions ? ["_actions"] : [];

    /// <summary>As GraphQL has it.</summary>
    public string Selection => $"{{ {string.Join(' ', Fields!.Select(one => one.Name).Concat(Relations.Select(one => one.Relation.IsToOne
        ? $"{one.Relation.Name} {one.Wanted.Selection}" : $"{one.Relation.Name}(first: 20{(one.Wanted.Filter is { } filter ? ", where: " + Literal.TextOf(filter.Where()) : "")}) {{ totalCount nodes {one.Wanted.Selection} }}")))} }}";

    /// <summary>A row as REST shows it.</summary>
    public JsonObject Rest(Sight sight, Row row)
    {
        var shown = new JsonObject();
        foreach (var field in Fields ?? [.. Resource.Fields.Where(sight.MaySee)]) shown[field.Name] = JsonOf(sight.Value(row, field));
        if (HasActions) shown["_actions"] = new JsonArray([.. sight.Offered(row).Select(name => (JsonNode)name)]);
        foreach (var (relation, wanted) in Relations)
        {
            if (relation.IsToOne)
            {
                shown[relation.Name] = sight.One(row, relation) is { } one ? wanted.Rest(sight, one) : null;
                continue;
            }
            var rows = new JsonArray([.. sight.Many(row, relation).Select(one => wanted.Rest(sight, one))]);
            shown[relation.Name] = relation.Kind == RelationKind.Children ? rows : new JsonObject { ["data"] = rows, ["page"] = new JsonObject { ["next"] = null, ["prev"] = null } };
        }
        return shown;
    }

    /// <summary>A row as GraphQL shows it.</summary>
    public JsonObject GraphQl(Sight sight, Row row)
    {
        var shown = new JsonObject();
        foreach (var field in Fields!) shown[field.Name] = JsonOf(FilterGenerator.Shown(field, sight.Value(row, field)) is var value && value is Literal.Name name ? name.Text : value);
        foreach (var (relation, wanted) in Relations)
        {
            if (relation.IsToOne) shown[relation.Name] = sight.One(row, relation) is { } one ? wanted.GraphQl(sight, one) : null;
            else
            {
                var nodes = sight.Many(row, relation).Where(one => wanted.Filter?.Holds(sight, one) != false).Select(one => wanted.GraphQl(sight, one)).ToArray();
                shown[relation.Name] = new JsonObject { ["totalCount"] = nodes.Length, ["nodes"] = new JsonArray(nodes) };
            }
        }
        return shown;
    }

    /// <summary>A value as JSON.</summary>
    public static JsonNode? JsonOf(object? value) => JsonNode.Parse(Literal.JsonOf(value));

    private IEnumerable<string> Paths(string before) => Relations.SelectMany(one => one.Wanted.Paths($"{before}{one.Relation.Name}.").Prepend(before + one.Relation.Name)).Concat(Told.Select(told => before + told));
}
