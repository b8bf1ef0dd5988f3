using Lintel.Model;
using Lintel.Sql.Migrations;
using Lintel.Sql.Schema;
using Lintel.Stores;

namespace Lintel.Postgres.Schema;

/// <summary>Migrations of a PostgreSQL database, each on a connection of its own.</summary>
internal sealed class PostgresMigrations(ServiceModel model, TableScript script, PostgresDialect dialect, ConnectionPool pool) : IStoreMigrations
{
    public Task<MigrationPlan> PlanAsync(CancellationToken cancellation) => WithAsync(migrator => migrator.PlanAsync(), cancellation);

    public Task<MigrationOutcome> ApplyAsync(MigrationOptions options, IProgress<MigrationProgress>? progress, CancellationToken cancellation) =>
        WithAsync(migrator => migrator.ApplyAsync(options, progress), cancellation);

    public Task<MigrationHistory> HistoryAsync(CancellationToken cancellation) => WithAsync(migrator => migrator.HistoryAsync(), cancellation);

    private async Task<T> WithAsync<T>(Func<Migrator, Task<T>> work, CancellationToken cancellation)
    {
        try
        {
            var connection = await pool.OpenAsync(cancellation).ConfigureAwait(false);
            await using var _ = connection.ConfigureAwait(false);
            var schema = new PostgresSchemaConnection(connection, dialect, cancellation);
            await schema.OpenAsync().ConfigureAwait(false);
            return await work(new Migrator(model, script, schema)).ConfigureAwait(false);
        }
        catch (Exception exception) when (PostgresFailure.Is(exception))
        {
            throw PostgresFailure.Of(exception, pool.Place);
        }
    }
}
