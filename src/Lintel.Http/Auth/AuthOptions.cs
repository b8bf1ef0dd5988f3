using Lintel.Model;

namespace Lintel.Http.Auth;

/// <summary>What a host brings for the authentication that a contract's <c>auth</c> asks for.</summary>
public sealed record AuthOptions
{
    /// <summary>
    /// Gives the development key of a service whose contract names no issuer; asked once for each model that is served. Default: null, there is none,
    /// and no token is accepted without an issuer.
    /// </summary>
    public Func<ServiceModel, DevelopmentKey>? DevelopmentKey { get; init; }

    /// <summary>Gives the file of a service's API keys, which need not be there; asked once for each model that is served. Default: null, no key is accepted.</summary>
    public Func<ServiceModel, ApiKeyFile>? ApiKeys { get; init; }
}
