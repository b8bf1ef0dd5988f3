using System.Buffers.Text;
using System.Text.Json;

namespace Lintel.Http.Auth;

/// <summary>The JOSE header of a token, RFC 7515 §4: which key and which algorithm it says it is signed with.</summary>
/// <param name="Algorithm">The algorithm; unchecked.</param>
/// <param name="KeyId">The key's id; null: the header names none.</param>
internal sealed record TokenHeader(string Algorithm, string? KeyId)
{
    // Keys of the sender's own choice, and extensions that must be understood (RFC 7515 §4.1.11): none is.
    private static readonly string[] Forbidden = ["jku", "jwk", "x5u", "crit", "b64", "enc", "zip"];

    // RFC 8725 §3.11: a token that was made for something else is no access token.
    private static readonly string[] Types = ["JWT", "at+jwt", "application/at+jwt", "application/jwt"];

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <summary>Reads the first of the three parts of a token; null with the reason, where it is none that could be accepted.</summary>
    public static TokenHeader? Read(string token, out string? refusal)
    {
        refusal = "it is no signed JSON Web Token";
        // Decoders of signatures are kinder than the RFC: one token would have many forms.
        if (token.AsSpan().Count('.') != 2 || token.Split('.') is not [var first, var payload, var signature] || Decode(first) is not { } json || Decode(payload) is null || Decode(signature) is null) return null;
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            return Read(document.RootElement, ref refusal);
        }
        // Half of a character, escaped, is JSON and no text.
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            refusal = "it is no signed JSON Web Token";
            return null;
        }
    }

    /// <summary>The bytes of a part of a token; null: it is not in base64url (RFC 4648 §5).</summary>
    public static byte[]? Decode(ReadOnlySpan<char> part)
    {
        // Decoders pass over white space; there is none in a token.
        if (part.IsEmpty || part.ContainsAny(" \t\r\n=") || !Base64Url.IsValid(part)) return null;
        return Base64Url.DecodeFromChars(part);
    }

    private static TokenHeader? Read(JsonElement header, ref string? refusal)
    {
        if (header.ValueKind != JsonValueKind.Object || Text(header, "alg") is not { } algorithm) return null;
        if (Forbidden.FirstOrDefault(name => header.TryGetProperty(name, out _)) is { } forbidden)
        {
            refusal = $"its header has '{forbidden}', which is not accepted";
            return null;
        }
        if (header.TryGetProperty("typ", out _) && !Types.Contains(Text(header, "typ"), StringComparer.OrdinalIgnoreCase))
        {
            refusal = "its type is not that of an access token";
            return null;
        }
        if (header.TryGetProperty("kid", out var kid) && kid.ValueKind != JsonValueKind.String) return null;
        refusal = null;
        return new TokenHeader(algorithm, Text(header, "kid"));
    }

    private static string? Text(JsonElement header, string name) => header.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
