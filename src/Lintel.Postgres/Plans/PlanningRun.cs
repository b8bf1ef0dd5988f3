using Lintel.Binding;
using Lintel.Postgres.Native;
using Lintel.Sql.Lowering;
using Lintel.Stores;
using Npgsql;

namespace Lintel.Postgres.Plans;

/// <summary>Has the server plan a write or a call without running it: EXPLAIN looks for all names and asks for all rights.</summary>
/// <param name="connection">The connection, which is in a transaction that can't write.</param>
/// <param name="operation">What is planned.</param>
/// <param name="cancellation">Stops it.</param>
internal sealed class PlanningRun(PostgresConnection connection, BoundOperation operation, CancellationToken cancellation)
{
    private const string Explain = "EXPLAIN ";

    /// <summary>How many statements were planned.</summary>
    public int Statements { get; private set; }

    public async ValueTask RunAsync(IStorePlan plan)
    {
        switch (plan)
        {
            case InsertPlan { Answered: { } answered }:
                await PlanAsync(answered.Statement, statement => WriteRun.Bind(statement, operation)).ConfigureAwait(false);
                break;
            case InsertPlan insert:
                foreach (var rows in InsertRows.All(insert, InsertRows.CountOf(operation), operation.Parameters))
                    await PlanAsync(rows.Level.Lowered.Statement, statement => InsertRun.Bind(statement, rows)).ConfigureAwait(false);
                break;
            case ChangePlan change:
                await PlanAsync(change.Answered?.Statement ?? change.Statement, statement => WriteRun.Bind(statement, operation)).ConfigureAwait(false);
                if (change.Exists is { } exists) await PlanAsync(exists, statement => WriteRun.Bind(statement, operation)).ConfigureAwait(false);
                break;
            case InvokePlan invoke when operation is BoundInvoke { Call.Function.Native.IsProcedure: true }:
                // No plan is made of a CALL: that the server understands it is all that can be asked.
                Statements++;
                await connection.PrepareAsync(invoke.Statement, cancellation).ConfigureAwait(false);
                break;
            case InvokePlan invoke:
                await PlanAsync(invoke.Statement, statement => statement.Bind(operation.Parameters)).ConfigureAwait(false);
                break;
            default:
                throw new ArgumentException($"No way to plan {plan.GetType().Name}.", nameof(plan));
        }
    }

    /// <summary>Whether the server had no more to say than that a value which it computed ahead is none: it understood the rest.</summary>
    public static bool IsOfValue(PostgresException exception) => PostgresFailure.IsOfData(exception) || PostgresFailure.IsViolation(exception) || exception.SqlState == FunctionRefusal.Raised;

    private async ValueTask PlanAsync(SqlStatement source, Action<PreparedStatement> bind)
    {
        Statements++;
        using var statement = new PreparedStatement(connection.Driver, source with { Text = Explain + source.Text });
        bind(statement);
        await statement.Command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }
}
