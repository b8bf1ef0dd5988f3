using System.Globalization;
using Lintel.Errors;
using Lintel.Expressions;
using Lintel.Model;
using Lintel.Operations;

namespace Lintel.Binding;

/// <summary>
/// Resolves filters that come as trees: into comparisons as far as all of them must hold, so that they are what the same conditions are, and into
/// the expression that means the same for the rest. One binder serves one filter.
/// </summary>
/// <param name="limits">What may be asked for.</param>
/// <param name="problems">What is wrong.</param>
/// <param name="parameters">The values of the operation.</param>
/// <param name="view">What the caller may see.</param>
/// <param name="now">The time of the request, in microseconds since the Unix epoch.</param>
internal sealed class FilterTreeBinder(ServiceLimits limits, ProblemList problems, List<Value> parameters, CallerView view, long now)
{
    private static readonly ConstantExpression True = new(ExpressionTypes.Bool, Value.Of(true));
    private static readonly ConstantExpression False = new(ExpressionTypes.Bool, Value.Of(false));

    private readonly FilterBinder _filters = new(limits, problems, parameters, view);
    private readonly PathBinder _paths = new(limits, problems, view);
    private int _conditions;
    private int _terms;

    /// <summary>Adds what a filter means to <paramref name="parts"/>.</summary>
    public void Bind(Resource resource, FilterTree tree, List<BoundFilter> parts)
    {
        if (IsInBounds(tree, 1)) Conjoin(tree, new Place(new RowVariable(0, resource), [], resource), parts);
    }

    /// <summary>Whether it is small enough for all that looks at it by recursion.</summary>
    private bool IsInBounds(FilterTree tree, int depth)
    {
        if (depth > limits.FilterDepth) return Fail(tree, $"A filter may be nested at most {limits.FilterDepth} levels deep.");
        if (!Counts(tree, 1)) return false;
        return tree switch
        {
            AllOfTree all => all.Parts.All(part => IsInBounds(part, depth + 1)),
            AnyOfTree any => any.Parts.All(part => IsInBounds(part, depth + 1)),
            NotTree not => IsInBounds(not.Part, depth + 1),
            ComparisonTree => ++_conditions <= limits.Conditions || Fail(tree, $"A filter may have at most {limits.Conditions} conditions."),
            RelatedTree related => related.Inner is null || IsInBounds(related.Inner, depth + 1),
            _ => throw new NotSupportedException($"No binding of {tree.GetType().Name}."),
        };
    }

    private bool Counts(FilterTree tree, int terms) =>
        (_terms += terms) <= limits.FilterTerms || Fail(tree, $"With the computed fields that it names, a filter may have at most {limits.FilterTerms} parts.");

    // Fields of the one row that a reference leads to are compared as those of the row itself.
    private void Conjoin(FilterTree tree, Place place, List<BoundFilter> parts)
    {
        switch (tree)
        {
            case AllOfTree all:
                foreach (var part in all.Parts) Conjoin(part, place, parts);
                break;
            case ComparisonTree comparison:
                if (Path(comparison.Condition, place) is { } path && _filters.Bind(path with { Hops = [.. place.Hops, .. path.Hops] }, comparison.Condition) is { } bound) parts.Add(bound);
                break;
            case RelatedTree { Quantifier: Quantifier.Some, Inner: { } inner } related when place.Resource.FindRelation(related.Relation) is { IsToOne: true } relation:
                if (Follow(related, relation, place) is not { } next) break;
                if (!NeedsRow(inner)) Add(tree, IsThere(place, next, relation), parts);
                Conjoin(inner, next, parts);
                break;
            default:
                Add(tree, Expression(tree, place), parts);
                break;
        }
    }

    private void Add(FilterTree tree, Expression? condition, List<BoundFilter> parts)
    {
        if (condition is null || condition == True) return;
        // The tree is not too deep; what computed fields are computed from may be.
        if (ExpressionSize.Of(condition).Depth > 3 * limits.FilterDepth) Fail(tree, $"With the computed fields that it names, this filter is nested too deeply.");
        else parts.Add(new Where(ExpressionEvaluator.Bind(condition, now, parameters)));
    }

    /// <summary>The expression that means the same; null after a problem was added.</summary>
    private Expression? Expression(FilterTree tree, Place place) => tree switch
    {
        AllOfTree all => Chain(false, all.Parts.Select(part => Expression(part, place))),
        AnyOfTree any => Chain(true, any.Parts.Select(part => Expression(part, place))),
        NotTree not => Not(Expression(not.Part, place)),
        ComparisonTree comparison => Path(comparison.Condition, place) is { } path && _filters.TryRead(path, comparison.Condition, out var value)
            ? Along(comparison, path, 0, place, value)
            : null,
        RelatedTree related => Related(related, place),
        _ => throw new NotSupportedException($"No binding of {tree.GetType().Name}."),
    };

