using GraphQLParser;
using GraphQLParser.AST;
using Lintel.Errors;
using Lintel.GraphQL.Answering;
using Lintel.Model;

namespace Lintel.GraphQL.Documents;

/// <summary>
/// Refuses documents that would take long to validate or to answer, before either is begun. The rules of validation compare fields with fields and fragments
/// with fragments; this walks once over the document, in steps that its length bounds, and then over what is within the bounds with its fragments laid out.
/// </summary>
internal sealed class DocumentBounds
{
    /// <summary>What nobody needs more of; not to be set.</summary>
    public const int Operations = 50, Fragments = 50, Variables = 100, Directives = 200, DirectivesOfOne = 10, Arguments = 1000, SameName = 50, Values = 10_000, IntrospectionDepth = 3, Introspections = 5;

    // Selection sets within each other, those of fragments among them: far from where the stack ends.
    private const int Nesting = 200;

    private readonly ServiceLimits _limits;
    private readonly SchemaBreadth _breadth;
    private readonly Dictionary<ROM, GraphQLFragmentDefinition> _fragments = [];
    private readonly Dictionary<GraphQLFragmentDefinition, DocumentSize> _sizes = [];
    private readonly HashSet<GraphQLFragmentDefinition> _open = [];
    private int _fields, _aliases, _arguments, _directives, _values;

    private DocumentBounds(ServiceLimits limits, SchemaBreadth breadth) => (_limits, _breadth) = (limits, breadth);

    /// <summary>Nodes of the document that were looked at.</summary>
    public long Steps { get; private set; }

    /// <summary>What exceeds a bound, and where; null: nothing does.</summary>
    /// <param name="document">The document.</param>
    /// <param name="limits">The bounds that are to be set.</param>
    /// <param name="breadth">What questions to the schema are weighed by.</param>
    public static AnswerError? Check(GraphQLDocument document, ServiceLimits limits, SchemaBreadth breadth) => Check(document, limits, breadth, out _);

    /// <inheritdoc cref="Check(GraphQLDocument, ServiceLimits, SchemaBreadth)"/>
    /// <param name="document">The document.</param>
    /// <param name="limits">The bounds that are to be set.</param>
    /// <param name="breadth">What questions to the schema are weighed by.</param>
    /// <param name="steps">Nodes of the document that were looked at.</param>
    public static AnswerError? Check(GraphQLDocument document, ServiceLimits limits, SchemaBreadth breadth, out long steps)
    {
        var bounds = new DocumentBounds(limits, breadth);
        try
        {
            bounds.Walk(document);
            return null;
        }
        catch (Excess excess)
        {
            return AnswerError.Of(ErrorCatalogue.DocumentTooLarge.Because(excess.Message), null, DocumentPlace.Of(document, excess.At));
        }
        finally
        {
            steps = bounds.Steps;
        }
    }

    private void Walk(GraphQLDocument document)
    {
        var (operations, fragments) = (0, 0);
        foreach (var definition in document.Definitions)
        {
            if (definition is GraphQLOperationDefinition) Most(++operations, Operations, "operations", definition);
            if (definition is not GraphQLFragmentDefinition fragment) continue;
            Most(++fragments, Fragments, "fragments", definition);
            // Of those with the same name, which validation refuses, each is looked at, and the first is meant.
            _fragments.TryAdd(fragment.FragmentName.Name.Value, fragment);
        }
        foreach (var fragment in document.Definitions.OfType<GraphQLFragmentDefinition>()) Of(fragment, 0);
        foreach (var operation in document.Definitions.OfType<GraphQLOperationDefinition>())
        {
            Most(operation.Variables?.Count ?? 0, Variables, "variables in one operation", operation);
            foreach (var variable in operation.Variables?.Items ?? [])
            {
                Count(variable.Directives, variable);
                if (variable.DefaultValue is { } value) Count(value);
            }
            Count(operation.Directives, operation);
            var size = Of(operation.SelectionSet, 0);
            Fits(size, operation);
            Most(size.Questions, Introspections, "questions to the schema in one operation", operation);
            if (size.QuestionWeight > _breadth.Most) throw new Excess("The answer about the schema would be far longer than all of the schema: ask for less of it at once.", operation);
        }
        // Each definition fits, laid out; only now it can be looked at like that.
        foreach (var definition in document.Definitions)
        {
            if ((definition as IHasSelectionSetNode)?.SelectionSet is { } set) Merge([set]);
        }
    }

    private void Fits(DocumentSize size, ASTNode at)
    {
        Most(size.Depth, _limits.GraphqlDepth, "levels of fields", at);
        Most(size.Fields, _limits.GraphqlFields, "fields, with those of its fragments,", at);
        if (size.Asked > IntrospectionDepth) throw new Excess($"Questions to the schema nest lists at most {IntrospectionDepth} deep.", at);
    }

