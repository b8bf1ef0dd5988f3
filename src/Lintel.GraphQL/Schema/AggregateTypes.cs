using GraphQL.Types;
using Lintel.Binding;
using Lintel.Model;
using Lintel.Operations;

namespace Lintel.GraphQL.Schema;

/// <summary>The types of what rows add up to.</summary>
internal static class AggregateTypes
{
    /// <summary>The order's word for how many rows there are.</summary>
    public const string Count = "count";

    /// <summary>The field of the answer, and of its order, that tells what a group is made by.</summary>
    public const string Group = "group";

    private static readonly (MeasureFunction Function, string Meaning)[] Functions =
    [
        (MeasureFunction.CountDistinct, "How many different values there are."),
        (MeasureFunction.Sum, "The sum of the values."),
        (MeasureFunction.Avg, "Their mean; null of none."),
        (MeasureFunction.Min, "The least; null of none."),
        (MeasureFunction.Max, "The greatest; null of none."),
    ];

    /// <summary>Adds the field of the root.</summary>
    public static void Add(ObjectGraphType query, string name, SchemaTypes types, Resource resource)
    {
        var row = types.NameOf(resource);
        var readable = resource.Fields.Where(field => !field.WriteOnly).ToArray();
        var groups = readable.Where(field => MeasureTable.Groups(field.Type)).ToArray();
        var answer = new ObjectGraphType { Name = types.Take(row + "Aggregate"), Description = $"What a group of {resource.Plural} adds up to." };
        var order = new InputObjectGraphType { Name = types.Take(row + "AggregateOrderBy"), Description = "One thing that groups are ordered by.", IsOneOf = true };
        answer.AddField(SchemaTypes.Meant(Count, new NonNullGraphType(types.Scalars.Long), new FieldMeaning.Sum(MeasureFunction.Count, null), "How many rows it has."));
        Input(order, Count, types.Filters.Direction);
        var names = new EnumNames([.. groups.Select(field => field.Name)]);
        if (groups.Length > 0)
        {
            var (of, by) = Pair(types, row + Pascal(Group), $"What a group of {resource.Plural} is made by.");
            foreach (var field in groups)
            {
                of.AddField(SchemaTypes.Meant(field.Name, types.Of(resource, field), new FieldMeaning.GroupedBy(field, types.NamesOf(resource, field)), field.Description));
                Input(by, field.Name, types.Filters.Direction);
            }
            answer.AddField(SchemaTypes.Meant(Group, new NonNullGraphType(of), new FieldMeaning.SumsOf(null), "The values that its rows share; null for all that groups were not made by."));
            Input(order, Group, by);
        }
        foreach (var (function, meaning) in Functions)
        {
            var measured = readable.Where(field => MeasureTable.TypeOf(function, field.Type) is not null).ToArray();
            if (measured.Length == 0) continue;
            var (of, by) = Pair(types, row + Pascal(MeasureTable.Name(function)), meaning);
            foreach (var field in measured)
            {
                of.AddField(SchemaTypes.Meant(field.Name, TypeOf(types, resource, field, function), new FieldMeaning.Sum(function, field, types.NamesOf(resource, field)), field.Description));
                Input(by, field.Name, types.Filters.Direction);
            }
            answer.AddField(SchemaTypes.Meant(MeasureTable.Name(function), new NonNullGraphType(of), new FieldMeaning.SumsOf(function), meaning));
            Input(order, MeasureTable.Name(function), by);
        }
        var arguments = new List<QueryArgument> { SchemaTypes.Argument("where", types.Filters.Where(resource), "Which rows.") };
        if (resource.Fields.Any(field => field.Searchable)) arguments.Add(SchemaTypes.Argument("search", types.Scalars.String, "Words that the rows must have."));
        if (groups.Length > 0)
        {
            var groupBy = new EnumerationGraphType { Name = types.Take(row + "GroupBy"), Description = $"What {resource.Plural} can be grouped by." };
            foreach (var (member, said) in names.All) groupBy.Add(new EnumValueDefinition(said, member));
            arguments.Add(SchemaTypes.Argument("groupBy", new ListGraphType(new NonNullGraphType(groupBy)), "What groups are made by; nothing: all rows are one group."));
            arguments.Add(SchemaTypes.Argument("orderBy", new ListGraphType(new NonNullGraphType(order)), "The order of the groups; what they are made by ends it always."));
        }
        arguments.Add(SchemaTypes.Argument("first", types.Scalars.Int, $"The most groups. Default: {ServiceLimits.UsualGroups}."));
        query.AddField(SchemaTypes.Meant(name, new ListGraphType(new NonNullGraphType(answer)), new FieldMeaning.Sums(resource, names), $"What {resource.Plural} add up to, in groups.", [.. arguments]));
    }

    private static IGraphType TypeOf(SchemaTypes types, Resource resource, Field field, MeasureFunction function)
    {
        if (function == MeasureFunction.CountDistinct) return new NonNullGraphType(types.Scalars.Long);
        var type = MeasureTable.TypeOf(function, field.Type)!;
        return type.Kind == ScalarKind.Enum ? types.Element(resource, field) : types.Scalars.Of(type.Kind);
    }

    private static (ObjectGraphType Of, InputObjectGraphType By) Pair(SchemaTypes types, string name, string description) => (
        new ObjectGraphType { Name = types.Take(name), Description = description },
        new InputObjectGraphType { Name = types.Take(name + "OrderBy"), Description = "One thing that groups are ordered by.", IsOneOf = true });

    private static string Pascal(string name) => TypeNames.Pascal(name);

    private static void Input(InputObjectGraphType type, string name, IGraphType of) => type.AddField(new global::GraphQL.Types.FieldType { Name = name, ResolvedType = of });
}
