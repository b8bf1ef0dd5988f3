using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Lintel.Fuzz.Wire;

/// <summary>Bytes on a connection of their own, which is closed in one direction once the server has nothing more to say.</summary>
internal static partial class RawExchange
{
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(250);

    /// <summary>All that the server answered; <see cref="Answer.Status"/> is the first that matters: a failure where there is one.</summary>
    public static async Task<Answer> SendAsync(Uri address, ReadOnlyMemory<byte> bytes, TimeSpan patience, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(patience, TimeProvider.System);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        var received = new MemoryStream();
        try
        {
            using var connection = new TcpClient { NoDelay = true };
            await connection.ConnectAsync(address.Host, address.Port, both.Token);
            var stream = connection.GetStream();
            await stream.WriteAsync(bytes, both.Token);
            var buffer = new byte[16 * 1024];
            for (var isOpen = true; ;)
            {
                var read = stream.ReadAsync(buffer, both.Token).AsTask();
                if (isOpen && await Task.WhenAny(read, Task.Delay(Silence, TimeProvider.System, both.Token)) != read)
                {
                    connection.Client.Shutdown(SocketShutdown.Send);
                    isOpen = false;
                }
                var count = await read;
                if (count == 0) break;
                received.Write(buffer, 0, count);
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return Read(received.ToArray()) with { IsHung = true, Broken = $"The connection was not closed within {patience}, though nothing more would be sent." };
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            // A server may well cut off who sends nonsense.
        }
        return Read(received.ToArray());
    }

    /// <summary>The statuses of answers that stand one behind the other.</summary>
    public static IReadOnlyList<int> Statuses(byte[] received) =>
        [.. StatusLine().Matches(ByteText.Of(received)).Select(match => int.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture))];

    private static Answer Read(byte[] received)
    {
        var statuses = Statuses(received);
        return new Answer { Status = statuses.Count == 0 ? 0 : statuses.FirstOrDefault(status => status >= 500, statuses.Min()), Body = received };
    }

    [GeneratedRegex(@"(?<=^|\n|\})HTTP/1\.[01] ([0-9]{3}) ")]
    private static partial Regex StatusLine();
}
