using Lintel.Binding;
using Lintel.Operations;
using Lintel.Sql.Dialect;

namespace Lintel.Sql.Lowering;

/// <summary>A read as one statement with all that comes along.</summary>
/// <param name="Statement">
/// The statement. Its rows hold the columns that <see cref="NestedRow"/> names, then what comes along, relation by relation: of one that leads to one row the same
/// again (all null where there is none), of one that leads to many an array of such rows, and where they are counted their number.
/// </param>
/// <param name="Counts">Whether a column with the number of all rows comes first; of an empty page one row comes, with nothing but this.</param>
public sealed record NestedRead(SqlStatement Statement, bool Counts);

/// <summary>
/// Reads as one statement each, in standard SQL, for databases that have arrays of rows: <c>ARRAY(SELECT ROW(…))</c>, ISO 9075-2. The page is
/// found first, so that nothing is looked up for rows that are not shown.
/// </summary>
public sealed class NestedReadLowering(SqlDialect dialect)
{
    /// <summary>Lowers a read.</summary>
    public NestedRead Lower(BoundRead read)
    {
        var counts = read.Selection.Page is { Count: not CountMode.None };
        var select = new SelectLowering(dialect, read.NowSlot, read.Access, findsOne: read is { Single: true, Call: null, Selection.Includes.Count: 0 });
        var text = new NestedSelect(dialect, select).Root(read.Selection, counts, read.Lock, read.Call is { } call ? CallLowering.Text(dialect, select.Parameters, call) : null);
        return new NestedRead(new SqlStatement(text, [.. select.Parameters.Parameters], [.. read.Selection.Columns.Select(column => column.Field.Type)]), counts);
    }
}
