using Lintel.Access;
using Microsoft.AspNetCore.Http;

namespace Lintel.Http.Auth;

/// <summary>Who sends a request, for whoever answers it.</summary>
internal static class CallerOf
{
    /// <summary>The caller of a request; anonymous where nobody was identified.</summary>
    public static Caller Of(HttpContext context) => context.Features.Get<Caller>() ?? Caller.Anonymous;

    /// <summary>Says who it is.</summary>
    public static void Set(HttpContext context, Caller caller) => context.Features.Set(caller);
}
