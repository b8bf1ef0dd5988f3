using System.Net.Sockets;

namespace Lintel.Fuzz.Wire;

/// <summary>A caller that sends bytes as they are: one request at a time, on one connection for as long as the server keeps it.</summary>
public sealed class RawClient(Uri address, TimeSpan patience) : IAsyncDisposable
{
    private TcpClient? _connection;
    private AnswerReader? _reader;

    /// <summary>Sends a whole request and gives its answer, whatever becomes of it.</summary>
    public async Task<Answer> SendAsync(ReadOnlyMemory<byte> request, bool isHead, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(patience, TimeProvider.System);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        var answer = await TrySendAsync(request, isHead, both.Token, limit.Token);
        if (answer.Closes) Close();
        return answer;
    }

    public ValueTask DisposeAsync()
    {
        Close();
        return ValueTask.CompletedTask;
    }

    private async Task<Answer> TrySendAsync(ReadOnlyMemory<byte> request, bool isHead, CancellationToken cancellation, CancellationToken limit)
    {
        try
        {
            if (_connection is null)
            {
                _connection = new TcpClient { NoDelay = true };
                await _connection.ConnectAsync(address.Host, address.Port, cancellation);
                _reader = new AnswerReader(_connection.GetStream());
            }
            await _connection.GetStream().WriteAsync(request, cancellation);
            return await _reader!.ReadAsync(isHead, cancellation) ?? new Answer { Status = 0, Broken = "The connection was closed without an answer." };
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return new Answer { Status = 0, IsHung = true, Broken = $"No whole answer came within {patience}." };
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            return new Answer { Status = 0, Broken = $"The connection broke: {exception.GetType().Name}." };
        }
    }

    private void Close()
    {
        _connection?.Dispose();
        (_connection, _reader) = (null, null);
    }
}
