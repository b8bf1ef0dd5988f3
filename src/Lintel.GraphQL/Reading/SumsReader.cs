using System.Globalization;
using Lintel.Binding;
using Lintel.GraphQL.Documents;
using Lintel.GraphQL.Schema;
using Lintel.Operations;

namespace Lintel.GraphQL.Reading;

/// <summary>Makes aggregates of the fields that ask for them.</summary>
internal static class SumsReader
{
    /// <summary>The aggregate.</summary>
    public static AggregateOperation Read(SumsPlan plan, AskedField asked, EnumNames names, Arguments arguments)
    {
        var given = arguments.Of(asked);
        var groups = Items(given, "groupBy").Select((item, i) => Grouped(names.MemberOf(item.Text) ?? item.Text, Place("groupBy", i))).ToArray();
        var order = Items(given, "orderBy").Select((item, i) => Term(item, Place("orderBy", i))).ToArray();
        var measures = plan.Measures.ToList();
        foreach (var term in order)
        {
            // What groups are ordered by is asked for, whether it is shown or not.
            if (Measured(term.Path, plan) is { } measured && !measures.Contains(measured)) measures.Add(measured);
        }
        var selection = new Selection
        {
            Order = order,
            Page = new PageRequest { Places = Selections.First, Limit = given.GetValueOrDefault("first") is { Kind: InputKind.Number } first ? int.Parse(first.Text, CultureInfo.InvariantCulture) : null },
            Search = given.GetValueOrDefault("search") is { Kind: InputKind.String } search ? new SearchText(search.Text, "/search") : null,
        };
        if (given.GetValueOrDefault("where") is { Kind: InputKind.Object } where) selection = new WhereReader(arguments.Schema).Read(where, plan.Resource, selection);
        return new AggregateOperation
        {
            Resource = plan.Resource.Name,
            Selection = selection,
            Groups = [.. groups.DistinctBy(group => group.Text)],
            Measures = [.. measures.Select(measure => new Measure(measure.Function, new AggregateTerm(null, measure.Field?.Name ?? Measure.Rows, "")))],
        };
    }

    // count, sum.total; group.status is status alone.
    private static OrderTerm Term(InputValue item, string pointer)
    {
        var (name, value) = item.Members[0];
        if (value.Kind != InputKind.Object) return new OrderTerm(name, value.Text == "DESC", pointer);
        var (field, direction) = value.Members[0];
        return new OrderTerm(name == AggregateTypes.Group ? KeyOf(field) : $"{name}.{field}", direction.Text == "DESC", pointer);
    }

    private static AggregateTerm Grouped(string field, string pointer) => new(KeyOf(field) is var key && key == field ? null : key, field, pointer);

    /// <summary>What a group's value is called among what is told of a group: that of a field which is named like a function needs another name.</summary>
    public static string KeyOf(string field) => MeasureTable.TryFind(field, out _) ? "_" + field : field;

    private static (MeasureFunction, Model.Field?)? Measured(string path, SumsPlan plan)
    {
        if (path == AggregateTypes.Count) return (MeasureFunction.Count, null);
        return path.Split('.') is [var function, var field] && MeasureTable.TryFind(function, out var found) ? (found, plan.Resource.FindField(field)) : null;
    }

    private static IReadOnlyList<InputValue> Items(IReadOnlyDictionary<string, InputValue> given, string name) => given.GetValueOrDefault(name) switch
    {
        null or { Kind: InputKind.Null } => [],
        { Kind: InputKind.List } list => list.Items,
        var only => [only],
    };

    private static string Place(string argument, int i) => string.Create(CultureInfo.InvariantCulture, $"/{argument}/{i}");
}
