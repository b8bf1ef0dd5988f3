using Lintel.GraphQL.Schema;
using Lintel.Model;
using Lintel.Operations;

namespace Lintel.GraphQL.Reading;

/// <summary>Reads <c>where</c>. What are plain comparisons that all must hold, as in a query string, become the same conditions; the rest is a tree.</summary>
internal static class WhereReader
{
    /// <summary>The selection with the filter.</summary>
    public static Selection Read(InputValue where, Resource resource, SchemaTypes schema, Selection selection)
    {
        var conditions = new List<Condition>();
        foreach (var (name, value) in where.Members)
        {
            if (Field(resource, name) is not { } field) throw new ArgumentProblem($"/where/{name}", "Not yet.");
            foreach (var (op, operand) in value.Members) conditions.Add(Comparison(field, schema.NamesOf(resource, field), "", op, operand, $"/where/{name}/{op}"));
        }
        return selection with { Conditions = conditions };
    }

    /// <summary>The condition that a field has a value.</summary>
    public static Condition Equal(Field field, EnumNames? names, InputValue value) => Comparison(field, names, "", "eq", value, $"/{field.Name}");

    private static Field? Field(Resource resource, string name) =>
        name is FilterTypes.And or FilterTypes.Or or FilterTypes.Not ? null : resource.FindField(name.StartsWith('_') && resource.FindField(name) is null ? name[1..] : name);

    private static Condition Comparison(Field field, EnumNames? names, string prefix, string op, InputValue value, string pointer)
    {
        var asked = FilterTypes.OperatorOf(op);
        if (asked == FilterOperator.IsNull)
        {
            if (value.Kind == InputKind.Null) throw new ArgumentProblem(pointer, "'isNull' is true or false.");
            return new Condition(prefix + field.Name, value.Text == "true" ? FilterOperator.IsNull : FilterOperator.IsNotNull, [], pointer);
        }
        if (value.Kind == InputKind.Null)
        {
            return asked switch
            {
                FilterOperator.Equal => new Condition(prefix + field.Name, FilterOperator.IsNull, [], pointer),
                FilterOperator.NotEqual => new Condition(prefix + field.Name, FilterOperator.IsNotNull, [], pointer),
                _ => throw new ArgumentProblem(pointer, $"'{op}' compares with a value; null is none."),
            };
        }
        IReadOnlyList<InputValue> values = asked is FilterOperator.In or FilterOperator.NotIn ? (value.Kind == InputKind.List ? value.Items : [value]) : [value];
        return new Condition(prefix + field.Name, asked, names is null ? values : [.. values.Select(one => Member(names, one))], pointer);
    }

    private static InputValue Member(EnumNames names, InputValue name) => names.MemberOf(name.Text) is { } member ? InputValue.String(member) : name;
}
