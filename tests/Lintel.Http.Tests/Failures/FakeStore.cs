using Lintel.Binding;
using Lintel.Results;
using Lintel.Stores;

namespace Lintel.Http.Tests.Failures;

/// <summary>A store that fails as a test tells it to. Whatever it does not fail at finds one row without any value of note.</summary>
internal sealed class FakeStore : IStore
{
    /// <summary>What opening a session does before it gives one.</summary>
    public Func<CancellationToken, Task> OnOpen { get; set; } = _ => Task.CompletedTask;

    /// <summary>What a statement does before it answers.</summary>
    public Func<CancellationToken, Task> OnRun { get; set; } = _ => Task.CompletedTask;

    /// <summary>What a commit does.</summary>
    public Func<CancellationToken, Task> OnCommit { get; set; } = _ => Task.CompletedTask;

    public bool IsUp { get; set; } = true;

    private int _openSessions;

    /// <summary>Sessions that were opened and not yet disposed.</summary>
    public int OpenSessions => Volatile.Read(ref _openSessions);

    public int Commits { get; private set; }

    public string Name => "Fake";

    public StoreCapacity Capacity { get; init; } = new(12, 24, TimeSpan.FromSeconds(5));

    public Task<SchemaOutcome> PrepareAsync(CancellationToken cancellation) => Task.FromResult(new SchemaOutcome(false, []));

    public IStoreMigrations Migrations => throw new NotSupportedException();

    public IReadOnlyList<string> SchemaScript() => [];

    public IStorePlan Compile(BoundOperation operation) => new Plan();

    public async ValueTask<IStoreSession> OpenAsync(SessionKind kind, CancellationToken cancellation)
    {
        await OnOpen(cancellation);
        Interlocked.Increment(ref _openSessions);
        return new Session(this);
    }

    public ValueTask<bool> PingAsync(CancellationToken cancellation) => ValueTask.FromResult(IsUp);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Never answers; goes on only when it is told to stop.</summary>
    public static Task Hang(CancellationToken cancellation) => Task.Delay(Timeout.Infinite, cancellation);

    private sealed class Plan : IStorePlan
    {
        public IReadOnlyList<string> Statements => ["SELECT secret"];
    }

    private sealed class Session(FakeStore store) : IStoreSession
    {
        public int Statements => 1;

        public async ValueTask<ResultNode> ReadAsync(IStorePlan plan, BoundRead read, CancellationToken cancellation)
        {
            await store.OnRun(cancellation);
            var rows = new RowBuffer(read.Selection.Columns.Count);
            rows.AddRow().Clear();
            return new ResultNode { Selection = read.Selection, Rows = rows };
        }

        public ValueTask<IRowBatches> StreamAsync(IStorePlan plan, BoundRead read, CancellationToken cancellation) => ValueTask.FromResult<IRowBatches>(new Batches(this, plan, read));

        public async ValueTask<AggregateResult> AggregateAsync(IStorePlan plan, BoundAggregate aggregate, CancellationToken cancellation)
        {
            await store.OnRun(cancellation);
            var rows = new RowBuffer(aggregate.Columns);
            rows.AddRow().Clear();
            return new AggregateResult(aggregate, rows);
        }

        public async ValueTask<PlanExplanation> ExplainAsync(IStorePlan plan, BoundOperation operation, bool measures, CancellationToken cancellation)
        {
            await store.OnRun(cancellation);
            return new PlanExplanation([], null);
        }

        public async ValueTask<WriteResult> WriteAsync(IStorePlan plan, BoundOperation operation, CancellationToken cancellation)
        {
            await store.OnRun(cancellation);
            return new WriteResult { Status = WriteStatus.Done, Keys = [[Model.Value.Of(1)]] };
        }

        public ValueTask BeginPartAsync(CancellationToken cancellation) => ValueTask.CompletedTask;

        public ValueTask UndoPartAsync(CancellationToken cancellation) => ValueTask.CompletedTask;

        public async ValueTask CommitAsync(CancellationToken cancellation)
        {
            await store.OnCommit(cancellation);
            store.Commits++;
        }

        public ValueTask DisposeAsync()
        {
            Interlocked.Decrement(ref store._openSessions);
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>As many batches of one row as statements don't fail.</summary>
    private sealed class Batches(Session session, IStorePlan plan, BoundRead read) : IRowBatches
    {
        public async ValueTask<ResultNode?> NextAsync(CancellationToken cancellation) => await session.ReadAsync(plan, read, cancellation);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
