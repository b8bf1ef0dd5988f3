using Lintel.Conformance;
using Lintel.Model;

namespace Lintel.Postgres.Tests;

public sealed class AnswerConformanceTests : AnswerTests
{
    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateAsync(model);
}

public sealed class ConstraintConformanceTests : ConstraintTests
{
    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateAsync(model);
}

public sealed class IncludeConformanceTests : IncludeTests
{
    // Arrays of rows nest whatever comes along.
    protected override int StatementsOfARead => 1;

    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateAsync(model);
}

public sealed class QueryConformanceTests : QueryTests
{
    // Each question makes a schema of its own, which costs more than a file.
    protected override int Iterations => 80;

    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateAsync(model);
}

public sealed class RoundTripConformanceTests : RoundTripTests
{
    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateAsync(model);
}

public sealed class ScalarConformanceTests : ScalarTests
{
    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateAsync(model);
}

public sealed class RecordConformanceTests : RecordTests
{
    protected override string Folder => "postgres";

    protected override async Task<TestDatabase> CreateAsync(ServiceModel model) => await Database.CreateAsync(model);
}
