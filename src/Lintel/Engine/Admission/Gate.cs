namespace Lintel.Engine.Admission;

/// <summary>
/// Lets so many requests in at once. Others wait in line, and are refused before their wait makes the answers to all of them late: a burst is served in the
/// order in which it came, but while more come than leave, the newest goes first and who waited is refused soon. Served so, those that are answered
/// are answered quickly; in order, each would have waited as long as anyone may ("Fail at Scale", ACM Queue 13.8, 2015). No wait costs
/// nothing but a lock; System.Threading.RateLimiting has no bound on the time, and makes an object for each request.
/// </summary>
internal sealed class Gate
{
    // How many of the last requests the mean is of, more or less.
    private const int Memory = 64;
    private const int PatienceInMeans = 40;
    private const int Haste = 20;

    private readonly Lock _lock = new();
    private readonly LinkedList<Waiter> _line = [];
    private readonly int _places;
    private readonly AdmissionOptions _options;
    private readonly TimeProvider _clock;
    private readonly KeyValuePair<string, object?> _lane;
    private int _taken;
    private double _mean;
    private long? _refused;
    private bool _isWatched;

    /// <summary>A gate.</summary>
    /// <param name="lane">What passes it, for metrics.</param>
    /// <param name="places">How many may be inside.</param>
    /// <param name="options">How many wait, and how long.</param>
    /// <param name="clock">The clock.</param>
    public Gate(string lane, int places, AdmissionOptions options, TimeProvider clock)
    {
        (_places, _options, _clock, _lane) = (places, options, clock, AdmissionMetrics.Lane(lane));
    }

    /// <summary>Comes in, or waits in line for it; false: refused. Who is in must <see cref="Leave"/>.</summary>
    public ValueTask<bool> EnterAsync()
    {
        lock (_lock)
        {
            if (_taken < _places)
            {
                _taken++;
                return ValueTask.FromResult(true);
            }
            var now = _clock.GetTimestamp();
            if (_line.Count >= _options.Waiting)
            {
                Note(now, AdmissionMetrics.LineFull);
                return ValueTask.FromResult(false);
            }
            var waiter = new Waiter(now);
            _line.AddLast(waiter);
            AdmissionMetrics.Waiting.Add(1, _lane);
            if (!_isWatched) _ = WatchAsync();
            return new ValueTask<bool>(waiter.Task);
        }
    }

    /// <summary>Leaves, for one that waits.</summary>
    /// <param name="entered">When it came in, by the clock.</param>
    public void Leave(long entered)
    {
        lock (_lock)
        {
            var now = _clock.GetTimestamp();
            _mean += (_clock.GetElapsedTime(entered, now).TotalMilliseconds - _mean) / Memory;
            RefuseLate(now);
            if (_line.Count == 0) _taken--;
            else Take(IsOverloaded(now) ? _line.Last! : _line.First!).SetResult(true);
        }
    }

    /// <summary>Refuses who waits too long while nobody leaves, until nobody waits.</summary>
    private async Task WatchAsync()
    {
        _isWatched = true;
        while (true)
        {
            await Task.Delay(Calm / Haste, _clock).ConfigureAwait(false);
            lock (_lock)
            {
                RefuseLate(_clock.GetTimestamp());
                _isWatched = _line.Count > 0;
                if (!_isWatched) return;
            }
        }
    }

    private void RefuseLate(long now)
    {
        // The first in line has always waited longest.
        while (_line.First is { } first && _clock.GetElapsedTime(first.Value.Since, now) >= Patience(now))
        {
            Note(now, AdmissionMetrics.WaitedTooLong);
            Take(first).SetResult(false);
        }
    }

    private Waiter Take(LinkedListNode<Waiter> node)
    {
        _line.Remove(node);
        AdmissionMetrics.Waiting.Add(-1, _lane);
        return node.Value;
    }

    private void Note(long now, KeyValuePair<string, object?> reason)
    {
        _refused = now;
        AdmissionMetrics.Refused.Add(1, _lane, reason);
    }

    /// <summary>How long one may wait now.</summary>
    private TimeSpan Patience(long now) => IsOverloaded(now) ? Calm / Haste : Calm;

    /// <summary>Whether somebody was refused lately.</summary>
    private bool IsOverloaded(long now) => _refused is { } refused && _clock.GetElapsedTime(refused, now) < Calm;

    private TimeSpan Calm
    {
        get
        {
            var scaled = TimeSpan.FromMilliseconds(Math.Min(_mean * PatienceInMeans, _options.MostPatience.TotalMilliseconds));
            return scaled > _options.Patience ? scaled : _options.Patience;
        }
    }

    private sealed class Waiter(long since) : TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public long Since { get; } = since;
    }
}
