using Lintel.Conformance;
using Lintel.Model;
using Lintel.Operations;
using Lintel.Postgres.Testing;

namespace Lintel.Postgres.Tests;

public sealed class AnswerConformanceTests : AnswerTests
{
    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateAsync(model);
}

public sealed class CircleConformanceTests : CircleTests
{
    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateAsync(model);
}

public class ConstraintConformanceTests : ConstraintTests
{
    protected virtual PostgresServer Server => PostgresServer.Shared;

    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateAsync(model, server: Server);
}

public class IncludeConformanceTests : IncludeTests
{
    protected virtual PostgresServer Server => PostgresServer.Shared;

    // Arrays of rows nest whatever comes along.
    protected override int StatementsOfARead => 1;

    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateAsync(model, server: Server);
}

public sealed class LongNameConformanceTests : LongNameTests
{
    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateAsync(model);
}

public sealed class MigrationConformanceTests : MigrationTests
{
    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateAsync(model);
}

public sealed class FilterTreeConformanceTests : FilterTreeTests
{
    // Each question makes a schema of its own, which costs more than a file.
    protected override int Iterations => 40;

    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateAsync(model);
}

public sealed class IncludePageConformanceTests : IncludePageTests
{
    // Numbers stand beside arrays of rows.
    protected override int StatementsOfCounts => 1;

    // Each question makes a schema of its own, which costs more than a file.
    protected override int Iterations => 80;

    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateAsync(model);
}

public class QueryConformanceTests : QueryTests
{
    protected virtual PostgresServer Server => PostgresServer.Shared;

    // Each question makes a schema of its own, which costs more than a file.
    protected override int Iterations => 80;

    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateAsync(model, server: Server);
}

public sealed class RoundTripConformanceTests : RoundTripTests
{
    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateAsync(model);
}

public sealed class ScalarConformanceTests : ScalarTests
{
    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateAsync(model);
}

public class SchemaConformanceTests : SchemaTests
{
    protected virtual PostgresServer Server => PostgresServer.Shared;

    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateAsync(model, server: Server);
}

public sealed class ContractChangeConformanceTests : ContractChangeTests
{
    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateAsync(model);
}

public sealed class SessionConformanceTests : SessionTests
{
    protected override async Task<TestDatabase> CreateAsync(string resources, StoreLimits limits) => await Database.CreateAsync(resources, limits);
}

[Collection(nameof(EndlessShapeConformanceTests))]
public sealed class EndlessShapeConformanceTests : EndlessShapeTests
{
    // Each takes three trips to the server: one to prepare, one to run, one to forget.
    protected override int Shapes => 8_000;

    protected override async Task<TestDatabase> CreateAsync(string resources, StoreLimits limits) => await Database.CreateAsync(resources, limits);
}

[CollectionDefinition(nameof(EndlessShapeConformanceTests), DisableParallelization = true)]
public sealed class RunsAlone;

public sealed class ResultLimitConformanceTests : ResultLimitTests
{
    protected override async Task<TestDatabase> CreateAsync(string resources, StoreLimits limits) => await Database.CreateAsync(resources, limits);
}

public sealed class StreamConformanceTests : StreamTests
{
    protected override async Task<TestDatabase> CreateAsync(string resources, StoreLimits limits) => await Database.CreateAsync(resources, limits);
}

public sealed class RecordConformanceTests : RecordTests
{
    protected override string Folder => "postgres";

    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateAsync(model);
}

public sealed class RuleConformanceTests : RuleTests
{
    [Fact]
    public async Task Who_broke_a_rule_is_told_all_of_them_where_there_is_one_connection()
    {
        var model = TestDatabase.Compile("  item:\n    key: int\n    fields: { a: int, b: int }\n    rules: [a > 0, b > 0]\n");
        await using var database = await Database.CreateAsync(model, options => options with { Connections = 1, PoolTimeout = TimeSpan.FromSeconds(1) });
        await database.InsertAsync("item", """{"a":1,"b":1}""");
        using var outcome = await database.Engine.ExecuteAsync(
            new UpdateOperation { Resource = "item", Key = ["1"], Patch = Json.Read("""{"b":-1,"a":-1}"""), Selection = Selection.Default }, TestDatabase.Cancellation);
        Assert.Equal(["a > 0", "b > 0"], outcome.Problem!.Errors.Select(error => error.Rule));
    }

    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateAsync(model);
}

public sealed class StoredAggregateConformanceTests : StoredAggregateTests
{
    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateAsync(model);
}

public sealed class ActionConformanceTests : ActionTests
{
    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateAsync(model);
}

public class SearchConformanceTests : SearchTests
{
    protected virtual PostgresServer Server => PostgresServer.Shared;

    // Each table is in a schema of its own, which costs more than a file.
    protected override int Iterations => 30;
    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateAsync(model, server: Server);
}

public class TypoConformanceTests : TypoTests
{
    protected virtual PostgresServer Server => PostgresServer.Shared;
    protected override int Iterations => 20;
    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateAsync(model, server: Server);
}

public sealed class SearchSchemaConformanceTests : SearchSchemaTests
{
    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateAsync(model);

    protected override async Task<IReadOnlyList<string>> LeftAsync(TestDatabase database)
    {
        await using var connection = await ((Database)database).Schema.ConnectAsync();
        var rows = await new Schema.Catalog(connection, TestDatabase.Cancellation).QueryAsync("""
            SELECT relname::text FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relname LIKE '%search%'
            UNION ALL SELECT proname::text FROM pg_proc WHERE pronamespace = current_schema()::regnamespace
            """);
        return [.. rows.Select(row => row[0]!)];
    }
}

public sealed class SoftDeleteConformanceTests : SoftDeleteTests
{
    [Fact]
    public async Task Who_changes_a_row_does_not_wait_for_those_who_refer_to_it()
    {
        await using var database = await CreateAsync(Contract);
        await FillAsync(database);
        await using var session = await ReferringAsync(database);
        using var outcome = await database.Engine.ExecuteAsync(new UpdateOperation { Resource = "maker", Key = ["1"], Patch = Json.Read("""{"name":"b"}""") }, TestDatabase.Cancellation);
        Assert.Null(outcome.Problem);
    }

    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateAsync(model);
}
