using Lintel.GraphQL.Documents;
using Lintel.GraphQL.Schema;
using Lintel.Operations;

namespace Lintel.GraphQL.Reading;

/// <summary>The arguments of fields, with the variables of one request.</summary>
/// <param name="variables">The variables, complete and checked.</param>
/// <param name="schema">The schema.</param>
internal sealed class Arguments(IReadOnlyDictionary<string, InputValue> variables, SchemaTypes schema)
{
    private static readonly Dictionary<string, InputValue> None = [];

    /// <summary>The types that values are of.</summary>
    public SchemaTypes Schema { get; } = schema;

    /// <summary>The arguments that a field is given, by their names; a variable that has no value gives none.</summary>
    public IReadOnlyDictionary<string, InputValue> Of(AskedField asked)
    {
        if (asked.Node.Arguments is not { Count: > 0 } given) return None;
        var read = new Dictionary<string, InputValue>(given.Count, StringComparer.Ordinal);
        foreach (var argument in given)
        {
            if (LiteralReader.Read(argument.Value, variables) is { } value) read[argument.Name.StringValue] = value;
        }
        return read;
    }
}
