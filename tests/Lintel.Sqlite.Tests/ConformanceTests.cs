using Lintel.Conformance;
using Lintel.Model;
using Lintel.Sqlite.Native;

namespace Lintel.Sqlite.Tests;

public sealed class AnswerConformanceTests : AnswerTests
{
    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateTemporaryAsync(model);
}

public sealed class CircleConformanceTests : CircleTests
{
    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateTemporaryAsync(model);
}

public sealed class ConstraintConformanceTests : ConstraintTests
{
    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateTemporaryAsync(model);
}

public sealed class IncludeConformanceTests : IncludeTests
{
    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateTemporaryAsync(model);
}

public sealed class FilterTreeConformanceTests : FilterTreeTests
{
    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateTemporaryAsync(model);
}

public sealed class IncludePageConformanceTests : IncludePageTests
{
    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateTemporaryAsync(model);
}

public sealed class LongNameConformanceTests : LongNameTests
{
    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateTemporaryAsync(model);
}

public sealed class MigrationConformanceTests : MigrationTests
{
    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateAsync(model);
}

public sealed class QueryConformanceTests : QueryTests
{
    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateTemporaryAsync(model);
}

public sealed class RoundTripConformanceTests : RoundTripTests
{
    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateTemporaryAsync(model);
}

public sealed class ScalarConformanceTests : ScalarTests
{
    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateTemporaryAsync(model);
}

public sealed class SchemaConformanceTests : SchemaTests
{
    // On a file that others can open.
    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateAsync(model);
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
    protected override string Folder => "sqlite";

    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateTemporaryAsync(model);
}

public sealed class RuleConformanceTests : RuleTests
{
    // On a file that others can open.
    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateAsync(model);
}

public sealed class StoredAggregateConformanceTests : StoredAggregateTests
{
    // On a file that others can open.
    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateAsync(model);
}

public sealed class ActionConformanceTests : ActionTests
{
    // On a file that others can open.
    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateAsync(model);
}

public sealed class SearchConformanceTests : SearchTests
{
    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateTemporaryAsync(model);
}

public sealed class TypoConformanceTests : TypoTests
{
    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateTemporaryAsync(model);
}

public sealed class SearchSchemaConformanceTests : SearchSchemaTests
{
    // On a file that others can open.
    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateAsync(model);

    protected override Task<IReadOnlyList<string>> LeftAsync(TestDatabase database)
    {
        var path = ((Database)database).File;
        using var connection = SqliteConnection.Open(path, Database.Options(path), "");
        return Task.FromResult<IReadOnlyList<string>>([.. connection.Query("SELECT name FROM sqlite_schema WHERE name LIKE '%search%'", 1).Select(row => row[0]!)]);
    }
}

public sealed class SoftDeleteConformanceTests : SoftDeleteTests
{
    // On a file that others can open.
    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateAsync(model);
}
