using Lintel.Binding;
using Lintel.Postgres.Native;
using Lintel.Results;
using Npgsql;

namespace Lintel.Postgres.Plans;

/// <summary>One run of a read plan on a connection.</summary>
internal static class ReadRun
{
    public static async ValueTask<ResultNode> RunAsync(
        PostgresConnection connection, ReadPlan plan, BoundRead read, CancellationToken cancellation)
    {
        connection.Observer.Begin(plan.Statement.Name, read, read.Resource.Entity.Table);
        var statement = await connection.PrepareAsync(plan.Statement, cancellation).ConfigureAwait(false);
        statement.Bind(read.Parameters);
        var reader = await statement.Command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        await using var _ = reader.ConfigureAwait(false);
        var node = await TakeAsync(connection, reader, plan.Root, plan.Counts, read.Selection, cancellation).ConfigureAwait(false);
        connection.Observer.End(node.Rows.Count);
        return node;
    }

    /// <summary>Takes all rows of a result.</summary>
    public static async ValueTask<ResultNode> TakeAsync(
        PostgresConnection connection, NpgsqlDataReader reader, SelectionPlan plan, bool counts, BoundSelection selection, CancellationToken cancellation)
    {
        var rows = new SelectionRows(plan);
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
