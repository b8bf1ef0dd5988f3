using System.Text.RegularExpressions;
using Lintel.Binding;
using Lintel.Model;
using Lintel.Operations;

namespace Lintel.Http.Tests.Models.Documents;

/// <summary>Random questions for what rows add up to.</summary>
internal sealed partial class SumsGenerator(ModelRows rows, Chances chances, FilterGenerator filters)
{
    private const int MostMeasures = 8;

    private static readonly MeasureFunction[] Functions = [MeasureFunction.CountDistinct, MeasureFunction.Sum, MeasureFunction.Avg, MeasureFunction.Min, MeasureFunction.Max];

    /// <summary>A field of the root.</summary>
    /// <param name="resource">Of which rows.</param>
    /// <param name="set">Makes a selection set of a type, of fields that are made by what it is given.</param>
    public FieldPick Root(Resource resource, Func<string, Func<FieldPick>, PickSet> set)
    {
        var arguments = new List<string>();
        Func<Row, bool> holds = _ => true;
        if (chances.Hit(50))
        {
            (var where, holds) = filters.Where(resource, depth: 2);
            arguments.Add("where: " + Literal.TextOf(where));
        }
        Field[] by = [];
        if (chances.Hit(70))
        {
            by = [.. resource.Fields.Where(field => MeasureTable.Groups(field.Type) && chances.Hit(200 / resource.Fields.Count))];
            arguments.Add("groupBy: " + Literal.TextOf(chances.Value($"[{Name(resource)}GroupBy!]", () => by.Select(field => new Literal.Name(Constant(field.Name))).ToArray())));
        }
        var order = new SumOrder([.. Enumerable.Range(0, by.Length == 0 ? 0 : chances.Next(3)).Select(_ => Term(resource, by)).DistinctBy(term => (term.Function, term.Field))]);
        if (order.Terms.Count > 0) arguments.Add("orderBy: " + Literal.TextOf(chances.Value($"[{Name(resource)}AggregateOrderBy!]", () => order.Terms.Select(Item).ToArray())));
        var most = int.MaxValue;
        if (chances.Hit(40))
        {
            most = 1 + chances.Next(4);
            arguments.Add("first: " + Literal.TextOf(chances.Value("Int", () => most)));
        }
        var measures = 0;
        return new FieldPick(
            chances.Name("a"), resource.Plural + "Aggregate", arguments.Count == 0 ? "" : $"({string.Join(", ", arguments)})",
            _ => SumGroup.Of(rows.Of(resource).Where(holds), by).Order(order).Take(most).Select(group => new Typed(Name(resource) + "Aggregate", group)),
            set(Name(resource) + "Aggregate", Part), Switches.None);

        FieldPick Part()
        {
            var function = chances.Of(Functions);
            var measured = resource.Fields.Where(field => MeasureTable.TypeOf(function, field.Type) is not null).ToArray();
            if (measures >= MostMeasures || measured.Length == 0 || chances.Hit(30)) return Leaf("count", group => group.Measure(MeasureFunction.Count, null));
            if (chances.Hit(30)) return Parts("group", "Group", () => Grouped(chances.Of([.. resource.Fields.Where(field => MeasureTable.Groups(field.Type))])));
            return Parts(MeasureTable.Name(function), FilterGenerator.Pascal(MeasureTable.Name(function)), () => Measured(function, chances.Of(measured)));
        }

        FieldPick Parts(string name, string suffix, Func<FieldPick> field) =>
            new(chances.Hit(25) ? chances.Name("a") : null, name, "", group => new Typed(Name(resource) + suffix, group), set(Name(resource) + suffix, field), Switches.None);

        FieldPick Grouped(Field field) => Leaf(field.Name, group => Shown(field, group.Shared(field)));

        FieldPick Measured(MeasureFunction function, Field field)
        {
            measures++;
            return Leaf(field.Name, group => Shown(field, SumGroup.Shown(group.Measure(function, field))));
        }
    }

    private FieldPick Leaf(string name, Func<SumGroup, object?> value) => new(chances.Hit(25) ? chances.Name("a") : null, name, "", source => value((SumGroup)source), null, Switches.None);

    private (MeasureFunction? Function, Field? Field, bool Descending) Term(Resource resource, Field[] by)
    {
        var descending = chances.Hit(50);
        if (chances.Hit(30)) return (MeasureFunction.Count, null, descending);
        var function = chances.Of(Functions);
        var measured = resource.Fields.Where(field => MeasureTable.TypeOf(function, field.Type) is not null).ToArray();
        return measured.Length == 0 || chances.Hit(30) ? (null, chances.Of(by), descending) : (function, chances.Of(measured), descending);
    }

    private static Literal.Members Item((MeasureFunction? Function, Field? Field, bool Descending) term)
    {
        var direction = new Literal.Name(term.Descending ? "DESC" : "ASC");
        var name = term.Function is { } function ? MeasureTable.Name(function) : "group";
        return new Literal.Members([(name, term.Field is null ? direction : new Literal.Members([(term.Field.Name, direction)]))]);
    }

    private static object? Shown(Field field, object? value) => FilterGenerator.Shown(field, value) is Literal.Name name ? name.Text : value;

    private static string Name(Resource resource) => FilterGenerator.Pascal(resource.Name);

    private static string Constant(string name) => Upper().Replace(name, "_$0").ToUpperInvariant();

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Upper();
}
