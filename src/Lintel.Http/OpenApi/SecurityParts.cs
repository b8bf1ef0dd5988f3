using System.Text.Json.Nodes;
using Lintel.Model;

namespace Lintel.Http.OpenApi;

/// <summary>How callers say who they are, and which answers that can have.</summary>
internal sealed class SecurityParts(ServiceModel model)
{
    private const string Token = "token";

    /// <summary>The statuses that any operation can have for it.</summary>
    public IReadOnlyList<int> Problems => model.Auth is null ? [] : [401, 403];

    /// <summary>What operations ask for: nothing, or nothing or a token, since what needs one depends on rows too.</summary>
    public JsonArray Needs() => model.Auth is null ? [] : new JsonArray(new JsonObject(), new JsonObject { [Token] = new JsonArray() });

    /// <summary>The schemes; null: there are none.</summary>
    public JsonObject? Schemes() => model.Auth is not { } auth ? null : new JsonObject
    {
        [Token] = new JsonObject
        {
            ["type"] = "http",
            ["scheme"] = "bearer",
            ["bearerFormat"] = "JWT",
            ["description"] = auth.Issuer is { } issuer
                ? $"An access token (RFC 6750) of {issuer} for the audience `{auth.Audience}`, signed with {string.Join(", ", auth.Algorithms)}. Or an API key."
                : $"A development token for the audience `{auth.Audience}`, as `lintel token` makes it. Or an API key.",
        },
    };

    /// <summary>The header of an answer 401.</summary>
    public static JsonObject Challenge() => new()
    {
        ["description"] = "What is asked for, and what is wrong with what was sent (RFC 6750, section 3).",
        ["schema"] = new JsonObject { ["type"] = "string" },
    };
}
