using Lintel.Http.Rest;
using Microsoft.AspNetCore.Http;

namespace Lintel.Http.GraphQl;

/// <summary>The media types of answers, GraphQL over HTTP §6.</summary>
internal static class GraphQlMedia
{
    /// <summary>The one that tells by its status whether a request was executed.</summary>
    public const string Response = "application/graphql-response+json";

    /// <summary>The older one: whatever a well-formed request comes to, its status is 200.</summary>
    public const string Json = "application/json";

    private static readonly string[] Named = [Response, Json], Unnamed = [Json, Response];

    /// <summary>The media type that a caller would rather have; of both the newer one, where it is named and not only covered by a range. Null: neither is welcome.</summary>
    public static string? Of(HttpRequest request) => Preferences.Best(request, IsNamed(request) ? Named : Unnamed);

    private static bool IsNamed(HttpRequest request)
    {
        foreach (var accept in request.Headers.Accept)
        {
            if (accept is not null && accept.Contains(Response, StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }
}
