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

    /// <summary>The media type that a caller would rather have, the older one where both are as welcome; null: neither is.</summary>
    public static string? Of(HttpRequest request) => Preferences.Best(request, [Json, Response]);
}
