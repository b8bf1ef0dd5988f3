using System.Buffers;
using System.Buffers.Text;
using Lintel.Binding;
using Lintel.Model;
using Lintel.Results;
using Lintel.Sql.Lowering;
using Lintel.Sqlite.Foreign;
using Lintel.Sqlite.Native;

namespace Lintel.Sqlite.Plans;

/// <summary>One run of a read plan on a connection.</summary>
/// <param name="connection">The connection.</param>
/// <param name="read">The read.</param>
/// <param name="budget">What its rows may take; null: anything.</param>
internal readonly ref struct ReadRun(SqliteConnection connection, BoundRead read, ResultBudget? budget)
{
    public ResultNode Run(ReadPlan plan, out int statements)
    {
        var count = 0;
        long? total = plan.Count is { } counting ? Count(counting, ref count) : null;
        var rows = new RowBuffer(plan.Root.Forms.Length, budget);
        ResultNode[] includes;
        try
        {
            var statement = Begin(plan.Root.Statement, read.Selection.Resource);
            Read(statement, plan.Root, rows);
            connection.Observer.End(rows.Count);
            count++;
            includes = IncludeAll(plan.Root, read.Selection, rows, ref count);
        }
        catch
        {
            rows.Dispose();
            throw;
        }
        statements = count;
        return new ResultNode { Selection = read.Selection, Rows = rows, Includes = includes, Total = total };
    }

    /// <summary>What comes along with rows.</summary>
    public ResultNode[] Includes(SelectionPlan plan, BoundSelection selection, RowBuffer parents, out int statements)
    {
        statements = 0;
        return IncludeAll(plan, selection, parents, ref statements);
    }

    private long Count(SqlStatement counting, ref int statements)
    {
        var statement = Begin(counting, read.Selection.Resource);
        statements++;
        try
        {
            statement.Step();
            connection.Observer.End(1);
            return Sqlite3.ColumnInteger(statement.Handle, 0);
        }
        finally
        {
            statement.Reset();
        }
    }

    private ResultNode[] IncludeAll(SelectionPlan plan, BoundSelection selection, RowBuffer parents, ref int statements)
    {
        if (plan.Includes.Length == 0) return [];
        var nodes = new ResultNode[plan.Includes.Length];
        for (var i = 0; i < nodes.Length; i++)
        {
            try
            {
                nodes[i] = Include(plan.Includes[i], selection.Includes[i].Selection, parents, ref statements);
            }
            catch
            {
                for (var done = 0; done < i; done++) nodes[done].Dispose();
                throw;
            }
        }
        return nodes;
    }

    private ResultNode Include(SelectionPlan plan, BoundSelection selection, RowBuffer parents, ref int statements)
    {
        var rows = new RowBuffer(plan.Forms.Length, budget);
        try
        {
            var byParent = new int[plan.IsToOne ? parents.Count : parents.Count + 1];
            if (parents.Count > 0)
            {
                var statement = Begin(plan.Statement, selection.Resource);
                if (plan.IsToOne) One(statement, plan, parents, rows, byParent);
                else Many(statement, plan, parents, rows, byParent);
                connection.Observer.End(rows.Count);
                statements++;
            }
            var totals = plan.Count is { } count && parents.Count > 0 ? Totals(count, plan, parents, selection.Resource, ref statements) : [];
            var includes = IncludeAll(plan, selection, rows, ref statements);
            return new ResultNode { Selection = selection, Rows = rows, ByParent = byParent, Totals = totals, Includes = includes };
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }

    /// <summary>Each distinct key once: parents with the same one share the row.</summary>
    private void One(PreparedStatement statement, SelectionPlan plan, RowBuffer parents, RowBuffer rows, int[] byParent)
    {
        var scratch = ArrayPool<int>.Shared.Rent(parents.Count * 2);
        try
        {
            var distinct = scratch.AsSpan(0, parents.Count);
            var found = scratch.AsSpan(parents.Count, parents.Count);
            var count = 0;
            using (var known = new KeyIndex(parents, plan.ParentColumns, plan.ParentInArena))
            {
                for (var parent = 0; parent < byParent.Length; parent++)
                {
                    var first = known.FirstLike(parent);
                    byParent[parent] = first == parent ? count : byParent[first];
                    if (first == parent) distinct[count++] = parent;
                }
            }
            found[..count].Fill(-1);
            statement.BindText(plan.KeysNumber, connection.Buffer.Keys(parents, distinct[..count], plan.ParentColumns, plan.ParentForms, plan.ParentForeign));
            try
            {
                while (statement.Step())
                {
                    found[(int)Sqlite3.ColumnInteger(statement.Handle, 0)] = rows.Count;
                    ReadRow(statement.Handle, 1, plan.Forms, plan.Foreign, plan.Nullable, rows);
                }
            }
            finally
            {
                statement.Reset();
            }
            foreach (ref var place in byParent.AsSpan()) place = found[place];
        }
        finally
        {
            ArrayPool<int>.Shared.Return(scratch);
        }
    }

    private void Many(PreparedStatement statement, SelectionPlan plan, RowBuffer parents, RowBuffer rows, int[] byParent)
    {
        BindAll(statement, plan.KeysNumber, plan, parents);
        try
        {
            var next = 0;
            while (statement.Step())
            {
                var parent = (int)Sqlite3.ColumnInteger(statement.Handle, 0);
                while (next <= parent) byParent[next++] = rows.Count;
                ReadRow(statement.Handle, 1, plan.Forms, plan.Foreign, plan.Nullable, rows);
            }
            while (next <= parents.Count) byParent[next++] = rows.Count;
        }
        finally
        {
            statement.Reset();
        }
    }

    private long[] Totals(SqlStatement counting, SelectionPlan plan, RowBuffer parents, Resource resource, ref int statements)
    {
        var totals = new long[parents.Count];
        var statement = Begin(counting, resource);
        BindAll(statement, plan.CountKeysNumber, plan, parents);
        try
        {
            while (statement.Step()) totals[Sqlite3.ColumnInteger(statement.Handle, 0)] = Sqlite3.ColumnInteger(statement.Handle, 1);
            connection.Observer.End(totals.Length);
            statements++;
            return totals;
        }
        finally
        {
            statement.Reset();
        }
    }

    private void BindAll(PreparedStatement statement, int number, SelectionPlan plan, RowBuffer parents)
    {
        var all = ArrayPool<int>.Shared.Rent(parents.Count);
        try
        {
            for (var i = 0; i < parents.Count; i++) all[i] = i;
            statement.BindText(number, connection.Buffer.Keys(parents, all.AsSpan(0, parents.Count), plan.ParentColumns, plan.ParentForms, plan.ParentForeign));
        }
        finally
        {
            ArrayPool<int>.Shared.Return(all);
        }
    }

    private PreparedStatement Begin(SqlStatement source, Resource resource)
    {
        connection.Observer.Begin(source.Name, read, resource.Entity.Table);
        var statement = connection.Prepare(source);
        ParameterBinding.Bind(connection, statement, source.Parameters, read.Parameters);
        return statement;
    }

    private static void Read(PreparedStatement statement, SelectionPlan plan, RowBuffer rows)
    {
        try
        {
            while (statement.Step()) ReadRow(statement.Handle, 0, plan.Forms, plan.Foreign, plan.Nullable, rows);
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>Adds a row of the columns from the first on.</summary>
    internal static unsafe void ReadRow(nint statement, int first, CellForm[] forms, ForeignForm?[] foreign, bool[] nullable, RowBuffer rows)
    {
        var cells = rows.AddRow();
        for (var i = 0; i < forms.Length; i++)
        {
            var column = first + i;
            if (foreign[i] is { } form)
            {
                cells[i] = form.Read(statement, column, rows);
                continue;
            }
            if (nullable[i] && Sqlite3.ColumnType(statement, column) == Sqlite3.TypeNull)
            {
                cells[i] = Cell.Null;
                continue;
            }
            switch (forms[i])
            {
                case CellForm.Integer: cells[i] = Cell.Of(Sqlite3.ColumnInteger(statement, column)); break;
                case CellForm.Double: cells[i] = Cell.Of(Sqlite3.ColumnDouble(statement, column)); break;
                case CellForm.Uuid:
                    var text = new ReadOnlySpan<byte>(Sqlite3.ColumnBytes(statement, column), Sqlite3.ColumnLength(statement, column));
                    if (!Utf8Parser.TryParse(text, out Guid uuid, out var used) || used != text.Length)
                        throw new InvalidOperationException("A column of UUIDs holds other text.");
                    cells[i] = Cell.Of(uuid);
                    break;
                case CellForm.Text or CellForm.Blob:
                    var bytes = Sqlite3.ColumnBytes(statement, column);
                    cells[i] = rows.Add(new ReadOnlySpan<byte>(bytes, Sqlite3.ColumnLength(statement, column)));
                    break;
            }
        }
    }
}
