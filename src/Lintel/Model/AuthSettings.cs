namespace Lintel.Model;

/// <summary>The contract's <c>auth</c>: whose word a service takes for who asks. Frozen.</summary>
public sealed record AuthSettings
{
    /// <summary>The signature algorithms that are accepted unless the contract says otherwise, RFC 7518 §3.1: one with a key that anybody may know.</summary>
    public static IReadOnlyList<string> DefaultAlgorithms { get; } = ["RS256", "PS256", "ES256"];

    /// <summary>The OpenID provider whose tokens are accepted, as its tokens and its discovery document name it; null: only the development key.</summary>
    public string? Issuer { get; init; }

    /// <summary>Whom a token must be meant for, its <c>aud</c>. Default in contracts: the service's name.</summary>
    public required string Audience { get; init; }

    /// <summary>The signature algorithms that are accepted. Default: <see cref="DefaultAlgorithms"/>.</summary>
    public IReadOnlyList<string> Algorithms { get; init; } = DefaultAlgorithms;

    /// <summary>How far the clocks of a provider and this service may be apart. Default: 30 seconds; at most 5 minutes.</summary>
    public TimeSpan Skew { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Where in a token it says who the caller is.</summary>
    public CallerClaims Claims { get; init; } = new();

    /// <summary>Where in a client certificate it says who the caller is; null: certificates say nothing.</summary>
    public CertificateClaims? Certificates { get; init; }

    /// <summary>Whether an address keeps what is sent from it safe: HTTPS, or this machine itself.</summary>
    public static bool IsSafe(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));
}

/// <summary>Where in a token it says who the caller is: names of claims, or paths to within them, such as <c>realm_access.roles</c>.</summary>
public sealed record CallerClaims
{
    /// <summary>Where the id is. Default: <c>sub</c>.</summary>
    public string Id { get; init; } = "sub";

    /// <summary>Where the roles are. Default: <c>roles</c>.</summary>
    public string Roles { get; init; } = "roles";
}

/// <summary>Where in a client certificate (RFC 5280) it says who the caller is.</summary>
public sealed record CertificateClaims
{
    /// <summary>SHA-256 of the whole certificate, hexadecimal in small letters.</summary>
    public const string Fingerprint = "fingerprint";

    /// <summary>All that can be named: attributes of the subject, alternative names of it, and the fingerprint.</summary>
    public static IReadOnlyList<string> Names { get; } = ["CN", "O", "OU", "serialNumber", "dns", "email", "uri", Fingerprint];

    /// <summary>Where the id is: there must be one of it. Default: <c>CN</c>.</summary>
    public string Id { get; init; } = "CN";

    /// <summary>Where the roles are; null: it says none. Default: null.</summary>
    public string? Roles { get; init; }
}
