using System.Globalization;
using Lintel.Model;
using Lintel.Sql.Dialect;
using Lintel.Sql.Lowering;
using Lintel.Sql.Schema;
using Lintel.Stores;

namespace Lintel.Sql.Migrations;

/// <summary>Makes steps of changes, in the order in which they can run. What all databases do the same way is here.</summary>
public abstract class StepBuilder(ServiceModel model, TableScript script, SchemaConnection connection)
{
    /// <summary>A table of no more rows is written anew in less time than anyone minds to wait.</summary>
    protected const long SmallTable = 10_000;

    private readonly List<(Stage Stage, MigrationStep Step)> _steps = [];
    private readonly List<string> _obstacles = [];
    private readonly List<Entity> _unfilled = [];

    /// <summary>When a step runs, among all.</summary>
    protected enum Stage
    {
        /// <summary>New tables, with all that belongs to them.</summary>
        Tables,

        /// <summary>What would be in the way.</summary>
        Forget,

        /// <summary>New columns.</summary>
        Columns,

        /// <summary>Values for them.</summary>
        Values,

        /// <summary>Changes of columns and references.</summary>
        Changes,

        /// <summary>Values that the engine computes.</summary>
        Fills,

        /// <summary>Indexes.</summary>
        Indexes,

        /// <summary>Rules of one row.</summary>
        Rules,

        /// <summary>Whether rows keep what is new.</summary>
        Validation,

        /// <summary>What is lost.</summary>
        Drops,

        /// <summary>What searches need.</summary>
        Searches,
    }

    /// <summary>The steps, in order.</summary>
    public IReadOnlyList<MigrationStep> Steps => [.. _steps.OrderBy(step => step.Stage).Select(step => step.Step)];

    /// <summary>What no step can do.</summary>
    public IReadOnlyList<string> Obstacles => _obstacles;

    /// <summary>What should be.</summary>
    protected ServiceModel Model => model;

    /// <summary>How it is created.</summary>
    protected TableScript Script => script;

    /// <summary>How SQL is written.</summary>
    protected SqlDialect Dialect => connection.Dialect;

    /// <summary>Makes the steps.</summary>
    public async Task BuildAsync(IReadOnlyList<SchemaChange> changes, IEnumerable<StoredTable> forgotten)
    {
        CreateTables([.. changes.OfType<MissingTable>().Select(change => change.Entity)]);
        await ChangeAsync([.. changes.Where(change => change is not MissingTable)]).ConfigureAwait(false);
        foreach (var entity in _unfilled.Distinct()) Fill(entity);
        await DropTablesAsync([.. forgotten]).ConfigureAwait(false);
        await SearchAsync().ConfigureAwait(false);
    }

    /// <summary>Makes the steps for changes of tables that are there.</summary>
    protected abstract Task ChangeAsync(IReadOnlyList<SchemaChange> changes);

    /// <summary>Makes the steps for what searches need.</summary>
    protected abstract Task SearchAsync();

    /// <summary>The statement that fills what a table stores of its children.</summary>
    protected virtual string FillStatement(Resource resource) => RefreshLowering.All(Dialect, resource);

    /// <summary>How that statement runs. Default: in one transaction.</summary>
    protected virtual StepMode FillMode => StepMode.Transaction;

    /// <summary>Adds a step.</summary>
    protected void Add(Stage stage, MigrationStep step) => _steps.Add((stage, step));

    /// <summary>Adds a step for a change.</summary>
    protected void Add(Stage stage, SchemaChange change, StepKind kind, string sentence, params IEnumerable<string> statements) =>
        Add(stage, Step(change, kind, sentence, statements));

    /// <summary>A step for a change.</summary>
    protected static MigrationStep Step(SchemaChange change, StepKind kind, string sentence, params IEnumerable<string> statements) =>
        new() { Sentence = sentence, Kind = kind, Reason = $"{change.Entity.Table}: {change.Message}", Statements = [.. statements] };

