using GraphQLParser.AST;
using Lintel.Operations;

namespace Lintel.GraphQL.Documents;

/// <summary>Reads literals of a document, with variables in their places.</summary>
internal static class LiteralReader
{
    /// <summary>The value; names of an enumeration are text without a type. Null: it is a variable without a value, as if nothing were written.</summary>
    public static InputValue? Read(GraphQLValue literal, IReadOnlyDictionary<string, InputValue> variables)
    {
        switch (literal)
        {
            case GraphQLVariable variable: return variables.GetValueOrDefault(variable.Name.StringValue);
            case GraphQLBooleanValue value: return InputValue.Boolean(value.BoolValue);
            case GraphQLStringValue value: return InputValue.String(value.Value.ToString());
            case GraphQLIntValue value: return InputValue.Number(value.Value.ToString());
            case GraphQLFloatValue value: return InputValue.Number(value.Value.ToString());
            case GraphQLEnumValue value: return InputValue.Untyped(value.Name.StringValue);
            case GraphQLListValue list:
                // A variable without a value is null among others, GraphQL §6.4.1.
                return InputValue.List([.. (list.Values ?? []).Select(item => Read(item, variables) ?? InputValue.Null)]);
            case GraphQLObjectValue value:
                var members = new List<InputMember>(value.Fields?.Count ?? 0);
                foreach (var field in value.Fields ?? [])
                {
                    if (Read(field.Value, variables) is { } member) members.Add(new InputMember(field.Name.StringValue, member));
                }
                return InputValue.Object(members);
            default: return InputValue.Null;
        }
    }
}
