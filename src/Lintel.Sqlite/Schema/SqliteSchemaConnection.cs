using Lintel.Model;
using Lintel.Sql.Dialect;
using Lintel.Sql.Migrations;
using Lintel.Sql.Schema;
using Lintel.Sqlite.Native;
using Lintel.Stores;

namespace Lintel.Sqlite.Schema;

/// <summary>
/// The connection that writes, for changes of the schema: all of a migration is one transaction, which keeps other writers out, and of which a crash leaves
/// nothing.
/// </summary>
/// <param name="connection">The connection.</param>
/// <param name="dialect">How SQLite writes SQL.</param>
/// <param name="begin">Begins a transaction, as soon as no other process writes, within the patience that it is given.</param>
internal sealed class SqliteSchemaConnection(SqliteConnection connection, SqliteDialect dialect, Func<TimeSpan, Action, Task> begin) : SchemaConnection
{
    private bool _isRebuilt;

    public override SqlDialect Dialect => dialect;

    public override EngineTables Tables { get; } = new(
        " STRICT",
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name = 'lintel_stored_name'",
        "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')");

    public override Task<int> ExecuteAsync(string statement)
    {
        connection.Execute(statement);
        return Task.FromResult((int)connection.Changes);
    }

    public override Task<IReadOnlyList<string?[]>> QueryAsync(string query, int columns) => Task.FromResult<IReadOnlyList<string?[]>>(connection.Query(query, columns));

    public override Task<IReadOnlyDictionary<string, StoredTable>> ReadAsync(ServiceModel model) =>
        Task.FromResult<IReadOnlyDictionary<string, StoredTable>>(Introspection.Read(connection, dialect));

    public override StepBuilder Steps(ServiceModel model, TableScript script) => new SqliteSteps(model, script, this, connection, dialect);

    // Outside of a transaction only: a table that is made anew is dropped, which would delete what refers to its rows.
    public override Task BeginAsync(TimeSpan patience, Action waiting)
    {
        connection.Execute("PRAGMA foreign_keys = OFF; PRAGMA legacy_alter_table = ON");
        return begin(patience, waiting);
    }

    public override async Task RunAsync(MigrationStep step, MigrationOptions options, string record, Action<int> waited)
    {
        foreach (var statement in step.Statements) connection.Execute(statement);
        _isRebuilt |= step.Kind != StepKind.Additive;
        await ExecuteAsync(record).ConfigureAwait(false);
    }

    public override Task AbandonAsync()
    {
        _isRebuilt = false;
        if (!connection.InTransaction) return Task.CompletedTask;
        connection.Execute("ROLLBACK");
        return begin(TimeSpan.FromSeconds(5), () => { });
    }

    public override Task EndAsync()
    {
        if (!connection.InTransaction) return Task.CompletedTask;
        try
        {
            if (_isRebuilt && connection.Query("SELECT \"table\", parent FROM pragma_foreign_key_check LIMIT 1", 2) is [var row])
                throw new StoreException(StoreFailure.SchemaMismatch, $"A row of {row[0]} would refer to one of {row[1]} that is not there. Nothing was changed.");
            connection.Execute("COMMIT");
        }
        finally
        {
            Restore();
        }
        return Task.CompletedTask;
    }

    /// <summary>Undoes what was begun and not ended, and makes the connection again what it was.</summary>
    public void Restore()
    {
        if (connection.InTransaction) connection.Execute("ROLLBACK");
        connection.Execute("PRAGMA foreign_keys = ON; PRAGMA legacy_alter_table = OFF");
    }

    public override string? Explain(Exception exception) => exception is InvalidOperationException ? exception.Message : null;
}
