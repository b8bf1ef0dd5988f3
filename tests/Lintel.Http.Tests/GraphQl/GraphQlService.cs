using System.Text.Json;

namespace Lintel.Http.Tests.GraphQl;

/// <summary>What tests say of answers of GraphQL.</summary>
internal static class GraphQlService
{
    /// <summary>Sends a document that must be answered without errors; gives the bytes of its data.</summary>
    public static async Task<string> DataAsync(this TestService service, string document, string variables = "{}")
    {
        var reply = await service.AskAsync(document, variables);
        if (reply.Status != 200 || reply.Json.TryGetProperty("errors", out _)) Assert.Fail($"{document}\n{reply.Body}\n{string.Join('\n', service.Log.Errors)}");
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
