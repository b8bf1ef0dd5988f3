using System.Buffers;
using Lintel.Binding;
using Lintel.Model;
using Lintel.Postgres.Native;
using Lintel.Results;
using Lintel.Sql.Lowering;
using Lintel.Sql.Rows;
using Npgsql;

namespace Lintel.Postgres.Plans;

/// <summary>One run of a read plan on a connection.</summary>
internal sealed class ReadRun(PostgresConnection connection, Value[] parameters, CancellationToken cancellation)
{
    /// <summary>How many statements ran.</summary>
    public int Statements { get; private set; }

    public async ValueTask<ResultNode> RunAsync(ReadPlan plan, BoundRead read)
    {
        long? total = plan.Count is { } counting ? await CountAsync(counting).ConfigureAwait(false) : null;
        var rows = new RowBuffer(plan.Root.Columns.Length);
        try
        {
            await AllAsync(plan.Root, rows).ConfigureAwait(false);
            var includes = await IncludesAsync(plan.Root, read.Selection, rows).ConfigureAwait(false);
            return new ResultNode { Selection = read.Selection, Rows = rows, Includes = includes, Total = total, Limit = Limit(plan.Root) };
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }

    private int Limit(SelectionPlan plan) => plan.LimitSlot < 0 ? 0 : (int)parameters[plan.LimitSlot].AsInteger;

    private async ValueTask<long> CountAsync(SqlStatement counting)
    {
        var statement = await PrepareAsync(counting).ConfigureAwait(false);
        var reader = await ExecuteAsync(statement).ConfigureAwait(false);
        await using var _ = reader.ConfigureAwait(false);
        await reader.ReadAsync(cancellation).ConfigureAwait(false);
        return reader.GetInt64(0);
    }

    private async ValueTask AllAsync(SelectionPlan plan, RowBuffer rows)
    {
        var statement = await PrepareAsync(plan.Statement).ConfigureAwait(false);
        var reader = await ExecuteAsync(statement).ConfigureAwait(false);
        await using var _ = reader.ConfigureAwait(false);
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false)) connection.Cells.Row(reader, 0, plan.Columns, rows);
    }

    private async ValueTask<ResultNode[]> IncludesAsync(SelectionPlan plan, BoundSelection selection, RowBuffer parents)
    {
        if (plan.Includes.Length == 0) return [];
        var nodes = new ResultNode[plan.Includes.Length];
        for (var i = 0; i < nodes.Length; i++)
        {
            try
            {
                nodes[i] = await IncludeAsync(plan.Includes[i], selection.Includes[i].Selection, parents).ConfigureAwait(false);
            }
            catch
            {
                for (var done = 0; done < i; done++) nodes[done].Dispose();
                throw;
            }
        }
        return nodes;
    }

    private async ValueTask<ResultNode> IncludeAsync(SelectionPlan plan, BoundSelection selection, RowBuffer parents)
    {
        var rows = new RowBuffer(plan.Columns.Length);
        try
        {
            var byParent = new int[plan.IsToOne ? parents.Count : parents.Count + 1];
            if (parents.Count > 0)
            {
                var statement = await PrepareAsync(plan.Statement).ConfigureAwait(false);
                if (plan.IsToOne) await OneAsync(statement, plan, parents, rows, byParent).ConfigureAwait(false);
                else await ManyAsync(statement, plan, parents, rows, byParent).ConfigureAwait(false);
            }
            var includes = await IncludesAsync(plan, selection, rows).ConfigureAwait(false);
            return new ResultNode { Selection = selection, Rows = rows, ByParent = byParent, Includes = includes, Limit = Limit(plan) };
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }

    /// <summary>Each distinct key once: parents with the same one share the row.</summary>
    private async ValueTask OneAsync(PreparedStatement statement, SelectionPlan plan, RowBuffer parents, RowBuffer rows, int[] byParent)
    {
        var scratch = ArrayPool<int>.Shared.Rent(parents.Count);
        try
        {
            var count = Distinct(plan, parents, byParent, scratch);
            BindKeys(statement, plan, parents, scratch.AsSpan(0, count));
            scratch.AsSpan(0, count).Fill(-1);
            var reader = await ExecuteAsync(statement).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
                {
                    scratch[reader.GetInt64(0) - 1] = rows.Count;
                    connection.Cells.Row(reader, 1, plan.Columns, rows);
                }
            }
            for (var parent = 0; parent < byParent.Length; parent++) byParent[parent] = scratch[byParent[parent]];
        }
        finally
        {
            ArrayPool<int>.Shared.Return(scratch);
        }
    }

    private static int Distinct(SelectionPlan plan, RowBuffer parents, int[] byParent, int[] distinct)
    {
        using var known = new KeyIndex(parents, plan.ParentColumns, plan.ParentInArena);
        var count = 0;
        for (var parent = 0; parent < byParent.Length; parent++)
        {
            var first = known.FirstLike(parent);
            byParent[parent] = first == parent ? count : byParent[first];
            if (first == parent) distinct[count++] = parent;
        }
        return count;
    }

    private async ValueTask ManyAsync(PreparedStatement statement, SelectionPlan plan, RowBuffer parents, RowBuffer rows, int[] byParent)
    {
        var all = ArrayPool<int>.Shared.Rent(parents.Count);
        for (var i = 0; i < parents.Count; i++) all[i] = i;
        BindKeys(statement, plan, parents, all.AsSpan(0, parents.Count));
        ArrayPool<int>.Shared.Return(all);
        var next = 0;
        var reader = await ExecuteAsync(statement).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
            {
                var parent = (int)reader.GetInt64(0) - 1;
                while (next <= parent) byParent[next++] = rows.Count;
                connection.Cells.Row(reader, 1, plan.Columns, rows);
            }
        }
        while (next <= parents.Count) byParent[next++] = rows.Count;
    }

    private static void BindKeys(PreparedStatement statement, SelectionPlan plan, RowBuffer parents, ReadOnlySpan<int> which)
    {
        var sources = statement.Source.Parameters;
        for (var i = 0; i < sources.Count; i++)
        {
            if (sources[i].Source != ParameterSource.ParentKeys) continue;
            var (column, result) = (plan.ParentColumns[sources[i].Index], plan.ParentResults[sources[i].Index]);
            var text = statement.Text(i);
            text.Begin();
            foreach (var row in which) text.Add(result.Type, result.Form, parents[row, column], parents.Arena);
            text.End();
            statement.BindText(i);
        }
    }

    private async ValueTask<PreparedStatement> PrepareAsync(SqlStatement source)
    {
        var statement = await connection.PrepareAsync(source, cancellation).ConfigureAwait(false);
        statement.Bind(parameters);
        return statement;
    }

    private Task<NpgsqlDataReader> ExecuteAsync(PreparedStatement statement)
    {
        Statements++;
        return statement.Command.ExecuteReaderAsync(cancellation);
    }
}
