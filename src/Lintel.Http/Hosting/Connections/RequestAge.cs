using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Lintel.Http.Hosting.Connections;

/// <summary>
/// How long a request lay in its socket before anybody read it, which no clock of the server sees: when more come than its processor can even refuse, the line
/// is there. Linux tells when the last bytes of a connection came (tcp_info in linux/tcp.h), to some milliseconds; elsewhere every request is new.
/// </summary>
internal static class RequestAge
{
    private const int Tcp = 6, TcpInfo = 11, LastReceived = 52;

    /// <summary>The time since the last bytes came; zero where nobody knows.</summary>
    public static TimeSpan Of(Socket? socket)
    {
        if (socket is not { ProtocolType: ProtocolType.Tcp } || !OperatingSystem.IsLinux()) return TimeSpan.Zero;
        Span<byte> told = stackalloc byte[LastReceived + sizeof(uint)];
        try
        {
            if (socket.GetRawSocketOption(Tcp, TcpInfo, told) < told.Length) return TimeSpan.Zero;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return TimeSpan.Zero;
        }
        return TimeSpan.FromMilliseconds(MemoryMarshal.Read<uint>(told[LastReceived..]));
    }
}
