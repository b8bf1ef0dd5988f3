using Lintel.Binding;
using Lintel.Postgres.Native;
using Lintel.Results;
using Lintel.Sql.Lowering;

namespace Lintel.Postgres.Plans;

/// <summary>Runs statements whose rows have nothing below them.</summary>
internal static class FlatRows
{
    /// <summary>All rows of a statement, which the caller disposes.</summary>
    /// <param name="connection">Where it runs.</param>
    /// <param name="statement">The statement.</param>
    /// <param name="asked">What was asked, with its values.</param>
    /// <param name="source">The table or function that gives the rows, for traces.</param>
    /// <param name="columns">What is read of each row.</param>
    /// <param name="mostBytes">The most bytes that they may take in memory.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async ValueTask<RowBuffer> ReadAsync(
        PostgresConnection connection, SqlStatement statement, BoundOperation asked, string source, ResultColumn[] columns, long mostBytes, CancellationToken cancellation)
    {
        connection.Observer.Begin(statement.Name, asked, source);
        var prepared = await connection.PrepareAsync(statement, cancellation).ConfigureAwait(false);
        prepared.Bind(asked.Parameters);
        var reader = await prepared.Command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        await using var _ = reader.ConfigureAwait(false);
        var rows = new RowBuffer(columns.Length, new ResultBudget(mostBytes));
        try
        {
            while (await reader.ReadAsync(cancellation).ConfigureAwait(false)) connection.Rows.Add(reader, columns, rows);
            connection.Observer.End(rows.Count);
            return rows;
        }
        catch (Exception exception)
        {
            if (exception is ResultTooLargeException) prepared.StopSending();
            rows.Dispose();
            throw;
        }
    }
}
