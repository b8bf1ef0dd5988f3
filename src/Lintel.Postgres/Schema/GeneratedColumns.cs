using Lintel.Model;
using Lintel.Sql.Schema;

namespace Lintel.Postgres.Schema;

/// <summary>
/// What columns are computed from, by table and column. PostgreSQL keeps an expression in words of its own: what the contract asks for is put
/// into such words by a table that is dropped again, and where both agree the contract's words are told.
/// </summary>
internal sealed class GeneratedColumns(Catalog catalog, PostgresDialect dialect, TableScript script)
{
    private const string Expressions = """
        SELECT c.relname::text, a.attname::text, pg_get_expr(d.adbin, d.adrelid)
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
        WHERE a.attgenerated <> '' AND c.relnamespace = 
        """;

    public async Task<Dictionary<(string Table, string Column), string>> ReadAsync(ServiceModel model, ILookup<string, string?[]> tables)
    {
        var found = (await catalog.QueryAsync(Expressions + "current_schema()::regnamespace").ConfigureAwait(false)).ToDictionary(row => (row[0]!, row[1]!), row => row[2]!);
        if (found.Count == 0) return found;
        foreach (var entity in model.Entities.Where(entity => tables.Contains(entity.Table) && entity.Columns.Any(column => column.Generated is not null)))
        {
            var words = await WordsAsync(entity).ConfigureAwait(false);
            foreach (var column in entity.Columns.Where(column => column.Generated is not null))
            {
                var key = (entity.Table, column.Name);
                if (found.TryGetValue(key, out var stored) && words[column.Name].Contains(stored)) found[key] = script.Generated(column)!;
            }
        }
        return found;
    }

    private async Task<ILookup<string, string>> WordsAsync(Entity entity)
    {
        var scratch = "pg_temp." + dialect.Identifier($"lintel_{entity.Table}");
        var columns = entity.Columns.Select(column => column.Generated is null ? $"{dialect.Identifier(column.Name)} {script.Type(column.Type)}" : script.Column(entity, column));
        await catalog.ExecuteAsync($"CREATE TEMPORARY TABLE {scratch} ({string.Join(", ", columns)}) ON COMMIT DROP").ConfigureAwait(false);
        var words = (await catalog.QueryAsync(Expressions + "pg_my_temp_schema()").ConfigureAwait(false)).ToLookup(row => row[1]!, row => row[2]!);
        await catalog.ExecuteAsync($"DROP TABLE {scratch}").ConfigureAwait(false);
        return words;
    }
}
