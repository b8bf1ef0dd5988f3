using GraphQL.Types;
using GraphQLParser.AST;

namespace Lintel.GraphQL.Documents;

/// <summary>
/// How many entries the lists of a schema have, on average of those that have any: what a question to the schema is weighed by before it is answered.
/// </summary>
internal sealed class SchemaBreadth
{
    // In the question that tools ask: a type with nine levels of what it wraps, and an argument or an input field.
    private const int WrappedType = 29, InputValue = 6 + WrappedType;
    private const int Times = 3;

    private readonly int _types, _directives, _fields, _arguments, _inputFields, _values, _rows, _widest;

    public SchemaBreadth(global::GraphQL.Types.Schema schema)
    {
        var all = schema.AllTypes.ToArray();
        var own = all.OfType<IComplexGraphType>().Where(type => type is not IInputObjectGraphType).ToArray();
        var fields = own.SelectMany(type => type.Fields).ToArray();
        _types = all.Length;
        _directives = schema.Directives.Count;
        _fields = Average(own.Select(type => type.Fields.Count));
        _arguments = Average(fields.Select(field => field.Arguments?.Count ?? 0));
        _inputFields = Average(all.OfType<IInputObjectGraphType>().Select(type => type.Fields.Count));
        _values = Average(all.OfType<EnumerationGraphType>().Select(type => type.Values.Count));
        _rows = own.OfType<IObjectGraphType>().Count(type => type.ResolvedInterfaces.Count > 0);
        _widest = Math.Max(1, own.Max(type => type.Fields.Count) / _fields);
        // Three times what tools ask: of each type its fields with their arguments, its input fields, interfaces, values, and the types that are of it.
        Most = (int)Math.Min(int.MaxValue, Times * (long)_types * (6 + (_fields * (6 + WrappedType + (_arguments * InputValue))) + (_inputFields * InputValue) + (_values * 5) + (2 * WrappedType)));
    }

    /// <summary>The most that questions of one operation may weigh.</summary>
    public int Most { get; }

    /// <summary>How many entries a field of the schema leads to.</summary>
    /// <param name="field">The field.</param>
    /// <param name="asksForRows">Whether it is asked below it which types an interface has.</param>
    public int Of(GraphQLField field, bool asksForRows) => field.Name.Value.Span switch
    {
        "types" => _types,
        "directives" => _directives,
        "fields" => _fields,
        "args" => _arguments,
        "inputFields" => _inputFields,
        "enumValues" => _values,
        // Few types are interfaces, but each row's type leads to one.
        "interfaces" when asksForRows => Math.Max(1, _rows),
        "__type" => _widest,
        _ => 1,
    };

    private static int Average(IEnumerable<int> counts) => (int)Math.Ceiling(counts.Where(count => count > 0).DefaultIfEmpty(1).Average());
}
