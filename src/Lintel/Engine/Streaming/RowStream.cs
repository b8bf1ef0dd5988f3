using Lintel.Binding;
using Lintel.Errors;
using Lintel.Results;
using Lintel.Stores;
using Lintel.Telemetry;

namespace Lintel.Engine.Streaming;

/// <summary>A whole list that is being read, or the problem with it. The caller disposes it, which ends the read wherever it is.</summary>
public sealed class RowStream : IAsyncDisposable
{
    private readonly OperationSpan _span;
    private bool _isOver;
    private IDisposable? _turn;
    private IStoreSession? _session;
    private IRowBatches? _batches;
    private ResultNode? _first;

    internal RowStream(OperationSpan span) => _span = span;

    /// <summary>Why there is no list; null: there is.</summary>
    public Problem? Problem { get; private set; }

    /// <summary>What the database said, for the log alone; null where it did not fail.</summary>
    public Exception? Cause { get; private set; }

    /// <summary>What each row has; null after a problem.</summary>
    public BoundSelection? Selection { get; private set; }

    /// <summary>Statements that ran so far: one, and for each batch those of what comes along where a store reads it by itself.</summary>
    public int Statements { get; private set; }

    /// <summary>The session of a list without rows, to look further.</summary>
    internal IStoreSession? EmptySession => _batches is null ? _session : null;

    /// <summary>The next rows, which the caller disposes; null: there are no more.</summary>
    /// <exception cref="StoreException">The database failed: what was sent is not all.</exception>
    /// <exception cref="OperationCanceledException">The caller went away.</exception>
    public async ValueTask<ResultNode?> NextAsync(CancellationToken cancellation)
    {
        if (_batches is null) return null;
        var next = _first ?? await _batches.NextAsync(cancellation).ConfigureAwait(false);
        _first = null;
        Statements = _session!.Statements;
        return next;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _first?.Dispose();
        _first = null;
        try
        {
            await EndAsync().ConfigureAwait(false);
        }
        finally
        {
            if (_session is { } session) await session.DisposeAsync().ConfigureAwait(false);
            _session = null;
            _turn?.Dispose();
            _turn = null;
            if (!_isOver) _span.Dispose();
            _isOver = true;
        }
    }

    /// <summary>Waits for its turn and reads the first rows; false: too many wait already.</summary>
    internal async ValueTask<bool> BeginAsync(
        ValueTask<IDisposable?> turn, Sessions sessions, OperationWatch? watch, IStorePlan plan, BoundRead read, CancellationToken cancellation)
    {
        _turn = await turn.ConfigureAwait(false);
        if (_turn is null) return false;
        _session = await sessions.OpenAsync(SessionKind.Read, watch, cancellation).ConfigureAwait(false);
        _batches = await _session.StreamAsync(plan, read, cancellation).ConfigureAwait(false);
        _first = await _batches.NextAsync(cancellation).ConfigureAwait(false);
        Selection = read.Selection;
        if (_first is null) await EndAsync().ConfigureAwait(false);
        return true;
    }

    /// <summary>Ends it as a problem.</summary>
    internal async ValueTask<RowStream> FailAsync(Problem problem, Exception? cause = null)
    {
        _span.Failed(problem);
        await DisposeAsync().ConfigureAwait(false);
        (Problem, Cause, Selection) = (problem, cause, null);
        return this;
    }

    private async ValueTask EndAsync()
    {
        if (_session is { } session) Statements = session.Statements;
        if (_batches is { } batches) await batches.DisposeAsync().ConfigureAwait(false);
        _batches = null;
    }
}
