using Lintel.Model;
using Lintel.Sql.Schema;
using Lintel.Stores;

namespace Lintel.Sql.Migrations;

/// <summary>Plans and does migrations, the same way on every database.</summary>
/// <param name="model">What should be.</param>
/// <param name="script">How it is created.</param>
/// <param name="connection">The database.</param>
public sealed class Migrator(ServiceModel model, TableScript script, SchemaConnection connection)
{
    // A round may leave something that only the next one finds: a column whose values are not to be trusted, for one.
    private const int Rounds = 5;

    private readonly MigrationLog _log = new(connection);

    /// <summary>What is to do. Changes nothing.</summary>
    public async Task<MigrationPlan> PlanAsync() => (await LookAsync().ConfigureAwait(false)).Plan;

    /// <summary>What was done.</summary>
    public Task<MigrationHistory> HistoryAsync() => _log.ReadAsync();

    /// <summary>Does what is to do.</summary>
    public async Task<MigrationOutcome> ApplyAsync(MigrationOptions options, IProgress<MigrationProgress>? progress)
    {
        await connection.BeginAsync(options.Patience, () => progress?.Report(new MigrationProgress(null, 0, 0))).ConfigureAwait(false);
        try
        {
            await _log.CreateAsync().ConfigureAwait(false);
            var look = await LookAsync().ConfigureAwait(false);
            var wasEmpty = look.Plan.IsEmpty;
            var done = new List<MigrationStep>();
            for (var round = 0; round < Rounds; round++)
            {
                if (MigrationText.Refusal(look.Plan, options) is { } refusal) throw new StoreException(StoreFailure.SchemaMismatch, refusal);
                var steps = look.Plan.Steps.Where(step => !options.OnlyAdditive || step.Kind == StepKind.Additive).ToArray();
                if (steps.Length == 0) break;
                await _log.InterruptAsync().ConfigureAwait(false);
                for (var i = 0; i < steps.Length; i++) await RunAsync(steps, i, options, progress).ConfigureAwait(false);
                done.AddRange(steps);
                if (!options.OnlyAdditive) await _log.RememberAsync([], look.Gone).ConfigureAwait(false);
                look = await LookAsync().ConfigureAwait(false);
            }
            await _log.RememberAsync(look.Names.New, []).ConfigureAwait(false);
            await connection.EndAsync().ConfigureAwait(false);
            return new MigrationOutcome(wasEmpty, done);
        }
        catch (StoreException)
        {
            await connection.AbandonAsync().ConfigureAwait(false);
            await connection.EndAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task RunAsync(MigrationStep[] steps, int index, MigrationOptions options, IProgress<MigrationProgress>? progress)
    {
        var step = steps[index];
        var now = new MigrationProgress(step, index + 1, steps.Length);
        progress?.Report(now);
        var schema = MigrationLog.Hash(string.Join(";\n", script.Create(model)));
        var number = await _log.BeginAsync(step, schema).ConfigureAwait(false);
        try
        {
            await connection.RunAsync(step, options, _log.Ended(number, StepState.Done), attempt => progress?.Report(now with { Attempt = attempt })).ConfigureAwait(false);
        }
        catch (Exception exception) when (connection.Explain(exception) is { } why)
        {
            await connection.AbandonAsync().ConfigureAwait(false);
            // Where all is one transaction, the record of the beginning went with it.
            await _log.CreateAsync().ConfigureAwait(false);
            if ((await _log.ReadAsync().ConfigureAwait(false)).Records is not [.., var last] || last.Number != number) number = await _log.BeginAsync(step, schema).ConfigureAwait(false);
            await connection.ExecuteAsync(_log.Ended(number, StepState.Failed, why)).ConfigureAwait(false);
            throw new StoreException(StoreFailure.SchemaMismatch, $"The step \"{step.Sentence}\" failed: {why}", exception);
        }
        progress?.Report(now with { IsDone = true });
    }

    private async Task<(MigrationPlan Plan, StoredNames Names, StoredName[] Gone)> LookAsync()
    {
        var stored = await connection.ReadAsync(model).ConfigureAwait(false);
        var names = new StoredNames(await _log.NamesAsync().ConfigureAwait(false));
        names.Keep(model, script, stored);
        // What the database keeps in words of its own was compared by the names of the contract.
        if (names.Renames.Count > 0) stored = await connection.ReadAsync(model).ConfigureAwait(false);
        if (!model.Entities.Any(entity => stored.ContainsKey(entity.Table))) return (Creation(), names, []);
        var changes = new SchemaDifference(model, script, names).Compare(stored);
        var forgotten = names.Forgotten(model, stored).ToArray();
        var builder = connection.Steps(model, script);
        await builder.BuildAsync(changes, forgotten).ConfigureAwait(false);
        var plan = new MigrationPlan { IsEmpty = false, Steps = builder.Steps, Obstacles = [.. names.Clashes, .. builder.Obstacles], Renames = names.Renames };
        return (plan, names, [.. Gone(changes, forgotten)]);
    }

    private MigrationPlan Creation()
    {
        var count = model.Entities.Count;
        var creation = new MigrationStep { Sentence = $"create the schema: {count} table{(count == 1 ? "" : "s")}", Kind = StepKind.Additive, Reason = "the database is empty", Statements = script.Create(model) };
        return new MigrationPlan { IsEmpty = true, Steps = [creation], Obstacles = [], Renames = [] };
    }

    private static IEnumerable<StoredName> Gone(IReadOnlyList<SchemaChange> changes, IReadOnlyList<StoredTable> forgotten) =>
        [
            .. changes.OfType<UnknownColumn>().Where(change => change.IsOurs).Select(change => new StoredName(change.Entity.Table, change.There.Name, "")),
            .. changes.OfType<ForgottenIndex>().Select(change => StoredName.OfIndex(change.Entity.Table, change.There.Name)),
            .. forgotten.SelectMany(table => table.Columns.Select(column => new StoredName(table.Name, column.Name, "")).Append(new StoredName(table.Name, "", ""))),
        ];
}
