using Lintel.Model;

namespace Lintel.Expressions;

/// <summary>What is asked of the rows of a relation.</summary>
public enum AggregateFunction
{
    /// <summary>Whether the condition is true for one of them.</summary>
    Exists,

    /// <summary>Whether it is true for each of them; so too where there are none.</summary>
    All,

    /// <summary>For how many it is true.</summary>
    Count,

    /// <summary>The sum of values that are not null; 0 of none.</summary>
    Sum,

    /// <summary>Their mean; null of none.</summary>
    Avg,

    /// <summary>The least; null of none.</summary>
    Min,

    /// <summary>The greatest; null of none.</summary>
    Max,
}

/// <summary>A question to the rows that a relation to many leads to.</summary>
public sealed record AggregateExpression : Expression
{
    private const int RowDigits = 9; // no row leads to more rows than that has digits

    internal AggregateExpression(
        AggregateFunction function, RowVariable from, IReadOnlyList<Relation> hops, Relation relation, RowVariable row, Expression? body, FieldType type)
        : base(type, function is AggregateFunction.Avg or AggregateFunction.Min or AggregateFunction.Max || (function == AggregateFunction.Sum && MayOverflow(body!.Type, type)))
    {
        Function = function;
        From = from;
        Hops = hops;
        Relation = relation;
        Row = row;
        Body = body;
    }

    /// <summary>What is asked.</summary>
    public AggregateFunction Function { get; }

    /// <summary>Where the path to the relation begins.</summary>
    public RowVariable From { get; }

    /// <summary>The references before it.</summary>
    public IReadOnlyList<Relation> Hops { get; }

    /// <summary>The relation to many.</summary>
    public Relation Relation { get; }

    /// <summary>The row at hand in <see cref="Body"/>.</summary>
    public RowVariable Row { get; }

    /// <summary>The condition or value for each row; null: the rows themselves are counted.</summary>
    public Expression? Body { get; }

    private static bool MayOverflow(FieldType body, FieldType sum) => sum.Kind switch
    {
        ScalarKind.Decimal => ExpressionTypes.WholeDigits(body) + RowDigits > ExpressionTypes.WholeDigits(sum),
        ScalarKind.Long => body.Kind != ScalarKind.Int,
        _ => true,
    };
}
