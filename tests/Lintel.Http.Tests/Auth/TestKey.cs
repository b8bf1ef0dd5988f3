using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Lintel.Http.Tests.Auth;

/// <summary>A key of a provider, real.</summary>
internal sealed record TestKey(string Id, string Algorithm, AsymmetricAlgorithm Key) : IDisposable
{
    public static TestKey Rsa(string id, string algorithm = "RS256", int bits = 2048) => new(id, algorithm, RSA.Create(bits));

    public static TestKey Elliptic(string id, string algorithm = "ES256") => new(id, algorithm, ECDsa.Create(algorithm switch
    {
        "ES256" => ECCurve.NamedCurves.nistP256,
        "ES384" => ECCurve.NamedCurves.nistP384,
        _ => ECCurve.NamedCurves.nistP521,
    }));

    /// <summary>The public half, RFC 7517, without <c>alg</c>.</summary>
    public JsonObject Jwk()
    {
        if (Key is RSA rsa)
        {
            var parameters = rsa.ExportParameters(false);
            return new JsonObject { ["kty"] = "RSA", ["use"] = "sig", ["kid"] = Id, ["n"] = Encode(parameters.Modulus!), ["e"] = Encode(parameters.Exponent!) };
        }
        var point = ((ECDsa)Key).ExportParameters(false).Q;
        return new JsonObject { ["kty"] = "EC", ["use"] = "sig", ["kid"] = Id, ["crv"] = Algorithm switch { "ES256" => "P-256", "ES384" => "P-384", _ => "P-521" }, ["x"] = Encode(point.X!), ["y"] = Encode(point.Y!) };
    }

    public byte[] Sign(byte[] data)
    {
        var hash = new HashAlgorithmName("SHA" + Algorithm[2..]);
        return Key is RSA rsa ? rsa.SignData(data, hash, Algorithm[0] == 'P' ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1) : ((ECDsa)Key).SignData(data, hash);
    }

    /// <summary>A token in the compact form, RFC 7515 §7.1, signed by this key.</summary>
    public string Token(JsonObject payload, JsonObject? header = null) => Compact(header ?? Header(), payload.ToJsonString(), Sign);

    /// <summary>The header that tells the truth.</summary>
    public JsonObject Header() => new() { ["alg"] = Algorithm, ["typ"] = "JWT", ["kid"] = Id };

    public static string Compact(JsonObject header, string payload, Func<byte[], byte[]> sign)
    {
        var signed = $"{Encode(header.ToJsonString())}.{Encode(payload)}";
        return $"{signed}.{Encode(sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    public static string Encode(string text) => Encode(Encoding.UTF8.GetBytes(text));

    public static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);

    public void Dispose() => Key.Dispose();
}
