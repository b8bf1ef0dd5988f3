using Lintel.Stores;
using Lintel.Telemetry;

namespace Lintel.Engine;

/// <summary>Opens sessions of a store that are watched.</summary>
internal sealed class Sessions(IStore store, TimeProvider clock)
{
    /// <summary>Opens one.</summary>
    /// <param name="kind">What it is for.</param>
    /// <param name="watch">Who is told how long what takes; null: nobody.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="StoreException">The database can't be reached, or no connection came free in time.</exception>
    public async ValueTask<IStoreSession> OpenAsync(SessionKind kind, OperationWatch? watch, CancellationToken cancellation)
    {
        var begun = clock.GetTimestamp();
        var session = await store.OpenAsync(kind, cancellation).ConfigureAwait(false);
        var waited = clock.GetElapsedTime(begun);
        watch?.Connected(waited);
        session.Observe(clock, watch, waited);
        return session;
    }
}
