namespace Lintel.Engine.Admission;

/// <summary>
/// Lets so many requests in at once. Others wait in line, in order, and its length bounds how long: with two for each that is inside, a request takes some
/// three times as long as what it waits for, whatever that is. A burst may make the line longer, for a moment. Where it stays longer, more come than leave, and
/// someone has to be refused: of those that wait one is kept for each eight inside, enough that no place stays empty for long, and who has waited longest goes, or whoever asks
/// <see cref="Refuses"/> before any work; and fewer are let in where each takes much longer for the others (<see cref="Crowding"/>). Then those that are answered are answered soon, and the others know soon; otherwise
/// all would wait as long as anybody may ("Fail at Scale", ACM Queue 13.8, 2015). Nobody who
/// finds room pays more than a lock; System.Threading.RateLimiting makes an object for each, and knows no burst.
/// </summary>
internal sealed class Gate
{
    // How many may wait for each that is inside; and for how many inside one may, while more come than leave.
    private const int Calm = 2;
    private const int Rush = 8;
    private const int LooksPerPatience = 20;

    // How long the process may stand still in a rush.
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly LinkedList<Waiter> _line = [];
    private readonly int _places;
    private readonly int _always;
    private readonly int _kept; // of those in line, while more come than leave
    private readonly Crowding? _crowding;
    private readonly TimeSpan _patience;
    private readonly AdmissionOptions _options;
    private readonly long _burst; // in ticks of the clock
    private readonly long _pause;
    private readonly TimeProvider _clock;
    private readonly KeyValuePair<string, object?> _lane;
    private int _taken;
    private long? _longSince;
    private long _calmAt = long.MinValue; // until then more come than leave
    private int _waiting; // as many as are in line, for those who look without the lock
    private bool _isWatched;

    /// <summary>A gate.</summary>
    /// <param name="lane">What passes it, for metrics.</param>
    /// <param name="places">How many may be inside.</param>
    /// <param name="patience">How long one may wait.</param>
    /// <param name="options">How many wait.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="crowds">Whether those inside share what they need, so that fewer of them are as many a second; those that wait for a disk together are not.</param>
    public Gate(string lane, int places, TimeSpan patience, AdmissionOptions options, TimeProvider clock, bool crowds = false)
    {
        if (crowds) _crowding = new Crowding(places);
        (_places, _always, _kept) = (places, Math.Max(places * Calm, options.Always), Math.Max(places / Rush, 1));
        (_patience, _options, _clock, _lane) = (patience, options, clock, AdmissionMetrics.Lane(lane));
        (_burst, _pause) = (Ticks(options.Burst), Ticks(LongestPause));
    }

