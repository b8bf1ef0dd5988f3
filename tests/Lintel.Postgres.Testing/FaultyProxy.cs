using System.Net;
using System.Net.Sockets;

namespace Lintel.Postgres.Testing;

/// <summary>What a network can do to connections.</summary>
public enum NetworkFault
{
    /// <summary>Nothing: bytes are passed on.</summary>
    None,

    /// <summary>Each answer comes late.</summary>
    Slow,

    /// <summary>What is sent still arrives, and then the connection is closed in the middle of the answer.</summary>
    Cut,

    /// <summary>As <see cref="Cut"/>, by a reset.</summary>
    Reset,

    /// <summary>What is sent still arrives, and then the connection is closed without an answer.</summary>
    LoseAnswers,

    /// <summary>Nothing arrives, neither bytes nor what opens and ends connections, until the fault is over: then it arrives late.</summary>
    Blackhole,
}

/// <summary>Stands between a store and its server, and does to their connections what a network does, as a test tells it.</summary>
public sealed class FaultyProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly PostgresOptions _server;
    private readonly Lock _lock = new();
    private NetworkFault _fault;
    private TaskCompletionSource _passes = Passing();

    public FaultyProxy(PostgresOptions server)
    {
        _server = server;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The server as it is reached through here.</summary>
    public PostgresOptions Options => _server with { Host = "127.0.0.1", Port = Port };

    /// <summary>How late answers are where they are slow.</summary>
    public TimeSpan Delay { get; set; } = TimeSpan.FromMilliseconds(300);

    /// <summary>How many connections were asked for so far.</summary>
    public int Connects { get; private set; }

    /// <summary>What happens from now on.</summary>
    public NetworkFault Fault
    {
        get
        {
            lock (_lock) return _fault;
        }
        set
        {
            lock (_lock)
            {
                _fault = value;
                if (value == NetworkFault.Blackhole) _passes = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                else _passes.TrySetResult();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        _end.Dispose();
    }

    private static TaskCompletionSource Passing()
    {
        var passing = new TaskCompletionSource();
        passing.SetResult();
        return passing;
    }

    private Task PassesAsync()
    {
        lock (_lock) return _passes.Task.WaitAsync(_end.Token);
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            var client = await _listener.AcceptSocketAsync(_end.Token);
            Connects++;
            _ = ConnectAsync(client);
        }
    }

    private async Task ConnectAsync(Socket client)
    {
        client.NoDelay = true;
        var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await PassesAsync();
            await server.ConnectAsync(_server.Host, _server.Port, _end.Token);
            await Task.WhenAll(PumpAsync(client, server, isAnswer: false), PumpAsync(server, client, isAnswer: true));
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One side has gone, or its server is down: so has the other.
        }
        finally
        {
            client.Dispose();
            server.Dispose();
        }
    }

    private async Task PumpAsync(Socket from, Socket to, bool isAnswer)
    {
        var buffer = new byte[65536];
        while (await from.ReceiveAsync(buffer, _end.Token) is var count and > 0)
        {
            var fault = Fault;
            if (fault == NetworkFault.Blackhole) await PassesAsync();
            if (isAnswer && fault == NetworkFault.Slow) await Task.Delay(Delay, _end.Token);
            var breaks = isAnswer && fault is NetworkFault.Cut or NetworkFault.Reset or NetworkFault.LoseAnswers;
            if (breaks && fault == NetworkFault.LoseAnswers) count = 0;
            else if (breaks) count /= 2;
            await to.SendAsync(buffer.AsMemory(0, count), _end.Token);
            if (!breaks) continue;
            if (fault == NetworkFault.Reset) to.LingerState = new LingerOption(true, 0);
            break;
        }
        // A side that has ended, or broke, ends the other.
        from.Close();
        to.Close();
    }
}
