using Lintel.Expressions.Syntax;

namespace Lintel.Expressions.Checking;

/// <summary>Finds what the names behind <c>caller</c> mean.</summary>
/// <param name="tenantClaim">The claim that tells their tenant; null: there are no tenants.</param>
/// <param name="errors">What is wrong.</param>
internal sealed class CallerPaths(string? tenantClaim, List<ExpressionError> errors)
{
    private static readonly string[] Names = ["id", "roles", "claims"];

    /// <summary>Whether a path begins at the caller.</summary>
    public static bool Begins(SyntaxNode syntax)
    {
        while (syntax is MemberSyntax member) syntax = member.Target;
        return syntax is NameSyntax { Name: CallerExpression.Name };
    }

    /// <summary>What a path that begins there leads to; null after an error.</summary>
    public CallerExpression? Resolve(SyntaxNode syntax) => syntax switch
    {
        MemberSyntax { Target: NameSyntax, Name: "id" } => new CallerExpression(CallerPart.Id, null, ExpressionTypes.Text, false),
        MemberSyntax { Target: NameSyntax, Name: "roles" } => new CallerExpression(CallerPart.Roles, null, ExpressionTypes.Text, true),
        MemberSyntax { Target: MemberSyntax { Target: NameSyntax, Name: "claims" }, Name: var claim } => new CallerExpression(CallerPart.Claim, claim, ExpressionTypes.Text, false),
        MemberSyntax { Target: NameSyntax, Name: "tenant" } when tenantClaim is not null => new CallerExpression(CallerPart.Tenant, tenantClaim, ExpressionTypes.Text, false),
        MemberSyntax { Target: NameSyntax, Name: "claims" } claims => Fail(claims.NameOffset, "claims".Length, "'claims' are all that is claimed of the caller, not a value.", "name one: caller.claims.department"),
        MemberSyntax { Target: NameSyntax } other => Fail(other.NameOffset, other.Name.Length, $"A caller has no '{Wording.Short(other.Name)}'.", Wording.DidYouMean(other.Name, Names) ?? "it has id, roles, and claims by their names"),
        MemberSyntax longer => Fail(longer.NameOffset, longer.Name.Length, "The path of a caller ends before this.", "a claim is a text, or several"),
        _ => Fail(syntax.Offset, syntax.Length, "'caller' is who asks, not a value.", "name what of them: caller.id"),
    };

    private CallerExpression? Fail(int offset, int length, string message, string hint)
    {
        errors.Add(new ExpressionError(offset, length, message, hint));
        return null;
    }
}
