using Lintel.Expressions.Evaluation;
using Lintel.Model;

namespace Lintel.Expressions;

/// <summary>What an expression needs.</summary>
public static class ExpressionFacts
{
    /// <summary>Whether the fields of one row decide: no relation is followed, and the time does not matter.</summary>
    public static bool IsOfOneRow(Expression expression) => expression switch
    {
        NowExpression or AggregateExpression or ParameterExpression => false,
        PathExpression path => path.Hops.Count == 0,
        _ => ExpressionRewriting.Parts(expression).TrueForAll(IsOfOneRow),
    };

    /// <summary>
    /// Whether the rows of one aggregate decide, as the body of a create gives them: no relation is followed but to the parent and to owned
    /// children, and no key is asked for that a row may get from the database.
    /// </summary>
    public static bool IsOfBody(Expression expression) => expression switch
    {
        ParameterExpression => false,
        PathExpression path => path.Hops.All(hop => hop.IsToParent) && path.Field.Default != DefaultKind.Identity && path.Field.Role != FieldRole.Parent,
        AggregateExpression aggregate => aggregate.Hops.All(hop => hop.IsToParent) && aggregate.Relation.Kind == RelationKind.Children
            && (aggregate.Body is null || IsOfBody(aggregate.Body)),
        _ => ExpressionRewriting.Parts(expression).TrueForAll(IsOfBody),
    };

    /// <summary>How many relations to many stand within each other.</summary>
    public static int Depth(Expression expression)
    {
        var inner = ExpressionRewriting.Parts(expression).Select(Depth).DefaultIfEmpty().Max();
        return expression is AggregateExpression ? inner + 1 : inner;
    }

    /// <summary>The fields of the row itself that are named, once for each time.</summary>
    public static IEnumerable<Field> OwnFields(Expression expression) =>
        expression is PathExpression { Row.Depth: 0, Hops.Count: 0, Field: var field } ? [field] : ExpressionRewriting.Parts(expression).SelectMany(OwnFields);

    /// <summary>The relations that are followed, once for each time.</summary>
    public static IEnumerable<Relation> Relations(Expression expression) => expression switch
    {
        PathExpression path => path.Hops,
        AggregateExpression aggregate => aggregate.Hops.Append(aggregate.Relation).Concat(aggregate.Body is null ? [] : Relations(aggregate.Body)),
        _ => ExpressionRewriting.Parts(expression).SelectMany(Relations),
    };

    /// <summary>The parameters of a bound expression, in the order of its text.</summary>
    public static IEnumerable<ParameterExpression> Parameters(Expression expression) =>
        expression is ParameterExpression parameter ? [parameter] : ExpressionRewriting.Parts(expression).SelectMany(Parameters);
}
