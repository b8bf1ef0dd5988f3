using Npgsql;

namespace Lintel.Postgres.Testing;

/// <summary>An empty schema for one service, whose connections are called as the schema is, so that they can be told from others.</summary>
public sealed class PostgresSchema(PostgresServer server, string name, string parameters) : PostgresServer(
    server.With($"schema={name}&application_name={name}{(parameters.Length > 0 ? "&" + parameters : "")}").Url), IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public string Name => name;

    /// <summary>How many of the service's connections there are in a state, such as <c>active</c>; with a kind of wait where that is given.</summary>
    public async Task<long> CountAsync(string state, string? wait = null) => (long)(await ExecuteAsync(
        $"SELECT count(*) FROM pg_stat_activity WHERE application_name = '{name}' AND state = '{state}'{(wait is null ? "" : $" AND wait_event_type = '{wait}'")}"))!;

    /// <summary>Waits until that many of the service's connections are in a state.</summary>
    public async Task UntilAsync(long count, string state, string? wait = null)
    {
        var start = TimeProvider.System.GetTimestamp();
        long found;
        while ((found = await CountAsync(state, wait)) != count)
        {
            if (TimeProvider.System.GetElapsedTime(start) > Patience) throw new TimeoutException($"{found} connections are {state} {wait}, not {count}.");
            await Task.Delay(10);
        }
    }

    /// <summary>Keeps everyone from a table until what comes back is disposed.</summary>
    public async Task<NpgsqlConnection> LockAsync(string table)
    {
        var connection = await ConnectAsync();
        await using var command = new NpgsqlCommand($"BEGIN; LOCK TABLE {name}.\"{table}\" IN ACCESS EXCLUSIVE MODE", connection);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
        return connection;
    }

    /// <summary>Every column, constraint and index of the service's tables in words, in no order that tells how they came to be.</summary>
    /// <param name="exactly">Whether also what may differ between tables that were made at once and tables that became the same: defaults, and what was not validated.</param>
    public async Task<IReadOnlyList<string>> DescribeAsync(bool exactly = false)
    {
        await using var connection = await ConnectAsync();
        await using var command = new NpgsqlCommand($"""
            SELECT format('%s.%s %s%s default %s generated %s: %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN ' not null' ELSE '' END,
              CASE WHEN a.attgenerated = '' AND NOT {exactly} THEN 'any' ELSE pg_get_expr(d.adbin, d.adrelid) END, a.attgenerated, col_description(c.oid, a.attnum))
            FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
            WHERE c.relkind = 'r' AND NOT starts_with(c.relname, 'lintel_') AND a.attnum > 0 AND NOT a.attisdropped AND c.relnamespace = '{name}'::regnamespace
            UNION ALL
            SELECT format('%s: %s %s %s', c.relname, k.conname, CASE WHEN starts_with(k.conname, 'lintel_rule_') AND NOT {exactly} THEN replace(pg_get_constraintdef(k.oid), ' NOT VALID', '') ELSE pg_get_constraintdef(k.oid) END, k.contype)
            FROM pg_class c JOIN pg_constraint k ON k.conrelid = c.oid WHERE NOT starts_with(c.relname, 'lintel_') AND c.relnamespace = '{name}'::regnamespace
            UNION ALL
            SELECT format('%s %s', pg_get_indexdef(x.indexrelid), x.indisvalid) FROM pg_class c JOIN pg_index x ON x.indrelid = c.oid WHERE NOT starts_with(c.relname, 'lintel_') AND c.relnamespace = '{name}'::regnamespace
            """, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var texts = new List<string>();
        while (await reader.ReadAsync()) texts.Add(reader.GetString(0).Replace(name + ".", "", StringComparison.Ordinal));
        return [.. texts.Order(StringComparer.Ordinal)];
    }

    public async ValueTask DisposeAsync() => await server.ExecuteAsync($"DROP SCHEMA IF EXISTS {name} CASCADE");
}
