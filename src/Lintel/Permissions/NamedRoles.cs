using Lintel.Expressions;
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
        return policies.OfType<Policy>().SelectMany(policy => ExpressionFacts.Roles(policy.Condition));
    }

    /// <summary>Those of a function, once for each time.</summary>
    public static IEnumerable<string> Of(ServiceFunction function) => ExpressionFacts.Roles(function.Access.Condition);
}
