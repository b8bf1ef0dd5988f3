using System.Collections.Concurrent;
using Lintel.Binding;
using Lintel.Results;
using Lintel.Stores;

namespace Lintel.Http.Tests.Pipeline;

/// <summary>Passes all on to a store, and keeps each bound operation with the statements of its plan.</summary>
internal sealed class RecordingStore(IStore inner) : IStore
{
    public ConcurrentQueue<(BoundOperation Bound, IReadOnlyList<string> Statements)> Runs { get; } = new();

    private int _asked;

    /// <summary>How many sessions were asked for, of which some may still wait.</summary>
    public int Asked => Volatile.Read(ref _asked);

    public string Name => inner.Name;

    /// <summary>How many the engine lets in. Default: as many as the store can serve.</summary>
    public StoreCapacity Capacity { get; init; } = inner.Capacity;

    public Task<SchemaOutcome> PrepareAsync(CancellationToken cancellation) => inner.PrepareAsync(cancellation);

    public IStoreMigrations Migrations => inner.Migrations;

    public IReadOnlyList<string> SchemaScript() => inner.SchemaScript();

    public IStorePlan Compile(BoundOperation operation) => inner.Compile(operation);

    public async ValueTask<IStoreSession> OpenAsync(SessionKind kind, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _asked);
        return new Session(this, await inner.OpenAsync(kind, cancellation));
    }

    public ValueTask<bool> PingAsync(CancellationToken cancellation) => inner.PingAsync(cancellation);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private sealed class Session(RecordingStore store, IStoreSession inner) : IStoreSession
    {
        public int Statements => inner.Statements;

        public ValueTask<ResultNode> ReadAsync(IStorePlan plan, BoundRead read, CancellationToken cancellation)
        {
            store.Runs.Enqueue((read, plan.Statements));
            return inner.ReadAsync(plan, read, cancellation);
        }

        public ValueTask<IRowBatches> StreamAsync(IStorePlan plan, BoundRead read, CancellationToken cancellation)
        {
            store.Runs.Enqueue((read, plan.Statements));
            return inner.StreamAsync(plan, read, cancellation);
        }

        public ValueTask<AggregateResult> AggregateAsync(IStorePlan plan, BoundAggregate aggregate, CancellationToken cancellation)
        {
            store.Runs.Enqueue((aggregate, plan.Statements));
            return inner.AggregateAsync(plan, aggregate, cancellation);
        }

        public ValueTask<PlanExplanation> ExplainAsync(IStorePlan plan, BoundOperation operation, bool measures, CancellationToken cancellation) =>
            inner.ExplainAsync(plan, operation, measures, cancellation);

        public ValueTask<WriteResult> WriteAsync(IStorePlan plan, BoundOperation operation, CancellationToken cancellation)
        {
            store.Runs.Enqueue((operation, plan.Statements));
            return inner.WriteAsync(plan, operation, cancellation);
        }

        public ValueTask BeginPartAsync(CancellationToken cancellation) => inner.BeginPartAsync(cancellation);

        public ValueTask UndoPartAsync(CancellationToken cancellation) => inner.UndoPartAsync(cancellation);

        public ValueTask CommitAsync(CancellationToken cancellation) => inner.CommitAsync(cancellation);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
