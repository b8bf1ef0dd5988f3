using Lintel.Model;
using Lintel.Sql.Lowering;
using Lintel.Sql.Migrations;
using Lintel.Sql.Schema;
using Lintel.Sqlite.Native;
using Lintel.Stores;

namespace Lintel.Sqlite.Schema;

/// <summary>Migrations of a SQLite database, on the connection that writes.</summary>
internal sealed class SqliteMigrations(ServiceModel model, TableScript script, SqliteDialect dialect, ConnectionPool pool, SqliteOptions settings) : IStoreMigrations
{
    private static readonly SqlStatement Begin = new("BEGIN IMMEDIATE", [], []);

    private const string Busy = "Another process has been writing to the SQLite database for ";

    public Task<MigrationPlan> PlanAsync(CancellationToken cancellation) => WithAsync(migrator => migrator.PlanAsync(), cancellation);

    public Task<MigrationOutcome> ApplyAsync(MigrationOptions options, IProgress<MigrationProgress>? progress, CancellationToken cancellation) =>
        WithAsync(migrator => migrator.ApplyAsync(options, progress), cancellation);

    public Task<MigrationHistory> HistoryAsync(CancellationToken cancellation) => WithAsync(migrator => migrator.HistoryAsync(), cancellation);

    private async Task<T> WithAsync<T>(Func<Migrator, Task<T>> work, CancellationToken cancellation)
    {
        var connection = await pool.WriterAsync(cancellation).ConfigureAwait(false);
        try
        {
            connection.WatchWithoutLimit(cancellation);
            var schema = new SqliteSchemaConnection(connection, dialect, (patience, waiting) => BeginAsync(connection, patience, waiting, cancellation));
            try
            {
                return await work(new Migrator(model, script, schema)).ConfigureAwait(false);
            }
            finally
            {
                connection.WatchWithoutLimit(CancellationToken.None);
                schema.Restore();
            }
        }
        finally
        {
            pool.Return(connection);
        }
    }

    private async Task BeginAsync(SqliteConnection connection, TimeSpan patience, Action waiting, CancellationToken cancellation)
    {
        var started = settings.Time.GetTimestamp();
        for (var pause = TimeSpan.FromMilliseconds(1); !connection.TryBegin(Begin);)
        {
            if (pause == TimeSpan.FromMilliseconds(1)) waiting();
            if (settings.Time.GetElapsedTime(started) > patience) throw new StoreException(StoreFailure.Unavailable, $"{Busy}{patience}.");
            await Task.Delay(pause, settings.Time, cancellation).ConfigureAwait(false);
            if (pause < TimeSpan.FromMilliseconds(50)) pause *= 2;
        }
    }
}
