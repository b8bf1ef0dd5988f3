using Lintel.Testing;
using Npgsql;

namespace Lintel.Postgres.Testing;

/// <summary>A database that was there before Lintel came, made from a file of <c>tests/databases</c>; gone when it is disposed.</summary>
public sealed class ForeignDatabase : PostgresServer, IAsyncDisposable
{
    private readonly PostgresServer _server;

    private ForeignDatabase(PostgresServer server, string name)
        : base(server.Of(name).Url) => (_server, Name) = (server, name);

    /// <summary>The database's name.</summary>
    public string Name { get; }

    /// <summary>Makes one: <c>chinook.postgres.sql</c>.</summary>
    public static async Task<ForeignDatabase> CreateAsync(string file, PostgresServer? server = null)
    {
        var database = await CreateEmptyAsync(server);
        var source = TestDatabaseFile.Read(file);
        await database.RunAsync(source.Script);
        await using var connection = await database.ConnectAsync();
        foreach (var copy in source.Copies)
        {
            await using var rows = await connection.BeginTextImportAsync($"COPY {copy.Into} FROM STDIN WITH (FORMAT csv, HEADER)");
            await rows.WriteAsync(copy.Rows);
        }
        await database.RunAsync(source.End);
        return database;
    }

    /// <summary>One without anything in it.</summary>
    public static async Task<ForeignDatabase> CreateEmptyAsync(PostgresServer? server = null)
    {
        var database = new ForeignDatabase(server ?? PostgresServer.Shared, $"adopt_{Guid.NewGuid():N}");
        await database._server.ExecuteAsync($"CREATE DATABASE {database.Name}");
        return database;
    }

    /// <summary>Runs any number of statements.</summary>
    public async Task RunAsync(string script)
    {
        if (string.IsNullOrWhiteSpace(script)) return;
        await using var connection = await ConnectAsync();
        await using var command = new NpgsqlCommand(script, connection);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync() => await _server.ExecuteAsync($"DROP DATABASE IF EXISTS {Name} WITH (FORCE)");
}
