using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lintel.Http.Tests.GraphQl;

/// <summary>A service as callers of its GraphQL meet it.</summary>
internal static class GraphQlService
{
    /// <summary>Sends a document; the status tells whether it was executed.</summary>
    public static async Task<Reply> AskAsync(this TestService service, string document, string? variables = null)
    {
        var request = new JsonObject { ["query"] = document };
        if (variables is not null) request["variables"] = JsonNode.Parse(variables);
        var reply = await service.PostAsync("/graphql", request.ToJsonString(), ("Accept", "application/graphql-response+json"));
        if (reply.Status == 500) Assert.Fail($"{document}\n{reply.Body}\n{string.Join('\n', service.Log.All.Select(line => line.Exception).Where(exception => exception is not null))}");
        return reply;
    }

    /// <summary>Sends a document that must be answered without errors; gives the bytes of its data.</summary>
    public static async Task<string> DataAsync(this TestService service, string document, string? variables = null)
    {
        var reply = (await service.AskAsync(document, variables)).Expect(200);
        Assert.False(reply.Json.TryGetProperty("errors", out _), reply.Body);
        return reply.Raw("data");
    }

    /// <summary>The errors of an answer: <c>path code, pointer code</c> of each.</summary>
    public static string[] Failures(this Reply reply) => [.. reply.Json.GetProperty("errors").EnumerateArray().Select(Failure)];

    private static string Failure(JsonElement error)
    {
        var path = error.TryGetProperty("path", out var fields) ? string.Join('.', fields.EnumerateArray()) : "-";
        var extensions = error.GetProperty("extensions");
        var single = extensions.TryGetProperty("errors", out var errors)
            ? errors.EnumerateArray().Select(one => $"{(one.TryGetProperty("pointer", out var pointer) ? pointer.GetString() : "-")} {one.GetProperty("code").GetString()}")
            : [];
        return string.Join(", ", [$"{path} {extensions.GetProperty("code").GetString()}", .. single]);
    }
}
