using System.Globalization;
using Lintel.Model;
using Lintel.Sql.Dialect;
using Lintel.Sql.Migrations;
using Lintel.Sql.Schema;
using Lintel.Stores;
using Npgsql;

namespace Lintel.Postgres.Schema;

/// <summary>
/// A connection to PostgreSQL for changes of the schema. Between statements it holds no snapshot, for which an index that is built beside writes would
/// wait; that only one node migrates is kept by a lock of the session, which ends with it.
/// </summary>
internal sealed class PostgresSchemaConnection(NpgsqlConnection connection, PostgresDialect dialect, CancellationToken cancellation) : SchemaConnection
{
    private const string LockNotAvailable = "55P03", DeadlockDetected = "40P01", InsufficientPrivilege = "42501";

    // One for each schema: services that share a database do not wait for each other.
    private const string Key = "hashtextextended('lintel migrate ' || current_schema(), 0)";

    private readonly Catalog _catalog = new(connection, cancellation);
    private bool _locked;

    public override SqlDialect Dialect => dialect;

    public override EngineTables Tables { get; } = new(
        "",
        "SELECT 'there' FROM pg_class WHERE relname = 'lintel_stored_name' AND relnamespace = current_schema()::regnamespace",
        "to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')");

    public override Task<int> ExecuteAsync(string statement) => _catalog.ExecuteAsync(statement);

    public override async Task<IReadOnlyList<string?[]>> QueryAsync(string query, int columns) => await _catalog.QueryAsync(query).ConfigureAwait(false);

    public override async Task<IReadOnlyDictionary<string, StoredTable>> ReadAsync(ServiceModel model)
    {
        // What it makes to compare with is gone with the transaction.
        await ExecuteAsync("BEGIN").ConfigureAwait(false);
        try
        {
            return await new Introspection(_catalog, dialect, new TableScript(dialect)).ReadAsync(model).ConfigureAwait(false);
        }
        finally
        {
            await AbandonAsync().ConfigureAwait(false);
        }
    }

    public override StepBuilder Steps(ServiceModel model, TableScript script) => new PostgresSteps(model, script, this, _catalog, dialect);

    /// <summary>Makes the connection one for statements that take as long as they need.</summary>
    public async Task OpenAsync()
    {
        if (connection.PostgresParameters.TryGetValue("server_encoding", out var encoding) && encoding != "UTF8")
            throw new StoreException(StoreFailure.SchemaMismatch, $"The database's encoding is {encoding}, and Lintel needs UTF8: create it with ENCODING 'UTF8' TEMPLATE template0.");
        if ((await _catalog.QueryAsync("SELECT current_schema()::text").ConfigureAwait(false))[0][0] is null)
            throw new StoreException(StoreFailure.SchemaMismatch, "The database has no schema of the name that --store gives, or none that the role may use: CREATE SCHEMA makes one.");
        await ExecuteAsync("SET statement_timeout = 0").ConfigureAwait(false);
        await ExecuteAsync("SET idle_session_timeout = 0").ConfigureAwait(false);
        await ExecuteAsync("SET client_min_messages = warning").ConfigureAwait(false);
        // What a killed process began must not keep the next one from going on.
        await ExecuteAsync("SET client_connection_check_interval = '2s'").ConfigureAwait(false);
    }

    // Who waited within one statement would keep its snapshot, and an index that the other builds would wait for it.
    public override async Task BeginAsync(TimeSpan patience, Action waiting)
    {
        for (var waited = TimeSpan.Zero; ;)
        {
            if ((await _catalog.QueryAsync($"SELECT pg_try_advisory_lock({Key})::text").ConfigureAwait(false))[0][0] == "true") break;
            if (waited == TimeSpan.Zero) waiting();
            if (waited > patience) throw new StoreException(StoreFailure.Unavailable, $"Another migration of the database has been running for {patience}. 'lintel migrate status' tells of its steps.");
            waited += await SleepAsync(TimeSpan.FromMilliseconds(100)).ConfigureAwait(false);
        }
        _locked = true;
    }

    public override async Task RunAsync(MigrationStep step, MigrationOptions options, string record, Action<int> waited)
    {
        var pause = TimeSpan.FromMilliseconds(50);
        var slept = TimeSpan.Zero;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await TryAsync(step, options, record).ConfigureAwait(false);
                return;
            }
            catch (PostgresException exception) when (exception.SqlState is LockNotAvailable or DeadlockDetected && slept < options.Patience)
            {
                // Who waits behind us in the queue of the lock goes on meanwhile.
                await AbandonAsync().ConfigureAwait(false);
                waited(attempt);
                slept += await SleepAsync(pause).ConfigureAwait(false);
                if (pause < TimeSpan.FromSeconds(2)) pause *= 2;
            }
        }
    }

    public override async Task AbandonAsync()
    {
        if (connection.FullState != System.Data.ConnectionState.Open) return;
        await ExecuteAsync("ROLLBACK").ConfigureAwait(false);
    }

    public override async Task EndAsync()
    {
        if (!_locked || connection.FullState != System.Data.ConnectionState.Open) return;
        _locked = false;
        await ExecuteAsync($"SELECT pg_advisory_unlock({Key})").ConfigureAwait(false);
    }

    public override string? Explain(Exception exception) => exception switch
    {
        PostgresException { SqlState: LockNotAvailable } => "others held a lock on the table all the time; a transaction that is open for long may be one of them (pg_stat_activity tells)",
        PostgresException { SqlState: InsufficientPrivilege } refused => $"{refused.MessageText}: the role of --store lacks a right",
        PostgresException refused => $"{refused.MessageText} ({refused.SqlState})",
        _ => null,
    };

    private async Task TryAsync(MigrationStep step, MigrationOptions options, string record)
    {
        switch (step.Mode)
        {
            case StepMode.Transaction:
                await ExecuteAsync("BEGIN").ConfigureAwait(false);
                await ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"SET LOCAL lock_timeout = {(long)options.LockTimeout.TotalMilliseconds}")).ConfigureAwait(false);
                foreach (var statement in step.Statements) await ExecuteAsync(statement).ConfigureAwait(false);
                await ExecuteAsync(record).ConfigureAwait(false);
                await ExecuteAsync("COMMIT").ConfigureAwait(false);
                return;
            case StepMode.Alone:
                // Such a statement waits for transactions that are older, but lets all others pass.
                foreach (var statement in step.Statements) await ExecuteAsync(statement).ConfigureAwait(false);
                break;
            case StepMode.Repeated:
                while (await ExecuteAsync(step.Statements[0]).ConfigureAwait(false) > 0)
                {
                }
                break;
        }
        await ExecuteAsync(record).ConfigureAwait(false);
    }

    // In the server, by its clock, and not at the same time as all who wait for the same.
    private async Task<TimeSpan> SleepAsync(TimeSpan about)
    {
        var told = await _catalog.QueryAsync(string.Create(CultureInfo.InvariantCulture,
            $"SELECT s::text FROM (SELECT {about.TotalSeconds} * (0.5 + random()) AS s) AS t, LATERAL (SELECT pg_sleep(s) OFFSET 0) AS p")).ConfigureAwait(false);
        return TimeSpan.FromSeconds(double.Parse(told[0][0]!, CultureInfo.InvariantCulture));
    }
}
