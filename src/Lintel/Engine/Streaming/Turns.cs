using System.Threading.Channels;

namespace Lintel.Engine.Streaming;

/// <summary>Lets so many in at once, so that what takes long never takes all connections. Others wait in line.</summary>
internal sealed class Turns(int most)
{
    // As full as there are turns taken.
    private readonly Channel<byte> _taken = Channel.CreateBounded<byte>(most);

    /// <summary>Waits in line; the turn ends when what comes back is disposed.</summary>
    public async ValueTask<IDisposable> TakeAsync(CancellationToken cancellation)
    {
        await _taken.Writer.WriteAsync(0, cancellation).ConfigureAwait(false);
        return new Turn(_taken.Reader);
    }

    private sealed class Turn(ChannelReader<byte> taken) : IDisposable
    {
        private ChannelReader<byte>? _taken = taken;

        public void Dispose() => Interlocked.Exchange(ref _taken, null)?.TryRead(out _);
    }
}
