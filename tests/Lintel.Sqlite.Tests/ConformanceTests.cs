using Lintel.Conformance;
using Lintel.Model;

namespace Lintel.Sqlite.Tests;

public sealed class AnswerConformanceTests : AnswerTests
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

public sealed class RecordConformanceTests : RecordTests
{
    protected override string Folder => "sqlite";

    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateTemporaryAsync(model);
}
