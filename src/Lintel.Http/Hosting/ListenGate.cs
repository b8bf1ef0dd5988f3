using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Lintel.Http.Hosting;

/// <summary>
/// Shuts the door before the room is left. Closing a listening socket resets the connections that the kernel has made and nobody has
/// accepted yet, and their requests fail. So the kernel is first told to make no more (it drops their SYN; clients try again and
/// then find nobody), while the server still accepts and answers those that are there. On Linux only; elsewhere nothing happens.
/// </summary>
internal sealed class ListenGate
{
    private const int SocketLevel = 1, AttachFilter = 26;

    // Classic BPF over the TCP header (Linux, Documentation/networking/filter.rst), each { code, jump if true, jump if false, value }:
    // load byte 13, the flags; keep SYN and ACK; where SYN stands alone drop the packet, else take all of it.
    private static readonly SocketFilter[] DropSyn =
    [
        new(0x30, 0, 0, 13),
        new(0x54, 0, 0, 0x12),
        new(0x15, 0, 1, 0x02),
        new(0x06, 0, 0, 0),
        new(0x06, 0, 0, uint.MaxValue),
    ];

    private readonly List<Socket> _listening = [];

    /// <summary>Makes the sockets that Kestrel listens on.</summary>
    public Socket Bind(EndPoint endPoint)
    {
        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endPoint);
        if (socket.ProtocolType == ProtocolType.Tcp) _listening.Add(socket);
        return socket;
    }

    /// <summary>Lets no connection in any more. Where that can't be had the server stops as any other does.</summary>
    public void Close()
    {
        if (!OperatingSystem.IsLinux()) return;
        var program = GCHandle.Alloc(DropSyn, GCHandleType.Pinned);
        try
        {
            var filter = new FilterProgram((ushort)DropSyn.Length, program.AddrOfPinnedObject());
            foreach (var socket in _listening) socket.SetRawSocketOption(SocketLevel, AttachFilter, MemoryMarshal.AsBytes(new ReadOnlySpan<FilterProgram>(in filter)));
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Filters may be forbidden in a container.
        }
        finally
        {
            program.Free();
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct SocketFilter(ushort code, byte ifTrue, byte ifFalse, uint value)
    {
        public readonly ushort Code = code;
        public readonly byte IfTrue = ifTrue;
        public readonly byte IfFalse = ifFalse;
        public readonly uint Value = value;
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct FilterProgram(ushort length, nint instructions)
    {
        public readonly ushort Length = length;
        public readonly nint Instructions = instructions;
    }
}
