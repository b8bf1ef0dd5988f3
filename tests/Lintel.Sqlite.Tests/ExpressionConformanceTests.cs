using Lintel.Conformance;
using Lintel.Conformance.Expressions;
using Lintel.Model;
using Lintel.Results;
using Lintel.Sql.Dialect;
using Lintel.Sql.Lowering;
using Lintel.Sqlite.Foreign;
using Lintel.Sqlite.Native;
using Lintel.Sqlite.Plans;

namespace Lintel.Sqlite.Tests;

public sealed class ExpressionConformanceTests : ExpressionTests
{
    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateAsync(model);

    protected override Task<RowBuffer> SelectAsync(TestDatabase database, Func<SqlDialect, SqlStatement> statement, bool[] nullable, Value[] parameters)
    {
        using var connection = SqliteConnection.Open(((Database)database).File, Database.Options(((Database)database).File), "PRAGMA trusted_schema = OFF;");
        connection.Watch(TestDatabase.Cancellation);
        var source = statement(new SqliteDialect());
        var prepared = connection.Prepare(source);
        ParameterBinding.Bind(connection, prepared, source.Parameters, parameters);
        var rows = new RowBuffer(source.Columns.Count);
        CellForm[] forms = [.. source.Columns.Select(CellForms.Of)];
        while (prepared.Step()) ReadRun.ReadRow(prepared.Handle, 0, forms, new ForeignForm?[forms.Length], nullable, rows);
        return Task.FromResult(rows);
    }
}

public sealed class ExpressionStatementConformanceTests : ExpressionStatementTests
{
    protected override string Name => "sqlite";

    protected override SqlDialect Dialect { get; } = new SqliteDialect();

    protected override string Served => "SEARCH t0 USING";

    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateAsync(model);

    protected override Task<string> ExplainAsync(TestDatabase database, string statement)
    {
        var file = ((Database)database).File;
        using var connection = SqliteConnection.Open(file, Database.Options(file), "PRAGMA trusted_schema = OFF;");
        connection.Watch(TestDatabase.Cancellation);
        return Task.FromResult(string.Join('\n', connection.Query("EXPLAIN QUERY PLAN " + statement, 4).Select(row => row[3])));
    }
}

public sealed class AggregateConformanceTests : AggregateTests
{
    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateTemporaryAsync(model);
}

public sealed class RulePropertyConformanceTests : RulePropertyTests
{
    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateTemporaryAsync(model);
}

public sealed class ComputedFieldConformanceTests : ComputedFieldTests
{
    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateTemporaryAsync(model);
}
