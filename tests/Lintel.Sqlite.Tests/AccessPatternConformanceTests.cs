using Lintel.Binding;
using Lintel.Conformance;
using Lintel.Model;
using Lintel.Sqlite.Native;

namespace Lintel.Sqlite.Tests;

public sealed class AccessPatternConformanceTests : AccessPatternTests
{
    protected override int Rows => 20_000;

    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateAsync(model);

    protected override Task FillAsync(TestDatabase database)
    {
        var maker = Maker(0)[..24];
        using var connection = Connect(database);
        connection.Execute($"""
            PRAGMA foreign_keys = OFF; BEGIN;
            INSERT INTO maker (id, name, created_at, updated_at, version)
              WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 999)
              SELECT '{maker}' || format('%012d', i), 'm', 0, 0, 1 FROM n;
            INSERT INTO thing (id, maker_id, agent_id, kind, batch, grade, price, due, code, created_at)
              WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {Rows - 1})
              SELECT '{maker}' || format('%012d', i), '{maker}' || format('%012d', i % 1000),
                CASE WHEN i % 5 > 0 THEN '{maker}' || format('%012d', i % 100) END,
                substr('abcd', 1 + i % 4, 1), i % 500, i / 7 % 10, i % 1009 * 100, CASE WHEN i % 7 > 0 THEN 20454 + i % 365 END, 'c-' || (i % 8191), -i
              FROM n;
            COMMIT; ANALYZE;
            """);
        return Task.CompletedTask;
    }

    protected override Task<IReadOnlyList<string>> ComplaintsAsync(TestDatabase database, BoundRead read, IReadOnlyList<string> indexes)
    {
        using var connection = Connect(database);
        var text = database.Store.Compile(read).Statements[0];
        var plan = connection.Query("EXPLAIN QUERY PLAN " + text, 4).Select(row => row[3]!).ToArray();
        var served = plan is [var only] && indexes.Any(index => only.Contains($"INDEX {index}", StringComparison.Ordinal));
        return Task.FromResult<IReadOnlyList<string>>(served ? [] : [$"not by {string.Join(" or ", indexes)} alone:\n{text}\n{string.Join('\n', plan)}"]);
    }

    // The plans do not depend on the rows.
    protected override Task<IReadOnlyList<string>> ComplaintsOfEmptyAsync(TestDatabase database, BoundRead read, IReadOnlyList<string> indexes) =>
        ComplaintsAsync(database, read, indexes);

    private static SqliteConnection Connect(TestDatabase database)
    {
        var file = ((Database)database).File;
        return SqliteConnection.Open(file, Database.Options(file), "");
    }
}
