using Lintel.Adoption.Catalog;
using Lintel.Adoption.Fitting;
using Lintel.Binding;
using Lintel.Model;
using Lintel.Sql.Lowering;
using Lintel.Sql.Schema;
using Lintel.Sqlite.Catalog;
using Lintel.Sqlite.Foreign;
using Lintel.Sqlite.Plans;
using Lintel.Sqlite.Schema;
using Lintel.Stores;

namespace Lintel.Sqlite;

/// <summary>A SQLite database: one file, in WAL mode, durable at each commit.</summary>
public sealed class SqliteStore : IStore
{
    private static readonly SqliteDialect Dialect = new();

    // One writes; the others are read and bound meanwhile.
    private const int MostWriters = 4;

    private readonly ServiceModel _model;
    private readonly SqliteOptions _options;
    private readonly ConnectionPool _pool;
    private readonly SeparateReadLowering _reads = new(Dialect, new JsonKeys());
    private readonly AggregateLowering _aggregates = new(Dialect);
    private readonly WriteLowering _writes = new(Dialect);
    private readonly TableScript _script = new(Dialect);
    private Constraints _constraints;
    private IReadOnlyList<string> _notes = [];

    private SqliteStore(ServiceModel model, SqliteOptions options)
    {
        _model = model;
        _options = options;
        _pool = new ConnectionPool(options, model.IsExternal);
        Migrations = new SqliteMigrations(model, _script, Dialect, _pool, options);
        _constraints = new Constraints(model, Dialect, new RuleNames(model, _script));
    }

    /// <inheritdoc/>
    public string Name => "SQLite";

    /// <inheritdoc/>
    public IReadOnlyList<string> Limitations =>
    [
        .. _notes,
        .. _model.Entities.Where(entity => entity.Search is { Typos: true })
            .Select(entity => $"{entity.Table}: a search that forgives typing mistakes reads all rows and takes words as they are, since SQLite has no index of similar words"),
        .. _model.Entities.Where(entity => entity.Search is { Typos: false } search && !SqliteSearch.Knows(search.Language))
            .Select(entity => $"{entity.Table}: words are searched as they are, since SQLite knows the endings of English alone and not those of {Capital(entity.Search!.Language)}"),
    ];

    /// <summary>Opens the database, and creates its file where there is none.</summary>
    /// <exception cref="StoreException">The folder is missing, or the file can't be used or is no database.</exception>
    public static SqliteStore Open(ServiceModel model, SqliteOptions options) => new(model, options);

    /// <inheritdoc/>
    public StoreCapacity Capacity => new(_options.Readers, MostWriters, _options.BusyTimeout);

    /// <inheritdoc/>
    public IStoreMigrations Migrations { get; }

    /// <inheritdoc/>
    public async Task<SchemaOutcome> PrepareAsync(CancellationToken cancellation)
    {
        // The schema of others is never changed, and has no room for a record of ours.
        if (_model.IsExternal) return await AdoptAsync(cancellation).ConfigureAwait(false);
        var options = new MigrationOptions { OnlyAdditive = true, Patience = _options.BusyTimeout };
        var outcome = await Migrations.ApplyAsync(options, null, cancellation).ConfigureAwait(false);
        _constraints = new Constraints(_model, Dialect, new RuleNames(_model, _script));
        return new SchemaOutcome(outcome.WasEmpty, [.. outcome.Steps.SelectMany(step => step.Statements)]);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> SchemaScript() => _script.Create(_model);

    /// <inheritdoc/>
    public IStorePlan Compile(BoundOperation operation) => operation switch
    {
        BoundRead read => new ReadPlan(_reads.Lower(read), read.Selection),
        BoundAggregate aggregate => new AggregatePlan(_aggregates.Lower(aggregate), aggregate),
        BoundInsert insert => new InsertPlan(_writes.Lower(insert)),
        BoundLink link => new InsertPlan(_writes.Lower(link)),
        BoundUnlink unlink => new ChangePlan(_writes.Lower(unlink)),
        BoundUpdate update => new ChangePlan(_writes.Lower(update)),
        BoundDelete delete => new ChangePlan(_writes.Lower(delete)),
        BoundTouch touch => new ChangePlan(new LoweredChange(TouchLowering.Lower(Dialect, touch), null)),
        BoundRefresh refresh => new ChangePlan(new LoweredChange(RefreshLowering.Lower(Dialect, refresh), null)),
        _ => throw new NotSupportedException($"SQLite has no plan for {operation.GetType().Name}."),
    };

    /// <inheritdoc/>
    public async ValueTask<IStoreSession> OpenAsync(SessionKind kind, CancellationToken cancellation)
    {
        var connection = kind is SessionKind.Read or SessionKind.SingleRead
            ? await _pool.ReaderAsync(cancellation).ConfigureAwait(false)
            : await _pool.WriterAsync(cancellation).ConfigureAwait(false);
        return await BeginAsync(new SqliteSession(_pool, connection, kind, _constraints), cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> PingAsync(CancellationToken cancellation)
    {
        try
        {
            var connection = await _pool.ReaderAsync(cancellation).ConfigureAwait(false);
            try
            {
                connection.Watch(cancellation);
                connection.Query("SELECT count(*) FROM sqlite_schema", 1);
                return true;
            }
            finally
            {
                _pool.Return(connection);
            }
        }
        catch (Exception exception) when (exception is StoreException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _pool.DisposeAsync();

    /// <summary>Looks at a file that is not ours, and changes nothing in it.</summary>
    private async Task<SchemaOutcome> AdoptAsync(CancellationToken cancellation)
    {
        var catalog = await new SqliteCatalog(_options).ReadAsync(new CatalogScope(), cancellation).ConfigureAwait(false);
        _notes = CatalogFit.Require(_model, catalog, types: null);
        if (BrokenReferences.Of(catalog) is { Count: > 0 } broken)
        {
            await _pool.KeepNoReferencesAsync(cancellation).ConfigureAwait(false);
            _notes = [.. _notes, $"references are not kept, since SQLite would refuse every write for one that leads nowhere or to what is not unique: {string.Join(", ", broken)}"];
        }
        var connection = await _pool.ReaderAsync(cancellation).ConfigureAwait(false);
        try
        {
            connection.Watch(cancellation);
            ForeignSchema.Adopt(connection, _model, Dialect);
        }
        finally
        {
            _pool.Return(connection);
        }
        return new SchemaOutcome(false, []);
    }

    private static string Capital(string language) => char.ToUpperInvariant(language[0]) + language[1..];

    /// <summary>Begins, as soon as no other process writes.</summary>
    private async ValueTask<IStoreSession> BeginAsync(SqliteSession session, CancellationToken cancellation)
    {
        try
        {
            var started = _options.Time.GetTimestamp();
            for (var pause = TimeSpan.FromMilliseconds(1); !session.TryBegin(cancellation);)
            {
                if (_options.Time.GetElapsedTime(started) > _options.BusyTimeout)
                    throw new StoreException(StoreFailure.Unavailable, $"Another process has been writing to the SQLite database for {_options.BusyTimeout}.");
                await Task.Delay(pause, _options.Time, cancellation).ConfigureAwait(false);
                if (pause < TimeSpan.FromMilliseconds(50)) pause *= 2;
            }
            return session;
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
