using Lintel.Binding;
using Lintel.Results;
using Lintel.Stores;

namespace Lintel.Http.Tests.Access;

/// <summary>Passes all on to a store, and lets another write come in between two statements of a transaction.</summary>
internal sealed class RacingStore(IStore inner) : IStore
{
    private int _left = -1;
    private Func<Task>? _other;

    public string Name => inner.Name;

    public StoreCapacity Capacity => inner.Capacity;

    public IStoreMigrations Migrations => inner.Migrations;

    /// <summary>Whether what was to come in between has come.</summary>
    public bool HasMet => _other is null;

    /// <summary>Runs something once, behind so many statements, of which the begin of a transaction is one.</summary>
    public void Behind(int statements, Func<Task> other) => (_left, _other) = (statements, other);

    public Task<SchemaOutcome> PrepareAsync(CancellationToken cancellation) => inner.PrepareAsync(cancellation);

    public IReadOnlyList<string> SchemaScript() => inner.SchemaScript();

    public IStorePlan Compile(BoundOperation operation) => inner.Compile(operation);

    public async ValueTask<IStoreSession> OpenAsync(SessionKind kind, CancellationToken cancellation)
    {
        await MeetAsync();
        return new Session(this, await inner.OpenAsync(kind, cancellation));
    }

    public ValueTask<bool> PingAsync(CancellationToken cancellation) => inner.PingAsync(cancellation);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private async ValueTask MeetAsync()
    {
        if (_other is not { } other || _left-- > 0) return;
        _other = null;
        await other();
    }

    private sealed class Session(RacingStore store, IStoreSession inner) : IStoreSession
    {
        public int Statements => inner.Statements;

        public async ValueTask<ResultNode> ReadAsync(IStorePlan plan, BoundRead read, CancellationToken cancellation)
        {
            await store.MeetAsync();
            return await inner.ReadAsync(plan, read, cancellation);
        }

        public ValueTask<IRowBatches> StreamAsync(IStorePlan plan, BoundRead read, CancellationToken cancellation) => inner.StreamAsync(plan, read, cancellation);

        public ValueTask<AggregateResult> AggregateAsync(IStorePlan plan, BoundAggregate aggregate, CancellationToken cancellation) => inner.AggregateAsync(plan, aggregate, cancellation);

        public ValueTask<PlanExplanation> ExplainAsync(IStorePlan plan, BoundOperation operation, bool measures, CancellationToken cancellation) =>
            inner.ExplainAsync(plan, operation, measures, cancellation);

        public async ValueTask<WriteResult> WriteAsync(IStorePlan plan, BoundOperation operation, CancellationToken cancellation)
        {
            await store.MeetAsync();
            return await inner.WriteAsync(plan, operation, cancellation);
        }

        public ValueTask BeginPartAsync(CancellationToken cancellation) => inner.BeginPartAsync(cancellation);

        public ValueTask UndoPartAsync(CancellationToken cancellation) => inner.UndoPartAsync(cancellation);

        public ValueTask CommitAsync(CancellationToken cancellation) => inner.CommitAsync(cancellation);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
