using System.Globalization;
using System.Text.Json.Nodes;
using Lintel.Access;
using Lintel.Expressions;
using Lintel.Model;

namespace Lintel.Http.Tests.Access.Matrix;

/// <summary>A row in memory: what JSON shows of it, and the resource that it is of.</summary>
internal sealed record MemoryRow(Resource Resource, JsonObject Values)
{
    public string Id => Values["id"]!.GetValue<string>();

    /// <summary>The text of a field; null: it has no value.</summary>
    public string? this[string field] => Values[field]?.ToString();
}

/// <summary>Says by rows in memory whether a policy holds: as its meaning is written down, and by none of the engine's code but its parser's.</summary>
/// <param name="rows">All rows there are.</param>
/// <param name="caller">Who asks.</param>
internal sealed class Oracle(IReadOnlyCollection<MemoryRow> rows, Caller caller)
{
    public bool Holds(Expression condition, MemoryRow row) => condition switch
    {
        ConstantExpression { Value: var value } => value is { IsNull: false, AsBool: true },
        ChainExpression { IsOr: true } any => any.Parts.Any(part => Holds(part, row)),
        ChainExpression all => all.Parts.All(part => Holds(part, row)),
        NotExpression not => !Holds(not.Operand, row),
        ComparisonExpression { Operator: ComparisonOperator.Equal } same => Text(same.Left, row) is { } one && one == Text(same.Right, row),
        InExpression within => Text(within.Operand, row) is { } one && List(within.List).Contains(one),
        _ => throw new NotSupportedException($"The oracle knows nothing of {condition}."),
    };

    // What is no value here is nothing that a row of the sample has: so nothing is compared with null.
    private string? Text(Expression expression, MemoryRow row) => expression switch
    {
        ConstantExpression constant => Text(constant.Value),
        CallerExpression { Part: CallerPart.Id } => caller.Id,
        CallerExpression { Part: CallerPart.Tenant } of => caller.Claims.GetValueOrDefault(of.Claim!)?.Single(),
        PathExpression path => Follow(path.Hops, row)?[path.Field.Name],
        _ => throw new NotSupportedException($"The oracle knows nothing of {expression}."),
    };

    private IEnumerable<string> List(Expression expression) => expression switch
    {
        ConstantExpression constant => constant.Value.AsList.Select(Text),
        CallerExpression { Part: CallerPart.Roles } => caller.Roles,
        _ => throw new NotSupportedException($"The oracle knows nothing of {expression}."),
    };

    private static string Text(Value value) => value.Kind == ValueKind.Text ? value.AsText : value.AsInteger.ToString(CultureInfo.InvariantCulture);

    private MemoryRow? Follow(IReadOnlyList<Relation> hops, MemoryRow row)
    {
        MemoryRow? at = row;
        foreach (var hop in hops) at = at is null ? null : rows.FirstOrDefault(other => other.Resource == hop.Target && other.Id == at[hop.SourceFields[0].Name]);
        return at;
    }
}