    /// <summary>Comes in, or waits in line for it. Who is in must <see cref="Leave"/>.</summary>
    /// <exception cref="OperationCanceledException">It gave up, and left the line.</exception>
    public ValueTask<Entry> EnterAsync(CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (_taken < Places(null))
            {
                _taken++;
                return ValueTask.FromResult(Entry.In);
            }
            if (_line.Count >= _options.Waiting)
            {
                AdmissionMetrics.Refused.Add(1, _lane, AdmissionMetrics.LineFull);
                return ValueTask.FromResult(Entry.Overloaded);
            }
            var now = _clock.GetTimestamp();
            var waiter = new Waiter(now);
            var place = _line.AddLast(waiter);
            Volatile.Write(ref _waiting, _line.Count);
            AdmissionMetrics.Waiting.Add(1, _lane);
            if (_line.Count > _always) _longSince ??= now;
            Shorten(now);
            if (!_isWatched) _ = WatchAsync();
            // Ends with the request, as what may cancel it does.
            cancellation.UnsafeRegister((_, token) => GiveUp(place, token), null);
            return new ValueTask<Entry>(waiter.Task);
        }
    }

    /// <summary>
    /// Whether somebody who comes now need not try: more come than leave, and as many wait as are kept then, or it waited too long before it got here. It counts as
    /// refused, and costs next to nothing: where many more come than leave, what it takes to refuse them decides how many are answered.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="age">How long ago it came.</param>
    public bool Refuses<T>(T request, Func<T, TimeSpan> age)
    {
        var now = _clock.GetTimestamp();
        var calmAt = Volatile.Read(ref _calmAt);
        if (now >= calmAt + _pause) return false;
        var isFull = now < calmAt && Volatile.Read(ref _waiting) >= _kept;
        if (!isFull)
        {
            var lay = age(request);
            // Behind a pause of the whole process, as for a garbage collection, the clock alone would call it calm: who came before it came in the rush.
            if (lay < _options.Stale || now - Ticks(lay) >= calmAt) return false;
        }
        Volatile.Write(ref _calmAt, now + _burst);
        AdmissionMetrics.Refused.Add(1, _lane, isFull ? AdmissionMetrics.LineFull : AdmissionMetrics.Stale);
        return true;
    }

    /// <summary>Leaves, for one that waits.</summary>
    /// <param name="since">When it came in, by the clock's timestamp.</param>
    public void Leave(long since)
    {
        lock (_lock)
        {
            var now = _clock.GetTimestamp();
            _crowding?.Learn(now - since, _taken, isRush: now < Volatile.Read(ref _calmAt));
            _taken--;
            if (_line.Count == 0) return;
            Shorten(now);
            for (var places = Places(now); _taken < places && _line.First is { } first; _taken++) Take(first).SetResult(Entry.In);
        }
    }

    private long Ticks(TimeSpan time) => (long)(time.TotalSeconds * _clock.TimestampFrequency);

    /// <summary>How many may be inside.</summary>
    private int Places(long? now) => _crowding is { } crowding && crowding.Places < _places && (now ?? _clock.GetTimestamp()) < Volatile.Read(ref _calmAt) ? crowding.Places : _places;

    /// <summary>Refuses who waited too long although nobody leaves, until nobody waits.</summary>
    private async Task WatchAsync()
    {
        _isWatched = true;
        while (true)
        {
            await Task.Delay(_patience / LooksPerPatience, _clock).ConfigureAwait(false);
            lock (_lock)
            {
                var now = _clock.GetTimestamp();
                while (_line.First is { } first && _clock.GetElapsedTime(first.Value.Since, now) >= _patience) Refuse(first, Entry.Late, AdmissionMetrics.WaitedTooLong);
                _isWatched = _line.Count > 0;
                if (!_isWatched) return;
            }
        }
    }

    /// <summary>Refuses who waited longest, where more come than leave.</summary>
    private void Shorten(long now)
    {
        if (!IsOverloaded(now)) return;
        while (_line.Count > _kept)
        {
            Refuse(_line.First!, Entry.Overloaded, AdmissionMetrics.Overtaken);
            Volatile.Write(ref _calmAt, now + _burst);
        }
    }

    /// <summary>Whether more come than leave: the line has been long for longer than a burst takes, or somebody was refused lately.</summary>
    private bool IsOverloaded(long now) =>
        (_longSince is { } since && now - since >= _burst) || now < Volatile.Read(ref _calmAt);

    private void GiveUp(LinkedListNode<Waiter> place, CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (place.List is not null) Take(place).SetCanceled(cancellation);
        }
    }

    private void Refuse(LinkedListNode<Waiter> place, Entry why, KeyValuePair<string, object?> reason)
    {
        AdmissionMetrics.Refused.Add(1, _lane, reason);
        Take(place).SetResult(why);
    }

    private Waiter Take(LinkedListNode<Waiter> place)
    {
        _line.Remove(place);
        Volatile.Write(ref _waiting, _line.Count);
        AdmissionMetrics.Waiting.Add(-1, _lane);
        if (_line.Count <= _always) _longSince = null;
        return place.Value;
    }

    private sealed class Waiter(long since) : TaskCompletionSource<Entry>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public long Since { get; } = since;
    }
}
