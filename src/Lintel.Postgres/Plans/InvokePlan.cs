using Lintel.Binding;
using Lintel.Postgres.Native;
using Lintel.Results;
using Lintel.Sql.Lowering;
using Lintel.Stores;

namespace Lintel.Postgres.Plans;

/// <summary>A call of a function: one statement.</summary>
internal sealed class InvokePlan(SqlStatement statement) : IStorePlan
{
    // SQL does not promise that a function gives no null.
    private readonly ResultColumn[] _columns = [.. statement.Columns.Select(type => new ResultColumn(type, true))];

    public IReadOnlyList<string> Statements { get; } = [statement.Text];

    public async ValueTask<ResultNode?> RunAsync(PostgresConnection connection, BoundInvoke asked, CancellationToken cancellation)
    {
        connection.Observer.Begin(statement.Name, asked, asked.Call.Function.Routine);
        var prepared = await connection.PrepareAsync(statement, cancellation).ConfigureAwait(false);
        prepared.Bind(asked.Parameters);
        var reader = await prepared.Command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        await using var _ = reader.ConfigureAwait(false);
        var rows = new RowBuffer(_columns.Length, new ResultBudget(asked.MostBytes));
        try
        {
            while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
            {
                if (asked.Selection is not null) connection.Rows.Add(reader, _columns, rows);
            }
            connection.Observer.End(rows.Count);
        }
        catch (Exception exception)
        {
            if (exception is ResultTooLargeException) prepared.StopSending();
            rows.Dispose();
            throw;
        }
        if (asked.Selection is { } selection) return new ResultNode { Selection = selection, Rows = rows };
        rows.Dispose();
        return null;
    }
}
