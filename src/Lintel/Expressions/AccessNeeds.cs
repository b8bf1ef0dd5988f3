using Lintel.Model;

namespace Lintel.Expressions;

/// <summary>
/// What callers need for something that policies decide, for documents of the service: which roles, and whether a row or a claim decides. Conditions themselves are not
/// told: they may name what is nobody's business, and everybody can read a document.
/// </summary>
public sealed class AccessNeeds
{
    private readonly Expression _condition;
    private readonly string[] _named;

    private AccessNeeds(Expression condition)
    {
        _condition = condition;
        _named = [.. ExpressionFacts.Roles(condition).Distinct(StringComparer.Ordinal)];
        IsPublic = condition is ConstantExpression { Value: { IsNull: false, AsBool: true } };
        Anonymous = Of(condition, new Sample(false, null));
        SignedIn = Of(condition, new Sample(true, null));
        Roles = [.. _named.Where(role => With(role) > SignedIn && With(role) == Admission.Always)];
        RolesWithRow = [.. _named.Where(role => With(role) > SignedIn && With(role) == Admission.Depends)];
        RolesWithout = [.. _named.Where(role => With(role) == Admission.Never && SignedIn > Admission.Never)];
        Claims = [.. ExpressionFacts.Callers(condition).Select(caller => caller.Claim).OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Whether everybody may, those who did not say who they are among them.</summary>
    public bool IsPublic { get; }

    /// <summary>What may who did not say who they are.</summary>
    public Admission Anonymous { get; }

    /// <summary>What may who said who they are, without any of the roles that are named.</summary>
    public Admission SignedIn { get; }

    /// <summary>The roles each of which is enough where being signed in is not.</summary>
    public IReadOnlyList<string> Roles { get; }

    /// <summary>The roles with each of which it depends, where without them it is never allowed.</summary>
    public IReadOnlyList<string> RolesWithRow { get; }

    /// <summary>The roles with which it is never allowed, where without them it may be.</summary>
    public IReadOnlyList<string> RolesWithout { get; }

    /// <summary>The claims that are asked for.</summary>
    public IReadOnlyList<string> Claims { get; }

    /// <summary>Whether somebody who said who they are may be told that they may not.</summary>
    public bool MayForbid => SignedIn != Admission.Always || RolesWithout.Count > 0;

    /// <summary>What is needed where all of these must allow it.</summary>
    public static AccessNeeds All(params IEnumerable<Policy> policies) => Of(policies, isOr: false);

    /// <summary>What is needed where one of these must allow it.</summary>
    public static AccessNeeds Any(params IEnumerable<Policy> policies) => Of(policies, isOr: true);

    /// <summary>The needs as a sentence; null: there are none.</summary>
    public string? Sentence()
    {
        if (IsPublic) return null;
        var needs = new List<string>();
        if (SignedIn == Admission.Always && Anonymous != Admission.Always) needs.Add("a caller who is signed in");
        if (Roles.Count > 0) needs.Add(RolesText(Roles));
        if (SignedIn == Admission.Depends) needs.Add(Fitting);
        if (RolesWithRow.Count > 0) needs.Add($"{RolesText(RolesWithRow)} with {Fitting}");
        var text = needs.Count > 0 ? $"Needs {string.Join(", or ", needs)}." : Anonymous == Admission.Always ? "Open to everybody." : "No caller may.";
        if (Anonymous == Admission.Depends) text += " It may be open to callers who are not signed in.";
        return RolesWithout.Count > 0 ? $"{text} Not with {RolesText(RolesWithout)}." : text;
    }

    private string Fitting
    {
        get
        {
            var claims = Claims.Count == 0 ? null : $"{(Claims.Count == 1 ? "the claim" : "the claims")} {Join(Claims, "and")}";
            return ExpressionFacts.Fields(_condition).Any() || ExpressionFacts.Followed(_condition).Any()
                ? claims is null ? "a row that allows it" : $"a row that allows it, by {claims}"
                : claims is null ? "an id that allows it" : $"{claims} with a value that allows it";
        }
    }

    private static AccessNeeds Of(IEnumerable<Policy> policies, bool isOr)
    {
        var conditions = policies.Where(policy => isOr || !policy.IsPublic).Select(policy => policy.Condition).Distinct().ToArray();
        return new AccessNeeds(conditions switch
        {
            [] => Policy.Everybody.Condition,
            [var only] => only,
            _ => isOr && conditions.Contains(Policy.Everybody.Condition) ? Policy.Everybody.Condition : new ChainExpression(isOr, conditions),
        });
    }

    private Admission With(string role) => Of(_condition, new Sample(true, role));

    private static Admission Of(Expression condition, Sample caller) => condition switch
    {
        ConstantExpression constant => Of(constant.Value is { IsNull: false, AsBool: true }),
        ChainExpression chain => chain.IsOr ? chain.Parts.Max(part => Of(part, caller)) : chain.Parts.Min(part => Of(part, caller)),
        NotExpression not => Admission.Always - (int)Of(not.Operand, caller),
        InExpression { List: CallerExpression { Part: CallerPart.Roles }, Operand: ConstantExpression role } => Of(caller.Role is { } has && role.Value.AsText == has),
        InExpression { List: CallerExpression } when !caller.IsKnown => Admission.Never,
        ElementExpression { Element: CallerExpression } when !caller.IsKnown => Admission.Never,
        ComparisonExpression { Left: CallerExpression } or ComparisonExpression { Right: CallerExpression } => Of((ComparisonExpression)condition, caller),
        _ => Admission.Depends,
    };

    // What a caller lacks equals nothing but null as it is written; who is known has an id, and other claims may or may not be there.
    private static Admission Of(ComparisonExpression comparison, Sample caller)
    {
        var (of, with) = comparison.Left is CallerExpression left ? (left, comparison.Right) : ((CallerExpression)comparison.Right, comparison.Left);
        var asksWhether = with is ConstantExpression { Value.IsNull: true };
        if (comparison.Operator is not (ComparisonOperator.Equal or ComparisonOperator.NotEqual)) return caller.IsKnown ? Admission.Depends : Admission.Never;
        if (!caller.IsKnown) return Of(asksWhether == (comparison.Operator == ComparisonOperator.Equal));
        return asksWhether && of.Part == CallerPart.Id ? Of(comparison.Operator == ComparisonOperator.NotEqual) : Admission.Depends;
    }

    private static Admission Of(bool isAllowed) => isAllowed ? Admission.Always : Admission.Never;

    private static string RolesText(IReadOnlyList<string> roles) => $"the role {Join(roles, "or")}";

    private static string Join(IReadOnlyList<string> names, string last)
    {
        var quoted = names.Select(name => $"`{name}`").ToArray();
        return quoted.Length == 1 ? quoted[0] : $"{string.Join(", ", quoted[..^1])} {last} {quoted[^1]}";
    }

    /// <summary>A caller of whom nothing is known but whether they said who they are, and one role.</summary>
    private readonly record struct Sample(bool IsKnown, string? Role);
}
