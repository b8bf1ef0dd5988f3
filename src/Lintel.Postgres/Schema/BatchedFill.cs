using Lintel.Model;
using Lintel.Sql.Lowering;
using Lintel.Sql.Schema;

namespace Lintel.Postgres.Schema;

/// <summary>
/// Fills what a table stores of its children, some rows at a time in the order of their keys, each time in a transaction of its own: who writes one of them
/// waits for some milliseconds.
/// </summary>
internal static class BatchedFill
{
    private const int Rows = 500;

    public static string Statement(PostgresDialect dialect, TableScript script, Resource resource)
    {
        var key = resource.Entity.Key;
        var table = dialect.Identifier(resource.Entity.Table);
        var names = script.Names(key);
        string[] Variables(string prefix) => [.. key.Select((_, i) => $"lintel_{prefix}{i}")];
        var (first, last) = (Variables("first"), Variables("last"));
        var declared = first.Concat(last).Zip(key.Concat(key), (variable, column) => $"{variable} {script.Type(column.Type)};");
        var descending = string.Join(", ", key.Select(column => dialect.Identifier(column.Name) + " DESC"));
        return $"""
            DO $lintel$
            DECLARE {string.Join(' ', declared)}
            BEGIN
            SELECT {names} INTO {string.Join(", ", first)} FROM {table} ORDER BY {names} LIMIT 1;
            WHILE {first[0]} IS NOT NULL LOOP
            SELECT * INTO {string.Join(", ", last)} FROM (SELECT {names} FROM {table} WHERE ({names}) >= ({string.Join(", ", first)}) ORDER BY {names} LIMIT {Rows}) AS r ORDER BY {descending} LIMIT 1;
            {RefreshLowering.All(dialect, resource, (first, last))};
            COMMIT;
            SELECT {names} INTO {string.Join(", ", first)} FROM {table} WHERE ({names}) > ({string.Join(", ", last)}) ORDER BY {names} LIMIT 1;
            END LOOP;
            END $lintel$
            """;
    }
}
