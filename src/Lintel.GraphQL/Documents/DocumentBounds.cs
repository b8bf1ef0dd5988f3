using GraphQLParser;
using GraphQLParser.AST;
using Lintel.Errors;
using Lintel.Model;

namespace Lintel.GraphQL.Documents;

/// <summary>
/// Refuses documents that would take long to validate or to answer, before either is begun: one walk over the document, in time that its length bounds. The rules
/// of validation compare fields with fields and fragments with fragments.
/// </summary>
internal sealed class DocumentBounds
{
    /// <summary>What nobody needs more of; not to be set.</summary>
    public const int Operations = 50, Fragments = 50, Variables = 100, Directives = 200, DirectivesOfOne = 10, SameName = 30, Values = 10_000, IntrospectionDepth = 3;

    private readonly ServiceLimits _limits;
    private readonly Dictionary<ROM, GraphQLFragmentDefinition> _fragments = [];
    private readonly Dictionary<GraphQLFragmentDefinition, Size> _sizes = [];
    private readonly HashSet<GraphQLFragmentDefinition> _open = [];
    private int _fields, _aliases, _directives, _values;

    private DocumentBounds(ServiceLimits limits) => _limits = limits;

    /// <summary>What exceeds a bound; null: nothing does.</summary>
    public static Problem? Check(GraphQLDocument document, ServiceLimits limits)
    {
        try
        {
            new DocumentBounds(limits).Walk(document);
            return null;
        }
        catch (Excess excess)
        {
            return ErrorCatalogue.DocumentTooLarge.Because(excess.Message);
        }
    }

    private void Walk(GraphQLDocument document)
    {
        var operations = 0;
        foreach (var definition in document.Definitions)
        {
            if (definition is GraphQLOperationDefinition) Most(++operations, Operations, "operations");
            if (definition is not GraphQLFragmentDefinition fragment) continue;
            _fragments.TryAdd(fragment.FragmentName.Name.Value, fragment);
            Most(_fragments.Count, Fragments, "fragments");
        }
        foreach (var fragment in _fragments.Values) Of(fragment);
        foreach (var operation in document.Definitions.OfType<GraphQLOperationDefinition>())
        {
            Most(operation.Variables?.Count ?? 0, Variables, "variables");
            foreach (var variable in operation.Variables?.Items ?? [])
            {
                Count(variable.Directives);
                if (variable.DefaultValue is { } value) Count(value);
            }
            Count(operation.Directives);
            Fits(Of(operation.SelectionSet, 0));
        }
    }

    private void Fits(Size size)
    {
        Most(size.Depth, _limits.GraphqlDepth, "levels of fields");
        Most(size.Fields, _limits.GraphqlFields, "fields, with those of its fragments,");
        if (size.Introspection > IntrospectionDepth) throw new Excess($"Questions to the schema nest lists at most {IntrospectionDepth} deep.");
    }

    private Size Of(GraphQLFragmentDefinition fragment)
    {
        if (_sizes.TryGetValue(fragment, out var known)) return known;
        // Validation tells better what is wrong, but looks at each way through the circle.
        if (!_open.Add(fragment)) throw new Excess($"The fragment '{fragment.FragmentName.Name.StringValue}' is part of itself.");
        Count(fragment.Directives);
        var size = Of(fragment.SelectionSet, 0);
        Fits(size);
        _open.Remove(fragment);
        return _sizes[fragment] = size;
    }

    private Size Of(GraphQLSelectionSet set, int depth)
    {
        var size = default(Size);
        Dictionary<ROM, int>? names = null;
        foreach (var selection in set.Selections)
        {
            switch (selection)
            {
                case GraphQLField field:
                    var name = (field.Alias?.Name ?? field.Name).Value;
                    names ??= [];
                    names[name] = names.GetValueOrDefault(name) + 1;
                    Most(names[name], SameName, $"fields of the name '{name}' in one place");
                    Most(++_fields, _limits.GraphqlFields, "fields");
                    if (field.Alias is not null) Most(++_aliases, _limits.GraphqlAliases, "aliases");
                    foreach (var argument in field.Arguments?.Items ?? []) Count(argument.Value);
                    Count(field.Directives);
                    var below = field.SelectionSet is { } own ? Of(own, depth + 1) : default;
                    var asks = field.Name.Value.Span is "fields" or "inputFields" or "interfaces" or "possibleTypes" or "args" ? 1 : 0;
                    size = size.With(new Size(below.Depth + 1, below.Fields + 1, below.Introspection + asks));
                    break;
                case GraphQLFragmentSpread spread:
                    Count(spread.Directives);
                    Most(++_fields, _limits.GraphqlFields, "fields");
                    if (_fragments.TryGetValue(spread.FragmentName.Name.Value, out var fragment)) size = size.With(Of(fragment));
                    break;
                case GraphQLInlineFragment inline:
                    Count(inline.Directives);
                    Most(++_fields, _limits.GraphqlFields, "fields");
                    size = size.With(Of(inline.SelectionSet, depth));
                    break;
            }
        }
        return size;
    }

    private void Count(GraphQLDirectives? directives)
    {
        if (directives is null) return;
        Most(directives.Count, DirectivesOfOne, "directives in one place");
        Most(_directives += directives.Count, Directives, "directives");
        foreach (var directive in directives)
        {
            foreach (var argument in directive.Arguments?.Items ?? []) Count(argument.Value);
        }
    }

    private void Count(GraphQLValue value)
    {
        Most(++_values, Values, "values");
        if (value is GraphQLListValue { Values: { } items })
        {
            foreach (var item in items) Count(item);
        }
        else if (value is GraphQLObjectValue { Fields: { } fields })
        {
            foreach (var field in fields) Count(field.Value);
        }
    }

    private static void Most(long count, int most, string what)
    {
        if (count > most) throw new Excess($"A document has at most {most} {what}.");
    }

    /// <summary>How much a part of a document asks for, with its fragments laid out.</summary>
    /// <param name="Depth">Levels of fields.</param>
    /// <param name="Fields">Fields.</param>
    /// <param name="Introspection">Lists of the schema within each other.</param>
    private readonly record struct Size(int Depth, long Fields, int Introspection)
    {
        public Size With(Size other) => new(Math.Max(Depth, other.Depth), Math.Min(int.MaxValue, Fields + other.Fields), Math.Max(Introspection, other.Introspection));
    }

    private sealed class Excess(string message) : Exception(message);
}
