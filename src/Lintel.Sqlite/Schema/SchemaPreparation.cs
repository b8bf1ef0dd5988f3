using System.Text;
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
        var applied = new List<string>();
        var stored = Introspection.Read(connection, dialect);
        var difference = new SchemaDifference(model, script, dialect);
        if (!model.Entities.Any(entity => stored.ContainsKey(entity.Table) || (entity.FormerTable is { } former && stored.ContainsKey(former))))
        {
            Apply(connection, script.Create(model), applied);
            return new SchemaOutcome(true, applied);
        }
        Apply(connection, difference.Renames(stored), applied);
        stored = Introspection.Read(connection, dialect);
        difference.Compare(stored);
        var searches = new SearchDifference(model, dialect, new SqliteSearch(dialect));
        SchemaConflict[] conflicts = [.. difference.Conflicts, .. searches.Conflicts(connection)];
        if (conflicts.Length > 0) throw new StoreException(StoreFailure.SchemaMismatch, Refusal(conflicts, stored, searches.Drops(connection)));
        Apply(connection, difference.Additions, applied);
        Apply(connection, searches.Statements(connection), applied);
        return new SchemaOutcome(false, applied);
    }

    private static void Apply(SqliteConnection connection, IReadOnlyList<string> statements, List<string> applied)
    {
        foreach (var statement in statements)
        {
            try
            {
                connection.Execute(statement);
            }
            catch (InvalidOperationException exception)
            {
                throw new StoreException(StoreFailure.SchemaMismatch, $"The schema could not be extended, and nothing was changed: {statement}", exception);
            }
            applied.Add(statement);
        }
    }

    private string Refusal(IReadOnlyList<SchemaConflict> conflicts, Dictionary<string, StoredTable> stored, IEnumerable<string> first)
    {
        var text = new StringBuilder("The schema of the SQLite database does not fit the contract, and additions alone do not mend it:\n");
        foreach (var conflict in conflicts) text.Append("- ").Append(conflict.Entity.Table).Append(": ").Append(conflict.Message).Append('\n');
        text.Append("Nothing was changed. These statements rebuild the tables; look at each, and back the database up first:\n\nPRAGMA foreign_keys = OFF;\nBEGIN IMMEDIATE;\n");
        foreach (var statement in first) text.Append(statement).Append(";\n");
        foreach (var entity in conflicts.Select(conflict => conflict.Entity).Distinct()) Rebuild(entity, stored[entity.Table], text);
        return text.Append("PRAGMA foreign_key_check;\nCOMMIT;\nPRAGMA foreign_keys = ON;\n").ToString();
    }

    /// <summary>SQLite can't change a column: the table is made anew, filled and renamed (https://sqlite.org/lang_altertable.html#otheralter).</summary>
    private void Rebuild(Entity entity, StoredTable stored, StringBuilder text)
    {
        var made = $"lintel_new_{entity.Table}";
        var (table, name) = (dialect.Identifier(entity.Table), dialect.Identifier(made));
        var given = entity.Columns.Where(column => column is { Generated: null, Maintained: null }).ToArray();
        var values = given.Select(column => stored.Find(column.Name) is { } there
            ? dialect.Identifier(column.Name) + Converted(column, there)
            : $"{(column.Default.IsNull ? "NULL" : dialect.Literal(column.Type, column.Default))} /* {column.Name}: there was none */");
        text.Append(script.Table(entity, made, isUnfilled: true)).Append(";\n");
        text.Append("INSERT INTO ").Append(name).Append(" (").Append(script.Names(given)).Append(")\n  SELECT ")
            .AppendJoin(", ", values).Append(" FROM ").Append(table).Append(";\n");
        text.Append("DROP TABLE ").Append(table).Append(";\nALTER TABLE ").Append(name).Append(" RENAME TO ").Append(table).Append(";\n");
        foreach (var index in script.Indexes(entity).Where(index => index.Columns.All(column => column.Maintained is null))) text.Append(index.Text).Append(";\n");
        foreach (var rule in script.RulesBehind(entity)) text.Append(rule).Append(";\n");
    }

    // Copied as it stands, a value would be read in another meaning than it was written in.
    private string Converted(Column column, StoredColumn there) =>
        script.Type(column.Type) is var type && type != there.Type ? $" /* still {Bare(there.Type)}: write here how it becomes {Bare(type)} */" : "";

    private static string Bare(string type) => type.Replace("/* ", "(", StringComparison.Ordinal).Replace(" */", ")", StringComparison.Ordinal);
}
