using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Lintel.Http.Auth;

/// <summary>The public keys of a provider, a JSON Web Key Set (RFC 7517 §5). What can't verify signatures as RFC 7518 §3 says is passed over, symmetric keys above all.</summary>
internal sealed class KeySet
{
    private const int Most = 100, LeastRsaBytes = 256, MostRsaBytes = 1024;

    private static readonly (string Name, string Algorithm, ECCurve Curve, int Bytes)[] Curves =
    [
        ("P-256", "ES256", ECCurve.NamedCurves.nistP256, 32),
        ("P-384", "ES384", ECCurve.NamedCurves.nistP384, 48),
        ("P-521", "ES512", ECCurve.NamedCurves.nistP521, 66),
    ];

    private static readonly string[] RsaAlgorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"];

    private readonly Entry[] _entries;

    private KeySet(Entry[] entries) => _entries = entries;

    /// <summary>Every algorithm that a public key can verify.</summary>
    public static IReadOnlyList<string> Algorithms { get; } = [.. RsaAlgorithms, .. Curves.Select(curve => curve.Algorithm)];

    /// <summary>How many keys there are.</summary>
    public int Count => _entries.Length;

    /// <summary>The keys that a token with this header can be signed with. One that names no key can mean only one that is alone.</summary>
    public IReadOnlyList<SecurityKey> Find(TokenHeader header)
    {
        var found = _entries.Where(entry => entry.Algorithms.Contains(header.Algorithm) && (header.KeyId is null || entry.Key.KeyId == header.KeyId)).Select(entry => entry.Key).ToArray();
        return header.KeyId is null && found.Length > 1 ? [] : found;
    }

    /// <summary>Reads a set.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static KeySet Read(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 16 });
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("keys", out var keys) || keys.ValueKind != JsonValueKind.Array)
            throw new JsonException("A key set is an object with 'keys'.");
        return new KeySet([.. keys.EnumerateArray().Take(Most).Select(Of).OfType<Entry>()]);
    }

    private static Entry? Of(JsonElement key)
    {
        if (key.ValueKind != JsonValueKind.Object || (Text(key, "use") ?? "sig") != "sig") return null;
        var entry = Text(key, "kty") switch
        {
            "RSA" => Rsa(key),
            "EC" => Elliptic(key),
            _ => null,
        };
        if (entry is null) return null;
        entry.Key.KeyId = Text(key, "kid");
        if (Text(key, "alg") is not { } only) return entry;
        return entry.Algorithms.Contains(only) ? entry with { Algorithms = [only] } : null;
    }

    private static Entry? Rsa(JsonElement key) =>
        Bytes(key, "n") is { Length: >= LeastRsaBytes and <= MostRsaBytes } modulus && Bytes(key, "e") is { Length: > 0 and <= 4 } exponent
            ? new Entry(new RsaSecurityKey(new RSAParameters { Modulus = modulus, Exponent = exponent }), RsaAlgorithms)
            : null;

    private static Entry? Elliptic(JsonElement key)
    {
        var curve = Array.Find(Curves, one => one.Name == Text(key, "crv"));
        if (curve.Name is null || Bytes(key, "x") is not { } x || Bytes(key, "y") is not { } y || x.Length != curve.Bytes || y.Length != curve.Bytes) return null;
        try
        {
            return new Entry(new ECDsaSecurityKey(ECDsa.Create(new ECParameters { Curve = curve.Curve, Q = new ECPoint { X = x, Y = y } })), [curve.Algorithm]);
        }
        // A point that is not on its curve.
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static byte[]? Bytes(JsonElement key, string name) => TokenHeader.Decode(Text(key, name));

    private static string? Text(JsonElement key, string name) => key.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private sealed record Entry(SecurityKey Key, IReadOnlyList<string> Algorithms);
}