    private Expression? Related(RelatedTree tree, Place place)
    {
        if (place.Resource.FindRelation(tree.Relation) is not { } relation)
        {
            problems.Add(ErrorCatalogue.UnknownField, tree.Pointer, $"'{place.Resource.Name}' has no relation '{tree.Relation}'.{PathBinder.Suggest(place.Resource, tree.Relation)}");
            return null;
        }
        if (Follow(tree, relation, place) is not { } next) return null;
        if (tree is { Inner: null, Quantifier: Quantifier.Every }) return True;
        if ((tree.Inner is { } part ? Expression(part, next) : True) is not { } inner) return null;
        if (!relation.IsToOne)
        {
            return tree.Quantifier switch
            {
                Quantifier.Some => Aggregate(AggregateFunction.Exists, place, relation, next, inner),
                Quantifier.Every => Aggregate(AggregateFunction.All, place, relation, next, inner),
                Quantifier.None => Not(Aggregate(AggregateFunction.Exists, place, relation, next, inner)),
            };
        }
        var isThere = tree.Inner is { } asked && NeedsRow(asked) ? True : IsThere(place, next, relation);
        return tree.Quantifier switch
        {
            Quantifier.Some => Chain(false, [isThere, inner]),
            Quantifier.Every => Chain(true, [Not(IsThere(place, next, relation)), inner]),
            Quantifier.None => Not(Chain(false, [isThere, inner])),
        };
    }

    /// <summary>A comparison with what a path leads to, from a relation on; with that of one row where it leads to many.</summary>
    private Expression? Along(ComparisonTree tree, BoundPath path, int hop, Place place, Value value)
    {
        if (hop == path.Hops.Count) return Field(tree, place, path.Field) is { } left ? Compare(left, path.Field.Type, tree.Condition.Operator, value) : null;
        var relation = path.Hops[hop];
        if (Follow(tree, relation, place) is not { } next || Along(tree, path, hop + 1, next, value) is not { } rest) return null;
        return relation.IsToOne ? rest : Aggregate(AggregateFunction.Exists, place, relation, next, rest);
    }

    private static Expression Compare(Expression left, FieldType type, FilterOperator op, Value value)
    {
        return op switch
        {
            FilterOperator.Equal => Of(ComparisonOperator.Equal),
            FilterOperator.NotEqual => Of(ComparisonOperator.NotEqual),
            FilterOperator.Less => Of(ComparisonOperator.Less),
            FilterOperator.LessOrEqual => Of(ComparisonOperator.LessOrEqual),
            FilterOperator.Greater => Of(ComparisonOperator.Greater),
            FilterOperator.GreaterOrEqual => Of(ComparisonOperator.GreaterOrEqual),
            FilterOperator.In => In(),
            FilterOperator.NotIn => new NotExpression(In()),
            FilterOperator.Contains when type.IsArray => new ElementExpression(new ConstantExpression(type.Element, value), left),
            FilterOperator.Contains => Test(TextTest.Contains),
            FilterOperator.StartsWith => Test(TextTest.StartsWith),
            FilterOperator.EndsWith => Test(TextTest.EndsWith),
            FilterOperator.IsNull => IsNull(ComparisonOperator.Equal, left),
            FilterOperator.IsNotNull => IsNull(ComparisonOperator.NotEqual, left),
        };

        ComparisonExpression Of(ComparisonOperator comparison) => new(comparison, left, new ConstantExpression(AsLiteral(type, value), value));
        InExpression In() => new(left, new ConstantExpression(left.Type, value));
        TextTestExpression Test(TextTest test) => new(test, left, new ConstantExpression(ExpressionTypes.Text, value));
    }

    // The type that a literal has beside the field, so that the tree and the text of one condition share a plan. What is not ours keeps its own.
    private static FieldType AsLiteral(FieldType type, Value value) => type switch
    {
        { Kept: not null } or { Kind: ScalarKind.Enum } => type,
        { Kind: ScalarKind.Long } when value.AsInteger is >= int.MinValue and <= int.MaxValue => ExpressionTypes.Int,
        _ when ExpressionTypes.IsText(type) => ExpressionTypes.Text,
        _ => type,
    };

    private static ComparisonExpression IsNull(ComparisonOperator comparison, Expression value) => new(comparison, value, new ConstantExpression(value.Type, Value.Null));

    /// <summary>A field of a row: its column, or what it is computed from.</summary>
    private Expression? Field(ComparisonTree tree, Place place, Field field)
    {
        if (field.IsStored) return new PathExpression(place.Row, place.Hops, field);
        var size = ExpressionSize.Of(field.Computed!);
        if (!Counts(tree, size.Nodes)) return null;
        if (place.Row.Depth + size.Aggregates > ServiceLimits.NestedLists) return TooManyLists(tree);
        if (place.Hops.Count + size.Hops > limits.Path) return TooLong(tree);
        return ComputedPath.Of(place.Row, place.Hops, field, place.Row.Depth);
    }

