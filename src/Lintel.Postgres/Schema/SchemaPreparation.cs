using System.Text;
using Lintel.Model;
using Lintel.Sql.Schema;
using Lintel.Stores;
using Npgsql;

namespace Lintel.Postgres.Schema;

/// <summary>Creates the schema, or extends the one that is there, in one transaction that no other start of an engine runs beside.</summary>
internal sealed class SchemaPreparation(
    ServiceModel model, TableScript script, PostgresDialect dialect, NpgsqlConnection connection, CancellationToken cancellation)
{
    // Any number that no other program is likely to lock.
    private const string Lock = "SELECT pg_advisory_xact_lock(7811886719425)::text";

    private readonly Catalog _catalog = new(connection, cancellation);

    public async Task<SchemaOutcome> RunAsync()
    {
        if (connection.PostgresParameters.TryGetValue("server_encoding", out var encoding) && encoding != "UTF8")
            throw new StoreException(StoreFailure.SchemaMismatch, $"The database's encoding is {encoding}, and Lintel needs UTF8: create it with ENCODING 'UTF8' TEMPLATE template0.");
        var transaction = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
        await using var _ = transaction.ConfigureAwait(false);
        await _catalog.ExecuteAsync("SET LOCAL statement_timeout = 0").ConfigureAwait(false);
        await _catalog.QueryAsync(Lock).ConfigureAwait(false);
        var outcome = await PrepareAsync().ConfigureAwait(false);
        await transaction.CommitAsync(cancellation).ConfigureAwait(false);
        return outcome;
    }

    private async Task<SchemaOutcome> PrepareAsync()
    {
        var applied = new List<string>();
        var introspection = new Introspection(_catalog, dialect, script);
        var stored = await introspection.ReadAsync(model).ConfigureAwait(false);
        if (!model.Entities.Any(entity => stored.ContainsKey(entity.Table) || (entity.FormerTable is { } former && stored.ContainsKey(former))))
        {
            await ApplyAsync(script.Create(model), applied).ConfigureAwait(false);
            return new SchemaOutcome(true, applied);
        }
        var difference = new SchemaDifference(model, script, dialect);
        var renames = difference.Renames(stored);
        if (renames.Count > 0)
        {
            await ApplyAsync(renames, applied).ConfigureAwait(false);
            await RenameChecksAsync(stored, applied).ConfigureAwait(false);
            stored = await introspection.ReadAsync(model).ConfigureAwait(false);
        }
        difference.Compare(stored);
        if (difference.Conflicts.Count > 0) throw new StoreException(StoreFailure.SchemaMismatch, Refusal(difference, stored));
        await ApplyAsync(difference.Additions, applied).ConfigureAwait(false);
        await ApplyAsync(await new SearchDifference(model, dialect, new PostgresSearch(dialect)).StatementsAsync(_catalog).ConfigureAwait(false), applied).ConfigureAwait(false);
        return new SchemaOutcome(false, applied);
    }

    /// <summary>A check is found by its name, which has the table's and the column's in it.</summary>
    private async Task RenameChecksAsync(Dictionary<string, StoredTable> before, List<string> applied)
    {
        foreach (var entity in model.Entities)
        {
            var table = before.ContainsKey(entity.Table) ? entity.Table : entity.FormerTable;
            if (table is null || !before.TryGetValue(table, out var stored)) continue;
            foreach (var column in entity.Columns.Where(column => script.Check(column) is not null))
            {
                var name = stored.Find(column.Name) is null ? column.FormerName : column.Name;
                if (name is null || stored.Find(name) is null || (name == column.Name && table == entity.Table)) continue;
                var (old, now) = (dialect.Identifier($"ck_{table}_{name}"), dialect.Identifier($"ck_{entity.Table}_{column.Name}"));
                await ApplyAsync([$"ALTER TABLE {dialect.Identifier(entity.Table)} RENAME CONSTRAINT {old} TO {now}"], applied).ConfigureAwait(false);
            }
        }
    }

    private async Task ApplyAsync(IReadOnlyList<string> statements, List<string> applied)
    {
        foreach (var statement in statements)
        {
            try
            {
                await _catalog.ExecuteAsync(statement).ConfigureAwait(false);
            }
            catch (PostgresException exception) when (exception.SqlState[..2] is "42" or "23" or "0A" or "22" or "2B")
            {
                throw new StoreException(StoreFailure.SchemaMismatch, $"The schema could not be extended, and nothing was changed: {exception.MessageText}: {statement}", exception);
            }
            applied.Add(statement);
        }
    }

    private string Refusal(SchemaDifference difference, Dictionary<string, StoredTable> stored)
    {
        var conflicts = difference.Conflicts;
        var text = new StringBuilder("The schema of the PostgreSQL database does not fit the contract, and additions alone do not mend it:\n");
        foreach (var conflict in conflicts) text.Append("- ").Append(conflict.Entity.Table).Append(": ").Append(conflict.Message).Append('\n');
        text.Append("Nothing was changed. These statements change the tables; look at each, and back the database up first:\n\nBEGIN;\n");
        var change = new TableChange(script, dialect, difference);
        foreach (var entity in conflicts.Select(conflict => conflict.Entity).Distinct())
        {
            foreach (var statement in change.Statements(entity, stored[entity.Table])) text.Append(statement).Append(";\n");
        }
        return text.Append("COMMIT;\n").ToString();
    }
}
