using Lintel.Binding;
using Lintel.Sql.Lowering;
using Lintel.Sqlite.Native;
using Lintel.Stores;

namespace Lintel.Sqlite.Plans;

/// <summary>Asks SQLite what it does for the statements of a plan.</summary>
internal readonly struct ExplainRun(SqliteConnection connection)
{
    /// <summary>What it does for one statement. It plans without values, so that none is bound.</summary>
    public StatementExplanation Explain(ReadStatement read)
    {
        var report = new PlanReport(read.Statement.Text, connection.Query($"EXPLAIN QUERY PLAN {read.Statement.Text}", PlanReport.Columns));
        return read.Explained(report.Steps(), report.Json());
    }

    /// <summary>How long all statements take. SQLite measures no single step.</summary>
    public TimeSpan Measure(IStorePlan plan, BoundOperation operation)
    {
        var before = connection.Elapsed;
        if (plan is ReadPlan rows) new ReadRun(connection, operation.Parameters).Run(rows, (BoundRead)operation, out _).Dispose();
        else ((AggregatePlan)plan).Run(connection, (BoundAggregate)operation).Dispose();
        return connection.Elapsed - before;
    }
}
