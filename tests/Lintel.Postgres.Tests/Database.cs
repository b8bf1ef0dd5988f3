using Lintel.Conformance;
using Lintel.Model;
using Npgsql;

namespace Lintel.Postgres.Tests;

/// <summary>A schema of its own, with the tables of a contract, in the PostgreSQL that <c>LINTEL_TEST_POSTGRES</c> names.</summary>
internal sealed class Database : TestDatabase
{
    private readonly PostgresOptions _options;

    private Database(PostgresOptions options, ServiceModel model, PostgresStore store)
        : base(model, store) => _options = options;

    public PostgresOptions Options => _options;

    public static PostgresOptions Server
    {
        get
        {
            var url = Environment.GetEnvironmentVariable("LINTEL_TEST_POSTGRES");
            Assert.True(url is not null, "LINTEL_TEST_POSTGRES must name a PostgreSQL for tests, such as that of eng/postgres.sh start; ./test does so.");
            Assert.Null(PostgresUrl.TryRead(url, out var options));
            return options!;
        }
    }

    public static async Task<Database> CreateAsync(ServiceModel model, Func<PostgresOptions, PostgresOptions>? change = null)
    {
        var options = Server with { Schema = $"t_{Guid.NewGuid():N}", Connections = 4 };
        if (change is not null) options = change(options);
        await ExecuteAsync($"CREATE SCHEMA {options.Schema}");
        var store = PostgresStore.Open(model, options);
        await store.PrepareAsync(Cancellation);
        return new Database(options, model, store);
    }

    public static Task<Database> CreateAsync(string resources, Func<PostgresOptions, PostgresOptions>? change = null) => CreateAsync(Compile(resources), change);

    public static async Task<object?> ExecuteAsync(string statement)
    {
        var server = Server;
        var text = new NpgsqlConnectionStringBuilder
        {
            Host = server.Host,
            Port = server.Port,
            Username = server.User,
            Password = server.Password,
            Database = server.Database ?? server.User,
            MaxPoolSize = 4,
        };
        await using var connection = new NpgsqlConnection(text.ConnectionString);
        await connection.OpenAsync(CancellationToken.None);
        await using var command = new NpgsqlCommand(statement, connection);
        return await command.ExecuteScalarAsync(CancellationToken.None);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await ExecuteAsync($"DROP SCHEMA {_options.Schema} CASCADE");
    }
}