    private DocumentSize Of(GraphQLFragmentDefinition fragment, int nesting)
    {
        if (_sizes.TryGetValue(fragment, out var known)) return known;
        // Validation tells better what is wrong, but looks at each way through the circle.
        if (!_open.Add(fragment)) throw new Excess($"The fragment '{Short(fragment.FragmentName.Name.Value)}' is part of itself.", fragment);
        Count(fragment.Directives, fragment);
        var size = Of(fragment.SelectionSet, nesting);
        Fits(size, fragment);
        _open.Remove(fragment);
        return _sizes[fragment] = size;
    }

    private DocumentSize Of(GraphQLSelectionSet set, int nesting)
    {
        Most(nesting, Nesting, "levels", set);
        var size = default(DocumentSize);
        foreach (var selection in set.Selections)
        {
            Steps++;
            Most(++_fields, _limits.GraphqlFields, "fields", selection);
            switch (selection)
            {
                case GraphQLField field:
                    if (field.Alias is not null) Most(++_aliases, _limits.GraphqlAliases, "aliases", field);
                    Count(field.Arguments, field);
                    Count(field.Directives, field);
                    size = size.With((field.SelectionSet is { } own ? Of(own, nesting + 1) : default).Under(field, _breadth));
                    break;
                case GraphQLFragmentSpread spread:
                    Count(spread.Directives, spread);
                    size = size.With((_fragments.TryGetValue(spread.FragmentName.Name.Value, out var fragment) ? Of(fragment, nesting + 1) : default).Laid);
                    break;
                case GraphQLInlineFragment inline:
                    Count(inline.Directives, inline);
                    size = size.With(Of(inline.SelectionSet, nesting + 1).Laid);
                    break;
            }
        }
        return size;
    }

    // Fields of one name in one place of the answer are one field: what is asked of each is compared with what is asked of each other.
    private void Merge(IReadOnlyList<GraphQLSelectionSet> sets)
    {
        var names = new Dictionary<ROM, (int Count, List<GraphQLSelectionSet> Below)>();
        var spreads = new Dictionary<ROM, int>();
        foreach (var set in sets) Gather(set, names, spreads);
        foreach (var (_, below) in names.Values)
        {
            if (below.Count > 0) Merge(below);
        }
    }

    private void Gather(GraphQLSelectionSet set, Dictionary<ROM, (int Count, List<GraphQLSelectionSet> Below)> names, Dictionary<ROM, int> spreads)
    {
        foreach (var selection in set.Selections)
        {
            Steps++;
            switch (selection)
            {
                case GraphQLField field:
                    var name = (field.Alias?.Name ?? field.Name).Value;
                    var (count, below) = names.TryGetValue(name, out var known) ? known : (0, []);
                    if (count == SameName) throw new Excess($"A document has at most {SameName} fields of the name '{Short(name)}' in one place.", field);
                    if (field.SelectionSet is { } own) below.Add(own);
                    names[name] = (count + 1, below);
                    break;
                case GraphQLFragmentSpread { FragmentName.Name.Value: var of } spread:
                    var times = spreads[of] = spreads.GetValueOrDefault(of) + 1;
                    if (times > SameName) throw new Excess($"A document has at most {SameName} spreads of the fragment '{Short(of)}' in one place.", spread);
                    if (times == 1 && _fragments.TryGetValue(of, out var fragment)) Gather(fragment.SelectionSet, names, spreads);
                    break;
                case GraphQLInlineFragment inline:
                    Gather(inline.SelectionSet, names, spreads);
                    break;
            }
        }
    }

    private void Count(GraphQLDirectives? directives, ASTNode at)
    {
        if (directives is null) return;
        Most(directives.Count, DirectivesOfOne, "directives in one place", at);
        Most(_directives += directives.Count, Directives, "directives", at);
        foreach (var directive in directives)
        {
            Steps++;
            Count(directive.Arguments, directive);
        }
    }

    private void Count(GraphQLArguments? arguments, ASTNode at)
    {
        if (arguments is null) return;
        // For one that is not known validation looks for others that it could be.
        Most(_arguments += arguments.Count, Arguments, "arguments", at);
        foreach (var argument in arguments) Count(argument.Value);
    }

    private void Count(GraphQLValue value, int depth = 1)
    {
        Steps++;
        Most(++_values, Values, "values", value);
        Most(depth, _limits.JsonDepth, "levels of lists and objects", value);
        if (value is GraphQLListValue { Values: { } items })
        {
            foreach (var item in items) Count(item, depth + 1);
        }
        else if (value is GraphQLObjectValue { Fields: { } fields })
        {
            foreach (var field in fields) Count(field.Value, depth + 1);
        }
    }

    private static void Most(long count, int most, string what, ASTNode at)
    {
        if (count > most) throw new Excess($"A document has at most {most} {what}.", at);
    }

    private static string Short(ROM name) => name.Length <= 100 ? name.ToString() : name.Slice(0, 100).ToString() + "…";

    private sealed class Excess(string message, ASTNode at) : Exception(message)
    {
        public ASTNode At { get; } = at;
    }
}
