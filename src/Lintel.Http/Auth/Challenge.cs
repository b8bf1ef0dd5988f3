using Lintel.Errors;
using Microsoft.AspNetCore.Http;

namespace Lintel.Http.Auth;

/// <summary>What an answer 401 asks for in <c>WWW-Authenticate</c>, RFC 6750 §3.</summary>
internal static class Challenge
{
    /// <summary>That of a request which brought no token.</summary>
    public const string Bare = "Bearer realm=\"api\"";

    /// <summary>Says that what was brought is not accepted, and why.</summary>
    public static void Set(HttpContext context, string why) =>
        context.Response.Headers.WWWAuthenticate = $"{Bare}, error=\"invalid_token\", error_description=\"{string.Concat(why.Where(IsAllowed))}\"";

    /// <summary>The problem with what was brought, with its challenge.</summary>
    public static Problem Refuse(HttpContext context, string why)
    {
        Set(context, why);
        return ErrorCatalogue.Unauthenticated.Because(why);
    }

    // Of error_description; a claim's name in the contract may have any.
    private static bool IsAllowed(char letter) => letter is (>= ' ' and <= '~') and not ('"' or '\\' or '\'');
}
