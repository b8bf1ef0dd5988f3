using Lintel.GraphQL.Schema;
using Lintel.Model;
using Lintel.Operations;

namespace Lintel.GraphQL.Reading;

/// <summary>
/// Reads <c>where</c>. Plain comparisons that must all hold become the conditions that a query string makes of the same question; all else is a tree.
/// </summary>
/// <param name="types">The types that values are of.</param>
internal sealed class WhereReader(SchemaTypes types)
{
    private const string Start = "/where";

    /// <summary>The selection with the filter.</summary>
    public Selection Read(InputValue where, Resource resource, Selection selection)
    {
        var conditions = new List<Condition>();
        var trees = new List<FilterTree>();
        foreach (var part in Parts(where, resource, "", Start))
        {
            if (part is ComparisonTree plain) conditions.Add(plain.Condition);
            else trees.Add(part);
        }
        return selection with { Conditions = conditions, Where = trees.Count switch { 0 => null, 1 => trees[0], _ => new AllOfTree(trees) } };
    }

    /// <summary>The condition that a field has a value.</summary>
    public Condition Equal(Resource resource, Field field, InputValue value) => Comparison(field, types.NamesOf(resource, field), "", "eq", value, $"/{field.Name}");

    private List<FilterTree> Parts(InputValue where, Resource resource, string prefix, string pointer)
    {
        var parts = new List<FilterTree>(where.Members.Count);
        foreach (var (name, value) in where.Members)
        {
            var place = $"{pointer}/{name}";
            if (value.Kind == InputKind.Null) throw new ArgumentProblem(place, $"'{name}' says nothing: leave it out, or ask for no value by isNull.");
            switch (name)
            {
                case FilterTypes.And:
                    foreach (var (item, i) in Items(value)) parts.AddRange(Parts(item, resource, prefix, $"{place}/{i}"));
                    break;
                case FilterTypes.Or:
                    var ways = Items(value).Select(way => All(way.Item, resource, prefix, $"{place}/{way.Place}")).ToArray();
                    if (ways.Length == 0) throw new ArgumentProblem(place, "None of nothing holds: leave 'or' out.");
                    parts.Add(ways.Length == 1 ? ways[0] : new AnyOfTree(ways));
                    break;
                case FilterTypes.Not:
                    parts.Add(new NotTree(All(value, resource, prefix, place)));
                    break;
                default:
                    if (Find(resource, name) is { } field) Compare(field, types.NamesOf(resource, field), prefix, value, place, parts);
                    else Follow(resource.FindRelation(Plain(resource, name))!, value, prefix, place, parts);
                    break;
            }
        }
        return parts;
    }

    private FilterTree All(InputValue where, Resource resource, string prefix, string pointer)
    {
        var parts = Parts(where, resource, prefix, pointer);
        return parts is [var only] ? only : new AllOfTree(parts);
    }

    private void Follow(Relation relation, InputValue value, string prefix, string pointer, List<FilterTree> parts)
    {
        foreach (var (word, inner) in value.Members)
        {
            var place = $"{pointer}/{word}";
            if (word == FilterTypes.Is && inner.Kind == InputKind.Null)
            {
                parts.Add(new RelatedTree(relation.Name, Quantifier.None, null, place));
                continue;
            }
            if (inner.Kind == InputKind.Null) throw new ArgumentProblem(place, $"'{word}' says nothing: leave it out.");
            if (word == FilterTypes.Is)
            {
                if (IsPath(inner, relation.Target)) parts.AddRange(Parts(inner, relation.Target, $"{prefix}{relation.Name}.", place));
                else parts.Add(new RelatedTree(relation.Name, Quantifier.Some, All(inner, relation.Target, "", place), place));
                continue;
            }
            var quantifier = word switch { FilterTypes.Some => Quantifier.Some, FilterTypes.Every => Quantifier.Every, _ => Quantifier.None };
            parts.Add(new RelatedTree(relation.Name, quantifier, All(inner, relation.Target, "", place), place));
        }
    }

    // What only holds where there is a row needs no more than the path to it.
    private static bool IsPath(InputValue where, Resource resource) => where.Members.Count > 0 && where.Members.All(member =>
        Find(resource, member.Name) is not null
            ? member.Value.Kind == InputKind.Object && member.Value.Members.All(one => one.Value.Kind != InputKind.Null && NeedsValue(FilterTypes.OperatorOf(one.Name)))
            : resource.FindRelation(Plain(resource, member.Name)) is { IsToOne: true } relation && member.Value is { Kind: InputKind.Object, Members: [{ Name: FilterTypes.Is, Value: { Kind: InputKind.Object } inner }] } && IsPath(inner, relation.Target));

    private static bool NeedsValue(FilterOperator asked) => asked is not (FilterOperator.IsNull or FilterOperator.NotEqual or FilterOperator.NotIn);

    private static Field? Find(Resource resource, string name) => resource.FindField(Plain(resource, name));

    // What is named like a word of filters has '_' before it there.
    private static string Plain(Resource resource, string name) => name is ['_', .. var rest] && FilterTypes.Name(rest) == name && (resource.FindField(rest) is not null || resource.FindRelation(rest) is not null) ? rest : name;

    private static void Compare(Field field, EnumNames? names, string prefix, InputValue value, string pointer, List<FilterTree> parts)
    {
        foreach (var (op, operand) in value.Members) parts.Add(new ComparisonTree(Comparison(field, names, prefix, op, operand, $"{pointer}/{op}")));
    }

    private static Condition Comparison(Field field, EnumNames? names, string prefix, string op, InputValue value, string pointer)
    {
        var asked = FilterTypes.OperatorOf(op);
        var path = prefix + field.Name;
        if (value.Kind == InputKind.Null)
        {
            return asked switch
            {
                FilterOperator.Equal => new Condition(path, FilterOperator.IsNull, [], pointer),
                FilterOperator.NotEqual => new Condition(path, FilterOperator.IsNotNull, [], pointer),
                _ => throw new ArgumentProblem(pointer, $"'{op}' compares with a value; null is none."),
            };
        }
        if (asked == FilterOperator.IsNull) return new Condition(path, value.Text == "true" ? FilterOperator.IsNull : FilterOperator.IsNotNull, [], pointer);
        IReadOnlyList<InputValue> values = asked is FilterOperator.In or FilterOperator.NotIn && value.Kind == InputKind.List ? value.Items : [value];
        return new Condition(path, asked, [.. values.Select(one => names is null ? LongText.Read(one, field.Type) : Member(names, one))], pointer);
    }

    private static InputValue Member(EnumNames names, InputValue name) => names.MemberOf(name.Text) is { } member ? InputValue.String(member) : name;

    // One item stands for a list of one, GraphQL §3.11.
    private static IEnumerable<(InputValue Item, int Place)> Items(InputValue value) => (value.Kind == InputKind.List ? value.Items : [value]).Select((item, i) => (item, i));
}
