using Lintel.Model;
using Lintel.Sqlite.Native;

namespace Lintel.Sqlite.Foreign;

/// <summary>What a file that is not ours says of one of its tables.</summary>
internal sealed class ForeignTable
{
    private readonly string? _rowId;

    private ForeignTable(Dictionary<string, string> types, bool isStrict, string? rowId) => (Types, IsStrict, _rowId) = (types, isStrict, rowId);

    /// <summary>Whether SQLite keeps to what the table declares.</summary>
    public bool IsStrict { get; }

    /// <summary>The declared type of each column, empty where there is none. Names differ in more than the case of ASCII letters.</summary>
    public IReadOnlyDictionary<string, string> Types { get; }

    /// <summary>The table or view of that name; null: there is none.</summary>
    public static ForeignTable? Read(SqliteConnection connection, string name)
    {
        var columns = connection.Query($"SELECT name, type, pk FROM pragma_table_xinfo({name}) WHERE hidden <> 1", 3);
        if (columns.Count == 0) return null;
        var kind = connection.Query($"SELECT wr, strict FROM pragma_table_list WHERE schema = 'main' AND name = {name} COLLATE NOCASE", 2);
        var key = columns.Where(row => row[2] != "0").ToArray();
        var isRowId = key is [{ } only] && string.Equals(only[1], "INTEGER", StringComparison.OrdinalIgnoreCase) && kind is [["0", _], ..];
        return new ForeignTable(columns.ToDictionary(row => row[0]!, row => row[1] ?? "", StringComparer.OrdinalIgnoreCase), kind is [[_, "1"], ..], isRowId ? key[0][0] : null);
    }

    /// <summary>Whether a column holds nothing but values of the type and null: it is the row's number, or SQLite keeps to what the table declares.</summary>
    public bool IsCertain(string column, FieldType type)
    {
        if (string.Equals(column, _rowId, StringComparison.OrdinalIgnoreCase)) return type.Kind is ScalarKind.Int or ScalarKind.Long;
        return IsStrict && (Types[column].ToUpperInvariant(), type.Kind) is ("INT" or "INTEGER", ScalarKind.Long) or ("REAL", ScalarKind.Double);
    }
}
