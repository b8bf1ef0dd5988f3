using Lintel.Results;

namespace Lintel.Stores;

/// <summary>The rows of a list, batch by batch: no more than one is held. Disposing ends the read, wherever it is.</summary>
public interface IRowBatches : IAsyncDisposable
{
    /// <summary>The next rows, at least one, which the caller disposes; null: there are no more.</summary>
    /// <exception cref="StoreException">The statement was stopped by its time limit, or the database failed.</exception>
    /// <exception cref="OperationCanceledException">The caller went away.</exception>
    ValueTask<ResultNode?> NextAsync(CancellationToken cancellation);
}
