using Lintel.Adoption.Catalog;

namespace Lintel.Postgres.Catalog;

/// <summary>Reads what a PostgreSQL database holds from pg_catalog: a handful of queries, however many tables there are, in one read-only transaction. Version 13 or later.</summary>
public sealed class PostgresCatalog : ICatalogReader, IAsyncDisposable
{
    // Where somebody drops a table at each of these, it is not the reading that should go on.
    private const int Tries = 5;

    private readonly ConnectionPool _pool;
    private readonly bool _isOurs;

    /// <summary>Reads by connections of its own.</summary>
    public PostgresCatalog(PostgresOptions options)
        : this(new ConnectionPool(options)) => _isOurs = true;

    internal PostgresCatalog(ConnectionPool pool) => _pool = pool;

    /// <inheritdoc/>
    public async Task<DatabaseCatalog> ReadAsync(CatalogScope scope, CancellationToken cancellation)
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                return await ReadOnceAsync(scope, cancellation).ConfigureAwait(false);
            }
            catch (Exception exception) when (tried < Tries && PostgresFailure.IsOfGone(exception))
            {
                // A new snapshot does not tell of what is gone.
            }
            catch (Exception exception) when (PostgresFailure.Is(exception))
            {
                throw PostgresFailure.Of(exception, _pool.Place);
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _isOurs ? _pool.DisposeAsync() : ValueTask.CompletedTask;

    private async Task<DatabaseCatalog> ReadOnceAsync(CatalogScope scope, CancellationToken cancellation)
    {
        var connection = await _pool.OpenAsync(cancellation).ConfigureAwait(false);
        await using var _ = connection.ConfigureAwait(false);
        // One snapshot for all queries; the transaction ends with the connection.
        var queries = new Schema.Catalog(connection, cancellation);
        await queries.ExecuteAsync("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").ConfigureAwait(false);
        return await ReadAsync(queries, scope).ConfigureAwait(false);
    }

    private static async Task<DatabaseCatalog> ReadAsync(Schema.Catalog queries, CatalogScope scope)
    {
        var server = (await queries.QueryAsync("SELECT current_setting('server_version'), current_setting('server_version_num'), current_schema()::text").ConfigureAwait(false))[0];
        var version = CatalogText.Number(server[1]!);
        var types = new CatalogTypes(await queries.QueryAsync(TypeQueries.Types(version)).ConfigureAwait(false), await queries.QueryAsync(TypeQueries.Labels).ConfigureAwait(false));
        var columns = new CatalogColumns(await queries.QueryAsync(TableQueries.Columns).ConfigureAwait(false), types);
        var constraints = await queries.QueryAsync(TableQueries.Constraints).ConfigureAwait(false);
        types.Complete(columns, constraints);
        var tables = new CatalogTables(columns, constraints, await queries.QueryAsync(TableQueries.Indexes(version)).ConfigureAwait(false));
        tables.Read(await queries.QueryAsync(TableQueries.Relations).ConfigureAwait(false), scope);
        var functions = new CatalogFunctions(types, tables.Names);
        functions.Read(await queries.QueryAsync(FunctionQueries.Functions).ConfigureAwait(false), scope);
        return new DatabaseCatalog
        {
            Product = $"PostgreSQL {server[0]!.Split(' ')[0]}",
            DefaultSchema = server[2],
            Tables = tables.Found,
            Functions = functions.Found,
            Omissions = [.. tables.Omissions, .. functions.Omissions],
        };
    }
}
