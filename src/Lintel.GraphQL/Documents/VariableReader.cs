using System.Globalization;
using GraphQL.Types;
using GraphQLParser.AST;
using Lintel.Errors;
using Lintel.GraphQL.Answering;
using Lintel.GraphQL.Schema;
using Lintel.Operations;

namespace Lintel.GraphQL.Documents;

/// <summary>Reads the values of variables by their types, GraphQL §6.1.2. What texts of a scalar must look like the engine checks.</summary>
/// <param name="schema">The schema.</param>
internal sealed class VariableReader(ContractSchema schema)
{
    private const int MostErrors = 10;

    private static readonly Dictionary<string, InputValue> None = [];

    /// <summary>The values of the variables that have one, and what is wrong with others.</summary>
    /// <param name="document">The document.</param>
    /// <param name="operation">Its operation.</param>
    /// <param name="given">The values that were sent; null: none.</param>
    public (IReadOnlyDictionary<string, InputValue> Values, IReadOnlyList<AnswerError> Errors) Read(GraphQLDocument document, GraphQLOperationDefinition operation, InputValue? given)
    {
        if (operation.Variables is not { Count: > 0 } variables) return (None, []);
        var values = new Dictionary<string, InputValue>(variables.Count, StringComparer.Ordinal);
        var sent = given?.Members.ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal) ?? None;
        var errors = new List<AnswerError>();
        foreach (var variable in variables)
        {
            var name = variable.Variable.Name.StringValue;
            var value = sent.GetValueOrDefault(name);
            if (value is null && variable.DefaultValue is { } literal) values[name] = LiteralReader.Read(literal, None)!;
            else if (value is null && variable.Type is GraphQLNonNullType) errors.Add(Wrong($"${name} has no value, and needs one of type {Text(variable.Type)}.", document, variable));
            else if (value is not null)
            {
                try
                {
                    values[name] = Read(variable.Type, value, $"${name}");
                }
                catch (Misfit misfit)
                {
                    errors.Add(Wrong(misfit.Message, document, variable));
                }
            }
            if (errors.Count == MostErrors) break;
        }
        return (values, errors);
    }

    private static AnswerError Wrong(string message, GraphQLDocument document, GraphQLVariableDefinition variable) => AnswerError.Of(ErrorCatalogue.InvalidVariable.Because(message), null, DocumentPlace.Of(document, variable));

    private InputValue Read(GraphQLType type, InputValue value, string place) => type switch
    {
        GraphQLNonNullType inner => value.Kind == InputKind.Null ? throw new Misfit($"{place} must not be null.") : Read(inner.Type, value, place),
        _ when value.Kind == InputKind.Null => value,
        GraphQLListType list => InputValue.List([.. Items(value).Select((item, i) => Read(list.Type, item, $"{place}[{i.ToString(CultureInfo.InvariantCulture)}]"))]),
        GraphQLNamedType named => Named(schema.AllTypes[named.Name.StringValue]!, value, place),
        _ => throw new InvalidOperationException("A type of no kind."),
    };

    private static InputValue Read(IGraphType type, InputValue value, string place) => type switch
    {
        NonNullGraphType inner => value.Kind == InputKind.Null ? throw new Misfit($"{place} must not be null.") : Read(inner.ResolvedType!, value, place),
        _ when value.Kind == InputKind.Null => value,
        ListGraphType list => InputValue.List([.. Items(value).Select((item, i) => Read(list.ResolvedType!, item, $"{place}[{i.ToString(CultureInfo.InvariantCulture)}]"))]),
        _ => Named(type, value, place),
    };

    private static InputValue Named(IGraphType type, InputValue value, string place)
    {
        switch (type)
        {
            case InputObjectGraphType input: return Object(input, value, place);
            case EnumerationGraphType enumeration:
                return value.Kind == InputKind.String && enumeration.Values.FindByName(value.Text) is not null ? value : throw new Misfit($"{place} is none of {enumeration.Name}: {Some(enumeration)}.");
            default: return IsOf(type, value) ? value : throw new Misfit($"{place} is no {type.Name}.");
        }
    }

    private static InputValue Object(InputObjectGraphType type, InputValue value, string place)
    {
        if (value.Kind != InputKind.Object) throw new Misfit($"{place} is an object, {type.Name}.");
        var members = new InputMember[value.Members.Count];
        for (var i = 0; i < members.Length; i++)
        {
            var (name, inner) = value.Members[i];
            if (type.GetField(name) is not { } field) throw new Misfit($"{type.Name} has no '{name}', as {place} has.");
            members[i] = new InputMember(name, Read(field.ResolvedType!, inner, $"{place}.{name}"));
        }
        foreach (var field in type.Fields)
        {
            if (field.ResolvedType is NonNullGraphType && !Array.Exists(members, member => member.Name == field.Name)) throw new Misfit($"{place} lacks '{field.Name}'.");
        }
        if (type.IsOneOf && members is not [{ Value.Kind: not InputKind.Null }]) throw new Misfit($"{place} has one member, and one only.");
        return InputValue.Object(members);
    }

    private static bool IsOf(IGraphType type, InputValue value) => type switch
    {
        ContractScalar scalar => value.Kind switch
        {
            InputKind.String => scalar.Written.HasFlag(ContractScalar.Forms.Text),
            InputKind.Number => scalar.Written.HasFlag(IsInteger(value.Text) ? ContractScalar.Forms.Integer : ContractScalar.Forms.Number),
            _ => scalar.Written.HasFlag(ContractScalar.Forms.Any),
        },
        IntGraphType => value.Kind == InputKind.Number && int.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        FloatGraphType => value.Kind == InputKind.Number,
        BooleanGraphType => value.Kind == InputKind.Boolean,
        IdGraphType => value.Kind == InputKind.String || (value.Kind == InputKind.Number && IsInteger(value.Text)),
        _ => value.Kind == InputKind.String,
    };

    private static bool IsInteger(string digits) => !digits.AsSpan().ContainsAny('.', 'e', 'E');

    private static IReadOnlyList<InputValue> Items(InputValue value) => value.Kind == InputKind.List ? value.Items : [value];

    private static string Some(EnumerationGraphType type) => string.Join(", ", type.Values.Take(10).Select(value => value.Name)) + (type.Values.Count > 10 ? ", …" : "");

    private static string Text(GraphQLType type) => type switch
    {
        GraphQLNonNullType inner => Text(inner.Type) + "!",
        GraphQLListType list => $"[{Text(list.Type)}]",
        GraphQLNamedType named => named.Name.StringValue,
        _ => "",
    };

    private sealed class Misfit(string message) : Exception(message);
}
