using Lintel.Binding;
using Lintel.Model;
using Lintel.Operations;

namespace Lintel.Http.Rest.Walking;

/// <summary>What can be asked of a field.</summary>
internal static class FieldConditions
{
    private const int LongestValue = 500;

    /// <summary>A condition by each operator that the field takes, and whether a row that has the value fulfils it.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">A value that a row has; null: none is known.</param>
    public static IEnumerable<(string Text, bool Finds)> Of(Field field, string? value)
    {
        yield return ($"{field.Name}[null]=true", false);
        yield return ($"{field.Name}[null]=false", value is not null);
        if (value is null || value.Length > LongestValue) yield break;
        foreach (var name in OperatorTable.Names)
        {
            OperatorTable.TryFind(name, out var found);
            if (found is FilterOperator.IsNull or FilterOperator.IsNotNull || !OperatorTable.Allows(field.Type, found)) continue;
            var given = found is FilterOperator.In or FilterOperator.NotIn ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
            yield return ($"{field.Name}[{name}]={Uri.EscapeDataString(given)}", Finds(found));
        }
    }

    /// <summary>Everything that rows can add up to in the field, as a query; empty: nothing.</summary>
    public static string Measures(Field field)
    {
        var known = MeasureTable.Names.Where(name => MeasureTable.TryFind(name, out var found) && MeasureTable.TypeOf(found, field.Type) is not null);
        return string.Join('&', known.Select(name => $"{name}={field.Name}"));
    }

    private static bool Finds(FilterOperator value) => value switch
    {
        FilterOperator.Equal or FilterOperator.LessOrEqual or FilterOperator.GreaterOrEqual or FilterOperator.In
            or FilterOperator.Contains or FilterOperator.StartsWith or FilterOperator.EndsWith => true,
        FilterOperator.NotEqual or FilterOperator.Less or FilterOperator.Greater or FilterOperator.NotIn or FilterOperator.IsNull or FilterOperator.IsNotNull => false,
    };
}
