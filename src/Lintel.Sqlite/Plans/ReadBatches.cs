using Lintel.Binding;
using Lintel.Results;
using Lintel.Sqlite.Native;
using Lintel.Stores;
using Lintel.Telemetry;

namespace Lintel.Sqlite.Plans;

/// <summary>A read whose statement is stepped on as its rows are asked for; what comes along is read for each batch, in the same snapshot.</summary>
internal sealed class ReadBatches : IRowBatches
{
    private readonly SqliteConnection _connection;
    private readonly ReadPlan _plan;
    private readonly BoundRead _read;
    private readonly Action<int> _count;
    private readonly StatementObserver _observer;
    private readonly PreparedStatement _statement;
    private long _rows;
    private bool _over;

    /// <summary>Begins; no row is read yet.</summary>
    /// <param name="connection">The connection, which is in a transaction.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="read">The read.</param>
    /// <param name="count">Is told how many statements ran.</param>
    public ReadBatches(SqliteConnection connection, ReadPlan plan, BoundRead read, Action<int> count)
    {
        (_connection, _plan, _read, _count) = (connection, plan, read, count);
        _observer = connection.Observer.Fork();
        _observer.Begin(plan.Root.Statement.Name, read, read.Resource.Entity.Table);
        _statement = connection.Prepare(plan.Root.Statement);
        // Other statements are prepared while it runs, and it is not to be forgotten for them.
        _statement.LastUse = long.MaxValue;
        ParameterBinding.Bind(connection, _statement, plan.Root.Statement.Parameters, read.Parameters);
        _count(1);
        _observer.Pause();
    }

    public ValueTask<ResultNode?> NextAsync(CancellationToken cancellation)
    {
        _connection.Watch(cancellation);
        if (_over) return default;
        var rows = new RowBuffer(_plan.Root.Forms.Length);
        _observer.Resume();
        try
        {
            while (!_over && !RowBatch.IsFull(rows.Count, rows.Size, _plan.Root.Includes.Length > 0))
            {
                if (_statement.Step()) ReadRun.ReadRow(_statement.Handle, 0, _plan.Root.Forms, _plan.Root.Foreign, _plan.Root.Nullable, rows);
                else _over = true;
            }
            _observer.Pause();
            _rows += rows.Count;
            if (rows.Count == 0)
            {
                rows.Dispose();
                return default;
            }
            var includes = new ReadRun(_connection, _read, null).Includes(_plan.Root, _read.Selection, rows, out var statements);
            _count(statements);
            return new ValueTask<ResultNode?>(new ResultNode { Selection = _read.Selection, Rows = rows, Includes = includes });
        }
        catch (Exception exception)
        {
            _over = true;
            rows.Dispose();
            _observer.Fail(exception);
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        _over = true;
        _statement.Reset();
        _statement.LastUse = 0;
        _observer.End(_rows);
        return ValueTask.CompletedTask;
    }
}
