using Lintel.Access;
using Lintel.Expressions;

namespace Lintel.Permissions;

/// <summary>A column of a matrix: somebody, or everybody of a kind.</summary>
/// <param name="Name">What stands above the column.</param>
/// <param name="Caller">Who it is; of a kind the roles that they share.</param>
/// <param name="IsKind">Whether it is everybody who said who they are and has these roles: nothing else is known of them.</param>
public sealed record MatrixCaller(string Name, Caller Caller, bool IsKind)
{
    /// <summary>Fills their values into policies, as far as they are known.</summary>
    internal CallerBinding Binding => IsKind ? CallerBinding.OfRoles(Caller) : CallerBinding.AtNoTime(Caller);

    /// <summary>Who did not say who they are.</summary>
    public static MatrixCaller Anonymous { get; } = new("anonymous", Caller.Anonymous, IsKind: false);

    /// <summary>Who said who they are, and has no role.</summary>
    public static MatrixCaller SignedIn { get; } = new("signed in", new Caller { Id = "" }, IsKind: true);

    /// <summary>Who has one role.</summary>
    public static MatrixCaller InRole(string role) => new(role, new Caller { Id = "", Roles = [role] }, IsKind: true);
}
