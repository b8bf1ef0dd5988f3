using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Lintel.Http.Tests.Auth;

/// <summary>Tokens that nobody made who may: RFC 8725 tells of most of these tricks. None is accepted, over any protocol.</summary>
public sealed class ForgedTokenTests(ForgedTokenTests.Provider provider) : IClassFixture<ForgedTokenTests.Provider>
{
    private static readonly TestKey Evil = TestKey.Rsa("evil");
    private static readonly TestKey Second = TestKey.Elliptic("two");
    private static readonly TestKey Short = TestKey.Rsa("short", bits: 1024);
    private static readonly TestKey Encrypting = TestKey.Rsa("encrypting");
    private static readonly TestKey Bound = TestKey.Rsa("bound", "PS256");

    private static readonly Dictionary<string, Func<TestIssuer, string>> Tokens = new()
    {
        ["alg none"] = issuer => TestKey.Compact(new() { ["alg"] = "none", ["typ"] = "JWT" }, issuer.Payload().ToJsonString(), _ => []),
        ["alg None"] = issuer => TestKey.Compact(new() { ["alg"] = "None" }, issuer.Payload().ToJsonString(), _ => []),
        ["alg none with a signature"] = issuer => TestKey.Compact(new() { ["alg"] = "none", ["kid"] = "one" }, issuer.Payload().ToJsonString(), issuer.Key.Sign),
        ["alg empty"] = issuer => issuer.Key.Token(issuer.Payload(), new() { ["alg"] = "", ["kid"] = "one" }),
        ["no alg"] = issuer => issuer.Key.Token(issuer.Payload(), new() { ["kid"] = "one" }),
        ["alg twice"] = issuer => Raw("""{"alg":"RS256","alg":"none","kid":"one"}""", issuer.Payload().ToJsonString(), issuer.Key.Sign),
        ["alg a number"] = issuer => issuer.Key.Token(issuer.Payload(), new() { ["alg"] = 1 }),
        ["alg of the allow-list, signed by another"] = issuer => issuer.Key.Token(issuer.Payload(), new() { ["alg"] = "PS256", ["kid"] = "one" }),
        ["alg of no key"] = issuer => issuer.Key.Token(issuer.Payload(), new() { ["alg"] = "ES256", ["kid"] = "one" }),
        ["alg outside the allow-list"] = issuer => (issuer.Key with { Algorithm = "RS384" }).Token(issuer.Payload()),
        ["HS256 with the public key as secret, in PEM"] = issuer => Hmac(issuer, Encoding.ASCII.GetBytes(((RSA)issuer.Key.Key).ExportSubjectPublicKeyInfoPem())),
        ["HS256 with the public key as secret, in DER"] = issuer => Hmac(issuer, ((RSA)issuer.Key.Key).ExportSubjectPublicKeyInfo()),
        ["HS256 with the public key as secret, its modulus"] = issuer => Hmac(issuer, ((RSA)issuer.Key.Key).ExportParameters(false).Modulus!),
        ["HS256 with the published key as secret"] = issuer => Hmac(issuer, Encoding.UTF8.GetBytes(issuer.Key.Jwk().ToJsonString())),
        ["HS256 with an empty secret"] = issuer => Hmac(issuer, []),
        ["HS256 with a symmetric key that the set has"] = issuer => Hmac(issuer, Encoding.ASCII.GetBytes(new string('k', 32)), "shared"),
        ["of another issuer"] = issuer => issuer.Key.Token(Changed(issuer, "iss", "https://evil.example")),
        ["of the issuer with a slash behind"] = issuer => issuer.Key.Token(Changed(issuer, "iss", issuer.Url + "/")),
        ["of no issuer"] = issuer => issuer.Key.Token(Changed(issuer, "iss", null)),
        ["of the development issuer"] = issuer => issuer.Key.Token(Changed(issuer, "iss", "urn:lintel:development")),
        ["for another audience"] = issuer => issuer.Key.Token(Changed(issuer, "aud", "bank")),
        ["for several others"] = issuer => issuer.Key.Token(Changed(issuer, "aud", new JsonArray("bank", "SHOP", "shop2"))),
        ["for no audience"] = issuer => issuer.Key.Token(Changed(issuer, "aud", null)),
        ["expired"] = issuer => issuer.Key.Token(Changed(issuer, "exp", TestIssuer.Seconds(-31))),
        ["expired to the second, with the skew"] = issuer => issuer.Key.Token(Changed(issuer, "exp", TestIssuer.Seconds(-30))),
        ["without expiry"] = issuer => issuer.Key.Token(Changed(issuer, "exp", null)),
        ["with an expiry that is text"] = issuer => issuer.Key.Token(Changed(issuer, "exp", "never")),
        ["not yet valid"] = issuer => issuer.Key.Token(Changed(issuer, "nbf", TestIssuer.Seconds(31))),
        ["stripped signature"] = issuer => issuer.Token()[..(issuer.Token().LastIndexOf('.') + 1)],
        ["no signature at all"] = issuer => issuer.Token()[..issuer.Token().LastIndexOf('.')],
        ["cut signature"] = issuer => issuer.Token()[..^4],
        ["signature of zeros"] = issuer => TestKey.Compact(issuer.Key.Header(), issuer.Payload().ToJsonString(), _ => new byte[256]),
        ["signature of another token"] = issuer => Spliced(issuer.Token("admin", "admin"), issuer.Token()),
        ["payload of another token"] = issuer => Spliced(issuer.Token(), issuer.Token("admin", "admin")),
        ["elliptic signature of zeros"] = issuer => Elliptic(issuer, _ => new byte[64]),
        ["elliptic signature in DER"] = issuer => Elliptic(issuer, data => ((ECDsa)Second.Key).SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)),
        ["kid of another key"] = issuer => issuer.Key.Token(issuer.Payload(), new() { ["alg"] = "RS256", ["kid"] = "other" }),
        ["kid that nobody has"] = issuer => issuer.Key.Token(issuer.Payload(), new() { ["alg"] = "RS256", ["kid"] = "none" }),
        ["kid that is a path"] = issuer => Hmac(issuer, [], "../../../../dev/null"),
        ["kid that is SQL"] = issuer => issuer.Key.Token(issuer.Payload(), new() { ["alg"] = "RS256", ["kid"] = "one' OR '1'='1" }),
        ["kid that is an address"] = issuer => Evil.Token(issuer.Payload(), new() { ["alg"] = "RS256", ["kid"] = "https://evil.example/key" }),
        ["kid that is an object"] = issuer => issuer.Key.Token(issuer.Payload(), new() { ["alg"] = "RS256", ["kid"] = new JsonObject() }),
        ["no kid where there are several keys"] = issuer => issuer.Key.Token(issuer.Payload(), new() { ["alg"] = "RS256" }),
        ["signed by a stranger under a known kid"] = issuer => (Evil with { Id = "one" }).Token(issuer.Payload()),
        ["jku"] = issuer => Evil.Token(issuer.Payload(), new() { ["alg"] = "RS256", ["kid"] = "evil", ["jku"] = "https://evil.example/keys" }),
        ["jku with a known key"] = issuer => issuer.Key.Token(issuer.Payload(), new() { ["alg"] = "RS256", ["kid"] = "one", ["jku"] = issuer.Url + "/keys" }),
        ["jwk"] = issuer => Evil.Token(issuer.Payload(), new() { ["alg"] = "RS256", ["kid"] = "evil", ["jwk"] = Evil.Jwk() }),
        ["jwk under a known kid"] = issuer => Evil.Token(issuer.Payload(), new() { ["alg"] = "RS256", ["kid"] = "one", ["jwk"] = Evil.Jwk() }),
        ["x5u"] = issuer => Evil.Token(issuer.Payload(), new() { ["alg"] = "RS256", ["kid"] = "evil", ["x5u"] = "https://evil.example/cert.pem" }),
        ["x5c"] = issuer => Evil.Token(issuer.Payload(), new() { ["alg"] = "RS256", ["kid"] = "one", ["x5c"] = new JsonArray(Certificate(Evil)) }),
        ["x5c without kid"] = issuer => Evil.Token(issuer.Payload(), new() { ["alg"] = "RS256", ["x5c"] = new JsonArray(Certificate(Evil)) }),
        ["crit"] = issuer => issuer.Key.Token(issuer.Payload(), new() { ["alg"] = "RS256", ["kid"] = "one", ["crit"] = new JsonArray("x"), ["x"] = 1 }),
        ["a token of another type"] = issuer => issuer.Key.Token(issuer.Payload(), new() { ["alg"] = "RS256", ["kid"] = "one", ["typ"] = "logout+jwt" }),
        ["a short key"] = issuer => Short.Token(issuer.Payload()),
        ["a key for encryption"] = issuer => Encrypting.Token(issuer.Payload()),
        ["a key for another algorithm"] = issuer => (Bound with { Algorithm = "RS256" }).Token(issuer.Payload()),
        ["five parts"] = issuer => issuer.Token() + ".a.b",
        ["one part"] = _ => "abc",
        ["two dots"] = _ => "..",
        ["no base64"] = _ => "!!!.???.***",
        ["padded base64"] = issuer => issuer.Token() + "==",
        ["a header that is no object"] = issuer => Raw("[]", issuer.Payload().ToJsonString(), issuer.Key.Sign),
        ["a header that is no JSON"] = issuer => Raw("{", issuer.Payload().ToJsonString(), issuer.Key.Sign),
        ["a header that is deep"] = issuer => Raw(new string('[', 5000) + new string(']', 5000), "{}", issuer.Key.Sign),
        ["a header with half a character"] = issuer => Raw("""{"alg":"RS256","kid":"\ud800"}""", issuer.Payload().ToJsonString(), issuer.Key.Sign),
        ["a header with half a character in a name"] = issuer => Raw("""{"alg":"RS256","\ud800":1,"kid":"one"}""", issuer.Payload().ToJsonString(), issuer.Key.Sign),
        ["an algorithm of half a character"] = issuer => Raw("""{"alg":"\ud800"}""", issuer.Payload().ToJsonString(), issuer.Key.Sign),
        ["a payload with half a character"] = issuer => TestKey.Compact(issuer.Key.Header(), issuer.Payload().ToJsonString()[..^1] + ",\"x\":\"\\ud800\"}", issuer.Key.Sign),
        ["a payload with half a character in a name"] = issuer => TestKey.Compact(issuer.Key.Header(), issuer.Payload().ToJsonString()[..^1] + ",\"\\ud800\":1}", issuer.Key.Sign),
        ["a payload that is no object"] = issuer => TestKey.Compact(issuer.Key.Header(), "[]", issuer.Key.Sign),
        ["a payload that is no JSON"] = issuer => TestKey.Compact(issuer.Key.Header(), "{", issuer.Key.Sign),
        ["a payload of bytes that are no text"] = issuer => issuer.Key.Token(issuer.Payload())[..20] + "._____.AAAA",
        ["a payload with a name twice"] = issuer => TestKey.Compact(issuer.Key.Header(), issuer.Payload().ToJsonString()[..^1] + ",\"sub\":\"admin\"}", issuer.Key.Sign),
        ["huge"] = issuer => issuer.Key.Token(Changed(issuer, "x", new string('x', 20_000))),
        ["huge and nothing else"] = _ => new string('a', 20_000),
        ["nobody"] = issuer => issuer.Key.Token(Changed(issuer, "sub", null)),
        ["an empty nobody"] = issuer => issuer.Key.Token(Changed(issuer, "sub", "")),
        ["several at once"] = issuer => issuer.Key.Token(Changed(issuer, "sub", new JsonArray("alice", "admin"))),
    };

    private static readonly Dictionary<string, Func<TestIssuer, string[]>> Headers = new()
    {
        ["two headers, both good"] = issuer => [$"Bearer {issuer.Token()}", $"Bearer {issuer.Token()}"],
        ["two headers, the first good"] = issuer => [$"Bearer {issuer.Token()}", "Bearer x"],
        ["two tokens in one header"] = issuer => [$"Bearer {issuer.Token()}, Bearer {issuer.Token()}"],
        ["two tokens behind one name"] = issuer => [$"Bearer {issuer.Token()} {issuer.Token()}"],
        ["no token"] = _ => ["Bearer"],
        ["an empty token"] = _ => ["Bearer  "],
        ["a token alone"] = issuer => [issuer.Token()],
        ["another scheme"] = _ => ["Basic YWxpY2U6c2VjcmV0"],
        ["another scheme with a good token"] = issuer => [$"Token {issuer.Token()}"],
        ["a tab"] = issuer => [$"Bearer\t{issuer.Token()}"],
        ["quotes"] = issuer => [$"Bearer \"{issuer.Token()}\""],
    };

    private readonly TestIssuer _issuer = provider.Issuer;
    private readonly Guarded _guarded = provider.Guarded;

    public static TheoryData<string> TokenNames => [.. Tokens.Keys];

    public static TheoryData<string> HeaderNames => [.. Headers.Keys];

    [Theory]
    [MemberData(nameof(TokenNames))]
    public Task A_forged_token_is_refused(string name) => RefusedAsync([$"Bearer {Tokens[name](_issuer)}"]);

    [Theory]
    [MemberData(nameof(HeaderNames))]
    public Task Anything_but_one_bearer_token_is_refused(string name) => RefusedAsync(Headers[name](_issuer));

    private async Task RefusedAsync(string[] values)
    {
        (string, string)[] headers = [.. values.Select(value => ("Authorization", value))];
        _guarded.Service.Log.Clear();
        Told((await _guarded.Service.GetAsync("things", headers)).Expect(401));
        Told((await _guarded.Service.SendAsync("POST", "/v1:batch", Body.Json("""{"operations":[]}"""), headers)).Expect(401));
        Told((await _guarded.Service.PostAsync("things", "{}", headers)).Expect(401));
        Told((await _guarded.Service.GetAsync("things:aggregate?count=*", headers)).Expect(401));
        Told((await _guarded.Service.GetAsync("things", [.. headers, ("Accept", "text/csv")])).Expect(401));
        foreach (var media in (string[])["application/json", "application/graphql-response+json"]) Told((await _guarded.AskAsync(media, headers)).Expect(401));
        Assert.Empty(_guarded.Service.Log.Errors);
        (await _guarded.GetAsync(_issuer.Token())).Expect(200);
    }

    private static void Told(Reply reply)
    {
        Assert.Equal("unauthenticated", reply.Code);
        Assert.Matches("^Bearer realm=\"api\", error=\"invalid_token\", error_description=\"[ !#-\\[\\]-~]+\"$", reply["WWW-Authenticate"]);
        Assert.DoesNotContain("IDX", reply.Body, StringComparison.Ordinal);
    }

    private static JsonObject Changed(TestIssuer issuer, string claim, JsonNode? value)
    {
        var payload = issuer.Payload();
        payload.Remove(claim);
        if (value is not null) payload[claim] = value;
        return payload;
    }

    private static string Hmac(TestIssuer issuer, byte[] secret, string kid = "one") =>
        TestKey.Compact(new() { ["alg"] = "HS256", ["typ"] = "JWT", ["kid"] = kid }, issuer.Payload().ToJsonString(), data => HMACSHA256.HashData(secret, data));

    private static string Elliptic(TestIssuer issuer, Func<byte[], byte[]> sign) => TestKey.Compact(Second.Header(), issuer.Payload().ToJsonString(), sign);

    private static string Raw(string header, string payload, Func<byte[], byte[]> sign)
    {
        var signed = $"{TestKey.Encode(header)}.{TestKey.Encode(payload)}";
        return $"{signed}.{TestKey.Encode(sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    private static string Spliced(string claimed, string signed) => claimed[..claimed.LastIndexOf('.')] + signed[signed.LastIndexOf('.')..];

    private static string Certificate(TestKey key)
    {
        var request = new System.Security.Cryptography.X509Certificates.CertificateRequest("CN=evil", (RSA)key.Key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(TestService.Start.AddDays(-1), TestService.Start.AddYears(10));
        return Convert.ToBase64String(certificate.RawData);
    }

    /// <summary>A provider with keys of all kinds, and a service that trusts it.</summary>
    public sealed class Provider : IAsyncLifetime
    {
        internal TestIssuer Issuer { get; private set; } = null!;

        internal Guarded Guarded { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Issuer = await TestIssuer.StartAsync();
            var encrypting = Encrypting.Jwk();
            encrypting["use"] = "enc";
            var bound = Bound.Jwk();
            bound["alg"] = "PS256";
            using var other = TestKey.Rsa("other");
            Issuer.Published.AddRange([other.Jwk(), Second.Jwk(), Short.Jwk(), encrypting, bound]);
            Issuer.Published.Add(new JsonObject { ["kty"] = "oct", ["kid"] = "shared", ["alg"] = "HS256", ["k"] = TestKey.Encode(new string('k', 32)) });
            Guarded = await Guarded.StartAsync(Issuer.Settings);
            // What differs from these only in the trick is refused for the trick.
            foreach (var good in (string[])[Issuer.Token(), Second.Token(Issuer.Payload()), Bound.Token(Issuer.Payload())]) (await Guarded.GetAsync(good)).Expect(200);
        }

        public async ValueTask DisposeAsync()
        {
            await Guarded.DisposeAsync();
            await Issuer.DisposeAsync();
        }
    }
}
