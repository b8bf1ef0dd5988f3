using System.Buffers.Binary;
using Lintel.Model;
using Lintel.Postgres.Native;
using Lintel.Results;
using Npgsql;

namespace Lintel.Postgres.Plans;

/// <summary>Rows with all that comes along, from the result of a statement. One for each connection.</summary>
internal sealed class RowReader : IDisposable
{
    private readonly CellReader _cells = new();
    private byte[] _raw = new byte[256];

    /// <summary>Adds the row at hand, whose columns begin at the first; nothing where it is all null.</summary>
    public void Add(NpgsqlDataReader reader, int first, SelectionRows target)
    {
        if (first > 0 && reader.IsDBNull(first + target.Plan.Present)) return;
        Row(reader, first, target);
    }

    /// <summary>Adds the row at hand, which has these columns and nothing else.</summary>
    public void Add(NpgsqlDataReader reader, ResultColumn[] columns, RowBuffer rows)
    {
        var cells = rows.AddRow();
        for (var i = 0; i < columns.Length; i++) cells[i] = columns[i].Nullable && reader.IsDBNull(i) ? Cell.Null : Read(reader, i, columns[i], rows);
    }

    public void Dispose() => _cells.Dispose();

    private void Row(NpgsqlDataReader reader, int first, SelectionRows target)
    {
        var plan = target.Plan;
        var cells = NewRow(target);
        for (var i = 0; i < plan.Sent.Length; i++)
        {
            var column = plan.Columns[plan.Sent[i]];
            cells[plan.Sent[i]] = column.Nullable && reader.IsDBNull(first + i) ? Cell.Null : Read(reader, first + i, column, target.Rows);
        }
        var next = first + plan.Sent.Length;
        foreach (var include in target.Includes)
        {
            if (include.Plan.IsToOne)
            {
                if (reader.IsDBNull(next + include.Plan.Present)) Nothing(include);
                else
                {
                    include.NextParent(include.Rows.Count);
                    Row(reader, next, include);
                }
                next += include.Plan.Width;
            }
            else
            {
                include.NextParent(include.Rows.Count);
                if (!reader.IsDBNull(next))
                {
                    Take(reader, next);
                    Array(0, include);
                }
                next++;
                if (!include.Plan.Counts) continue;
                include.NextTotal(reader.IsDBNull(next) ? 0 : reader.GetInt64(next));
                next++;
            }
        }
    }

    private Cell Read(NpgsqlDataReader reader, int ordinal, ResultColumn column, RowBuffer rows)
    {
        if (column.Form is not (CellForm.Text or CellForm.Bytes))
        {
            // First: it may need more room, and then the bytes are in another array.
            var size = Take(reader, ordinal, column.Form);
            return _cells.Read(column, _raw, 0, size, rows);
        }
        var length = (int)reader.GetBytes(ordinal, 0, null, 0, 0);
        rows.Reserve(length);
        var cell = rows.Commit(length);
        if (length > 0) reader.GetBytes(ordinal, 0, rows.Arena, (int)(uint)(ulong)cell.Bits, length);
        return cell;
    }

    private int Take(NpgsqlDataReader reader, int ordinal, CellForm form = CellForm.Array)
    {
        var length = form is CellForm.Array or CellForm.Numeric or CellForm.NumericText or CellForm.AnyNumeric or CellForm.VersionedText ? (int)reader.GetBytes(ordinal, 0, null, 0, 0) : 16;
        if (length > _raw.Length) _raw = new byte[length * 2];
        return (int)reader.GetBytes(ordinal, 0, _raw, 0, length);
    }

    /// <summary>The rows of an array of them.</summary>
    private void Array(int at, SelectionRows target)
    {
        var elements = new ArrayElements(_raw, at);
        while (elements.Next()) Record(elements.At + 4, target); // behind the number of columns
    }

    /// <summary>A row within an array (record_send in PostgreSQL's rowtypes.c): of each column its type, its size and its bytes.</summary>
    private int Record(int at, SelectionRows target)
    {
        var plan = target.Plan;
        var cells = NewRow(target);
        foreach (var column in plan.Sent)
        {
            var size = Size(at);
            cells[column] = size < 0 ? Cell.Null : _cells.Read(plan.Columns[column], _raw, at + 8, size, target.Rows);
            at = Behind(at);
        }
        foreach (var include in target.Includes)
        {
            if (include.Plan.IsToOne)
            {
                if (Size(Skip(at, include.Plan.Present)) < 0)
                {
                    Nothing(include);
                    at = Skip(at, include.Plan.Width);
                }
                else
                {
                    include.NextParent(include.Rows.Count);
                    at = Record(at, include);
                }
            }
            else
            {
                include.NextParent(include.Rows.Count);
                if (Size(at) >= 0) Array(at + 8, include);
                at = Behind(at);
                if (!include.Plan.Counts) continue;
                include.NextTotal(Size(at) < 0 ? 0 : BinaryPrimitives.ReadInt64BigEndian(_raw.AsSpan(at + 8)));
                at = Behind(at);
            }
        }
        return at;
    }

    private static Span<Cell> NewRow(SelectionRows target)
    {
        var cells = target.Rows.AddRow();
        if (target.Plan.Sent.Length < cells.Length) cells.Fill(Cell.Null);
        return cells;
    }

    private int Size(int at) => BinaryPrimitives.ReadInt32BigEndian(_raw.AsSpan(at + 4));

    private int Behind(int at) => at + 8 + Math.Max(Size(at), 0);

    private int Skip(int at, int columns)
    {
        for (var i = 0; i < columns; i++) at = Behind(at);
        return at;
    }

    /// <summary>
    /// The parent has no such row. What would come along with it has an entry for each row of its own parent, and so none here.
    /// </summary>
    private static void Nothing(SelectionRows include) => include.NextParent(-1);
}
