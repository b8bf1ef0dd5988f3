using System.Net;

namespace Lintel.Http.Hosting.Addresses;

/// <summary>The proxies whose word is taken for whose request it is that they hand on.</summary>
internal sealed class TrustedProxies(IReadOnlyList<IPNetwork> networks)
{
    /// <summary>Whether there are none, and so no header tells of an address.</summary>
    public bool AreNone => networks.Count == 0;

    /// <summary>Whether an address is one of theirs.</summary>
    public bool Trust(IPAddress address)
    {
        if (AreNone) return false;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        foreach (var network in networks)
        {
            if (network.Contains(address)) return true;
        }
        return false;
    }

    /// <summary>
    /// The address of who sent a request, from what each proxy wrote of who sent it the request: read from the right, and only as far as it was written by
    /// a trusted one. Who comes before can have written anything.
    /// </summary>
    /// <param name="peer">Who is connected.</param>
    /// <param name="hops">What the proxies wrote, the latest last; null: an entry that is no address.</param>
    public IPAddress ClientOf(IPAddress peer, IReadOnlyList<IPAddress?> hops)
    {
        for (var i = hops.Count - 1; i >= 0 && Trust(peer); i--)
        {
            if (hops[i] is not { } before) break;
            peer = before;
        }
        return peer;
    }
}
