using System.Net;
using System.Net.Sockets;

namespace Lintel.Postgres.Testing;

/// <summary>Passes bytes on to a server, until it is told to lose the answers: what is sent still arrives, and then every connection breaks.</summary>
public sealed class LossyProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly PostgresOptions _server;
    private volatile bool _loses;

    public LossyProxy(PostgresOptions server)
    {
        _server = server;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Whether answers are lost.</summary>
    public bool Loses { get => _loses; set => _loses = value; }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            var client = await _listener.AcceptSocketAsync(_end.Token);
            var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await server.ConnectAsync(_server.Host, _server.Port, _end.Token);
            _ = PumpAsync(client, server, isAnswer: false);
            _ = PumpAsync(server, client, isAnswer: true);
        }
    }

    private async Task PumpAsync(Socket from, Socket to, bool isAnswer)
    {
        using (from)
        using (to)
        {
            var buffer = new byte[65536];
            while (await from.ReceiveAsync(buffer, _end.Token) is var count and > 0)
            {
                // An answer is there, and so the server is done: now the way back breaks.
                if (isAnswer && _loses) return;
                await to.SendAsync(buffer.AsMemory(0, count), _end.Token);
            }
        }
    }
}
