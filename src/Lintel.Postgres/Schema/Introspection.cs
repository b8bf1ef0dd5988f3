using Lintel.Model;
using Lintel.Sql.Schema;

namespace Lintel.Postgres.Schema;

/// <summary>Reads the tables of the schema that names lead to first.</summary>
internal sealed class Introspection(Catalog catalog, PostgresDialect dialect, TableScript script)
{
    private const string Ours = "n.nspname = current_schema() AND c.relkind IN ('r', 'p')";

    private const string Columns = $"""
        SELECT c.relname::text, a.attname::text,
          format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attcollation <> 0 AND a.attcollation <> t.typcollation THEN ' COLLATE ' || quote_ident(o.collname) ELSE '' END,
          a.attnotnull::text, (a.atthasdef OR a.attidentity <> '')::text, col_description(c.oid, a.attnum)
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
          JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_collation o ON o.oid = a.attcollation
        WHERE {Ours} AND a.attnum > 0 AND NOT a.attisdropped
        ORDER BY c.relname, a.attnum
        """;

    private const string Constraints = $"""
        SELECT c.relname::text, k.conname::text, k.contype::text, a.attname::text, f.relname::text, b.attname::text, k.confdeltype::text
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_constraint k ON k.conrelid = c.oid
          CROSS JOIN LATERAL unnest(k.conkey, k.confkey) WITH ORDINALITY AS u(own, other, place)
          JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = u.own
          LEFT JOIN pg_class f ON f.oid = k.confrelid LEFT JOIN pg_attribute b ON b.attrelid = f.oid AND b.attnum = u.other
        WHERE {Ours} AND k.contype IN ('p', 'f')
        ORDER BY c.relname, k.conname, u.place
        """;

    private const string Indexes = $"""
        SELECT c.relname::text, i.relname::text, x.indisunique::text, a.attname::text, pg_get_indexdef(i.oid, u.place::int, true), (x.indoption[u.place - 1])::text
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_index x ON x.indrelid = c.oid JOIN pg_class i ON i.oid = x.indexrelid
          CROSS JOIN LATERAL unnest(x.indkey::int2[]) WITH ORDINALITY AS u(own, place) LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = u.own AND u.own > 0
        WHERE {Ours} AND NOT x.indisprimary AND x.indpred IS NULL AND x.indisvalid AND u.place <= x.indnkeyatts
        ORDER BY c.relname, i.relname, u.place
        """;

    private const string Checks = """
        SELECT c.relname::text, k.conname::text, pg_get_constraintdef(k.oid)
        FROM pg_class c JOIN pg_constraint k ON k.conrelid = c.oid
        WHERE k.contype = 'c' AND c.relnamespace = 
        """;

    private const string Rules = $"""
        SELECT c.relname::text, k.conname::text
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_constraint k ON k.conrelid = c.oid
        WHERE {Ours} AND k.contype = 'c' AND starts_with(k.conname, '{TableScript.RulePrefix}')
        ORDER BY c.relname, k.conname
        """;

    private const string Unvalidated = $"""
        SELECT c.relname::text, k.conname::text
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_constraint k ON k.conrelid = c.oid
        WHERE {Ours} AND k.contype IN ('c', 'f') AND NOT k.convalidated AND NOT starts_with(k.conname, 'lintel_')
        ORDER BY c.relname, k.conname
        """;

    /// <summary>How the names of checks begin by which a migration makes a column required.</summary>
    public const string LeftPrefix = "lintel_given_";

    private const string Left = $"""
        SELECT c.relname::text, k.conname::text, k.convalidated::text
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_constraint k ON k.conrelid = c.oid
        WHERE {Ours} AND k.contype = 'c' AND starts_with(k.conname, '{LeftPrefix}')
        """;

    private const string NotValid = " NOT VALID";

