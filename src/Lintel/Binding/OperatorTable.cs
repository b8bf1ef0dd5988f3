using Lintel.Model;
using Lintel.Operations;

namespace Lintel.Binding;

/// <summary>Which operators there are, how they are written, and which types they fit. A new operator is a row here and a case in the SQL lowering.</summary>
public static class OperatorTable
{
    private static readonly (string Name, FilterOperator Operator)[] Rows =
    [
        ("eq", FilterOperator.Equal),
        ("ne", FilterOperator.NotEqual),
        ("lt", FilterOperator.Less),
        ("lte", FilterOperator.LessOrEqual),
        ("gt", FilterOperator.Greater),
        ("gte", FilterOperator.GreaterOrEqual),
        ("in", FilterOperator.In),
        ("nin", FilterOperator.NotIn),
        ("contains", FilterOperator.Contains),
        ("startsWith", FilterOperator.StartsWith),
        ("endsWith", FilterOperator.EndsWith),
        ("null", FilterOperator.IsNull),
    ];

    /// <summary>The names, as they stand in <c>field[name]=</c>.</summary>
    public static IEnumerable<string> Names => Rows.Select(row => row.Name);

    /// <summary>The operator of that name.</summary>
    public static bool TryFind(ReadOnlySpan<char> name, out FilterOperator found)
    {
        foreach (var row in Rows)
        {
            if (!name.SequenceEqual(row.Name)) continue;
            found = row.Operator;
            return true;
        }
        found = default;
        return false;
    }

    /// <summary>The name of an operator.</summary>
    public static string Name(FilterOperator value) =>
        value == FilterOperator.IsNotNull ? "null" : Array.Find(Rows, row => row.Operator == value).Name;

    /// <summary>Whether values of the type can be compared so.</summary>
    public static bool Allows(FieldType type, FilterOperator value) => value switch
    {
        FilterOperator.IsNull or FilterOperator.IsNotNull => true,
        FilterOperator.Contains => type.IsArray ? IsComparable(type.Kind) && type.Kind is not (ScalarKind.Decimal or ScalarKind.Double or ScalarKind.Native) : IsText(type.Kind),
        FilterOperator.StartsWith or FilterOperator.EndsWith => !type.IsArray && IsText(type.Kind),
        FilterOperator.Less or FilterOperator.LessOrEqual or FilterOperator.Greater or FilterOperator.GreaterOrEqual =>
            !type.IsArray && IsComparable(type.Kind) && type.Kind is not (ScalarKind.Bool or ScalarKind.Native) && HasOrder(type),
        FilterOperator.Equal or FilterOperator.NotEqual or FilterOperator.In or FilterOperator.NotIn => !type.IsArray && IsComparable(type.Kind) && HasEquality(type),
    };

    /// <summary>Whether a list can be sorted by values of the type: those that have an order and fit into a cursor.</summary>
    public static bool Sorts(Field field) =>
        !field.Type.IsArray && IsComparable(field.Type.Kind) && HasOrder(field.Type) && field.Type.Kind != ScalarKind.Text && field.MaxLength is null or <= 1000;

    // Types of a database's own may lack either.
    private static bool HasEquality(FieldType type) => type.Kept is not { HasEquality: false };

    private static bool HasOrder(FieldType type) => type.Kept is not { HasOrder: false };

    private static bool IsComparable(ScalarKind kind) => kind is not (ScalarKind.Json or ScalarKind.Bytes);

    private static bool IsText(ScalarKind kind) => kind is ScalarKind.String or ScalarKind.Text or ScalarKind.Email or ScalarKind.Url;
}
