using Lintel.Binding;
using Lintel.Postgres.Native;
using Lintel.Results;
using Lintel.Stores;
using Npgsql;

namespace Lintel.Postgres.Plans;

/// <summary>A read whose rows are taken from the connection as they are asked for: a reader that is slow keeps the server waiting, not the rows.</summary>
internal sealed class ReadBatches(PostgresConnection connection, PreparedStatement statement, NpgsqlDataReader reader, ReadPlan plan, BoundRead read, Func<Exception, CancellationToken, Exception> failure)
    : IRowBatches
{
    private long _rows;
    private bool _over;

    public async ValueTask<ResultNode?> NextAsync(CancellationToken cancellation)
    {
        // What the driver has already, it gives to anyone.
        cancellation.ThrowIfCancellationRequested();
        if (_over) return null;
        connection.Observer.Resume();
        var rows = new SelectionRows(plan.Root);
        try
        {
            while (!RowBatch.IsFull(rows.Rows.Count, rows.Size, rows.Includes.Length > 0))
            {
                if (!await reader.ReadAsync(connection.Watch(cancellation)).ConfigureAwait(false))
                {
                    _over = true;
                    break;
                }
                connection.Rows.Add(reader, 0, rows);
            }
            connection.Observer.Pause();
            _rows += rows.Rows.Count;
            if (rows.Rows.Count > 0) return rows.ToNode(read.Selection);
            rows.Dispose();
            return null;
        }
        catch (Exception exception)
        {
            _over = true;
            rows.Dispose();
            if (PostgresFailure.Is(exception)) throw failure(exception, cancellation);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Else the driver would read on to the last row before it lets the connection go.
        if (!_over && connection.IsOpen) statement.StopSending();
        _over = true;
        await reader.DisposeAsync().ConfigureAwait(false);
        connection.Observer.End(_rows);
    }
}
