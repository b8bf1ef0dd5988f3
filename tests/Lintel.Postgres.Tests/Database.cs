using Lintel.Conformance;
using Lintel.Model;
using Lintel.Postgres.Testing;
using Lintel.Stores;
using Npgsql;

namespace Lintel.Postgres.Tests;

/// <summary>A schema of its own, with the tables of a contract, in a real PostgreSQL.</summary>
internal sealed class Database : TestDatabase
{
    private Database(PostgresSchema schema, ServiceModel model, PostgresStore store)
        : base(model, store) => Schema = schema;

    public PostgresSchema Schema { get; }

    /// <summary>On the server that all tests share, unless another is given.</summary>
    public static async Task<Database> CreateAsync(ServiceModel model, Func<PostgresOptions, PostgresOptions>? change = null, PostgresServer? server = null)
    {
        var schema = await (server ?? PostgresServer.Shared).CreateSchemaAsync("pool=4");
        var store = PostgresStore.Open(model, change is null ? schema.Options : change(schema.Options));
        await store.PrepareAsync(Cancellation);
        return new Database(schema, model, store);
    }

    public static Task<Database> CreateAsync(string resources, Func<PostgresOptions, PostgresOptions>? change = null) => CreateAsync(Compile(resources), change);

    public static Task<Database> CreateAsync(string resources, StoreLimits limits) => CreateAsync(resources, options => options with
    {
        Connections = limits.Connections,
        PoolTimeout = limits.Wait,
        StatementTimeout = limits.Statement,
        StatementCache = limits.StatementCache,
    });

    public override IStore Reopen(ServiceModel model) => PostgresStore.Open(model, Schema.Options);

    public override Task ExecuteAsync(string script) => Schema.ExecuteAsync(script);

    public override async Task<IReadOnlyList<string>> DescribeAsync()
    {
        var schema = Schema.Options.Schema!;
        var texts = await QueryAsync($"""
            SELECT format('%s.%s %s%s default %s generated %s: %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN ' not null' ELSE '' END,
              CASE WHEN a.attgenerated = '' THEN 'any' ELSE pg_get_expr(d.adbin, d.adrelid) END, a.attgenerated, col_description(c.oid, a.attnum))
            FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
            WHERE c.relkind = 'r' AND NOT starts_with(c.relname, 'lintel_') AND a.attnum > 0 AND NOT a.attisdropped AND c.relnamespace = '{schema}'::regnamespace
            UNION ALL
            SELECT format('%s: %s %s %s', c.relname, k.conname, CASE WHEN starts_with(k.conname, 'lintel_rule_') THEN replace(pg_get_constraintdef(k.oid), ' NOT VALID', '') ELSE pg_get_constraintdef(k.oid) END, k.contype)
            FROM pg_class c JOIN pg_constraint k ON k.conrelid = c.oid WHERE NOT starts_with(c.relname, 'lintel_') AND c.relnamespace = '{schema}'::regnamespace
            UNION ALL
            SELECT format('%s %s', pg_get_indexdef(x.indexrelid), x.indisvalid) FROM pg_class c JOIN pg_index x ON x.indrelid = c.oid WHERE NOT starts_with(c.relname, 'lintel_') AND c.relnamespace = '{schema}'::regnamespace
            """);
        return [.. texts.Select(text => text.Replace(schema + ".", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }

    public override Task MakeSlowAsync(string table) => ExecuteAsync($"""
        ALTER TABLE "{table}" RENAME TO kept;
        CREATE VIEW "{table}" AS SELECT * FROM kept WHERE pg_sleep(60) IS NOT NULL
        """);

    private async Task<List<string>> QueryAsync(string query)
    {
        await using var connection = await Schema.ConnectAsync();
        await using var command = new NpgsqlCommand(query, connection);
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var texts = new List<string>();
        while (await reader.ReadAsync(Cancellation)) texts.Add(reader.GetString(0));
        return texts;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Schema.DisposeAsync();
    }
}
