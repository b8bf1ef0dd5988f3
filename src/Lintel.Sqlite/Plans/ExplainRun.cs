using Lintel.Binding;
using Lintel.Sql.Lowering;
using Lintel.Sqlite.Native;
using Lintel.Stores;

namespace Lintel.Sqlite.Plans;

/// <summary>Asks SQLite what it does for the statements of a plan.</summary>
internal sealed class ExplainRun(SqliteConnection connection)
{
    /// <summary>What it does for one statement. It plans without values, so that none is bound.</summary>
    public StatementExplanation Explain(ReadStatement read)
    {
        var report = new PlanReport(read.Statement.Text, connection.Query($"EXPLAIN QUERY PLAN {read.Statement.Text}", PlanReport.Columns));
        return read.Explained(report.Steps(), report.Json());
    }

    /// <summary>Has it compile a statement that is not run.</summary>
    public void Plan(string statement) => connection.Query($"EXPLAIN QUERY PLAN {statement}", PlanReport.Columns);

    /// <summary>How long all statements take. SQLite measures no single step.</summary>
    public async ValueTask<TimeSpan> MeasureAsync(IStorePlan plan, BoundOperation operation, CancellationToken cancellation)
    {
        var clock = connection.Clock;
        var start = clock.GetTimestamp();
        if (operation is BoundAggregate aggregate) ((AggregatePlan)plan).Run(connection, aggregate).Dispose();
        else if (operation is BoundRead { Single: false, Selection.Page: null or { LooksAhead: false } } list) await TakeAsync((ReadPlan)plan, list, cancellation).ConfigureAwait(false);
        else new ReadRun(connection, (BoundRead)operation, budget: null).Run((ReadPlan)plan, out _).Dispose();
        return clock.GetElapsedTime(start);
    }

    // A whole list is never held.
    private async ValueTask TakeAsync(ReadPlan plan, BoundRead read, CancellationToken cancellation)
    {
        var batches = new ReadBatches(connection, plan, read, static _ => { });
        await using var _ = batches.ConfigureAwait(false);
        while (await batches.NextAsync(cancellation).ConfigureAwait(false) is { } batch) batch.Dispose();
    }
}
