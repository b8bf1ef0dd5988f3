using Npgsql;

namespace Lintel.Postgres.Testing;

/// <summary>An empty schema for one service, whose connections are called as the schema is, so that they can be told from others.</summary>
public sealed class PostgresSchema(PostgresServer server, string name, string parameters) : PostgresServer(
    server.With($"schema={name}&application_name={name}{(parameters.Length > 0 ? "&" + parameters : "")}").Url), IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public string Name => name;

    /// <summary>How many of the service's connections there are in a state, such as <c>active</c>; with a kind of wait where that is given.</summary>
    public async Task<long> CountAsync(string state, string? wait = null) => (long)(await ExecuteAsync(
        $"SELECT count(*) FROM pg_stat_activity WHERE application_name = '{name}' AND state = '{state}'{(wait is null ? "" : $" AND wait_event_type = '{wait}'")}"))!;

    /// <summary>Waits until that many of the service's connections are in a state.</summary>
    public async Task UntilAsync(long count, string state, string? wait = null)
    {
        var start = TimeProvider.System.GetTimestamp();
        long found;
        while ((found = await CountAsync(state, wait)) != count)
        {
            if (TimeProvider.System.GetElapsedTime(start) > Patience) throw new TimeoutException($"{found} connections are {state} {wait}, not {count}.");
            await Task.Delay(10);
        }
    }

    /// <summary>Keeps everyone from a table until what comes back is disposed.</summary>
    public async Task<NpgsqlConnection> LockAsync(string table)
    {
        var connection = await ConnectAsync();
        await using var command = new NpgsqlCommand($"BEGIN; LOCK TABLE {name}.\"{table}\" IN ACCESS EXCLUSIVE MODE", connection);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
        return connection;
    }

    public async ValueTask DisposeAsync() => await server.ExecuteAsync($"DROP SCHEMA IF EXISTS {name} CASCADE");
}
