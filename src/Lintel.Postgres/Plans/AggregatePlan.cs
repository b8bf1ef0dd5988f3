using Lintel.Binding;
using Lintel.Postgres.Native;
using Lintel.Results;
using Lintel.Sql.Lowering;
using Lintel.Stores;

namespace Lintel.Postgres.Plans;

/// <summary>An aggregate: one statement, a row for each group.</summary>
internal sealed class AggregatePlan(SqlStatement statement, BoundAggregate aggregate) : IStorePlan, IReadStatements
{
    private readonly ResultColumn[] _columns = [.. Enumerable.Range(0, aggregate.Columns).Select(i => new ResultColumn(aggregate.TypeOf(i), aggregate.IsNullable(i)))];

    public IReadOnlyList<string> Statements { get; } = [statement.Text];

    public IReadOnlyList<ReadStatement> Reads { get; } = [new(aggregate.Resource.Name, statement)];

    public async ValueTask<AggregateResult> RunAsync(PostgresConnection connection, BoundAggregate asked, CancellationToken cancellation)
    {
        connection.Observer.Begin(statement.Name, asked, asked.Resource.Entity.Table);
        var prepared = await connection.PrepareAsync(statement, cancellation).ConfigureAwait(false);
        prepared.Bind(asked.Parameters);
        var reader = await prepared.Command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        await using var _ = reader.ConfigureAwait(false);
        var rows = new RowBuffer(_columns.Length, new ResultBudget(asked.MostBytes));
        try
        {
            while (await reader.ReadAsync(cancellation).ConfigureAwait(false)) connection.Rows.Add(reader, _columns, rows);
            connection.Observer.End(rows.Count);
            return new AggregateResult(asked, rows);
        }
        catch (Exception exception)
        {
            if (exception is ResultTooLargeException) prepared.StopSending();
            rows.Dispose();
            throw;
        }
    }
}
