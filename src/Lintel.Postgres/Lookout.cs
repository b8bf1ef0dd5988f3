namespace Lintel.Postgres;

/// <summary>Finds something out behind everyone's back, when it is asked to: once at a time, and then not again for a second.</summary>
/// <param name="look">What is done; it does not throw.</param>
internal sealed class Lookout(Func<CancellationToken, Task> look) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _end = new();
    private bool _looking;

    /// <summary>Looks, unless somebody does.</summary>
    public void Ask()
    {
        lock (_lock)
        {
            if (_looking || _end.IsCancellationRequested) return;
            _looking = true;
        }
        _ = LookAsync();
    }

    /// <inheritdoc/>
    public void Dispose() => _end.Cancel();

    private async Task LookAsync()
    {
        await look(_end.Token).ConfigureAwait(false);
        await Pauses.WaitAsync(Pause, _end.Token).ConfigureAwait(false);
        lock (_lock) _looking = false;
    }
}
