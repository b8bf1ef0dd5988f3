using Lintel.Model;

namespace Lintel.Access;

/// <summary>Reads from a caller's claims which tenant they are of.</summary>
internal static class TenantClaim
{
    /// <summary>The tenant of a caller; null: none. A claim of several values names none, since one request is about one tenant.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="claim">The claim.</param>
    public static string? Read(Caller caller, string claim) =>
        caller.Claims.GetValueOrDefault(claim) is [var only] && IsName(only) ? only : null;

    // What no column of tenants can hold is nobody's.
    private static bool IsName(string text) =>
        text.Length is > 0 and <= 2 * TenantSettings.MaxLength && text.EnumerateRunes().Count() <= TenantSettings.MaxLength && !text.Contains('\0', StringComparison.Ordinal);
}
