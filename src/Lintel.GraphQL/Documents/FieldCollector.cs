using GraphQL.Types;
using GraphQLParser.AST;
using Lintel.GraphQL.Schema;

namespace Lintel.GraphQL.Documents;

/// <summary>
/// Puts together what a valid document asks for, GraphQL §6.3.2: fragments are laid out, fields of one key merged, and what is skipped is left out. It is
/// done once for a document and the values of its switches, not for each request.
/// </summary>
/// <param name="fragments">The fragments of the document.</param>
/// <param name="isOn">The values of the variables that switch.</param>
internal sealed class FieldCollector(IReadOnlyDictionary<string, GraphQLFragmentDefinition> fragments, Func<string, bool> isOn)
{
    /// <summary>What is asked of a type.</summary>
    public AskedSet Collect(IObjectGraphType type, IEnumerable<GraphQLSelectionSet> sets)
    {
        var groups = new List<(string Key, List<GraphQLField> Nodes)>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var set in sets) Gather(type, set, groups, places, seen);
        return new AskedSet(type, [.. groups.Select(group => Field(type, group.Key, group.Nodes))]);
    }

    private void Gather(IObjectGraphType type, GraphQLSelectionSet set, List<(string Key, List<GraphQLField> Nodes)> groups, Dictionary<string, int> places, HashSet<string> seen)
    {
        foreach (var selection in set.Selections)
        {
            switch (selection)
            {
                case GraphQLField field when IsAsked(field.Directives):
                    var key = (field.Alias?.Name ?? field.Name).StringValue;
                    if (places.TryAdd(key, groups.Count)) groups.Add((key, []));
                    groups[places[key]].Nodes.Add(field);
                    break;
                case GraphQLFragmentSpread spread when IsAsked(spread.Directives) && seen.Add(spread.FragmentName.Name.StringValue):
                    var fragment = fragments[spread.FragmentName.Name.StringValue];
                    if (Fits(type, fragment.TypeCondition.Type.Name.StringValue)) Gather(type, fragment.SelectionSet, groups, places, seen);
                    break;
                case GraphQLInlineFragment inline when IsAsked(inline.Directives):
                    if (inline.TypeCondition is not { } condition || Fits(type, condition.Type.Name.StringValue)) Gather(type, inline.SelectionSet, groups, places, seen);
                    break;
            }
        }
    }

    private AskedField Field(IObjectGraphType parent, string key, List<GraphQLField> nodes)
    {
        var node = nodes[0];
        var sets = nodes.Select(one => one.SelectionSet).OfType<GraphQLSelectionSet>().ToArray();
        var field = parent.Fields.Find(node.Name);
        return new AskedField
        {
            Key = key,
            Node = node,
            Meaning = (field as MeantField)?.Meaning,
            Set = sets.Length > 0 && Leaf(field?.ResolvedType) is IObjectGraphType type ? Collect(type, sets) : null,
            Of = type => Collect(type, sets),
        };
    }

    private static IGraphType? Leaf(IGraphType? type)
    {
        while (type is IProvideResolvedType wrapped) type = wrapped.ResolvedType;
        return type;
    }

    private static bool Fits(IObjectGraphType type, string name) => type.Name == name || type.ResolvedInterfaces.Any(one => one.Name == name);

    private bool IsAsked(GraphQLDirectives? directives)
    {
        if (directives is null) return true;
        foreach (var directive in directives)
        {
            var isSkip = directive.Name.Value.Span is "skip";
            if (!isSkip && directive.Name.Value.Span is not "include") continue;
            var holds = directive.Arguments!.Items[0].Value switch
            {
                GraphQLVariable variable => isOn(variable.Name.StringValue),
                GraphQLBooleanValue value => value.BoolValue,
                _ => true,
            };
            if (holds == isSkip) return false;
        }
        return true;
    }
}
