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

    public SqlStatement Statement => statement;

    public IReadOnlyList<string> Statements { get; } = [statement.Text];

    public async ValueTask<ResultNode?> RunAsync(PostgresConnection connection, BoundInvoke asked, CancellationToken cancellation)
    {
        var rows = await FlatRows.ReadAsync(connection, statement, asked, asked.Call.Function.Routine, _columns, asked.MostBytes, cancellation).ConfigureAwait(false);
        if (asked.Selection is { } selection) return new ResultNode { Selection = selection, Rows = rows };
        rows.Dispose();
        return null;
    }
}
