using Lintel.Access;
using Lintel.Engine;
using Lintel.Errors;
using Lintel.Model;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Lintel.Http.Auth;

/// <summary>Finds out who sends a request, by the token or the API key that it brings (RFC 6750 §2.1), or the certificate of its connection: the one place where that is decided, for every protocol.</summary>
internal sealed class Authentication(AuthSettings auth, ITokenKeys keys, ApiKeys? apiKeys, ClientCertificates? certificates, TimeProvider clock)
{
    private const string Scheme = "Bearer";

    private readonly TokenValidation _tokens = new(auth, keys, clock);

    /// <summary>That of an engine; null: its contract asks nobody.</summary>
    public static Authentication? Of(LintelEngine engine, AuthOptions options, ILogger<Authentication> logger)
    {
        if (engine.Model.Auth is not { } auth) return null;
        ITokenKeys keys = auth.Issuer is not null ? new IssuerKeys(auth, engine.Clock, logger)
            : options.DevelopmentKey?.Invoke(engine.Model) is { } key ? new DevelopmentKeys(key)
            : new NoKeys();
        var apiKeys = options.ApiKeys is { } file ? new ApiKeys(file(engine.Model), engine.Clock, logger) : null;
        var certificates = auth.Certificates is { } names ? new ClientCertificates(names, engine.Clock) : null;
        return new Authentication(auth, keys, apiKeys, certificates, engine.Clock);
    }

    /// <summary>Says of a request who sends it, for <see cref="CallerOf"/>; gives the problem where what it shows for that is not accepted.</summary>
    public async ValueTask<Problem?> IdentifyAsync(HttpContext context)
    {
        var given = context.Request.Headers.Authorization;
        // A token says who it is that uses the connection, which a certificate may share with others: it wins.
        if (given.Count == 0) return certificates?.Find(context) is { } shown ? Take(context, shown) : null;
        if (given.Count > 1) return Challenge.Refuse(context, "There are several Authorization headers.");
        if (TokenOf(given[0]) is not { } token) return Challenge.Refuse(context, "The Authorization header must be 'Bearer' and one token.");
        var (caller, problem) = apiKeys is not null && ApiKey.Is(token) ? apiKeys.Find(context, token) : await _tokens.ReadAsync(token, given[0]!, context.RequestAborted).ConfigureAwait(false);
        return Take(context, (caller, problem));
    }

    private static Problem? Take(HttpContext context, (Caller? Caller, Problem? Problem) found)
    {
        if (found.Problem is { } problem)
        {
            if (problem.Error == ErrorCatalogue.Unauthenticated) Challenge.Set(context, problem.Detail);
            return problem;
        }
        if (found.Caller is { } caller) CallerOf.Set(context, caller);
        return null;
    }

    // The syntax of RFC 6750 §2.1; the name of a scheme is of any case (RFC 9110 §11.1).
    private static string? TokenOf(string? header)
    {
        if (header is null || header.Length <= Scheme.Length || header[Scheme.Length] != ' ' || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return null;
        var token = header.AsSpan(Scheme.Length + 1).Trim(' ');
        return token.IsEmpty || token.ContainsAny(' ', ',') ? null : token.ToString();
    }
}
