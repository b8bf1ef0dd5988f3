using Lintel.Expressions;
using Lintel.Expressions.Checking;
using Lintel.Model;
using Lintel.Operations;

namespace Lintel.Binding;

/// <summary>Which functions an aggregate may ask, how they are called, and what they give.</summary>
public static class MeasureTable
{
    private static readonly (string Name, MeasureFunction Function)[] Rows =
    [
        ("count", MeasureFunction.Count),
        ("countDistinct", MeasureFunction.CountDistinct),
        ("sum", MeasureFunction.Sum),
        ("avg", MeasureFunction.Avg),
        ("min", MeasureFunction.Min),
        ("max", MeasureFunction.Max),
    ];

    /// <summary>The type of a number of rows.</summary>
    public static FieldType RowCount { get; } = FieldType.Of(ScalarKind.Long);

    /// <summary>The names, in the order in which answers have them.</summary>
    public static IEnumerable<string> Names => Rows.Select(row => row.Name);

    /// <summary>The function of that name.</summary>
    public static bool TryFind(ReadOnlySpan<char> name, out MeasureFunction found)
    {
        foreach (var row in Rows)
        {
            if (!name.SequenceEqual(row.Name)) continue;
            found = row.Function;
            return true;
        }
        found = default;
        return false;
    }

    /// <summary>The name of a function.</summary>
    public static string Name(MeasureFunction function) => Rows[(int)function].Name;

    /// <summary>The type of what a function gives for values of a type; null: it has no meaning for them.</summary>
    public static FieldType? TypeOf(MeasureFunction function, FieldType type) => function switch
    {
        MeasureFunction.Count => RowCount,
        MeasureFunction.CountDistinct => Groups(type) ? RowCount : null,
        MeasureFunction.Sum => OperatorTypes.Total(AggregateFunction.Sum, type),
        MeasureFunction.Avg => OperatorTypes.Total(AggregateFunction.Avg, type),
        MeasureFunction.Min or MeasureFunction.Max => OperatorTypes.HasExtremes(type) ? type : null,
    };

    /// <summary>Whether it is known of two values of a type whether they are the same, so that rows can be grouped by them.</summary>
    public static bool Groups(FieldType type) => !type.IsArray && type.Kind is not (ScalarKind.Json or ScalarKind.Bytes) && type.Kept is not { HasEquality: false };
}
