using Lintel.Model;

namespace Lintel.Sql.Schema;

/// <summary>
/// Columns that hold what the engine computes. A note in the schema tells of what: where that changed, the column is made anew and filled, by
/// which nothing is lost.
/// </summary>
public static class MaintainedColumns
{
    /// <summary>How the notes begin.</summary>
    public const string Prefix = "computed ";

    /// <summary>The note on a column that a contract did not know, and left as it was, so that a later one can't trust it.</summary>
    public const string Left = Prefix + "before";

    /// <summary>The note on a column that is not filled yet, where another statement does that.</summary>
    public const string Unfilled = Prefix + "unfilled";

    /// <summary>Whether a comment is such a note.</summary>
    public static bool IsNote(string? comment) => comment?.StartsWith(Prefix, StringComparison.Ordinal) ?? false;

    /// <summary>Whether a column holds what it should.</summary>
    public static bool IsSame(TableScript script, Column column, StoredColumn there) =>
        there.Nullable && (there.Maintained == TableScript.Maintained(column) || there.Maintained == Unfilled) && there.Type == script.Type(column.Type) && there.Check == script.Check(column);
}
