using System.CommandLine;
using System.Net;

namespace Lintel.Cli.Commands;

/// <summary>What stands between <c>lintel run</c> and its callers, by flags and environment.</summary>
internal sealed record NetworkSettings(IReadOnlyList<IPNetwork> Proxies)
{
    /// <summary>The flags, with their environment variables.</summary>
    internal sealed record Flags(Setting Proxies)
    {
        public static Flags For(Terminal terminal) => new(
            new Setting("--trust-proxy", "networks", "LINTEL_TRUST_PROXY", "The networks of proxies whose X-Forwarded-For or Forwarded is believed, separated by commas:\n10.0.0.0/8, or one address.", "none; these headers are not read", terminal));

        /// <summary>All of them, for the command.</summary>
        public IReadOnlyList<Option> Options => [Proxies.Option];
    }

    /// <summary>Reads and checks them all.</summary>
    /// <exception cref="MisuseException">One means nothing.</exception>
    public static NetworkSettings Read(Flags flags, ParseResult parsed) => new(ReadProxies(flags.Proxies, parsed));

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
}
