namespace Lintel.Cli.Watching;

/// <summary>A change of a contract's files.</summary>
/// <param name="What">What happened, for people: <c>contract.yaml changed</c>.</param>
/// <param name="Noticed">The timestamp at which it was seen.</param>
internal sealed record ContractChange(string What, long Noticed);

/// <summary>
/// Tells when the files of a contract have changed and are at rest. The system's events make it quick; where they stay away (network drives, links,
/// containers, folders made anew) it looks by itself.
/// </summary>
internal sealed class ContractWatch : IDisposable
{
    private const int MostRests = 20;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(50);

    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _told = new(0, 1);
    private FileSystemWatcher? _events;
    private ContractSnapshot _known;

    /// <summary>Watches from now on.</summary>
    public ContractWatch(string path, TimeProvider clock)
    {
        (Path, _clock) = (path, clock);
        _events = Listen();
        _known = ContractSnapshot.Take(path);
    }

    /// <summary>Where the contract is, as it was given.</summary>
    public string Path { get; }

    /// <summary>Whether the files are others than when <see cref="ChangedAsync"/> last told of a change.</summary>
    public bool HasChanged => ContractSnapshot.Take(Path).Since(_known) is not null;

    /// <summary>Waits for the next change.</summary>
    /// <exception cref="OperationCanceledException">Nobody waits any more.</exception>
    public async Task<ContractChange> ChangedAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var wasTold = await _told.WaitAsync(Look, cancellation).ConfigureAwait(false);
            var seen = ContractSnapshot.Take(Path);
            if (seen.Since(_known) is null) continue;
            var noticed = _clock.GetTimestamp();
            if (!wasTold) ListenAnew();
            seen = await RestAsync(seen, cancellation).ConfigureAwait(false);
            var what = seen.Since(_known);
            _known = seen;
            if (what is not null) return new ContractChange(what, noticed);
        }
    }

    public void Dispose()
    {
        _events?.Dispose();
        _told.Dispose();
    }

    // Editors write in several steps, or put another file in the place of the first.
    private async Task<ContractSnapshot> RestAsync(ContractSnapshot seen, CancellationToken cancellation)
    {
        for (var i = 0; i < MostRests; i++)
        {
            await Task.Delay(Rest, _clock, cancellation).ConfigureAwait(false);
            var now = ContractSnapshot.Take(Path);
            if (now.Since(seen) is null) break;
            seen = now;
        }
        return seen;
    }

    // Events of a folder that was made anew do not come to who listened to the former.
    private void ListenAnew()
    {
        _events?.Dispose();
        _events = Listen();
    }

    private FileSystemWatcher? Listen()
    {
        try
        {
            var events = new FileSystemWatcher(ContractFile.Folder(Path)) { NotifyFilter = NotifyFilters.FileName | NotifyFilters.LastWrite | NotifyFilters.Size };
            // A database beside the contract is written all the time.
            if (Directory.Exists(Path)) events.Filters.Add("*.y*ml");
            else events.Filters.Add(System.IO.Path.GetFileName(Path));
            events.Changed += Tell;
            events.Created += Tell;
            events.Deleted += Tell;
            events.Renamed += Tell;
            events.EnableRaisingEvents = true;
            return events;
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or UnauthorizedAccessException or PlatformNotSupportedException)
        {
            return null; // there is no such folder now, or the system has no events left to give
        }
    }

    private void Tell(object sender, FileSystemEventArgs change)
    {
        try
        {
            if (_told.CurrentCount == 0) _told.Release();
        }
        catch (Exception exception) when (exception is SemaphoreFullException or ObjectDisposedException)
        {
            // It is told already, or nobody listens any more.
        }
    }
}
