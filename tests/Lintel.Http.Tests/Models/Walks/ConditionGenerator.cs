using Lintel.Http.Tests.Models.Documents;
using Lintel.Model;

namespace Lintel.Http.Tests.Models.Walks;

/// <summary>Random conditions, for policies and for those who ask.</summary>
internal sealed class ConditionGenerator(Chances chances)
{
    private static readonly string[] Roles = ["clerk", "packer"], Comparisons = ["==", "!=", "<", "<=", ">", ">="];

    /// <summary>A policy that the caller alone decides.</summary>
    public Condition CallerPolicy() => chances.Next(10) switch
    {
        < 4 => new Truth(true),
        < 8 => new HasRole(chances.Of(Roles)),
        8 => new Lacks(chances.Hit(50) ? null : "region", chances.Hit(30)),
        _ => new Chain(chances.Hit(60), [CallerPolicy(), CallerPolicy()]),
    };

    /// <summary>A policy on the rows of a resource.</summary>
    public Condition Policy(Resource resource)
    {
        if (chances.Hit(20)) return CallerPolicy();
        var condition = Any(resource, depth: 2, OfPolicy);
        return chances.Hit(50) ? new Chain(IsOr: true, [condition, new HasRole(chances.Of(Roles))]) : condition;
    }

    /// <summary>A policy by which what a row owns lets somebody in, or keeps them out.</summary>
    public Condition OfOwned(Relation owned) => chances.Hit(60) ? new MoreThan(owned, chances.Next(2)) : new Among(owned, chances.Hit(30), OfPolicy(owned.Target));

    /// <summary>A condition of who asks, that means the same in the expression language and in GraphQL.</summary>
    public Condition Filter(Resource resource, int depth = 2) => Any(resource, depth, one => OfValue(one, isPositive: false));

    private Condition Any(Resource resource, int depth, Func<Resource, Condition> leaf) => chances.Next(10) switch
    {
        0 or 1 when depth > 0 => new Chain(chances.Hit(60), [Any(resource, depth - 1, leaf), Any(resource, depth - 1, leaf)]),
        2 when depth > 0 => new Not(Any(resource, depth - 1, leaf)),
        3 or 4 when depth > 0 && Many(resource) is { Length: > 0 } many && chances.Of(many) is var relation => new Among(relation, chances.Hit(25), Any(relation.Target, depth - 1, leaf)),
        5 or 6 when depth > 0 && One(resource) is { Length: > 0 } one && chances.Of(one) is var relation => Behind(relation, depth - 1, leaf),
        _ => leaf(resource),
    };

    // In GraphQL nothing holds behind a reference that leads nowhere: only what does not hold for null either is the same in both.
    private Behind Behind(Relation relation, int depth, Func<Resource, Condition> leaf) => new(relation, leaf == OfPolicy
        ? Any(relation.Target, depth, leaf)
        : depth > 0 && chances.Hit(40) && Many(relation.Target) is { Length: > 0 } many && chances.Of(many) is var further ? new Among(further, IsEach: false, Any(further.Target, depth - 1, leaf)) : OfValue(relation.Target, isPositive: true));

    private static Relation[] Many(Resource resource) => [.. resource.Relations.Where(relation => !relation.IsToOne)];

    private static Relation[] One(Resource resource) => [.. resource.Relations.Where(relation => relation.IsToOne)];

    private Condition OfPolicy(Resource resource)
    {
        var texts = resource.Fields.Where(field => field.Type.Kind is ScalarKind.String or ScalarKind.Enum).ToArray();
        switch (chances.Next(10))
        {
            case 0:
                return new HasRole(chances.Of(Roles));
            case 1:
                return new Lacks(chances.Hit(40) ? null : chances.Of(["region", "level", "none"]), chances.Hit(40));
            case 2 when Many(resource) is { Length: > 0 } many:
                return new MoreThan(chances.Of(many), chances.Next(3));
            case < 7:
                var owned = resource.Fields.Where(field => field.Name is "owner" or "person" or "region" or "level").ToArray();
                var field = owned.Length > 0 && chances.Hit(80) ? chances.Of(owned) : chances.Of([.. resource.Fields.Where(field => field.Type.Kind is ScalarKind.String or ScalarKind.Enum or ScalarKind.Int)]);
                var claim = field.Name is "region" or "level" ? field.Name : field.Type.Kind == ScalarKind.Int && chances.Hit(50) ? "level" : null;
                return new OfCaller(field, chances.Next(10) switch { < 6 => "==", < 8 when claim is not null => "in", 8 when field.Type.Kind != ScalarKind.Enum => chances.Of(Comparisons), _ => "!=" }, claim);
            default:
                return OfValue(resource, isPositive: false);
        }
    }

    private Compare OfValue(Resource resource, bool isPositive)
    {
        var field = chances.Of([.. resource.Fields.Where(field => field.Role != FieldRole.DeletedAt)]);
        var value = field.Nullable && !isPositive && chances.Hit(25) ? null : WalkRows.ValueOf(field, chances);
        var isEquality = value is null || field.Type.Kind == ScalarKind.Enum;
        var op = isPositive ? isEquality ? "==" : chances.Of(["==", "<", "<=", ">", ">="]) : isEquality ? chances.Of(["==", "!="]) : chances.Of(Comparisons);
        return new Compare(field, op, value);
    }
}
