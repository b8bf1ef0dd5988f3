using System.Net;
using System.Net.Http.Headers;

namespace Lintel.Cli.Tests.Commands;

/// <summary>A service that asks who its callers are.</summary>
internal static class Guarded
{
    public const string Contract = """
        lintel: 1
        service: guarded
        version: v1
        info: { title: Guarded, description: For callers who say who they are. }
        auth: {}
        access: { read: "'clerk' in caller.roles && 'north' in caller.claims.tenant" }
        resources:
          thing:
            key: int
            fields: { n: int? }

        """;

    /// <summary>How it answers somebody who brings that token or key.</summary>
    public static async Task<HttpStatusCode> StatusAsync(InProcessServer server, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/things");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
