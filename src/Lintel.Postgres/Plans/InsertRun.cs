using Lintel.Binding;
using Lintel.Model;
using Lintel.Postgres.Native;
using Lintel.Results;
using Lintel.Sql.Lowering;
using Lintel.Stores;
using Npgsql;

namespace Lintel.Postgres.Plans;

/// <summary>One run of an insert. References may lead to rows of the same table that come later, since one statement inserts them all.</summary>
internal sealed class InsertRun(PostgresConnection connection, BoundOperation operation, CopyTexts? ahead, CancellationToken cancellation)
{
    private readonly Value[] _parameters = operation.Parameters;

    /// <summary>How many statements ran.</summary>
    public int Statements { get; private set; }

    public async ValueTask<WriteResult> RunAsync(InsertPlan plan, Resource resource, int count)
    {
        var root = new InsertRows(plan.Root, null, count, _parameters);
        await InsertAsync(root).ConfigureAwait(false);
        return new WriteResult { Status = WriteStatus.Done, Keys = plan.Root.Lowered.Resource is null ? [] : root.Keys(resource) };
    }

    /// <summary>Binds the values of the rows; false: the statement takes none, and makes one row of defaults.</summary>
    public static bool Bind(PreparedStatement statement, InsertRows rows)
    {
        var sources = statement.Source.Parameters;
        for (var i = 0; i < sources.Count; i++)
        {
            var text = statement.Text(i);
            if (sources[i].Source == ParameterSource.RowSlot) text.List(sources[i].Type, rows.Given(sources[i].Index));
            else
            {
                var field = rows.Level.Lowered.Relation!.SourceFields[sources[i].Index];
                text.Begin();
                for (var row = 0; row < rows.Count; row++) text.Add(sources[i].Type, rows.Parent!.Value(field, rows.ParentRow(row)));
                text.End();
            }
            statement.BindText(i);
        }
        return sources.Count > 0;
    }

    private async ValueTask InsertAsync(InsertRows rows)
    {
        var level = rows.Level;
        if (rows.Count > 0)
        {
            if (level.Copy is { } copy && copy.Serves(rows)) await CopyAsync(copy, rows).ConfigureAwait(false);
            else await StatementAsync(rows).ConfigureAwait(false);
            if (level.Advance is { } advance) await AdvanceAsync(advance, _parameters[level.GivenKeySlot].AsList).ConfigureAwait(false);
        }
        foreach (var child in level.Children) await InsertAsync(rows.Below(child)).ConfigureAwait(false);
    }

    private async ValueTask CopyAsync(CopyPlan copy, InsertRows rows)
    {
        Statements++;
        connection.Observer.Begin(copy.Name, operation, Table(rows));
        await copy.RunAsync(connection, rows, rows.Parent is null ? ahead : null, cancellation).ConfigureAwait(false);
        connection.Observer.End();
    }

    private static string Table(InsertRows rows) => rows.Level.Lowered.Resource?.Entity.Table ?? rows.Level.Lowered.Relation!.Link!.Entity.Table;

    private async ValueTask StatementAsync(InsertRows rows)
    {
        connection.Observer.Begin(rows.Level.Lowered.Statement.Name, operation, Table(rows));
        var statement = await connection.PrepareAsync(rows.Level.Lowered.Statement, cancellation).ConfigureAwait(false);
        // Without a value that is given there is no list to run it for.
        var isList = Bind(statement, rows);
        var runs = isList ? 1 : rows.Count;
        for (var run = 0; run < runs; run++) await ExecuteAsync(statement, rows, run).ConfigureAwait(false);
        connection.Observer.End(batch: runs);
    }

    private async ValueTask ExecuteAsync(PreparedStatement statement, InsertRows rows, int first)
    {
        Statements++;
        if (rows.Returned.Length > 0)
        {
            await ReturnAsync(statement, rows, first).ConfigureAwait(false);
            return;
        }
        if (rows.Made is not { } made)
        {
            await statement.Command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
            return;
        }
        var isLong = rows.Level.Lowered.Resource!.Key[0].Type.Kind == ScalarKind.Long;
        var reader = await statement.Command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        await using var _ = reader.ConfigureAwait(false);
        for (var row = first; await reader.ReadAsync(cancellation).ConfigureAwait(false); row++) made[row] = Key(reader, isLong);
    }

    private async ValueTask ReturnAsync(PreparedStatement statement, InsertRows rows, int first)
    {
        var columns = rows.Level.Returned;
        using var told = new RowBuffer(columns.Length, budget: null);
        var reader = await statement.Command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        await using var _ = reader.ConfigureAwait(false);
        for (var row = first; await reader.ReadAsync(cancellation).ConfigureAwait(false); row++)
        {
            connection.Rows.Add(reader, columns, told);
            rows.Returned[row] = [.. columns.Select((column, i) => CellValues.Read(column.Type, told[row - first, i], told.Arena))];
        }
    }

    private static long Key(NpgsqlDataReader reader, bool isLong) => isLong ? reader.GetInt64(0) : reader.GetInt32(0);

    private async ValueTask AdvanceAsync(SqlStatement advance, Value[] given)
    {
        var most = 0L;
        foreach (var value in given) most = Math.Max(most, value.IsNull ? 0 : value.AsInteger);
        if (most == 0) return;
        connection.Observer.Begin(advance.Name, operation, collection: null);
        var statement = await connection.PrepareAsync(advance, cancellation).ConfigureAwait(false);
        statement.Bind([Model.Value.Of(most)]);
        Statements++;
        await statement.Command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        connection.Observer.End();
    }
}
