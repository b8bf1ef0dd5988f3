using System.Runtime.CompilerServices;
using Lintel.Binding;
using Lintel.Postgres.Native;
using Lintel.Results;
using Npgsql;

namespace Lintel.Postgres.Plans;

/// <summary>One run of a read plan on a connection.</summary>
internal static class ReadRun
{
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))] // each read waits in it
    public static async ValueTask<ResultNode> RunAsync(
        PostgresConnection connection, ReadPlan plan, BoundRead read, CancellationToken cancellation)
    {
        connection.Observer.Begin(plan.Statement.Name, read, read.Resource.Entity.Table);
        var statement = await connection.PrepareAsync(plan.Statement, cancellation).ConfigureAwait(false);
        statement.Bind(read.Parameters);
        var reader = await statement.Command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        await using var _ = reader.ConfigureAwait(false);
        try
        {
            var rows = new SelectionRows(plan.Root, new ResultBudget(read.MostBytes));
            var node = await TakeAsync(connection, reader, rows, plan.Counts, read.Selection, cancellation).ConfigureAwait(false);
            connection.Observer.End(node.Rows.Count);
            return node;
        }
        catch (ResultTooLargeException)
        {
            statement.StopSending();
            throw;
        }
    }

    /// <summary>Takes all rows of a result, which owns them from then on.</summary>
    public static async ValueTask<ResultNode> TakeAsync(
        PostgresConnection connection, NpgsqlDataReader reader, SelectionRows rows, bool counts, BoundSelection selection, CancellationToken cancellation)
    {
        try
        {
            long? total = null;
            while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
            {
                if (counts) total ??= reader.GetInt64(0);
                connection.Rows.Add(reader, counts ? 1 : 0, rows);
            }
            return rows.ToNode(selection, total);
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }
}
