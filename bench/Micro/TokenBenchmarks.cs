using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using Lintel.Errors;
using Lintel.Http.Auth;
using Lintel.Model;
using Microsoft.IdentityModel.Tokens;

namespace Lintel.Bench.Micro;

/// <summary>What it takes to know who sends a token: verified for the first time, and once more.</summary>
[MemoryDiagnoser]
public class TokenBenchmarks : IDisposable
{
    private static readonly AuthSettings Auth = new() { Issuer = "https://id.example.com", Audience = "shop" };

    private readonly RSA _key = RSA.Create(2048);
    private TokenValidation _validation = null!;
    private Keys _keys = null!;
    private string _token = "";

    /// <summary>Signs a token, and has it verified.</summary>
    [GlobalSetup]
    public async Task SignAsync()
    {
        var end = TimeProvider.System.GetUtcNow().AddHours(8).ToUnixTimeSeconds();
        var signed = $"{Encode("""{"alg":"RS256","typ":"JWT","kid":"one"}""")}.{Encode($$"""{"iss":"{{Auth.Issuer}}","aud":"shop","sub":"0b8f3d1c-alice","roles":["clerk","packer"],"exp":{{end}}}""")}";
        _token = $"{signed}.{Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
        _keys = new Keys(new RsaSecurityKey(_key) { KeyId = "one" });
        _validation = new TokenValidation(Auth, _keys, TimeProvider.System);
        if (await _validation.ReadAsync(_token, _token, default) is { Problem: { } problem }) throw new InvalidOperationException(problem.Detail);
    }

    /// <summary>By somebody who has seen none.</summary>
    [Benchmark(Baseline = true)]
    public async Task<object?> FirstTime() => (await new TokenValidation(Auth, _keys, TimeProvider.System).ReadAsync(_token, _token, default)).Caller;

    /// <summary>By somebody who has seen it.</summary>
    [Benchmark]
    public async Task<object?> Again() => (await _validation.ReadAsync(_token, _token, default)).Caller;

    /// <inheritdoc/>
    public void Dispose()
    {
        _key.Dispose();
        GC.SuppressFinalize(this);
    }

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private sealed class Keys(SecurityKey key) : ITokenKeys
    {
        private readonly SecurityKey[] _keys = [key];

        public string Issuer => Auth.Issuer!;

        public IReadOnlyList<string> Algorithms { get; } = ["RS256"];

        public ValueTask<(IReadOnlyList<SecurityKey> Keys, Problem? Problem)> FindAsync(TokenHeader header, CancellationToken cancellation) => new((_keys, null));
    }
}
