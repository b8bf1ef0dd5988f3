using System.Buffers.Binary;
using System.Net;

namespace Lintel.Http.Hosting.Addresses;

/// <summary>What counts as one address.</summary>
internal static class AddressNetwork
{
    /// <summary>An address of IPv4, mapped or not, or the first 64 bits of one of IPv6, since whoever has one of these addresses has them all.</summary>
    public static UInt128 Of(IPAddress address)
    {
        address = address.MapToIPv6();
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        if (!address.IsIPv4MappedToIPv6) bytes[8..].Clear();
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
