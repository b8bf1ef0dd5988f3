using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Lintel.Http.Hosting.Tls;

/// <summary>The authorities whose client certificates are accepted, and no other of the system's: RFC 5280 §6, for the purpose of a client.</summary>
internal sealed class ClientAuthorities(string file, TimeProvider clock)
{
    // id-kp-clientAuth, RFC 5280 §4.2.1.12.
    private const string ForClients = "1.3.6.1.5.5.7.3.2";

    private readonly X509Certificate2Collection _roots = Read(file);

    /// <summary>Why a file is none of authorities; null: it is.</summary>
    public static string? WhyNot(string file)
    {
        try
        {
            return Read(file).Count == 0 ? "there is no certificate in it" : null;
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return exception.Message;
        }
    }

    /// <summary>Whether a certificate that a client proved to hold is of one of them, and of now.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="sent">What the client sent along, which may lead to a root; null: nothing.</param>
    public bool Trusts(X509Certificate2 certificate, X509Chain? sent)
    {
        using var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(_roots);
        if (sent is not null) policy.ExtraStore.AddRange(sent.ChainPolicy.ExtraStore);
        policy.ApplicationPolicy.Add(new Oid(ForClients));
        // Nobody is asked over the network, by an address that the certificate names.
        (policy.RevocationMode, policy.DisableCertificateDownloads) = (X509RevocationMode.NoCheck, true);
        (policy.VerificationTimeIgnored, policy.VerificationTime) = (false, clock.GetUtcNow().LocalDateTime);
        return chain.Build(certificate);
    }

    private static X509Certificate2Collection Read(string file)
    {
        var roots = new X509Certificate2Collection();
        roots.ImportFromPemFile(file);
        return roots;
    }
}
