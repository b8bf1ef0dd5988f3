using Lintel.Model;
using Lintel.Sqlite.Native;

namespace Lintel.Sqlite.Schema;

/// <summary>
/// What lies between a model's searches and those of a database. All of it is made from rows: what is not just as it would be made now is dropped, and made
/// anew.
/// </summary>
internal sealed class SearchDifference(ServiceModel model, SqliteDialect dialect, SqliteSearch search)
{
    private const string Stored = "SELECT name, sql, type FROM sqlite_schema WHERE name LIKE 'lintel\\_search\\_%' ESCAPE '\\' AND (type = 'trigger' OR sql LIKE 'CREATE VIRTUAL TABLE %')";

    /// <summary>The tables without row ids: they have nothing by which their words could be kept.</summary>
    public IEnumerable<Entity> WithoutRowIds(SqliteConnection connection)
    {
        var without = connection.Query("SELECT name FROM pragma_table_list WHERE schema = 'main' AND wr = 1", 1).Select(row => row[0]!).ToHashSet(StringComparer.Ordinal);
        return model.Entities.Where(entity => SqliteSearch.HasTable(entity) && without.Contains(entity.Table));
    }

    /// <summary>The statements, in the order in which they can run.</summary>
    public IReadOnlyList<string> Statements(SqliteConnection connection)
    {
        var stored = connection.Query(Stored, 3).ToDictionary(row => row[0]!, row => (Text: row[1]!, Type: row[2]!), StringComparer.Ordinal);
        var (made, kept) = (new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var entity in model.Entities.Where(SqliteSearch.HasTable))
        {
            var objects = search.Objects(entity);
            if (objects.All(one => stored.TryGetValue(one.Name, out var there) && there.Text == one.Text) && connection.Query(search.Renumbered(entity), 1)[0][0] == "0")
                kept.UnionWith(objects.Select(one => one.Name));
            else
                made.AddRange([.. objects.Select(one => one.Text), search.Fill(entity)]);
        }
        var dropped = stored.Where(pair => !kept.Contains(pair.Key)).OrderBy(pair => pair.Value.Type == "table").ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"DROP {(pair.Value.Type == "table" ? "TABLE" : "TRIGGER")} IF EXISTS {dialect.Identifier(pair.Key)}");
        return [.. dropped, .. made];
    }
}
