using Lintel.Model;
using Lintel.Sql.Schema;

namespace Lintel.Postgres.Schema;

/// <summary>The statements that make a table what the contract asks for, for an operator to judge.</summary>
internal sealed class TableChange(TableScript script, PostgresDialect dialect, SchemaDifference difference)
{
    public IEnumerable<string> Statements(Entity entity, StoredTable stored)
    {
        var table = $"ALTER TABLE {dialect.Identifier(entity.Table)}";
        foreach (var statement in difference.ForgottenRules(entity, stored)) yield return statement;
        var regenerated = new HashSet<Column>();
        foreach (var column in entity.Columns)
        {
            var name = dialect.Identifier(column.Name);
            if (column.Maintained is not null)
            {
                // The next start adds it and fills it.
                if (stored.Find(column.Name) is { Maintained: null } given) yield return $"{table} DROP COLUMN {name}{Given(given)}";
                continue;
            }
            if (stored.Find(column.Name) is not { } there)
            {
                var note = column.Nullable || !column.Default.IsNull ? "" : " /* rows that exist need a value: write DEFAULT and one */";
                yield return $"{table} ADD COLUMN {script.Column(entity, column)}{note}";
                continue;
            }
            if (there.Generated != script.Generated(column) || there.Maintained is not null)
            {
                regenerated.Add(column);
                yield return $"{table} DROP COLUMN {name}{Given(there)}";
                yield return $"{table} ADD COLUMN {script.Column(entity, column)}";
                continue;
            }
            var check = dialect.Identifier($"ck_{entity.Table}_{column.Name}");
            var wanted = script.Check(column);
            if (there.Check is not null && there.Check != wanted) yield return $"{table} DROP CONSTRAINT {check}";
            if (there.Type != script.Type(column.Type))
                yield return $"{table} ALTER COLUMN {name} TYPE {script.Type(column.Type)} USING {name}::{PostgresDialect.Bare(column.Type)} /* was {there.Type}: see that the values keep their meaning */";
            if (column.Generated is null && there.Nullable != column.Nullable && !entity.Key.Contains(column)) yield return $"{table} ALTER COLUMN {name} {(column.Nullable ? "DROP" : "SET")} NOT NULL";
            if (wanted is not null && there.Check != wanted) yield return $"{table} ADD CONSTRAINT {check} CHECK ({wanted})";
        }
        foreach (var column in stored.Columns)
        {
            if (!column.Nullable && !column.HasDefault && entity.Columns.All(known => known.Name != column.Name))
                yield return $"{table} ALTER COLUMN {dialect.Identifier(column.Name)} DROP NOT NULL";
        }
        foreach (var key in entity.ForeignKeys)
        {
            if (stored.ForeignKeys.Any(there => Same(key, there) && there.OnDelete == TableScript.Action(key.OnDelete))) continue;
            if (stored.ForeignKeys.Any(there => Same(key, there))) yield return $"{table} DROP CONSTRAINT {dialect.Identifier(key.Name)}";
            yield return $"{table} ADD {script.ForeignKey(key)}";
        }
        var indexes = script.Indexes(entity).ToArray();
        foreach (var there in stored.Indexes.Where(there => there.Unique))
        {
            if (!indexes.Any(index => index.Unique && index.Terms.SequenceEqual(there.Terms))) yield return $"DROP INDEX {dialect.Identifier(there.Name)}";
        }
        foreach (var index in indexes.Where(index => index.Columns.All(column => column.Maintained is null)))
        {
            if (index.Columns.Any(regenerated.Contains) || !stored.Indexes.Any(there => there.Unique == index.Unique && there.Terms.SequenceEqual(index.Terms))) yield return index.Text;
        }
        foreach (var statement in difference.MissingRules(entity, stored)) yield return statement;
    }

    private static string Given(StoredColumn column) => column is { Generated: null, Maintained: null } ? " /* and the values that were given for it */" : "";

    private static bool Same(ForeignKey key, StoredForeignKey there) =>
        key.TargetTable == there.TargetTable && key.Columns.Select(column => column.Name).SequenceEqual(there.Columns);
}
