using Lintel.Model;
using Lintel.Sql.Schema;
using Lintel.Sqlite.Native;
using Lintel.Stores;

namespace Lintel.Sqlite.Schema;

/// <summary>Creates the schema, or extends the one that is there. Runs inside a transaction that holds the write lock.</summary>
internal sealed class SchemaPreparation(ServiceModel model, TableScript script, SqliteDialect dialect)
{
    public SchemaOutcome Run(SqliteConnection connection)
    {
        _ = dialect;
        var applied = new List<string>();
        var tables = connection.Query("SELECT name FROM sqlite_schema WHERE type = 'table'", 1).Select(row => row[0]).ToHashSet();
        var empty = !model.Entities.Any(entity => tables.Contains(entity.Table));
        if (empty) applied.AddRange(script.Create(model));
        foreach (var statement in applied) connection.Execute(statement);
        return new SchemaOutcome(empty, applied);
    }
}
