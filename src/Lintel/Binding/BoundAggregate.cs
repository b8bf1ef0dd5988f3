using System.Globalization;
using Lintel.Expressions;
using Lintel.Model;
using Lintel.Operations;

namespace Lintel.Binding;

/// <summary>A question of what rows add up to, in groups. Its answer has a row for each group: the values of its groups, then its measures.</summary>
public sealed class BoundAggregate : BoundOperation
{
    /// <summary>What groups are made by; empty: all rows are one group, and there is always that one.</summary>
    public required IReadOnlyList<BoundGroup> Groups { get; init; }

    /// <summary>What is told of each group, in the order of <see cref="MeasureFunction"/>.</summary>
    public required IReadOnlyList<BoundMeasure> Measures { get; init; }

    /// <summary>Which rows; null: all.</summary>
    public BoundFilter? Filter { get; init; }

    /// <summary>The most bytes that its rows may take in memory. Default: any number.</summary>
    public long MostBytes { get; init; } = long.MaxValue;

    /// <summary>Which groups: a condition whose fields are the columns of the answer, as <see cref="AnswerColumn"/> names them; null: all.</summary>
    public Expression? Having { get; init; }

    /// <summary>The order, which holds each group and is therefore total.</summary>
    public required IReadOnlyList<AnswerOrder> Order { get; init; }

    /// <summary>The most groups that are shown, from 1; the store delivers up to one more. Part of the shape.</summary>
    public required int Limit { get; init; }

    /// <summary>The question of how many rows there are: one row of one column.</summary>
    public static BoundAggregate CountOf(Resource resource, BoundFilter? filter, Value[] parameters) => new()
    {
        Resource = resource,
        Groups = [],
        Measures = [new BoundMeasure(MeasureFunction.Count, null, null, MeasureTable.RowCount)],
        Filter = filter,
        Order = [],
        Limit = 1,
        Parameters = parameters,
    };

    /// <summary>The columns of the answer.</summary>
    public int Columns => Groups.Count + Measures.Count;

    /// <summary>The type of a column of the answer.</summary>
    public FieldType TypeOf(int column) => column < Groups.Count ? Groups[column].Value.Type : Measures[column - Groups.Count].Type;

    /// <summary>Whether a column of the answer may be null.</summary>
    public bool IsNullable(int column) => column < Groups.Count ? Groups[column].Value.Nullable : Measures[column - Groups.Count].Nullable;

    /// <summary>The name of a column of the answer within statements: <c>a0</c>.</summary>
    public static string AnswerColumn(int column) => string.Create(CultureInfo.InvariantCulture, $"a{column}");
}

/// <summary>What groups are made by.</summary>
/// <param name="Key">The key in the answer. No part of the shape.</param>
/// <param name="Value">The value for each row.</param>
public sealed record BoundGroup(string Key, Expression Value);

/// <summary>What is told of each group.</summary>
/// <param name="Function">What is asked.</param>
/// <param name="Key">The key in the answer; null: the answer stands under the name of the function itself. No part of the shape.</param>
/// <param name="Value">What is asked of each row; null: rows are counted.</param>
/// <param name="Type">The type of the answer.</param>
public sealed record BoundMeasure(MeasureFunction Function, string? Key, Expression? Value, FieldType Type)
{
    /// <summary>Whether the answer may be null: no value is known, or it does not fit its type.</summary>
    public bool Nullable => Function is not (MeasureFunction.Count or MeasureFunction.CountDistinct);
}

/// <summary>One term of the order of an answer.</summary>
/// <param name="Column">The column, groups first.</param>
/// <param name="Descending">Whether the greatest comes first; null is the least.</param>
public readonly record struct AnswerOrder(int Column, bool Descending);
