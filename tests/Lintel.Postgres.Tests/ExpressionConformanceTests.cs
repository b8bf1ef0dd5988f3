using Lintel.Conformance;
using Lintel.Conformance.Expressions;
using Lintel.Model;
using Lintel.Postgres.Native;
using Lintel.Postgres.Testing;
using Lintel.Results;
using Lintel.Sql.Dialect;
using Lintel.Sql.Lowering;
using Npgsql;

namespace Lintel.Postgres.Tests;

public class ExpressionConformanceTests : ExpressionTests
{
    protected virtual PostgresServer Server => PostgresServer.Shared;

    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateAsync(model, server: Server);

    protected override async Task<RowBuffer> SelectAsync(TestDatabase database, Func<SqlDialect, SqlStatement> statement, bool[] nullable, Value[] parameters)
    {
        await using var pool = new ConnectionPool(((Database)database).Schema.Options);
        var connection = await pool.TakeAsync(isRead: true, TestDatabase.Cancellation);
        try
        {
            // Tables that were never analysed look large, and compiling a statement for a handful of rows takes longer than all else.
            await using (var command = new NpgsqlCommand("SET jit = off", connection.Driver)) await command.ExecuteNonQueryAsync(TestDatabase.Cancellation);
            var source = statement(new PostgresDialect());
            var prepared = await connection.PrepareAsync(source, TestDatabase.Cancellation);
            prepared.Bind(parameters);
            var rows = new RowBuffer(source.Columns.Count);
            ResultColumn[] columns = [.. source.Columns.Select((type, i) => new ResultColumn(type, nullable[i]))];
            await using var reader = await prepared.Command.ExecuteReaderAsync(TestDatabase.Cancellation);
            using var cells = new CellReader();
            while (await reader.ReadAsync(TestDatabase.Cancellation))
            {
                Cell[] row = [.. columns.Select((column, i) => Read(reader, i, column, cells, rows))];
                row.CopyTo(rows.AddRow());
            }
            return rows;
        }
        finally
        {
            await pool.ReturnAsync(connection);
        }
    }

    private static Cell Read(NpgsqlDataReader reader, int ordinal, ResultColumn column, CellReader cells, RowBuffer rows)
    {
        if (column.Nullable && reader.IsDBNull(ordinal)) return Cell.Null;
        var raw = new byte[(int)reader.GetBytes(ordinal, 0, null, 0, 0)];
        if (raw.Length > 0) reader.GetBytes(ordinal, 0, raw, 0, raw.Length);
        return cells.Read(column, raw, 0, raw.Length, rows);
    }
}

public sealed class ExpressionStatementConformanceTests : ExpressionStatementTests
{
    protected override string Name => "postgres";

    protected override SqlDialect Dialect { get; } = new PostgresDialect();

    protected override string Served => "Index Cond";

    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateAsync(model);

    protected override async Task<string> ExplainAsync(TestDatabase database, string statement)
    {
        await using var pool = new ConnectionPool(((Database)database).Schema.Options);
        var connection = await pool.TakeAsync(isRead: true, TestDatabase.Cancellation);
        // An empty table is read whole otherwise.
        await using var command = new NpgsqlCommand("SET enable_seqscan = off; EXPLAIN " + statement, connection.Driver);
        var lines = new List<string>();
        await using (var reader = await command.ExecuteReaderAsync(TestDatabase.Cancellation))
        {
            while (await reader.ReadAsync(TestDatabase.Cancellation)) lines.Add(reader.GetString(0));
        }
        await connection.DisposeAsync();
        return string.Join('\n', lines);
    }
}

public class AggregateConformanceTests : AggregateTests
{
    protected virtual PostgresServer Server => PostgresServer.Shared;

    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateAsync(model, server: Server);
}

public sealed class RulePropertyConformanceTests : RulePropertyTests
{
    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateAsync(model);
}

public class ComputedFieldConformanceTests : ComputedFieldTests
{
    protected virtual PostgresServer Server => PostgresServer.Shared;

    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateAsync(model, server: Server);
}
