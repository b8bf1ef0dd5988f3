using System.Collections.Frozen;
using System.Text.Json;
using Lintel.Access;
using Lintel.Model;

namespace Lintel.Http.Auth;

/// <summary>Reads the claims of a token that was verified: who the caller is.</summary>
internal static class TokenClaims
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    // RFC 9068 §2.2.3.1, RFC 8693 §4.2: these are one text with spaces between the values.
    private static readonly string[] Spaced = ["scope", "scp"];

    /// <summary>The caller; null with the reason, where the token does not say who that is.</summary>
    public static Caller? Read(string token, CallerClaims names, out string? refusal)
    {
        refusal = "its claims are no JSON object";
        var (first, last) = (token.IndexOf('.', StringComparison.Ordinal), token.LastIndexOf('.'));
        if (TokenHeader.Decode(token.AsSpan()[(first + 1)..last]) is not { } json) return null;
        var claims = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            if (document.RootElement.ValueKind != JsonValueKind.Object) return null;
            // What stands at the top can't be covered by what stands within another.
            foreach (var claim in document.RootElement.EnumerateObject()) AddValue(claims, claim.Name, claim.Value);
            foreach (var claim in document.RootElement.EnumerateObject()) AddMembers(claims, claim.Name, claim.Value);
        }
        // Half of a character, escaped, is JSON and no text.
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
        refusal = $"it does not say who the caller is: it needs one text in '{names.Id}'";
        if (!claims.TryGetValue(names.Id, out var id) || id is not [{ Length: > 0 } one]) return null;
        refusal = null;
        return new Caller { Id = one, Roles = Roles(claims, names.Roles), Claims = claims.ToFrozenDictionary(StringComparer.Ordinal) };
    }

    private static IReadOnlyList<string> Roles(Dictionary<string, IReadOnlyList<string>> claims, string name) =>
        !claims.TryGetValue(name, out var roles) ? []
        : Spaced.Contains(name) && roles is [var text] ? text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        : roles;

    private static void AddMembers(Dictionary<string, IReadOnlyList<string>> claims, string path, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object) return;
        foreach (var member in value.EnumerateObject())
        {
            var name = $"{path}.{member.Name}";
            AddValue(claims, name, member.Value);
            AddMembers(claims, name, member.Value);
        }
    }

    private static void AddValue(Dictionary<string, IReadOnlyList<string>> claims, string name, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array) claims.TryAdd(name, [.. value.EnumerateArray().Select(Text).OfType<string>()]);
        else if (Text(value) is { } text) claims.TryAdd(name, [text]);
    }

    // Null says nothing, and an object has no one value.
    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.Object or JsonValueKind.Array => null,
    };
}