    /// <summary>Says that something can't be done.</summary>
    protected void Refuse(SchemaChange change, string advice) => _obstacles.Add($"{change.Entity.Table}: {change.Message}: {advice}");

    /// <summary>Says that a column of a table is new, and to be filled by the engine.</summary>
    protected void Unfilled(Entity entity) => _unfilled.Add(entity);

    /// <summary>The number that a query gives.</summary>
    protected async Task<long> CountAsync(string query) =>
        long.Parse((await connection.QueryAsync(query, 1).ConfigureAwait(false))[0][0]!, CultureInfo.InvariantCulture);

    /// <summary>How many rows a table has that fulfil a condition.</summary>
    protected Task<long> CountAsync(string table, string condition) => CountAsync($"SELECT CAST(count(*) AS text) FROM {Name(table)} WHERE {condition}");

    /// <summary>How many rows a table has, up to one more than a small one has.</summary>
    protected Task<long> SizeAsync(string table) => CountAsync($"SELECT CAST(count(*) AS text) FROM (SELECT 1 FROM {Name(table)} LIMIT {SmallTable + 1}) AS r");

    /// <summary>A name, quoted.</summary>
    protected string Name(string name) => Dialect.Identifier(name);

    /// <summary>"1 row", "2,000 rows".</summary>
    protected static string Rows(long count) => Counted(count, "row");

    /// <summary>"1 value", "2,000 values".</summary>
    protected static string Values(long count) => Counted(count, "value");

    /// <summary>A count with its noun: "1 row", "2,000 rows".</summary>
    public static string Counted(long count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {noun}{(count == 1 ? "" : "s")}");

    private void CreateTables(IReadOnlyList<Entity> entities)
    {
        if (entities.Count == 0) return;
        var names = string.Join(", ", entities.Select(entity => entity.Table));
        Add(Stage.Tables, new MigrationStep
        {
            Sentence = $"create the table{(entities.Count == 1 ? "" : "s")} {names}",
            Kind = StepKind.Additive,
            Reason = $"{names}: missing",
            Statements =
            [
                .. script.Tables(entities), .. entities.SelectMany(script.Notes), .. entities.SelectMany(script.Indexes).Select(index => index.Text),
                .. entities.SelectMany(script.RulesBehind),
            ],
        });
    }

    private void Fill(Entity entity)
    {
        foreach (var resource in model.Resources.Where(resource => resource.Entity == entity))
        {
            Add(Stage.Fills, new MigrationStep
            {
                Sentence = $"fill what {entity.Table} stores of its children",
                Kind = StepKind.Additive,
                Reason = $"{entity.Table}: rows have no value yet for what is stored of their children",
                Statements = [FillStatement(resource), .. script.Notes(entity)],
                Mode = FillMode,
            });
        }
    }

    private async Task DropTablesAsync(IReadOnlyList<StoredTable> tables)
    {
        // What refers goes before what it refers to; where tables refer in a circle, the first one's references go with it.
        var left = tables.ToList();
        while (left.Count > 0)
        {
            var next = left.Find(table => left.TrueForAll(other => other == table || other.ForeignKeys.All(key => key.TargetTable != table.Name))) ?? left[0];
            left.Remove(next);
            var rows = await CountAsync(next.Name, "1 = 1").ConfigureAwait(false);
            var references = left.SelectMany(other => other.ForeignKeys.Where(key => key.TargetTable == next.Name && key.Name is not null).Select(key => (other.Name, Key: key.Name!)));
            Add(Stage.Drops, new MigrationStep
            {
                Sentence = $"drop the table {next.Name}",
                Kind = StepKind.Destructive,
                Reason = $"{next.Name}: the table is not in the contract",
                Statements = [.. references.Select(other => $"ALTER TABLE {Name(other.Name)} DROP CONSTRAINT {Name(other.Key)}"), $"DROP TABLE {Name(next.Name)}"],
                Loss = $"{next.Name}: {Rows(rows)}",
                CanWait = true,
            });
        }
    }
}
