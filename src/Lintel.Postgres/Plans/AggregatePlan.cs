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

    public async ValueTask<AggregateResult> RunAsync(PostgresConnection connection, BoundAggregate asked, CancellationToken cancellation) =>
        new(asked, await FlatRows.ReadAsync(connection, statement, asked, asked.Resource.Entity.Table, _columns, asked.MostBytes, cancellation).ConfigureAwait(false));
}
