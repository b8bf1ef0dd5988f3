using Lintel.Expressions.Evaluation;
using Lintel.Model;
using Lintel.Model.Scalars;

namespace Lintel.Expressions;

/// <summary>What an expression needs.</summary>
public static class ExpressionFacts
{
    /// <summary>Whether the fields of one row decide: no relation is followed, by what a named field is computed from neither, and the time does not matter.</summary>
    public static bool IsOfOneRow(Expression expression) => expression switch
    {
        NowExpression or CallerExpression or AggregateExpression or ParameterExpression => false,
        PathExpression path => path.Hops.Count == 0 && !path.Field.IsMaintained,
        _ => ExpressionRewriting.Parts(expression).TrueForAll(IsOfOneRow),
    };

    /// <summary>
    /// Whether the rows of one aggregate decide, as the body of a create gives them: no relation is followed but to the parent and to owned
    /// children, and nothing is asked for that a row may get from the database, or that only the database can tell the same from another.
    /// </summary>
    public static bool IsOfBody(Expression expression) => expression switch
    {
        ParameterExpression => false,
        PathExpression { Field.Computed: { } computed } path => path.Hops.All(hop => hop.IsToParent) && IsOfBody(computed),
        PathExpression path => path.Hops.All(hop => hop.IsToParent) && path.Field.Default is not (DefaultKind.Identity or DefaultKind.Database) && path.Field.Type.Kind != ScalarKind.Native && path.Field.Role != FieldRole.Parent,
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

    /// <summary>The power of the number of an aggregate's rows with which the time grows that the expression takes for all of them.</summary>
    public static int Steps(Expression expression) => Depth(expression) + (Followed(expression).Any(step => step.Relation.IsToParent) ? 1 : 0);

    /// <summary>The fields of the row itself that are named, once for each time.</summary>
    public static IEnumerable<Field> OwnFields(Expression expression) =>
        expression is PathExpression { Row.Depth: 0, Hops.Count: 0, Field: var field } ? [field] : ExpressionRewriting.Parts(expression).SelectMany(OwnFields);

    /// <summary>The fields of what an action is given that are named, once for each time.</summary>
    public static IEnumerable<Field> InputFields(Expression expression) =>
        expression is PathExpression { Row.IsInput: true, Field: var field } ? [field] : ExpressionRewriting.Parts(expression).SelectMany(InputFields);

    /// <summary>Whether rows beyond the row itself decide: a relation is followed, or a field is named that is computed from such rows.</summary>
    public static bool LeadsBeyondRow(Expression expression) => Followed(expression).Any() || Fields(expression).Any(field => field.IsMaintained);

    /// <summary>The fields of any row that are named, once for each time.</summary>
    public static IEnumerable<Field> Fields(Expression expression) =>
        expression is PathExpression path ? [path.Field] : ExpressionRewriting.Parts(expression).SelectMany(Fields);

    /// <summary>Whether rows of one aggregate decide: the row, its owned children, and the row that owns it.</summary>
    public static bool IsOfAggregate(Expression expression) => expression switch
    {
        NowExpression => false,
        PathExpression path => path.Hops.All(hop => hop.IsToParent),
        AggregateExpression aggregate => aggregate.Hops.All(hop => hop.IsToParent) && aggregate.Relation.Kind == RelationKind.Children
            && (aggregate.Body is not { } body || IsOfAggregate(body)),
        _ => ExpressionRewriting.Parts(expression).TrueForAll(IsOfAggregate),
    };

    /// <summary>The relations that are followed, once for each time, and whether from the row itself.</summary>
    public static IEnumerable<(Relation Relation, bool IsOwn)> Followed(Expression expression) => expression switch
    {
        PathExpression path => Steps(path.Row, path.Hops),
        AggregateExpression aggregate => Steps(aggregate.From, [.. aggregate.Hops, aggregate.Relation]).Concat(aggregate.Body is null ? [] : Followed(aggregate.Body)),
        _ => ExpressionRewriting.Parts(expression).SelectMany(Followed),
    };

    /// <summary>
    /// Whether times, lengths of time or parts of the calendar are computed: PostgreSQL takes that for dependent on its session, and so into no
    /// generated column.
    /// </summary>
    public static bool ComputesTime(Expression expression) =>
        expression is CalendarExpression or ArithmeticExpression { Type.Kind: ScalarKind.Timestamp or ScalarKind.DateTime or ScalarKind.Duration } || ExpressionRewriting.Parts(expression).Exists(ComputesTime);

    /// <summary>The most code points that a text has; null: no bound is known, or it is none.</summary>
    public static int? MaxLength(Expression expression) => expression switch
    {
        ConstantExpression { Value.IsNull: true } => 0,
        ConstantExpression { Value.Kind: ValueKind.Text } constant => CodePointOrder.Length(constant.Value.AsText),
        PathExpression { Field: { Type.Kind: ScalarKind.Enum } field } => field.Type.Members.Max(member => member.Length),
        PathExpression { Field.Type.Kind: ScalarKind.Email } => EmailScalar.MaxLength,
        PathExpression { Field.Type.Kind: ScalarKind.Url } => UrlScalar.MaxLength,
        PathExpression path => path.Field.MaxLength,
        ArithmeticExpression { Type.Kind: ScalarKind.Text } sum => MaxLength(sum.Left) + MaxLength(sum.Right),
        ConditionalExpression conditional => MaxLength(conditional.Then) is { } one && MaxLength(conditional.Else) is { } other ? Math.Max(one, other) : null,
        AggregateExpression { Function: AggregateFunction.Min or AggregateFunction.Max } extreme => MaxLength(extreme.Body!),
        _ => null,
    };

    /// <summary>Whether the time of a request is asked for; what a computed field makes of it is not looked at.</summary>
    public static bool TellsTime(Expression expression) => expression is NowExpression || ExpressionRewriting.Parts(expression).Exists(TellsTime);

    /// <summary>What is asked of the caller, once for each time.</summary>
    public static IEnumerable<CallerExpression> Callers(Expression expression) =>
        expression is CallerExpression caller ? [caller] : ExpressionRewriting.Parts(expression).SelectMany(Callers);

    /// <summary>The roles that are asked for by name, once for each time.</summary>
    public static IEnumerable<string> Roles(Expression expression) => expression is InExpression { Operand: ConstantExpression { Value.Kind: ValueKind.Text } role, List: CallerExpression { Part: CallerPart.Roles } }
        ? [role.Value.AsText]
        : ExpressionRewriting.Parts(expression).SelectMany(Roles);

    /// <summary>Whether who asks decides, and no row.</summary>
    public static bool IsOfCallerAlone(Expression expression) => Callers(expression).Any() && !Fields(expression).Any() && !Followed(expression).Any();

    /// <summary>Whether something is compared that is computed of the caller and of the row together.</summary>
    public static bool ComparesMixture(Expression expression)
    {
        return (expression is ComparisonExpression comparison && (IsMixed(comparison.Left) || IsMixed(comparison.Right))) || ExpressionRewriting.Parts(expression).Exists(ComparesMixture);

        static bool IsMixed(Expression side) => Callers(side).Any() && !IsOfCallerAlone(side);
    }

    /// <summary>The parameters of a bound expression, in the order of its text.</summary>
    public static IEnumerable<ParameterExpression> Parameters(Expression expression) =>
        expression is ParameterExpression parameter ? [parameter] : ExpressionRewriting.Parts(expression).SelectMany(Parameters);

    private static IEnumerable<(Relation, bool)> Steps(RowVariable row, IReadOnlyList<Relation> relations) =>
        relations.Select((relation, i) => (relation, i == 0 && row.Depth == 0));
}
