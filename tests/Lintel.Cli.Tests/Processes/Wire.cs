using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Lintel.Cli.Tests.Processes;

/// <summary>A complete answer.</summary>
internal sealed record Answer(int Status, bool Closes, string Body);

/// <summary>One connection on which nothing is retried behind the test's back, as HTTP clients do.</summary>
internal sealed class Wire : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _filled;

    /// <summary>Connects; null: nobody listens there.</summary>
    public static async Task<Wire?> ConnectAsync(int port)
    {
        var wire = new Wire();
        try
        {
            await wire._socket.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
            return wire;
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionRefused)
        {
            wire.Dispose();
            return null;
        }
    }

    public static string Request(string method, string path, string? body = null, bool close = false, IReadOnlyList<(string Name, string Value)>? headers = null) =>
        $"{method} {path} HTTP/1.1\r\nHost: localhost\r\n{(close ? "Connection: close\r\n" : "")}{string.Concat((headers ?? []).Select(header => $"{header.Name}: {header.Value}\r\n"))}"
        + (body is null ? "\r\n" : $"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    public async Task SendAsync(string text)
    {
        for (ReadOnlyMemory<byte> rest = Encoding.UTF8.GetBytes(text); !rest.IsEmpty;) rest = rest[await _socket.SendAsync(rest, TestContext.Current.CancellationToken)..];
    }

    /// <summary>The whole answer to what was sent.</summary>
    /// <exception cref="IOException">It ended before its end, or never began.</exception>
    public async Task<Answer> ReceiveAsync()
    {
        var head = (await UntilAsync("\r\n\r\n")).Split("\r\n");
        var body = "";
        if (Header(head, "Transfer-Encoding") == "chunked")
        {
            int length;
            do
            {
                length = int.Parse(await UntilAsync("\r\n"), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                body += await TakeAsync(length);
                await TakeAsync(2);
            }
            while (length > 0);
        }
        else
        {
            body = await TakeAsync(int.Parse(Header(head, "Content-Length") ?? "0", CultureInfo.InvariantCulture));
        }
        return new Answer(int.Parse(head[0].Split(' ')[1], CultureInfo.InvariantCulture), Header(head, "Connection") == "close", body);
    }

    public void Dispose() => _socket.Dispose();

    private static string? Header(string[] head, string name) =>
        head.FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();

    private async Task<string> UntilAsync(string end)
    {
        int at;
        while ((at = _buffer.AsSpan(0, _filled).IndexOf(Encoding.ASCII.GetBytes(end))) < 0) await FillAsync();
        var text = await TakeAsync(at + end.Length);
        return text[..^end.Length];
    }

    private async Task<string> TakeAsync(int length)
    {
        while (_filled < length) await FillAsync();
        var text = Encoding.UTF8.GetString(_buffer, 0, length);
        _filled -= length;
        _buffer.AsSpan(length, _filled).CopyTo(_buffer);
        return text;
    }

    private async Task FillAsync()
    {
        int read;
        try
        {
            read = await _socket.ReceiveAsync(_buffer.AsMemory(_filled), TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        }
        catch (Exception exception) when (exception is SocketException or TimeoutException)
        {
            throw new IOException($"{exception.Message} after {_filled} bytes", exception);
        }
        if (read == 0) throw new IOException($"closed after {_filled} bytes");
        _filled += read;
    }
}
