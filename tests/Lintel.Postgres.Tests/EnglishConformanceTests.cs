using Lintel.Postgres.Testing;
using Npgsql;

namespace Lintel.Postgres.Tests;

/// <summary>A database that orders text as people do: a, A, b. Nothing that callers see may change by it.</summary>
public sealed class EnglishDatabase : IAsyncLifetime
{
    private const string InvalidLocale = "42809";

    private readonly string _name = $"english_{Guid.NewGuid():N}";

    public PostgresServer Server => PostgresServer.Shared.Of(_name);

    public async ValueTask InitializeAsync()
    {
        try
        {
            await PostgresServer.Shared.ExecuteAsync($"CREATE DATABASE {_name} ENCODING 'UTF8' LOCALE 'en_US.UTF-8' TEMPLATE template0");
        }
        catch (PostgresException exception) when (exception.SqlState == InvalidLocale)
        {
            throw new InvalidOperationException("The server was started where there is no locale en_US.UTF-8; eng/postgres.sh start makes it first.", exception);
        }
        // Or else the tests that run here would prove nothing.
        Assert.Equal("a,A,b,B,é", await Server.ExecuteAsync("SELECT string_agg(s, ',' ORDER BY s) FROM unnest(ARRAY['B', 'é', 'a', 'b', 'A']) AS s"));
    }

    public async ValueTask DisposeAsync() => await PostgresServer.Shared.ExecuteAsync($"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");
}

[CollectionDefinition(nameof(EnglishCollection))]
public sealed class EnglishCollection : ICollectionFixture<EnglishDatabase>;

[Collection(nameof(EnglishCollection))]
public sealed class EnglishConstraintTests(EnglishDatabase english) : ConstraintConformanceTests
{
    protected override PostgresServer Server => english.Server;
}

[Collection(nameof(EnglishCollection))]
public sealed class EnglishIncludeTests(EnglishDatabase english) : IncludeConformanceTests
{
    protected override PostgresServer Server => english.Server;
}

[Collection(nameof(EnglishCollection))]
public sealed class EnglishQueryTests(EnglishDatabase english) : QueryConformanceTests
{
    protected override PostgresServer Server => english.Server;
}

[Collection(nameof(EnglishCollection))]
public sealed class EnglishSchemaTests(EnglishDatabase english) : SchemaConformanceTests
{
    protected override PostgresServer Server => english.Server;
}

[Collection(nameof(EnglishCollection))]
public sealed class EnglishExpressionTests(EnglishDatabase english) : ExpressionConformanceTests
{
    protected override PostgresServer Server => english.Server;
}

[Collection(nameof(EnglishCollection))]
public sealed class EnglishAggregateTests(EnglishDatabase english) : AggregateConformanceTests
{
    protected override PostgresServer Server => english.Server;
}

[Collection(nameof(EnglishCollection))]
public sealed class EnglishSearchTests(EnglishDatabase english) : SearchConformanceTests
{
    protected override PostgresServer Server => english.Server;
}

[Collection(nameof(EnglishCollection))]
public sealed class EnglishTypoTests(EnglishDatabase english) : TypoConformanceTests
{
    protected override PostgresServer Server => english.Server;
}

[Collection(nameof(EnglishCollection))]
public sealed class EnglishComputedFieldTests(EnglishDatabase english) : ComputedFieldConformanceTests
{
    protected override PostgresServer Server => english.Server;
}

[Collection(nameof(EnglishCollection))]
public sealed class EnglishSearchFunctionTests(EnglishDatabase english) : SearchFunctionTests
{
    protected override PostgresServer Server => english.Server;
}