    /// <summary>All tables by name.</summary>
    public async Task<Dictionary<string, StoredTable>> ReadAsync(ServiceModel model)
    {
        var columns = (await catalog.QueryAsync(Columns).ConfigureAwait(false)).ToLookup(row => row[0]!);
        var constraints = (await catalog.QueryAsync(Constraints).ConfigureAwait(false)).ToLookup(row => row[0]!);
        var indexes = (await catalog.QueryAsync(Indexes).ConfigureAwait(false)).ToLookup(row => row[0]!);
        var rules = (await catalog.QueryAsync(Rules).ConfigureAwait(false)).ToLookup(row => row[0]!, row => row[1]!);
        var unvalidated = (await catalog.QueryAsync(Unvalidated).ConfigureAwait(false)).ToLookup(row => row[0]!, row => row[1]!);
        var left = (await catalog.QueryAsync(Left).ConfigureAwait(false)).ToLookup(row => row[0]!);
        var checks = await ChecksAsync(model, columns).ConfigureAwait(false);
        var generated = await new GeneratedColumns(catalog, dialect, script).ReadAsync(model, columns).ConfigureAwait(false);
        return columns.ToDictionary(
            table => table.Key,
            table => new StoredTable(
                table.Key,
                [.. table.Select(row => new StoredColumn(row[1]!, row[2]!, row[3] == "false", row[4] == "true", checks.GetValueOrDefault((table.Key, row[1]!)), generated.GetValueOrDefault((table.Key, row[1]!)), MaintainedColumns.IsNote(row[5]) ? row[5] : null))],
                [.. constraints[table.Key].Where(row => row[2] == "p").Select(row => row[3]!)],
                [.. constraints[table.Key].Where(row => row[2] == "f").GroupBy(row => row[1]).Select(ForeignKey)],
                [.. indexes[table.Key].GroupBy(row => row[1]!).Select(Index)],
                [.. rules[table.Key]])
            {
                Unvalidated = [.. unvalidated[table.Key]],
                LeftChecks = left[table.Key].ToDictionary(row => row[1]!, row => row[2] == "true", StringComparer.Ordinal),
            },
            StringComparer.Ordinal);
    }

    private static StoredForeignKey ForeignKey(IEnumerable<string?[]> rows)
    {
        var all = rows.ToArray();
        var action = all[0][6] switch { "c" => "CASCADE", "n" => "SET NULL", "d" => "SET DEFAULT", "r" => "RESTRICT", _ => "NO ACTION" };
        return new StoredForeignKey([.. all.Select(row => row[3]!)], all[0][4]!, [.. all.Select(row => row[5]!)], action) { Name = all[0][1] };
    }

    private StoredIndex Index(IGrouping<string, string?[]> rows) => new(rows.Key, rows.First()[2] == "true", [.. rows.Select(Term)], [.. rows.Select(row => row[3]).OfType<string>()]);

    private string Term(string?[] row)
    {
        var name = row[3] is { } column ? dialect.Identifier(column) : Expression(row[4]!);
        return row[5] switch { "1" => name + " DESC NULLS LAST", "2" => name + " NULLS FIRST", "3" => name + " DESC", _ => name };
    }

    // PostgreSQL quotes only names that need it.
    private string Expression(string text) => text.StartsWith("lower(", StringComparison.Ordinal) && text.EndsWith(')')
        ? $"lower({dialect.Identifier(text[6..^1].Trim('"').Replace("\"\"", "\"", StringComparison.Ordinal))})"
        : text;

    /// <summary>
    /// The check of each column, by table and column. PostgreSQL keeps a check in words of its own: what the contract asks for is put into such
    /// words by a table that the end of the transaction drops, and where both agree the contract's words are told.
    /// </summary>
    private async Task<Dictionary<(string, string), string>> ChecksAsync(ServiceModel model, ILookup<string, string?[]> tables)
    {
        var stored = await catalog.QueryAsync(Checks + "current_schema()::regnamespace").ConfigureAwait(false);
        var found = new Dictionary<(string, string), string>();
        if (stored.Count == 0) return found;
        var asked = model.Entities.Where(entity => tables.Contains(entity.Table) && entity.Columns.Any(column => script.Check(column) is not null)).ToArray();
        foreach (var entity in asked)
        {
            var columns = entity.Columns.Where(column => script.Check(column) is not null).Select(column => script.Column(entity, column));
            await catalog.ExecuteAsync($"CREATE TEMPORARY TABLE {Scratch(entity)} ({string.Join(", ", columns)}) ON COMMIT DROP").ConfigureAwait(false);
        }
        var wanted = asked.Length == 0 ? [] : await catalog.QueryAsync(Checks + "pg_my_temp_schema()").ConfigureAwait(false);
        foreach (var entity in asked) await catalog.ExecuteAsync($"DROP TABLE {Scratch(entity)}").ConfigureAwait(false);
        var words = wanted.ToLookup(row => row[1]!, row => row[2]!);
        foreach (var row in stored)
        {
            var column = model.Entities.FirstOrDefault(entity => entity.Table == row[0])?.Columns
                .FirstOrDefault(column => Name(row[0]!, column.Name) == row[1]);
            if (column is null) continue;
            var text = row[2]!.EndsWith(NotValid, StringComparison.Ordinal) ? row[2]![..^NotValid.Length] : row[2]!;
            found[(row[0]!, column.Name)] = words[row[1]!].Contains(text) ? script.Check(column)! : text;
        }
        return found;
    }

    private string Scratch(Entity entity) => "pg_temp." + dialect.Identifier($"lintel_{entity.Table}");

    private string Name(string table, string column) => dialect.Identifier($"ck_{table}_{column}")[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal);
}
