using Lintel.Conformance;
using Lintel.Conformance.Expressions;
using Lintel.Model;
using Lintel.Postgres.Native;
using Lintel.Results;
using Lintel.Sql.Dialect;
using Lintel.Sql.Lowering;
using Npgsql;

namespace Lintel.Postgres.Tests;

public sealed class ExpressionConformanceTests : ExpressionTests
{
    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateAsync(model);

    protected override async Task<RowBuffer> SelectAsync(TestDatabase database, Func<SqlDialect, SqlStatement> statement, bool[] nullable, Value[] parameters)
    {
        await using var pool = new ConnectionPool(((Database)database).Options);
        var connection = await pool.TakeAsync(TestDatabase.Cancellation);
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
            while (await reader.ReadAsync(TestDatabase.Cancellation)) connection.Cells.Row(reader, 0, columns, rows);
            return rows;
        }
        finally
        {
            await pool.ReturnAsync(connection);
        }
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
        await using var pool = new ConnectionPool(((Database)database).Options);
        var connection = await pool.TakeAsync(TestDatabase.Cancellation);
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
