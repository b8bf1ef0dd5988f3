using Lintel.Conformance;
using Lintel.Model;

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

public sealed class LongNameConformanceTests : LongNameTests
{
    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateTemporaryAsync(model);
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
    protected override string ScriptBegin => "PRAGMA";

    // On a file that others can open.
    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateAsync(model);
}

public sealed class SessionConformanceTests : SessionTests
{
    protected override async Task<TestDatabase> CreateAsync(string resources, StoreLimits limits) => await Database.CreateAsync(resources, options => options with
    {
        Readers = limits.Connections,
        BusyTimeout = limits.Wait,
        StatementTimeout = limits.Statement,
        StatementCache = limits.StatementCache,
    });
}

public sealed class RecordConformanceTests : RecordTests
{
    protected override string Folder => "sqlite";

    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateTemporaryAsync(model);
}

public sealed class RuleConformanceTests : RuleTests
{
    protected override string ScriptBegin => "PRAGMA";

    // On a file that others can open.
    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateAsync(model);
}
