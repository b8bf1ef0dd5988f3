using System.Globalization;
using System.Text.Json.Nodes;
using Lintel.Model;
using Lintel.Operations;

namespace Lintel.Http.Tests.Models.Documents;

/// <summary>Rows that share the values of some fields.</summary>
internal sealed record SumGroup(IReadOnlyList<Field> By, IReadOnlyList<Row> Rows)
{
    /// <summary>The value that its rows share; null where groups are not made by it.</summary>
    public object? Shared(Field field) => By.Contains(field) ? Rows[0].Values[field.Name] : null;

    /// <summary>What its rows add up to: a whole number, a text, a decimal or null.</summary>
    public object? Measure(MeasureFunction function, Field? field)
    {
        var values = field is null ? [] : Rows.Select(row => row.Values[field.Name]).OfType<object>().ToArray();
        return function switch
        {
            MeasureFunction.Count => (long)Rows.Count,
            MeasureFunction.CountDistinct => (long)values.Distinct().Count(),
            MeasureFunction.Sum => values.Cast<long>().Sum(),
            MeasureFunction.Avg => values.Length == 0 ? null : Math.Round((decimal)values.Cast<long>().Sum() / values.Length, 6, MidpointRounding.AwayFromZero),
            MeasureFunction.Min => values.Order(Comparer<object>.Create(Row.Compare)).FirstOrDefault(),
            MeasureFunction.Max => values.Order(Comparer<object>.Create(Row.Compare)).LastOrDefault(),
        };
    }

    /// <summary>The groups of rows; all rows are one where nothing tells them apart, even if there are none.</summary>
    public static IEnumerable<SumGroup> Of(IEnumerable<Row> rows, IReadOnlyList<Field> by) => by.Count == 0
        ? [new SumGroup(by, [.. rows])]
        : rows.GroupBy(row => string.Join('|', by.Select(field => Literal.JsonOf(row.Values[field.Name])))).Select(group => new SumGroup(by, [.. group]));

    /// <summary>A measure as an answer has it: means with six digits.</summary>
    public static object? Shown(object? measure) => measure is decimal mean ? JsonNode.Parse(mean.ToString("F6", CultureInfo.InvariantCulture)) : measure;
}

/// <summary>An order of groups. What they are made by ends it always.</summary>
internal sealed record SumOrder(IReadOnlyList<(MeasureFunction? Function, Field? Field, bool Descending)> Terms) : IComparer<SumGroup>
{
    public int Compare(SumGroup? x, SumGroup? y)
    {
        foreach (var (function, field, descending) in Terms)
        {
            var sign = Measure(x!, function, field) is decimal mean && Measure(y!, function, field) is decimal other
                ? mean.CompareTo(other)
                : Row.Compare(Measure(x!, function, field), Measure(y!, function, field));
            if (sign != 0) return descending ? -sign : sign;
        }
        foreach (var field in x!.By)
        {
            var sign = Row.Compare(x.Shared(field), y!.Shared(field));
            if (sign != 0) return sign;
        }
        return 0;
    }

    private static object? Measure(SumGroup group, MeasureFunction? function, Field? field) => function is { } known ? group.Measure(known, field) : group.Shared(field!);
}
