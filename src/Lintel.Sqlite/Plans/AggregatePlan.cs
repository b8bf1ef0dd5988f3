using Lintel.Binding;
using Lintel.Results;
using Lintel.Sql.Lowering;
using Lintel.Sqlite.Foreign;
using Lintel.Sqlite.Native;
using Lintel.Stores;

namespace Lintel.Sqlite.Plans;

/// <summary>An aggregate: one statement, a row for each group.</summary>
internal sealed class AggregatePlan(SqlStatement statement, BoundAggregate aggregate) : IStorePlan, IReadStatements
{
    private readonly CellForm[] _forms = [.. statement.Columns.Select(CellForms.Of)];
    private readonly ForeignForm?[] _foreign = [.. statement.Columns.Select(CellForms.Foreign)];
    private readonly bool[] _nullable = [.. Enumerable.Range(0, aggregate.Columns).Select(aggregate.IsNullable)];

    public IReadOnlyList<string> Statements { get; } = [statement.Text];

    public IReadOnlyList<ReadStatement> Reads { get; } = [new(aggregate.Resource.Name, statement)];

    public AggregateResult Run(SqliteConnection connection, BoundAggregate asked)
    {
        connection.Observer.Begin(statement.Name, asked, asked.Resource.Entity.Table);
        var prepared = connection.Prepare(statement);
        ParameterBinding.Bind(connection, prepared, statement.Parameters, asked.Parameters);
        var rows = new RowBuffer(_forms.Length, new ResultBudget(asked.MostBytes));
        try
        {
            while (prepared.Step()) ReadRun.ReadRow(prepared.Handle, 0, _forms, _foreign, _nullable, rows);
            connection.Observer.End(rows.Count);
            return new AggregateResult(asked, rows);
        }
        catch
        {
            rows.Dispose();
            throw;
        }
        finally
        {
            prepared.Reset();
        }
    }
}
