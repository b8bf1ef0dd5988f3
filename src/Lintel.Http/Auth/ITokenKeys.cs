using Lintel.Errors;
using Microsoft.IdentityModel.Tokens;

namespace Lintel.Http.Auth;

/// <summary>The keys whose signatures are accepted, and what they sign.</summary>
internal interface ITokenKeys
{
    /// <summary>Who makes the tokens: their <c>iss</c>.</summary>
    string Issuer { get; }

    /// <summary>The algorithms that are accepted.</summary>
    IReadOnlyList<string> Algorithms { get; }

    /// <summary>The keys that a token with this header can be signed with, none where there is no such key; or the problem that keeps from knowing.</summary>
    ValueTask<(IReadOnlyList<SecurityKey> Keys, Problem? Problem)> FindAsync(TokenHeader header, CancellationToken cancellation);
}

/// <summary>The one key of a service in development.</summary>
internal sealed class DevelopmentKeys(DevelopmentKey key) : ITokenKeys
{
    private readonly SecurityKey[] _keys = [new SymmetricSecurityKey(key.Bytes.ToArray())];

    public string Issuer => DevelopmentKey.Issuer;

    public IReadOnlyList<string> Algorithms { get; } = [DevelopmentKey.Algorithm];

    public ValueTask<(IReadOnlyList<SecurityKey> Keys, Problem? Problem)> FindAsync(TokenHeader header, CancellationToken cancellation) => new((_keys, null));
}

/// <summary>None: where a contract names no issuer, and the host brings no key.</summary>
internal sealed class NoKeys : ITokenKeys
{
    public string Issuer => "";

    public IReadOnlyList<string> Algorithms => [];

    public ValueTask<(IReadOnlyList<SecurityKey> Keys, Problem? Problem)> FindAsync(TokenHeader header, CancellationToken cancellation) => new(([], null));
}
