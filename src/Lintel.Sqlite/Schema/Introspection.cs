using Lintel.Sql.Schema;
using Lintel.Sqlite.Native;

namespace Lintel.Sqlite.Schema;

/// <summary>Reads the tables of a database.</summary>
internal static class Introspection
{
    /// <summary>All tables by name.</summary>
    public static Dictionary<string, StoredTable> Read(SqliteConnection connection, SqliteDialect dialect)
    {
        var tables = connection.Query("SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE 'lintel\\_search\\_%' ESCAPE '\\'", 2);
        return tables.ToDictionary(row => row[0]!, row => Table(connection, dialect, row[0]!, row[1]!), StringComparer.Ordinal);
    }

    private static StoredTable Table(SqliteConnection connection, SqliteDialect dialect, string name, string text)
    {
        var literal = dialect.TextLiteral(name);
        var parts = TableText.Parts(text).GroupBy(TableText.Name).ToDictionary(group => group.Key, group => group.First(), StringComparer.OrdinalIgnoreCase);
        var collations = new Dictionary<string, string>(StringComparer.Ordinal);
        var columns = new List<StoredColumn>();
        var key = new SortedList<int, string>();
        foreach (var row in connection.Query($"SELECT name, type, \"notnull\", dflt_value, pk FROM pragma_table_xinfo({literal}) WHERE hidden <> 1", 5))
        {
            var part = parts.GetValueOrDefault(row[0]!, "");
            var collation = TableText.Collation(part);
            collations[row[0]!] = collation ?? "BINARY";
            if (row[4] != "0") key.Add(int.Parse(row[4]!, System.Globalization.CultureInfo.InvariantCulture), row[0]!);
            var notes = TableText.Notes(part).ToList();
            var type = row[1]! + (collation is null ? "" : $" COLLATE {collation}") + (notes.Find(note => !MaintainedColumns.IsNote(note)) is { } note ? $" /* {note} */" : "");
            columns.Add(new StoredColumn(row[0]!, type, row[2] == "0", row[3] is not null, TableText.Check(part), TableText.Generated(part), notes.Find(MaintainedColumns.IsNote)) { Definition = part });
        }
        return new StoredTable(name, columns, [.. key.Values], ForeignKeys(connection, literal), Indexes(connection, dialect, literal, collations), Rules(connection, literal));
    }

    private static string[] Rules(SqliteConnection connection, string table)
    {
        var triggers = connection.Query($"SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = {table} ORDER BY name", 1);
        return [.. triggers.Select(row => row[0]!).Where(name => name.StartsWith(TableScript.RulePrefix, StringComparison.Ordinal))];
    }

    private static StoredForeignKey[] ForeignKeys(SqliteConnection connection, string table)
    {
        var rows = connection.Query($"SELECT id, \"table\", \"from\", \"to\", on_delete FROM pragma_foreign_key_list({table}) ORDER BY id, seq", 5);
        return
        [
            .. rows.GroupBy(row => row[0]).Select(rows => new StoredForeignKey(
                [.. rows.Select(row => row[2]!)], rows.First()[1]!, [.. rows.Select(row => row[3] ?? "")], rows.First()[4]!)),
        ];
    }

    private static StoredIndex[] Indexes(SqliteConnection connection, SqliteDialect dialect, string table, Dictionary<string, string> collations)
    {
        var indexes = new List<StoredIndex>();
        foreach (var row in connection.Query($"SELECT name, \"unique\" FROM pragma_index_list({table}) WHERE origin <> 'pk' AND partial = 0", 2))
        {
            var terms = connection.Query($"SELECT name, \"desc\", coll FROM pragma_index_xinfo({dialect.TextLiteral(row[0]!)}) WHERE key = 1 ORDER BY seqno", 3);
            indexes.Add(new StoredIndex(row[0]!, row[1] == "1", [.. terms.Select(term => Term(dialect, term, collations))], [.. terms.Select(term => term[0]).OfType<string>()]));
        }
        return [.. indexes];
    }

    private static string Term(SqliteDialect dialect, string?[] term, Dictionary<string, string> collations)
    {
        if (term[0] is not { } name) return "an expression";
        var collation = term[2] == collations.GetValueOrDefault(name) ? "" : $" COLLATE {term[2]}";
        return $"{dialect.Identifier(name)}{collation}{(term[1] == "1" ? " DESC" : "")}";
    }
}
