using Lintel.Expressions.Evaluation;
using Lintel.Model;

namespace Lintel.Expressions;

/// <summary>
/// Computed fields where they are named: the expression itself takes the place of the name, so that evaluators and databases know nothing of them.
/// </summary>
public static class ComputedPath
{
    /// <summary>What a computed field at the end of references gives, as an expression of the row at which the path begins.</summary>
    /// <param name="start">The resource of that row.</param>
    /// <param name="hops">The references on the way.</param>
    /// <param name="field">The field.</param>
    public static Expression Of(Resource start, IReadOnlyList<Relation> hops, Field field) => Of(new RowVariable(0, start), hops, field, 0);

    /// <summary>The same expression without fields that are stored and computed: a generated column may name no other.</summary>
    internal static Expression WithoutStored(Expression expression) => expression is PathExpression { Field.Computed: not null } path
        ? WithoutStored(Of(path.Row, path.Hops, path.Field, path.Row.Depth))
        : ExpressionRewriting.Parts(expression, WithoutStored);

    /// <summary>The same from a row at hand.</summary>
    /// <param name="row">The row.</param>
    /// <param name="hops">The references on the way.</param>
    /// <param name="field">The field.</param>
    /// <param name="depth">How many relations to many stand around the name.</param>
    internal static Expression Of(RowVariable row, IReadOnlyList<Relation> hops, Field field, int depth)
    {
        var computed = field.Computed ?? throw new InvalidOperationException($"'{field.Name}' is not computed.");
        if (depth == 0 && hops.Count == 0) return computed;
        var moved = Move(computed, row, hops, depth);
        if (moved is PathExpression or ConstantExpression { Value.IsNull: true } || !hops.Any(hop => hop.IsOptional)) return moved;
        // A row that is not there has no field, whatever would be computed of nothing.
        var key = new PathExpression(row, hops, hops[^1].TargetFields[0]);
        var isThere = new ComparisonExpression(ComparisonOperator.NotEqual, key, new ConstantExpression(key.Type, Value.Null));
        return new ConditionalExpression(isThere, moved, new ConstantExpression(moved.Type, Value.Null), moved.Type);
    }

    /// <summary>A condition on the row that a reference leads to, as one on the row that has the reference.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="condition">The condition.</param>
    public static Expression Behind(Relation reference, Expression condition) => Move(condition, new RowVariable(0, reference.Source), [reference]);

    /// <summary>An expression of the row at the end of references, as one of the row at which they begin.</summary>
    internal static Expression Move(Expression expression, RowVariable row, IReadOnlyList<Relation> hops, int depth = 0)
    {
        return Move(expression);

        Expression Move(Expression part) => part switch
        {
            PathExpression path => new PathExpression(Row(path.Row), Hops(path.Row, path.Hops), path.Field),
            AggregateExpression inner => new AggregateExpression(
                inner.Function, Row(inner.From), Hops(inner.From, inner.Hops), inner.Relation, Row(inner.Row), inner.Body is { } body ? Move(body) : null, inner.Type),
            _ => ExpressionRewriting.Parts(part, Move),
        };

        RowVariable Row(RowVariable of) => of.Depth == 0 ? row : of with { Depth = of.Depth + depth };

        IReadOnlyList<Relation> Hops(RowVariable of, IReadOnlyList<Relation> own) => of.Depth > 0 || hops.Count == 0 ? own : [.. hops, .. own];
    }
}
