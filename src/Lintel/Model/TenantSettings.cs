namespace Lintel.Model;

/// <summary>The contract's <c>tenant</c>: what tells whose rows are whose. Frozen.</summary>
/// <param name="Field">The field that every resource has, but for those that all tenants share and for owned children, which are their owner's.</param>
/// <param name="Claim">The claim of a caller that names their tenant.</param>
public sealed record TenantSettings(string Field, string Claim)
{
    /// <summary>The most characters that the name of a tenant may have.</summary>
    public const int MaxLength = 100;
}