    private BoundPath? Path(Condition condition, Place place)
    {
        if (_paths.Bind(place.Resource, condition.Path, condition.Pointer) is not { } path) return null;
        if (place.Hops.Count + path.Hops.Count <= limits.Path) return path;
        problems.Add(ErrorCatalogue.InvalidParameter, condition.Pointer, $"A path may have at most {limits.Path} relations.");
        return null;
    }

    /// <summary>Where a relation leads to; null after a problem was added.</summary>
    private Place? Follow(FilterTree tree, Relation relation, Place place)
    {
        if (!view.MaySee(relation))
        {
            view.Refuse(problems, PointerOf(tree), relation.Name);
            return null;
        }
        if (!relation.IsToOne)
        {
            if (place.Row.Depth < ServiceLimits.NestedLists) return new Place(new RowVariable(place.Row.Depth + 1, relation.Target), [], relation.Target);
            TooManyLists(tree);
        }
        else
        {
            if (place.Hops.Count < limits.Path) return place with { Hops = [.. place.Hops, relation], Resource = relation.Target };
            TooLong(tree);
        }
        return null;
    }

    private static AggregateExpression Aggregate(AggregateFunction function, Place from, Relation relation, Place rows, Expression body) =>
        new(function, from.Row, from.Hops, relation, rows.Row, body, ExpressionTypes.Bool);

    /// <summary>Whether a reference leads to a row.</summary>
    private static Expression IsThere(Place place, Place next, Relation relation)
    {
        // What is hidden, or was never there in tables that are not ours, only a look at it tells.
        if (relation.LeavesOutHidden || relation.LeavesOutUnseen || relation.Source.Entity.IsExternal) return IsNull(ComparisonOperator.NotEqual, new PathExpression(next.Row, next.Hops, relation.TargetFields[0]));
        return Chain(false, relation.SourceFields.Where(field => field.Nullable).Select(field => IsNull(ComparisonOperator.NotEqual, new PathExpression(place.Row, place.Hops, field))))!;
    }

    /// <summary>Whether it holds for no row that is not there, whose fields are all null.</summary>
    private static bool NeedsRow(FilterTree tree) => tree switch
    {
        AllOfTree all => all.Parts.Any(NeedsRow),
        AnyOfTree any => any.Parts.All(NeedsRow),
        ComparisonTree { Condition.Operator: var op } => op is not (FilterOperator.NotEqual or FilterOperator.NotIn or FilterOperator.IsNull),
        RelatedTree related => related.Quantifier == Quantifier.Some,
        _ => false,
    };

    /// <summary>All or one of the conditions, those within others of the same kind beside them; null where one of them is.</summary>
    private static Expression? Chain(bool isOr, IEnumerable<Expression?> conditions)
    {
        var parts = new List<Expression>();
        var isWhole = true;
        foreach (var condition in conditions)
        {
            if (condition is ChainExpression chain && chain.IsOr == isOr) parts.AddRange(chain.Parts);
            else if (condition is null) isWhole = false;
            else if (condition != (isOr ? False : True)) parts.Add(condition);
        }
        if (!isWhole) return null;
        return parts.Count switch { 0 => isOr ? False : True, 1 => parts[0], _ => new ChainExpression(isOr, parts) };
    }

    private static Expression? Not(Expression? condition) => condition is null ? null : condition == True ? False : condition == False ? True : new NotExpression(condition);

    private Expression? TooManyLists(FilterTree tree)
    {
        Fail(tree, $"Relations to many may stand within each other at most {ServiceLimits.NestedLists} deep.");
        return null;
    }

    private Expression? TooLong(FilterTree tree)
    {
        Fail(tree, $"A path may have at most {limits.Path} relations.");
        return null;
    }

    private bool Fail(FilterTree tree, FormattableString detail)
    {
        problems.Add(ErrorCatalogue.InvalidParameter, PointerOf(tree), detail.ToString(CultureInfo.InvariantCulture));
        return false;
    }

    // The first place that is told anywhere in it; it may be too deep for recursion.
    private static string? PointerOf(FilterTree? tree)
    {
        while (true)
        {
            switch (tree)
            {
                case ComparisonTree comparison: return comparison.Condition.Pointer;
                case RelatedTree related: return related.Pointer;
                case NotTree not: tree = not.Part; break;
                case AllOfTree { Parts: [var first, ..] }: tree = first; break;
                case AnyOfTree { Parts: [var first, ..] }: tree = first; break;
                default: return null;
            }
        }
    }

    /// <summary>Where a condition stands: at the end of references from a row at hand.</summary>
    private readonly record struct Place(RowVariable Row, IReadOnlyList<Relation> Hops, Resource Resource);
}
