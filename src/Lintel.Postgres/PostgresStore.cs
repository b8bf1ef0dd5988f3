using Lintel.Adoption.Catalog;
using Lintel.Adoption.Fitting;
using Lintel.Binding;
using Lintel.Model;
using Lintel.Postgres.Catalog;
using Lintel.Postgres.Foreign;
using Lintel.Postgres.Plans;
using Lintel.Postgres.Schema;
using Lintel.Sql.Lowering;
using Lintel.Sql.Schema;
using Lintel.Stores;

namespace Lintel.Postgres;

/// <summary>A PostgreSQL database, version 15 or later.</summary>
public sealed class PostgresStore : IStore
{
    private static readonly PostgresDialect Dialect = new();

    private readonly ServiceModel _model;
    private readonly ConnectionPool _pool;
    private readonly Ping _ping;
    private readonly NestedReadLowering _reads = new(Dialect);
    private readonly AggregateLowering _aggregates = new(Dialect);
    private readonly WriteLowering _writes = new(Dialect);
    private readonly AnswerLowering _answers = new(Dialect);
    private readonly TableScript _script = new(Dialect);
    private Constraints _constraints;

    private PostgresStore(ServiceModel model, PostgresOptions options)
    {
        _model = model;
        _pool = new ConnectionPool(options);
        _ping = new Ping(_pool);
        Migrations = new PostgresMigrations(model, _script, Dialect, _pool);
        _constraints = new Constraints(model, Dialect, new RuleNames(model, _script));
    }

    /// <inheritdoc/>
    public string Name => "PostgreSQL";

    /// <inheritdoc/>
    public IReadOnlyList<string> Limitations { get; private set; } = [];

    /// <summary>A store that connects when it is first used.</summary>
    public static PostgresStore Open(ServiceModel model, PostgresOptions options) => new(model, options);

    /// <inheritdoc/>
    public StoreCapacity Capacity => _pool.Capacity;

    /// <inheritdoc/>
    public IStoreMigrations Migrations { get; }

    /// <inheritdoc/>
    public async Task<SchemaOutcome> PrepareAsync(CancellationToken cancellation)
    {
        if (_model.IsExternal) return await AdoptAsync(cancellation).ConfigureAwait(false);
        var outcome = await Migrations.ApplyAsync(new MigrationOptions { OnlyAdditive = true }, null, cancellation).ConfigureAwait(false);
        _constraints = new Constraints(_model, Dialect, new RuleNames(_model, _script));
        return new SchemaOutcome(outcome.WasEmpty, [.. outcome.Steps.SelectMany(step => step.Statements)]);
    }

    /// <summary>Looks at a database that is not ours, and changes nothing in it.</summary>
    private async Task<SchemaOutcome> AdoptAsync(CancellationToken cancellation)
    {
        var catalog = await new PostgresCatalog(_pool).ReadAsync(new CatalogScope { Schemas = CatalogFit.Schemas(_model) }, cancellation).ConfigureAwait(false);
        Limitations = CatalogFit.Require(_model, catalog, PostgresTypeMap.Instance);
        try
        {
            var connection = await _pool.OpenAsync(cancellation).ConfigureAwait(false);
            await using var _ = connection.ConfigureAwait(false);
            var foreign = new ForeignSchema(catalog, await ComparableTypes.ReadAsync(new Schema.Catalog(connection, cancellation)).ConfigureAwait(false));
            foreign.Adopt(_model);
            foreign.AdoptFunctions(_model);
            _constraints = new Constraints(_model, Dialect, new RuleNames(_model, _script), new ForeignConstraints(catalog, _model, foreign));
        }
        catch (Exception exception) when (PostgresFailure.Is(exception))
        {
            throw PostgresFailure.Of(exception, _pool.Place);
        }
        return new SchemaOutcome(false, []);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> SchemaScript() => _script.Create(_model);

    /// <inheritdoc/>
    public IStorePlan Compile(BoundOperation operation) => operation switch
    {
        BoundRead read => new ReadPlan(_reads.Lower(read), read.Selection),
        BoundAggregate aggregate => new AggregatePlan(_aggregates.Lower(aggregate), aggregate),
        BoundInvoke invoke => new InvokePlan(CallLowering.Lower(Dialect, invoke)),
        BoundInsert insert => new InsertPlan(new InsertLevel(_writes.Lower(insert), Dialect), AnsweredWrite.Of(_answers.Lower(insert), insert.Answer)),
        BoundLink link => new InsertPlan(new InsertLevel(_writes.Lower(link), Dialect), null),
        BoundUnlink unlink => new ChangePlan(_writes.Lower(unlink), null),
        BoundUpdate update => new ChangePlan(_writes.Lower(update), AnsweredWrite.Of(_answers.Lower(update), update.Answer)),
        BoundDelete delete => new ChangePlan(_writes.Lower(delete), null),
        BoundTouch touch => new ChangePlan(new LoweredChange(TouchLowering.Lower(Dialect, touch), null), null),
        BoundRefresh refresh => new ChangePlan(new LoweredChange(RefreshLowering.Lower(Dialect, refresh), null), null),
        _ => throw new NotSupportedException($"PostgreSQL has no plan for {operation.GetType().Name}."),
    };

    /// <inheritdoc/>
    public async ValueTask<IStoreSession> OpenAsync(SessionKind kind, CancellationToken cancellation) =>
        new PostgresSession(_pool, await _pool.TakeAsync(kind is SessionKind.Read or SessionKind.SingleRead, cancellation).ConfigureAwait(false), kind, _constraints);

    /// <inheritdoc/>
    public ValueTask<bool> PingAsync(CancellationToken cancellation) => _ping.RunAsync(cancellation);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _ping.Dispose();
        return _pool.DisposeAsync();
    }
}
