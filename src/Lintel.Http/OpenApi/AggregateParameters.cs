using System.Globalization;
using System.Text.Json.Nodes;
using Lintel.Binding;
using Lintel.Model;
using Lintel.Operations;

namespace Lintel.Http.OpenApi;

/// <summary>The query parameters that aggregates have beside the filters of a list.</summary>
internal static class AggregateParameters
{
    private const string List =
        "fields, paths through references or expressions, separated by commas, each with a name and a colon before it where the answer shall have it under that name.";

    /// <summary>Their names, which win over fields of the same name.</summary>
    public static IReadOnlyList<string> Reserved { get; } = ["group", .. MeasureTable.Names, "having", "filter", "search", "sort", "limit"];

    /// <summary>What is grouped, told and chosen; each with the name of its shared part.</summary>
    public static IEnumerable<(string Key, JsonObject Parameter)> Of(Resource resource, ServiceLimits limits)
    {
        yield return Text("group",
            $"What groups are made by: {List} `year`, `quarter`, `month`, `week`, `day` and `hour` take a part of a date or time. Without it all rows are one group.");
        foreach (var name in MeasureTable.Names)
        {
            MeasureTable.TryFind(name, out var function);
            yield return Text(name, About(function));
        }
        yield return Text("having", limits.Filter, "Only groups for which this condition holds. Its names are the keys of the answer, such as `count` or `sum.total`.");
        yield return Text("sort",
            "The order: keys of the answer separated by commas, such as `-sum.total`, each with a `-` before it where the greatest comes first. The groups end every order.");
        var most = limits.GroupsOf(resource);
        yield return ($"aggregate.limit{most.ToString(CultureInfo.InvariantCulture)}", FilterParameters.Parameter(
            "limit",
            "How many groups come at most; `page.more` tells whether there are others.",
            new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = most, ["default"] = Math.Min(ServiceLimits.UsualGroups, most) }));
    }

    private static string About(MeasureFunction function) => function switch
    {
        MeasureFunction.Count => $"How many rows each group has (`*`), or how many of its rows have a value: {List}",
        MeasureFunction.CountDistinct => $"How many different values each group has: {List}",
        MeasureFunction.Sum => $"The exact sum of values: {List} Null where it does not fit its type.",
        MeasureFunction.Avg => $"The mean of values, null of none: {List}",
        MeasureFunction.Min => $"The least value, null of none: {List}",
        MeasureFunction.Max => $"The greatest value, null of none: {List}",
    };

    private static (string Key, JsonObject Parameter) Text(string name, string description) => Text(name, null, description);

    private static (string Key, JsonObject Parameter) Text(string name, int? length, string description)
    {
        var schema = new JsonObject { ["type"] = "string", ["minLength"] = 1 };
        if (length is { } most) schema["maxLength"] = most;
        return ($"aggregate.{name}", FilterParameters.Parameter(name, description, schema));
    }
}
