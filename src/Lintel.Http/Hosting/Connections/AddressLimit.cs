using System.Net;
using System.Runtime.InteropServices;
using Lintel.Http.Hosting.Addresses;
using Microsoft.AspNetCore.Connections;

namespace Lintel.Http.Hosting.Connections;

/// <summary>
/// Closes the connections of an address that has too many. It knows the addresses that are connected, and no others. Those of a trusted proxy are not
/// counted: they are of all its clients.
/// </summary>
internal sealed class AddressLimit(int most, TrustedProxies proxies)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<UInt128, int> _connections = [];

    /// <summary>The step of a connection, before anything of it is read.</summary>
    public async Task InvokeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        // Those of a Unix socket have no address.
        if (connection.RemoteEndPoint is not IPEndPoint { Address: var address } || proxies.Trust(address))
        {
            await next(connection).ConfigureAwait(false);
            return;
        }
        var network = AddressNetwork.Of(address);
        if (!TryEnter(network))
        {
            ConnectionMetrics.Refused.Add(1);
            connection.Abort();
            return;
        }
        try
        {
            await next(connection).ConfigureAwait(false);
        }
        finally
        {
            Leave(network);
        }
    }

    private bool TryEnter(UInt128 network)
    {
        lock (_lock)
        {
            ref var connections = ref CollectionsMarshal.GetValueRefOrAddDefault(_connections, network, out _);
            if (connections >= most) return false;
            connections++;
            return true;
        }
    }

    private void Leave(UInt128 network)
    {
        lock (_lock)
        {
            ref var connections = ref CollectionsMarshal.GetValueRefOrNullRef(_connections, network);
            if (--connections == 0) _connections.Remove(network);
        }
    }
}
