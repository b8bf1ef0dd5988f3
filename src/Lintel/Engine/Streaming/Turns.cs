using System.Threading.Channels;
using Lintel.Engine.Admission;

namespace Lintel.Engine.Streaming;

/// <summary>Lets so many in at once, so that what takes long never takes all connections. Others wait in line, which is bounded too.</summary>
/// <param name="most">How many have a turn at once.</param>
/// <param name="waiting">How many may wait.</param>
internal sealed class Turns(int most, int waiting)
{
    private static readonly KeyValuePair<string, object?> Lane = AdmissionMetrics.Lane("stream");

    // As full as there are turns taken.
    private readonly Channel<byte> _taken = Channel.CreateBounded<byte>(most);

    private int _waiting;

    /// <summary>Waits in line; the turn ends when what comes back is disposed. Null: the line is full.</summary>
    public async ValueTask<IDisposable?> TakeAsync(CancellationToken cancellation)
    {
        if (_taken.Writer.TryWrite(0)) return new Turn(_taken.Reader);
        try
        {
            if (Interlocked.Increment(ref _waiting) > waiting)
            {
                AdmissionMetrics.Refused.Add(1, Lane, AdmissionMetrics.LineFull);
                return null;
            }
            await _taken.Writer.WriteAsync(0, cancellation).ConfigureAwait(false);
            return new Turn(_taken.Reader);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private sealed class Turn(ChannelReader<byte> taken) : IDisposable
    {
        private ChannelReader<byte>? _taken = taken;

        public void Dispose() => Interlocked.Exchange(ref _taken, null)?.TryRead(out _);
    }
}
