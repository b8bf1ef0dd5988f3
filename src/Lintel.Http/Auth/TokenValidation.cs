using Lintel.Access;
using Lintel.Errors;
using Lintel.Model;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Lintel.Http.Auth;

/// <summary>
/// Says of a token whether it is accepted, RFC 7519 §7.2 with the advice of RFC 8725: the algorithm is one of ours, the key one that we looked up for it
/// and never one that the token brings, and it is of the issuer, for the audience, and of now.
/// </summary>
internal sealed class TokenValidation
{
    /// <summary>The characters that a token may have.</summary>
    public const int MostCharacters = 16 * 1024;

    private readonly JsonWebTokenHandler _handler = new() { MaximumTokenSizeInBytes = MostCharacters, MapInboundClaims = false };
    private readonly VerifiedTokens _verified = new();
    private readonly AuthSettings _auth;
    private readonly ITokenKeys _keys;
    private readonly TimeProvider _clock;

    public TokenValidation(AuthSettings auth, ITokenKeys keys, TimeProvider clock) => (_auth, _keys, _clock) = (auth, keys, clock);

    /// <summary>The caller of whom a token speaks, or the problem with it.</summary>
    /// <param name="token">The token.</param>
    /// <param name="carrier">The header that brings it.</param>
    /// <param name="cancellation">Stops it.</param>
    public async ValueTask<(Caller? Caller, Problem? Problem)> ReadAsync(string token, string carrier, CancellationToken cancellation)
    {
        if (token.Length > MostCharacters) return Refuse("it is too long");
        if (_verified.TryFind(token, carrier, out var hash, out var known))
        {
            // Asked for each time, so that keys which are old are read again, and one that was taken back is missed.
            var (current, _) = await _keys.FindAsync(known.Header, cancellation).ConfigureAwait(false);
            if (known.Holds(_clock.GetUtcNow().UtcDateTime, current)) return (known.Caller, null);
            _verified.Remove(hash);
        }
        if (TokenHeader.Read(token, out var refusal) is not { } header) return Refuse(refusal!);
        if (!_keys.Algorithms.Contains(header.Algorithm)) return Refuse("it is not signed with an algorithm that is accepted here");
        var (keys, problem) = await _keys.FindAsync(header, cancellation).ConfigureAwait(false);
        if (problem is not null) return (null, problem);
        if (keys.Count == 0) return Refuse("it is not signed with a key of the issuer");
        var result = await _handler.ValidateTokenAsync(token, Ask(header, keys)).ConfigureAwait(false);
        if (!result.IsValid) return Refuse(Why(result.Exception));
        if (TokenClaims.Read(token, _auth.Claims, out refusal) is not { } caller) return Refuse(refusal!);
        _verified.Add(hash, Of(caller, header, keys, (JsonWebToken)result.SecurityToken));
        return (caller, null);
    }

    private VerifiedToken Of(Caller caller, TokenHeader header, IReadOnlyList<SecurityKey> keys, JsonWebToken token) => new(
        caller, header, keys, Shift(token.ValidFrom, -_auth.Skew), Shift(token.ValidTo, _auth.Skew));

    // A time that no clock reaches stays as it is; without 'nbf' a token's beginning is the first of all.
    private static DateTime Shift(DateTime time, TimeSpan by) => new(Math.Clamp(time.Ticks + by.Ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks), DateTimeKind.Utc);

    private TokenValidationParameters Ask(TokenHeader header, IReadOnlyList<SecurityKey> keys) => new()
    {
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        RequireAudience = true,
        ValidAlgorithms = [header.Algorithm],
        ValidIssuer = _keys.Issuer,
        ValidAudience = _auth.Audience,
        // Ours alone: the handler would look among all keys for one that fits.
        IssuerSigningKeyResolver = (_, _, _, _) => keys,
        LifetimeValidator = IsOfNow,
        IncludeTokenOnFailedValidation = false,
    };

    private bool IsOfNow(DateTime? from, DateTime? until, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = _clock.GetUtcNow().UtcDateTime;
        if (until is not { } end || now >= end + _auth.Skew) throw new SecurityTokenExpiredException();
        if (from is { } begin && now < begin - _auth.Skew) throw new SecurityTokenNotYetValidException();
        return true;
    }

    private static string Why(Exception? exception) => exception switch
    {
        SecurityTokenExpiredException => "it has expired",
        SecurityTokenNotYetValidException => "it is not valid yet",
        SecurityTokenNoExpirationException => "it has no expiry",
        SecurityTokenInvalidIssuerException => "it is of another issuer",
        SecurityTokenInvalidAudienceException => "it is for another audience",
        SecurityTokenInvalidSignatureException => "its signature is wrong",
        _ => "it is no signed JSON Web Token",
    };

    private static (Caller?, Problem?) Refuse(string why) => (null, ErrorCatalogue.Unauthenticated.Because($"The token is not accepted: {why}."));
}
