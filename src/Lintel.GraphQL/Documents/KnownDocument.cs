using System.Collections.Concurrent;
using GraphQLParser.AST;
using Lintel.GraphQL.Schema;
using Lintel.Operations;

namespace Lintel.GraphQL.Documents;

/// <summary>A document that is valid, with its operations.</summary>
internal sealed class KnownDocument
{
    private readonly Dictionary<string, KnownOperation> _byName = new(StringComparer.Ordinal);

    public KnownDocument(GraphQLDocument document, ContractSchema schema)
    {
        Ast = document;
        var fragments = document.Definitions.OfType<GraphQLFragmentDefinition>().ToDictionary(fragment => fragment.FragmentName.Name.StringValue, StringComparer.Ordinal);
        Operations = [.. document.Definitions.OfType<GraphQLOperationDefinition>().Select(operation => new KnownOperation(operation, fragments, schema))];
        foreach (var operation in Operations) _byName.TryAdd(operation.Name ?? "", operation);
    }

    /// <summary>The document.</summary>
    public GraphQLDocument Ast { get; }

    /// <summary>Its operations.</summary>
    public IReadOnlyList<KnownOperation> Operations { get; }

    /// <summary>The operation of that name, or the only one; null: there is none, or a name is needed. GraphQL §6.1.</summary>
    public KnownOperation? Find(string? name) => name is null ? (Operations.Count == 1 ? Operations[0] : null) : _byName.GetValueOrDefault(name);
}

/// <summary>One operation of a document.</summary>
internal sealed class KnownOperation
{
    // As many ways as four switches have are kept; others are put together each time.
    private const int MostKept = 16;

    private readonly IReadOnlyDictionary<string, GraphQLFragmentDefinition> _fragments;
    private readonly ContractSchema _schema;
    private readonly string[] _switches;
    private readonly ConcurrentDictionary<long, AskedSet> _sets = new();

    public KnownOperation(GraphQLOperationDefinition ast, IReadOnlyDictionary<string, GraphQLFragmentDefinition> fragments, ContractSchema schema)
    {
        (Ast, _fragments, _schema) = (ast, fragments, schema);
        var defined = ast.Variables?.Items.Where(variable => variable.Type is GraphQLNonNullType { Type: GraphQLNamedType { Name.Value.Span: "Boolean" } } or GraphQLNamedType { Name.Value.Span: "Boolean" })
            .Select(variable => variable.Variable.Name.StringValue) ?? [];
        _switches = [.. defined];
    }

    /// <summary>The operation.</summary>
    public GraphQLOperationDefinition Ast { get; }

    /// <summary>Its name; null: none.</summary>
    public string? Name => Ast.Name?.StringValue;

    /// <summary>Whether it changes something.</summary>
    public bool IsMutation => Ast.Operation == OperationType.Mutation;

    /// <summary>Whether all its fields are done in one transaction.</summary>
    public bool IsTransaction => Ast.Directives?.Items.Exists(directive => directive.Name.Value.Span is ContractSchema.Transaction) ?? false;

    /// <summary>What it asks for.</summary>
    /// <param name="variables">The values of its variables, complete and checked.</param>
    public AskedSet Ask(IReadOnlyDictionary<string, InputValue> variables)
    {
        if (_switches.Length > 62) return Collect(variables);
        var key = 0L;
        for (var i = 0; i < _switches.Length; i++)
        {
            if (IsOn(variables, _switches[i])) key |= 1L << i;
        }
        if (_sets.TryGetValue(key, out var known)) return known;
        var set = Collect(variables);
        if (_sets.Count < MostKept) _sets.TryAdd(key, set);
        return set;
    }

    private AskedSet Collect(IReadOnlyDictionary<string, InputValue> variables) =>
        new FieldCollector(_fragments, name => IsOn(variables, name)).Collect(IsMutation ? _schema.Mutation! : _schema.Query, [Ast.SelectionSet]);

    private static bool IsOn(IReadOnlyDictionary<string, InputValue> variables, string name) => variables.TryGetValue(name, out var value) && value is { Kind: InputKind.Boolean, Text: "true" };
}
