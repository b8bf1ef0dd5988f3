using Npgsql;

namespace Lintel.Postgres.Testing;

/// <summary>A PostgreSQL that tests may use, and what they do in it behind the back of a store.</summary>
public class PostgresServer(string url)
{
    /// <summary>The one that <c>LINTEL_TEST_POSTGRES</c> names. Other tests use it at the same time.</summary>
    public static PostgresServer Shared => new(Environment.GetEnvironmentVariable("LINTEL_TEST_POSTGRES")
        ?? throw new InvalidOperationException("LINTEL_TEST_POSTGRES must name a PostgreSQL for tests, such as that of eng/postgres.sh start; ./test does so."));

    /// <summary>As <c>--store</c> takes it.</summary>
    public string Url { get; } = url;

    public PostgresOptions Options => PostgresUrl.TryRead(Url, out var options) is { } wrong ? throw new InvalidOperationException(wrong) : options!;

    /// <summary>The same server by another database.</summary>
    public PostgresServer Of(string database) => new(new UriBuilder(Url) { Path = database }.Uri.AbsoluteUri);

    /// <summary>The same with something behind the <c>?</c>: <c>schema=a&amp;pool=1</c>.</summary>
    public PostgresServer With(string parameters) => new($"{Url}{(Url.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{parameters}");

    /// <summary>A schema of its own; gone when it is disposed.</summary>
    public async Task<PostgresSchema> CreateSchemaAsync(string parameters = "")
    {
        var name = $"t_{Guid.NewGuid():N}";
        await ExecuteAsync($"CREATE SCHEMA {name}");
        return new PostgresSchema(this, name, parameters);
    }

    /// <summary>Runs a statement on a connection of its own; gives the first value of its first row.</summary>
    public async Task<object?> ExecuteAsync(string statement)
    {
        await using var connection = await ConnectAsync();
        await using var command = new NpgsqlCommand(statement, connection);
        return await command.ExecuteScalarAsync(CancellationToken.None);
    }

    /// <summary>A connection of its own that nobody else gets.</summary>
    public async Task<NpgsqlConnection> ConnectAsync()
    {
        var options = Options;
        var text = new NpgsqlConnectionStringBuilder
        {
            Host = options.Host,
            Port = options.Port,
            Username = options.User,
            Password = options.Password,
            Database = options.Database ?? options.User,
            SearchPath = options.Schema,
            Pooling = false,
        };
        var connection = new NpgsqlConnection(text.ConnectionString);
        await connection.OpenAsync(CancellationToken.None);
        return connection;
    }
}
