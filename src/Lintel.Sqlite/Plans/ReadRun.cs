using System.Buffers.Text;
using Lintel.Binding;
using Lintel.Model;
using Lintel.Results;
using Lintel.Sql.Lowering;
using Lintel.Sqlite.Native;

namespace Lintel.Sqlite.Plans;

/// <summary>One run of a read plan on a connection.</summary>
internal readonly ref struct ReadRun(SqliteConnection connection, Value[] parameters)
{
    public ResultNode Run(ReadPlan plan, BoundRead read, out int statements)
    {
        var count = 0;
        long? total = plan.Count is { } counting ? Count(counting, ref count) : null;
        var rows = new RowBuffer(plan.Root.Forms.Length);
        ResultNode[] includes;
        try
        {
            var statement = connection.Prepare(plan.Root.Statement);
            Bind(statement, plan.Root.Statement.Parameters);
            Read(statement, plan.Root, rows);
            count++;
            includes = Includes(plan.Root, read.Selection, rows, ref count);
        }
        catch
        {
            rows.Dispose();
            throw;
        }
        statements = count;
        return new ResultNode { Selection = read.Selection, Rows = rows, Includes = includes, Total = total, Limit = Limit(plan.Root) };
    }

    private int Limit(SelectionPlan plan) => plan.LimitSlot < 0 ? 0 : (int)parameters[plan.LimitSlot].AsInteger;

    private long Count(SqlStatement counting, ref int statements)
    {
        var statement = connection.Prepare(counting);
        Bind(statement, counting.Parameters);
        statements++;
        try
        {
            statement.Step();
            return Sqlite3.ColumnInteger(statement.Handle, 0);
        }
        finally
        {
            statement.Reset();
        }
    }

    private ResultNode[] Includes(SelectionPlan plan, BoundSelection selection, RowBuffer parents, ref int statements)
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
        var rows = new RowBuffer(plan.Forms.Length);
        try
        {
            var byParent = new int[plan.IsToOne ? parents.Count : parents.Count + 1];
            if (parents.Count > 0)
            {
                var statement = connection.Prepare(plan.Statement);
                Bind(statement, plan.Statement.Parameters);
                if (plan.IsToOne) One(statement, plan, parents, rows, byParent);
                else Many(statement, plan, parents, rows, byParent);
                statements++;
            }
            var includes = Includes(plan, selection, rows, ref statements);
            return new ResultNode { Selection = selection, Rows = rows, ByParent = byParent, Includes = includes, Limit = Limit(plan) };
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }

    /// <summary>Each distinct key once: parents with the same one share the row.</summary>
    private static void One(PreparedStatement statement, SelectionPlan plan, RowBuffer parents, RowBuffer rows, int[] byParent)
    {
        using var known = new KeyIndex(parents, plan.ParentColumns, plan.ParentForms);
        for (var parent = 0; parent < byParent.Length; parent++)
        {
            byParent[parent] = -1;
            if (HasNull(parents.Row(parent), plan.ParentColumns)) continue;
            var first = known.FirstLike(parent);
            if (first != parent)
            {
                byParent[parent] = byParent[first];
                continue;
            }
            var before = rows.Count;
            BindParent(statement, plan, parents, parent);
            Read(statement, plan, rows);
            if (rows.Count > before) byParent[parent] = before;
        }
    }

    private static void Many(PreparedStatement statement, SelectionPlan plan, RowBuffer parents, RowBuffer rows, int[] byParent)
    {
        for (var parent = 0; parent < parents.Count; parent++)
        {
            byParent[parent] = rows.Count;
            if (HasNull(parents.Row(parent), plan.ParentColumns)) continue;
            BindParent(statement, plan, parents, parent);
            Read(statement, plan, rows);
        }
        byParent[parents.Count] = rows.Count;
    }

    private static bool HasNull(ReadOnlySpan<Cell> row, int[] columns)
    {
        foreach (var column in columns)
        {
            if (row[column].IsNull) return true;
        }
        return false;
    }

    private static void BindParent(PreparedStatement statement, SelectionPlan plan, RowBuffer parents, int parent)
    {
        var sources = plan.Statement.Parameters;
        for (var i = 0; i < sources.Count; i++)
        {
            if (sources[i].Source != ParameterSource.Parent) continue;
            var cell = parents[parent, plan.ParentColumns[sources[i].Index]];
            switch (plan.ParentForms[sources[i].Index])
            {
                case CellForm.Integer: statement.Bind(i + 1, cell.Integer); break;
                case CellForm.Double: statement.Bind(i + 1, cell.Double); break;
                case CellForm.Uuid: statement.Bind(i + 1, cell.Uuid); break;
                case CellForm.Text: statement.BindText(i + 1, cell.Bytes(parents.Arena)); break;
                case CellForm.Blob: statement.BindBlob(i + 1, cell.Bytes(parents.Arena)); break;
            }
        }
    }

    private void Bind(PreparedStatement statement, IReadOnlyList<SqlParameter> sources) => ParameterBinding.Bind(connection, statement, sources, parameters);

    private static void Read(PreparedStatement statement, SelectionPlan plan, RowBuffer rows)
    {
        try
        {
            while (statement.Step()) ReadRow(statement.Handle, plan.Forms, plan.Nullable, rows);
        }
        finally
        {
            statement.Reset();
        }
    }

    private static unsafe void ReadRow(nint statement, CellForm[] forms, bool[] nullable, RowBuffer rows)
    {
        var cells = rows.AddRow();
        for (var i = 0; i < forms.Length; i++)
        {
            if (nullable[i] && Sqlite3.ColumnType(statement, i) == Sqlite3.TypeNull)
            {
                cells[i] = Cell.Null;
                continue;
            }
            switch (forms[i])
            {
                case CellForm.Integer: cells[i] = Cell.Of(Sqlite3.ColumnInteger(statement, i)); break;
                case CellForm.Double: cells[i] = Cell.Of(Sqlite3.ColumnDouble(statement, i)); break;
                case CellForm.Uuid:
                    var text = new ReadOnlySpan<byte>(Sqlite3.ColumnBytes(statement, i), Sqlite3.ColumnLength(statement, i));
                    if (!Utf8Parser.TryParse(text, out Guid uuid, out var used) || used != text.Length)
                        throw new InvalidOperationException("A column of UUIDs holds other text.");
                    cells[i] = Cell.Of(uuid);
                    break;
                case CellForm.Text or CellForm.Blob:
                    var bytes = Sqlite3.ColumnBytes(statement, i);
                    cells[i] = rows.Add(new ReadOnlySpan<byte>(bytes, Sqlite3.ColumnLength(statement, i)));
                    break;
            }
        }
    }
}
