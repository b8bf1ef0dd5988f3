using System.CommandLine;
using System.Net;
using System.Security.Authentication;
using Lintel.Http;

namespace Lintel.Cli.Commands;

/// <summary>What stands between <c>lintel run</c> and its callers, by flags and environment.</summary>
internal sealed record NetworkSettings(IReadOnlyList<IPNetwork> Proxies, TlsOptions? Tls)
{
    private const string Secure = "https:";

    /// <summary>The flags, with their environment variables.</summary>
    internal sealed record Flags(Setting Proxies, Setting Certificate, Setting Key, Setting Least, Setting Authorities)
    {
        public static Flags For(Terminal terminal) => new(
            new Setting("--trust-proxy", "networks", "LINTEL_TRUST_PROXY", "The networks of proxies whose X-Forwarded-For or Forwarded is believed, separated by commas:\n10.0.0.0/8, or one address.", "none; these headers are not read", terminal),
            new Setting("--certificate", "file", "LINTEL_CERTIFICATE", "The certificate for addresses that begin with https://, in PEM, with those that lead to its root.\nRead again when it changes.", "none", terminal),
            new Setting("--certificate-key", "file", "LINTEL_CERTIFICATE_KEY", "Its key, in PEM.", "in the same file", terminal),
            new Setting("--tls", "version", "LINTEL_TLS", "The least version of TLS that is spoken: 1.2 or 1.3.", "1.2", terminal),
            new Setting("--client-ca", "file", "LINTEL_CLIENT_CA", "Who may vouch for clients: certificates of authorities, in PEM. Clients may then show a certificate, and who they\nare by it the contract's auth.certificates says.", "none; no client is asked for one", terminal));

        /// <summary>All of them, for the command.</summary>
        public IReadOnlyList<Option> Options => [Proxies.Option, Certificate.Option, Key.Option, Least.Option, Authorities.Option];
    }

    /// <summary>Reads and checks them all.</summary>
    /// <param name="flags">The flags.</param>
    /// <param name="parsed">What was given.</param>
    /// <param name="addresses">The addresses to listen on.</param>
    /// <exception cref="MisuseException">One means nothing.</exception>
    public static NetworkSettings Read(Flags flags, ParseResult parsed, IReadOnlyList<string> addresses) =>
        new(ReadProxies(flags.Proxies, parsed), ReadTls(flags, parsed, addresses.Any(address => address.StartsWith(Secure, StringComparison.OrdinalIgnoreCase))));

    private static IReadOnlyList<IPNetwork> ReadProxies(Setting setting, ParseResult parsed)
    {
        if (setting.Read(parsed) is not { } text) return [];
        return [.. text.Split(',', StringSplitOptions.TrimEntries).Select(part =>
            ReadNetwork(part) ?? throw setting.Refuse(parsed, part, "the network of a proxy is like 10.0.0.0/8, 2001:db8::/32 or 192.0.2.7"))];
    }

    private static IPNetwork? ReadNetwork(string text)
    {
        if (IPNetwork.TryParse(text, out var network)) return network;
        return IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8) : null;
    }

    private static TlsOptions? ReadTls(Flags flags, ParseResult parsed, bool isSecure)
    {
        var (certificate, key, least, authorities) = (flags.Certificate.Read(parsed), flags.Key.Read(parsed), flags.Least.Read(parsed), flags.Authorities.Read(parsed));
        if (certificate is null)
        {
            if (isSecure) throw new MisuseException("an address of --urls begins with https://, which needs a --certificate; or let a proxy in front end TLS");
            if ((key ?? least ?? authorities) is not null) throw new MisuseException("--certificate-key, --tls and --client-ca mean nothing without a --certificate");
            return null;
        }
        if (!isSecure) throw new MisuseException("a --certificate means nothing where no address of --urls begins with https://");
        var tls = new TlsOptions
        {
            Certificate = certificate,
            Key = key,
            ClientAuthorities = authorities,
            Versions = least switch
            {
                null or "1.2" => SslProtocols.Tls12 | SslProtocols.Tls13,
                "1.3" => SslProtocols.Tls13,
                _ => throw flags.Least.Refuse(parsed, least, "it must be 1.2 or 1.3"),
            },
        };
        if (tls.WhyNoAuthorities() is { } none) throw flags.Authorities.Refuse(parsed, authorities!, $"nobody can vouch for clients by it: {none}");
        return tls.WhyNot() is { } wrong ? throw flags.Certificate.Refuse(parsed, certificate, $"nothing can be served by it: {wrong}") : tls;
    }
}
