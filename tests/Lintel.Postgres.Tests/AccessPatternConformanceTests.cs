using System.Text.Json;
using Lintel.Binding;
using Lintel.Conformance;
using Lintel.Model;
using Lintel.Postgres.Native;
using Lintel.Postgres.Plans;
using Lintel.Sql.Lowering;
using Npgsql;

namespace Lintel.Postgres.Tests;

public sealed class AccessPatternConformanceTests : AccessPatternTests
{
    private const int Few = 1000;

    private static readonly string[] Forbidden = ["Sort", "Incremental Sort", "Seq Scan", "Bitmap Heap Scan"];

    protected override int Rows => 500_000;

    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateAsync(model);

    protected override async Task FillAsync(TestDatabase database)
    {
        await using var connection = await ConnectAsync(database);
        // Indexes are made anew behind the rows, and references are not looked up: half a million rows in seconds.
        var indexes = database.Store.SchemaScript().Where(statement => statement.StartsWith("CREATE INDEX", StringComparison.Ordinal)).ToArray();
        var drops = database.Model.Entities.SelectMany(entity => entity.Indexes).Select(index => $"DROP INDEX \"{index.Name}\"");
        var maker = Maker(0)[..24];
        await ExecuteAsync(connection, $"""
            SET session_replication_role = replica; SET synchronous_commit = off; SET maintenance_work_mem = '128MB';
            {string.Join(";\n", drops)};
            INSERT INTO maker (id, name, created_at, updated_at, version)
              SELECT ('{maker}' || lpad(i::text, 12, '0'))::uuid, 'm', now(), now(), 1 FROM generate_series(0, 999) AS i;
            INSERT INTO thing (id, maker_id, agent_id, kind, batch, grade, price, due, code, created_at)
              SELECT ('{maker}' || lpad(i::text, 12, '0'))::uuid,
                ('{maker}' || lpad((i % 1000)::text, 12, '0'))::uuid,
                CASE WHEN i % 5 > 0 THEN ('{maker}' || lpad((i % 100)::text, 12, '0'))::uuid END,
                (ARRAY['a', 'b', 'c', 'd'])[1 + i % 4], i % 500, i / 7 % 10, (i % 1009)::numeric,
                CASE WHEN i % 7 > 0 THEN date '2026-01-01' + (i % 365)::int END, 'c-' || (i % 8191), now() - i * interval '1 second'
              FROM generate_series(0, {Rows - 1}) AS i;
            {string.Join(";\n", indexes)};
            ANALYZE thing;
            """);
    }

    protected override Task<IReadOnlyList<string>> ComplaintsAsync(TestDatabase database, BoundRead read, IReadOnlyList<string> indexes) =>
        ComplaintsAsync(database, read, indexes, "");

    protected override Task<IReadOnlyList<string>> ComplaintsOfEmptyAsync(TestDatabase database, BoundRead read, IReadOnlyList<string> indexes) =>
        ComplaintsAsync(database, read, indexes, "SET enable_seqscan = off; SET enable_sort = off; SET enable_bitmapscan = off;");

    private static async Task<IReadOnlyList<string>> ComplaintsAsync(TestDatabase database, BoundRead read, IReadOnlyList<string> indexes, string settings)
    {
        var statement = ((ReadPlan)database.Store.Compile(read)).Statement;
        var values = statement.Parameters.Select(parameter => Literal(parameter, read));
        var execute = statement.Parameters.Count == 0 ? "EXECUTE asked" : $"EXECUTE asked({string.Join(", ", values)})";
        await using var connection = await ConnectAsync(database);
        var types = statement.Parameters.Count == 0 ? "" : $"({string.Join(", ", statement.Parameters.Select(parameter => PostgresDialect.Bare(parameter.Type)))})";
        await ExecuteAsync(connection, $"{settings} PREPARE asked{types} AS {statement.Text}");
        var complaints = new List<string>();
        foreach (var mode in (string[])["force_generic_plan", "force_custom_plan"])
        {
            await ExecuteAsync(connection, $"SET plan_cache_mode = {mode}");
            var plan = (string)(await ExecuteAsync(connection, $"EXPLAIN (FORMAT JSON) {execute}"))!;
            using var document = JsonDocument.Parse(plan);
            var nodes = Nodes(document.RootElement[0].GetProperty("Plan")).ToArray();
            var used = nodes.Where(node => node.TryGetProperty("Index Name", out _)).Select(node => node.GetProperty("Index Name").GetString()!).ToArray();
            // Where it knows the values, and that the end of the order is so near, PostgreSQL may also take those few rows and sort them.
            var few = mode == "force_custom_plan" && nodes.All(node => node.GetProperty("Plan Rows").GetInt64() <= Few && node.GetProperty("Node Type").GetString() != "Seq Scan");
            if (few && used.Length > 0 && used.All(indexes.Contains)) continue;
            var wrong = nodes.Select(node => node.GetProperty("Node Type").GetString()!).Where(Forbidden.Contains).Concat(used.Except(indexes)).ToArray();
            if (wrong.Length > 0 || used.Length == 0)
                complaints.Add($"{mode}: {string.Join(", ", wrong)} instead of {string.Join(" or ", indexes)}\n{statement.Text}\n{execute}\n{plan}");
        }
        return complaints;
    }

    private static IEnumerable<JsonElement> Nodes(JsonElement node)
    {
        yield return node;
        if (!node.TryGetProperty("Plans", out var plans)) yield break;
        foreach (var inner in plans.EnumerateArray().SelectMany(Nodes)) yield return inner;
    }

    private static string Literal(SqlParameter parameter, BoundRead read)
    {
        Assert.Equal(ParameterSource.Slot, parameter.Source);
        return $"'{ArrayText.Of(parameter.Type, read.Parameters[parameter.Index]).Replace("'", "''", StringComparison.Ordinal)}'";
    }

    private static Task<NpgsqlConnection> ConnectAsync(TestDatabase database) => ((Database)database).Schema.ConnectAsync();

    private static async Task<object?> ExecuteAsync(NpgsqlConnection connection, string statement)
    {
        await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 120 };
        return await command.ExecuteScalarAsync(TestDatabase.Cancellation);
    }
}
