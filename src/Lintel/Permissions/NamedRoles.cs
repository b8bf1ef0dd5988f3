using Lintel.Expressions;
using Lintel.Expressions.Evaluation;
using Lintel.Model;

namespace Lintel.Permissions;

/// <summary>Finds the roles that policies name.</summary>
internal static class NamedRoles
{
    /// <summary>Those of a resource, once for each time.</summary>
    public static IEnumerable<string> Of(Resource resource)
    {
        var access = resource.Access!;
        Policy?[] policies = [access.Read, access.Create, access.Update, access.Delete, .. resource.Actions.Select(action => action.Access), .. resource.Fields.SelectMany(field => field.Access is { } of ? (Policy[])[of.Read, of.Write] : [])];
        return policies.OfType<Policy>().SelectMany(policy => Of(policy.Condition));
    }

    /// <summary>Those of a function, once for each time.</summary>
    public static IEnumerable<string> Of(ServiceFunction function) => Of(function.Access.Condition);

    private static IEnumerable<string> Of(Expression expression) => expression is InExpression { Operand: ConstantExpression { Value.Kind: ValueKind.Text } role, List: CallerExpression { Part: CallerPart.Roles } }
        ? [role.Value.AsText]
        : ExpressionRewriting.Parts(expression).SelectMany(Of);
}
