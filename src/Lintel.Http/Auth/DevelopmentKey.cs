using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lintel.Model;

namespace Lintel.Http.Auth;

/// <summary>
/// The symmetric key of 256 bits by which a service that has no issuer yet accepts tokens, HS256 of RFC 7518 §3.2. Whoever has it can be anybody: it is
/// for development. It is never printed.
/// </summary>
public sealed class DevelopmentKey
{
    /// <summary>The issuer of its tokens.</summary>
    public const string Issuer = "urn:lintel:development";

    internal const string Algorithm = "HS256";

    private const int Length = 32;

    private readonly byte[] _bytes;

    private DevelopmentKey(byte[] bytes) => _bytes = bytes;

    internal ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>A new one, of the system's random numbers.</summary>
    public static DevelopmentKey Create() => new(RandomNumberGenerator.GetBytes(Length));

    /// <summary>Reads what <see cref="ToSecretText"/> wrote; null: the text is no key.</summary>
    public static DevelopmentKey? Parse(string text)
    {
        var bytes = new byte[Length];
        return Base64Url.IsValid(text, out var length) && length == Length && Base64Url.TryDecodeFromChars(text, bytes, out _) ? new DevelopmentKey(bytes) : null;
    }

    /// <summary>The key as text, to be kept where nobody else reads it.</summary>
    public string ToSecretText() => Base64Url.EncodeToString(_bytes);

    /// <summary>Makes a token that a service with this key accepts.</summary>
    /// <param name="auth">What the service asks of tokens.</param>
    /// <param name="id">Who the caller is.</param>
    /// <param name="roles">The caller's roles.</param>
    /// <param name="claims">What else is claimed: names, or paths to within them, and one or several values.</param>
    /// <param name="from">From when it holds.</param>
    /// <param name="span">How long it holds.</param>
    public string Mint(AuthSettings auth, string id, IReadOnlyList<string> roles, ILookup<string, string> claims, DateTimeOffset from, TimeSpan span)
    {
        var payload = new JsonObject
        {
            ["iss"] = Issuer,
            ["aud"] = auth.Audience,
            ["iat"] = from.ToUnixTimeSeconds(),
            ["exp"] = (from + span).ToUnixTimeSeconds(),
        };
        foreach (var claim in claims) Put(payload, claim.Key, [.. claim]);
        Put(payload, auth.Claims.Id, [id], isList: false);
        Put(payload, auth.Claims.Roles, roles, isList: true);
        var signed = $"{Encode("""{"alg":"HS256","typ":"JWT"}""")}.{Encode(Json(payload))}";
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(_bytes, Encoding.ASCII.GetBytes(signed)))}";
    }

    // A name with dots is a path, unless it is an address.
    private static void Put(JsonObject payload, string name, IReadOnlyList<string> values, bool? isList = null)
    {
        var path = name.Contains(':', StringComparison.Ordinal) ? [name] : name.Split('.');
        foreach (var part in path[..^1])
        {
            if (payload[part] is not JsonObject) payload[part] = new JsonObject();
            payload = (JsonObject)payload[part]!;
        }
        payload[path[^1]] = isList ?? values.Count != 1 ? new JsonArray([.. values.Select(value => (JsonNode)value)]) : values[0];
    }

    private static string Json(JsonObject payload)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) payload.WriteTo(writer);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
