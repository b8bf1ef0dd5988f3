using Lintel.Model;
using Lintel.Sql.Dialect;
using Lintel.Sql.Schema;
using Lintel.Stores;

namespace Lintel.Sql.Migrations;

/// <summary>A connection of its own on which a schema is read and changed: what databases do differently of it.</summary>
public abstract class SchemaConnection
{
    /// <summary>How the database writes SQL.</summary>
    public abstract SqlDialect Dialect { get; }

    /// <summary>The engine's own tables, and what they are filled with.</summary>
    public abstract EngineTables Tables { get; }

    /// <summary>Runs one statement. Gives the number of rows that it changed.</summary>
    public abstract Task<int> ExecuteAsync(string statement);

    /// <summary>The rows of a query, all as text.</summary>
    public abstract Task<IReadOnlyList<string?[]>> QueryAsync(string query, int columns);

    /// <summary>All tables by name.</summary>
    /// <param name="model">Whose words are used for what the database keeps in words of its own.</param>
    public abstract Task<IReadOnlyDictionary<string, StoredTable>> ReadAsync(ServiceModel model);

    /// <summary>The steps that bring about changes.</summary>
    public abstract StepBuilder Steps(ServiceModel model, TableScript script);

    /// <summary>Begins, as soon as no other migration runs.</summary>
    /// <param name="patience">For how long another is waited for.</param>
    /// <param name="waiting">Told once where there is one.</param>
    public abstract Task BeginAsync(TimeSpan patience, Action waiting);

    /// <summary>Runs a step, whole or not at all.</summary>
    /// <param name="step">The step.</param>
    /// <param name="options">How long it waits.</param>
    /// <param name="record">What makes it on record as done: in its transaction, where it is one.</param>
    /// <param name="waited">Told how often the step waited in vain for a lock.</param>
    public abstract Task RunAsync(MigrationStep step, MigrationOptions options, string record, Action<int> waited);

    /// <summary>Undoes what a failed migration began and no step made final; goes on without it, so that the failure can be put on record.</summary>
    public abstract Task AbandonAsync();

    /// <summary>Makes final what was not yet, and lets others migrate.</summary>
    public abstract Task EndAsync();

    /// <summary>Why a step failed, for people; null: the exception is none of the database's on the statement.</summary>
    public abstract string? Explain(Exception exception);
}

/// <summary>
/// The engine's own tables, beside those of the contract: whoever may make the ones may make the others, and services that share a database do not see
/// each other's.
/// </summary>
/// <param name="Options">What stands behind the parentheses of a table.</param>
/// <param name="Exists">A query that gives a row where they are there.</param>
/// <param name="Now">An expression for the time in UTC, as text.</param>
public sealed record EngineTables(string Options, string Exists, string Now)
{
    /// <summary>The table of steps.</summary>
    public const string Migrations = "lintel_migration";

    /// <summary>The table of names.</summary>
    public const string Names = "lintel_stored_name";

    /// <summary>The statements that make both.</summary>
    public IReadOnlyList<string> Create =>
    [
        $"CREATE TABLE IF NOT EXISTS {Migrations} ({StepColumns}){Options}",
        $"CREATE TABLE IF NOT EXISTS {Names} ({NameColumns}){Options}",
    ];

    private const string StepColumns =
        "number integer NOT NULL PRIMARY KEY, started text NOT NULL, ended text, contract text NOT NULL, sentence text NOT NULL, statements text NOT NULL, checksum text NOT NULL, state text NOT NULL, message text";

    private const string NameColumns =
        "table_name text NOT NULL, column_name text NOT NULL, known_as text NOT NULL, PRIMARY KEY (table_name, column_name, known_as)";
}
