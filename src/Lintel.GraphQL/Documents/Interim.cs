using GraphQLParser;
using GraphQLParser.AST;
using GraphQLParser.Exceptions;
using Lintel.Errors;
using Lintel.Model;
using Lintel.Operations;

namespace Lintel.GraphQL.Documents;

internal static class DocumentReader
{
    public static (GraphQLDocument? Document, Problem? Problem) Read(string text, ServiceLimits limits)
    {
        try
        {
            return (Parser.Parse(text, new ParserOptions { Ignore = IgnoreOptions.Comments }), null);
        }
        catch (GraphQLParserException exception)
        {
            return (null, ErrorCatalogue.InvalidDocument.Because(exception.Description));
        }
    }
}

internal static class DocumentBounds
{
    public static Problem? Check(GraphQLDocument document, ServiceLimits limits) => null;
}

internal static class LiteralReader
{
    public static InputValue? Read(GraphQLValue value, IReadOnlyDictionary<string, InputValue> variables) => value switch
    {
        GraphQLVariable variable => variables.TryGetValue(variable.Name.StringValue, out var known) ? known : null,
        GraphQLNullValue => InputValue.Null,
        GraphQLBooleanValue boolean => InputValue.Boolean(boolean.BoolValue),
        GraphQLStringValue text => InputValue.String(text.Value.ToString()),
        GraphQLIntValue number => InputValue.Number(number.Value.ToString()),
        GraphQLFloatValue number => InputValue.Number(number.Value.ToString()),
        GraphQLEnumValue name => InputValue.Untyped(name.Name.StringValue),
        GraphQLListValue list => InputValue.List([.. (list.Values ?? []).Select(one => Read(one, variables) ?? InputValue.Null)]),
        GraphQLObjectValue members => InputValue.Object([.. (members.Fields ?? []).Select(one => (one.Name.StringValue, Value: Read(one.Value, variables))).Where(one => one.Value is not null).Select(one => new InputMember(one.StringValue, one.Value!))]),
        _ => InputValue.Null,
    };
}

internal static class VariableReader
{
    public static (IReadOnlyDictionary<string, InputValue> Values, IReadOnlyList<Problem> Problems) Read(GraphQLOperationDefinition operation, InputValue? given, Schema.ContractSchema schema, ServiceLimits limits)
    {
        var values = new Dictionary<string, InputValue>(StringComparer.Ordinal);
        foreach (var variable in operation.Variables?.Items ?? [])
        {
            var name = variable.Variable.Name.StringValue;
            if (given?.Members.FirstOrDefault(one => one.Name == name).Value is { } value) values[name] = value;
            else if (variable.DefaultValue is { } literal) values[name] = LiteralReader.Read(literal, values)!;
        }
        return (values, []);
    }
}
