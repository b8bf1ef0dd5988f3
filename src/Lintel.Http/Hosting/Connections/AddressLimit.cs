using System.Buffers.Binary;
using System.Net;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Connections;

namespace Lintel.Http.Hosting.Connections;

/// <summary>Closes the connections of an address that has too many. It knows the addresses that are connected, and no others.</summary>
internal sealed class AddressLimit(int most)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<UInt128, int> _connections = [];

    /// <summary>The step of a connection, before anything of it is read.</summary>
    public async Task InvokeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        // Those of a Unix socket have no address.
        if (connection.RemoteEndPoint is not IPEndPoint { Address: var address })
        {
            await next(connection).ConfigureAwait(false);
            return;
        }
        var network = NetworkOf(address);
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

    /// <summary>An address of IPv4, mapped or not, or the first 64 bits of one of IPv6.</summary>
    private static UInt128 NetworkOf(IPAddress address)
    {
        address = address.MapToIPv6();
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        if (!address.IsIPv4MappedToIPv6) bytes[8..].Clear();
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
