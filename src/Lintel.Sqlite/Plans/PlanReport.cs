using System.Text;
using System.Text.Json;
using Lintel.Stores;

namespace Lintel.Sqlite.Plans;

/// <summary>
/// What <c>EXPLAIN QUERY PLAN</c> printed for a statement: lines with an id and the id of the line that they belong to. The words are not
/// part of SQLite's interface: what is not known of a line is left out, and its text is shown as it is.
/// </summary>
internal sealed class PlanReport(string sql, IReadOnlyList<string?[]> rows)
{
    /// <summary>How many columns the report has: id, parent, one without a meaning, detail.</summary>
    public const int Columns = 4;

    private const string Top = "0";

    /// <summary>The lines as steps.</summary>
    public IReadOnlyList<PlanStep> Steps() => Below(Top);

    /// <summary>The lines as they came.</summary>
    public string Json()
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var row in rows)
            {
                writer.WriteStartObject();
                writer.WritePropertyName("id");
                writer.WriteRawValue(row[0]!);
                writer.WritePropertyName("parent");
                writer.WriteRawValue(row[1]!);
                writer.WriteString("detail", row[3]);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        }
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private PlanStep[] Below(string id) => [.. rows.Where(row => row[1] == id).Select(row => Step(row[3]!) with { Steps = Below(row[0]!) })];

    private PlanStep Step(string line)
    {
        var step = new PlanStep { Does = line, Sorts = line.StartsWith("USE TEMP B-TREE", StringComparison.Ordinal) };
        if (line.Split(' ') is not ["SCAN" or "SEARCH", var alias, .. var how] || Table(alias) is not { } table) return step;
        var (access, index) = How(how, table);
        return step with { Table = table, Access = access, Indexes = index is null ? [] : [index] };
    }

    private static (TableAccess Access, string? Index) How(string[] how, string table) => how switch
    {
        // Unique values have indexes with names of ours, so that one without is that of the key.
        ["USING", "INDEX", var index, ..] when index.StartsWith("sqlite_autoindex_", StringComparison.Ordinal) => (TableAccess.Key, null),
        ["USING", "COVERING", "INDEX", var index, ..] when index.StartsWith("sqlite_autoindex_", StringComparison.Ordinal) => (TableAccess.Key, null),
        ["USING", "INDEX", var index, ..] => (TableAccess.Index, index),
        ["USING", "COVERING", "INDEX", var index, ..] => (TableAccess.Index, index),
        ["USING", "INTEGER", "PRIMARY", "KEY", ..] or ["USING", "PRIMARY", "KEY", ..] => (TableAccess.Key, null),
        ["VIRTUAL", "TABLE", "INDEX", ..] => (TableAccess.Index, table),
        // Without a word of how, or by an index that it makes for this statement alone.
        _ => (TableAccess.Whole, null),
    };

    /// <summary>The table that an alias of the statement stands for; null: it stands for rows of another kind.</summary>
    private string? Table(string alias)
    {
        var named = $"\" AS {alias}";
        for (var at = sql.IndexOf(named, StringComparison.Ordinal); at >= 0; at = sql.IndexOf(named, at + 1, StringComparison.Ordinal))
        {
            var end = at + named.Length;
            if (end < sql.Length && char.IsAsciiLetterOrDigit(sql[end])) continue;
            return sql[(sql.LastIndexOf('"', at - 1) + 1)..at];
        }
        // An index of words has no alias.
        return sql.Contains($"\"{alias}\"", StringComparison.Ordinal) ? alias : null;
    }
}
