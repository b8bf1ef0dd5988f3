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

    /// <summary>Says from where they ask, and by which key, for the record of what they change.</summary>
    public static void Place(HttpContext context)
    {
        // Who is connected by a socket of this machine has no address.
        var address = context.Connection.RemoteIpAddress is { } ip ? (ip.IsIPv4MappedToIPv6 ? ip.MapToIPv4() : ip).ToString() : "local";
        Set(context, Of(context).From(address, context.Features.Get<ApiKeyUsed>()?.Id));
    }
}
