using System.Security.Authentication;
using Lintel.Http.Hosting.Tls;

namespace Lintel.Http;

/// <summary>How the ready-made host speaks TLS at addresses that begin with <c>https:</c>.</summary>
public sealed record TlsOptions
{
    /// <summary>A file with the certificate in PEM, and behind it those that lead to its root. Read again when it changes.</summary>
    public required string Certificate { get; init; }

    /// <summary>A file with its key in PEM, not encrypted; null: in the same one. Default: null.</summary>
    public string? Key { get; init; }

    /// <summary>A file with the certificates of those who may vouch for clients, in PEM; a client that shows a certificate of another is not let in. Default: null, none is asked for.</summary>
    public string? ClientAuthorities { get; init; }

    /// <summary>Which versions are spoken. Default: 1.2 and 1.3.</summary>
    public SslProtocols Versions { get; init; } = SslProtocols.Tls12 | SslProtocols.Tls13;

    /// <summary>Why there is nothing to serve in these files; null: there is.</summary>
    public string? WhyNot() => CertificateFile.WhyNot(this);

    /// <summary>Why nobody can vouch for clients in the file of authorities; null: somebody can, or there is no file.</summary>
    public string? WhyNoAuthorities() => ClientAuthorities is { } file ? Hosting.Tls.ClientAuthorities.WhyNot(file) : null;
}
