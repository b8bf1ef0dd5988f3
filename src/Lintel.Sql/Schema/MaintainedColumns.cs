using Lintel.Model;
using Lintel.Sql.Dialect;

namespace Lintel.Sql.Schema;

/// <summary>
/// Columns that hold what the engine computes. A note in the schema tells of what: where that changed, the column is made anew and filled, by
/// which nothing is lost.
/// </summary>
public sealed class MaintainedColumns(TableScript script, SqlDialect dialect)
{
    /// <summary>How the notes begin.</summary>
    public const string Prefix = "computed ";

    // A contract that does not know the column leaves it as it is, so that a later one can't trust it.
    private const string Left = Prefix + "before";

    /// <summary>Whether a comment is such a note.</summary>
    public static bool IsNote(string? comment) => comment?.StartsWith(Prefix, StringComparison.Ordinal) ?? false;

    /// <summary>Drops the columns that are not as they should be.</summary>
    /// <param name="entity">The table as it should be.</param>
    /// <param name="table">The table as it is.</param>
    /// <param name="statements">Takes the statements.</param>
    /// <returns>The table as it is behind them.</returns>
    public StoredTable Forget(Entity entity, StoredTable table, List<string> statements)
    {
        foreach (var there in table.Columns.Where(column => column.Maintained is not null))
        {
            var column = entity.Columns.FirstOrDefault(column => column.Name == there.Name);
            if (column is null ? there.Maintained == Left : column.Maintained is null || IsSame(column, there)) continue;
            if (column is null && dialect.NoteStatement(entity.Table, there.Name, Left) is { } note) statements.Add(note);
            else table = Drop(table, there, statements);
        }
        return table;
    }

    private bool IsSame(Column column, StoredColumn there) =>
        there.Nullable && there.Maintained == TableScript.Maintained(column) && there.Type == script.Type(column.Type) && there.Check == script.Check(column);

    private StoredTable Drop(StoredTable table, StoredColumn column, List<string> statements)
    {
        var name = dialect.Identifier(column.Name);
        var indexes = table.Indexes.ToLookup(index => index.Terms.Any(term => term.StartsWith(name, StringComparison.Ordinal)));
        statements.AddRange(indexes[true].Select(index => $"DROP INDEX {dialect.Identifier(index.Name)}"));
        statements.Add($"ALTER TABLE {dialect.Identifier(table.Name)} DROP COLUMN {name}");
        return table with { Columns = [.. table.Columns.Where(other => other != column)], Indexes = [.. indexes[false]] };
    }
}
