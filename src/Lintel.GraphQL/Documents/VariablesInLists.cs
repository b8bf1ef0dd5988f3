using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser.AST;

namespace Lintel.GraphQL.Documents;

/// <summary>
/// GraphQL §5.8.5 for lists: where their items must not be null, no variable stands that may be. The library's own rule asks for the type of an item without
/// its exclamation mark, and what is null would be met only when the document is executed.
/// </summary>
internal sealed class VariablesInLists : ValidationRuleBase
{
    /// <inheritdoc/>
    public override ValueTask<INodeVisitor?> GetPreNodeVisitorAsync(ValidationContext context)
    {
        var places = new Dictionary<GraphQLVariable, IGraphType>(ReferenceEqualityComparer.Instance);
        return new(new NodeVisitors(
            new MatchingNodeVisitor<GraphQLArgument>((argument, known) => Gather(argument.Value, known.TypeInfo.GetArgument()?.ResolvedType, places)),
            new MatchingNodeVisitor<GraphQLDocument>(leave: (document, known) =>
            {
                foreach (var operation in document.Definitions.OfType<GraphQLOperationDefinition>()) Check(operation, known, places);
            })));
    }

    private static void Gather(GraphQLValue value, IGraphType? type, Dictionary<GraphQLVariable, IGraphType> places)
    {
        var needed = type is NonNullGraphType some ? some.ResolvedType : type;
        switch (value)
        {
            case GraphQLVariable variable when needed is not null:
                // Whether the place itself may be null the library's rule asks.
                places[variable] = needed;
                break;
            case GraphQLListValue { Values: { } items } when needed is ListGraphType { ResolvedType: { } each }:
                foreach (var item in items)
                {
                    if (item is GraphQLVariable variable) places[variable] = each;
                    else Gather(item, each, places);
                }
                break;
            case GraphQLObjectValue { Fields: { } fields }:
                // One value stands for a list of it.
                while (needed is ListGraphType or NonNullGraphType) needed = ((IProvideResolvedType)needed).ResolvedType;
                foreach (var field in fields) Gather(field.Value, (needed as InputObjectGraphType)?.Fields.Find(field.Name)?.ResolvedType, places);
                break;
        }
    }

    private static void Check(GraphQLOperationDefinition operation, ValidationContext context, Dictionary<GraphQLVariable, IGraphType> places)
    {
        var defined = new Dictionary<GraphQLParser.ROM, GraphQLVariableDefinition>();
        foreach (var variable in operation.Variables?.Items ?? []) defined.TryAdd(variable.Variable.Name.Value, variable);
        foreach (var usage in context.GetRecursiveVariables(operation) ?? [])
        {
            if (!places.TryGetValue(usage.Node, out var type) || !defined.TryGetValue(usage.Node.Name.Value, out var variable)) continue;
            // A default makes up for a variable that is not sent.
            if (type is NonNullGraphType needed && (variable.Type is GraphQLNonNullType || variable.DefaultValue is not (null or GraphQLNullValue))) type = needed.ResolvedType!;
            if (!Fits(variable.Type is GraphQLNonNullType sure ? sure.Type : variable.Type, type))
                context.ReportError(new ValidationError(context.Document.Source, "5.8.5", $"Variable '${variable.Variable.Name.StringValue}' may be null, or have null in it, where type '{places[usage.Node]}' is expected.", usage.Node));
        }
    }

    // Whether the names are the same the library's rule sees.
    private static bool Fits(GraphQLType variable, IGraphType place) => (variable, place) switch
    {
        (GraphQLNonNullType sure, NonNullGraphType needed) => Fits(sure.Type, needed.ResolvedType!),
        (_, NonNullGraphType) => false,
        (GraphQLNonNullType sure, _) => Fits(sure.Type, place),
        (GraphQLListType items, ListGraphType list) => Fits(items.Type, list.ResolvedType!),
        _ => true,
    };
}
