using Lintel.Model;
using Lintel.Sql.Migrations;
using Lintel.Sql.Schema;
using Lintel.Sqlite.Native;
using Lintel.Stores;

namespace Lintel.Sqlite.Schema;

/// <summary>
/// The steps of SQLite, which can add a column, an index and a trigger. For all else the table is made anew, filled and renamed
/// (https://sqlite.org/lang_altertable.html#otheralter), once, whatever is to change of it.
/// </summary>
internal sealed class SqliteSteps(ServiceModel model, TableScript script, SchemaConnection schema, SqliteConnection connection, SqliteDialect dialect)
    : StepBuilder(model, script, schema)
{
    private const string Rewritten = "the table is written anew, and writes wait meanwhile";

    protected override async Task ChangeAsync(IReadOnlyList<SchemaChange> changes)
    {
        var kept = new SearchDifference(Model, dialect, new SqliteSearch(dialect)).WithoutRowIds(connection).Select(entity => new MissingRowIds(entity));
        foreach (var table in changes.Concat(kept).GroupBy(change => change.Entity))
        {
            var all = table.ToArray();
            var deep = all.Where(change => !IsShallow(change)).ToArray();
            // A start does what is new, and leaves what is only forgotten for later: both can't be one step.
            var canWait = deep.All(CanWait);
            foreach (var change in canWait ? all.Except(deep) : []) Add(change);
            if (deep.Length > 0) await RebuildAsync(table.Key, deep, all, canWait ? Stage.Drops : Stage.Changes).ConfigureAwait(false);
        }
    }

    protected override Task SearchAsync()
    {
        var searches = new SearchDifference(Model, dialect, new SqliteSearch(dialect));
        var statements = searches.Statements(connection);
        if (statements.Count > 0)
            Add(Stage.Searches, new MigrationStep { Sentence = "make what searches need", Kind = StepKind.Additive, Reason = "what searches need is missing, or made otherwise", Statements = statements });
        return Task.CompletedTask;
    }

    private static bool CanWait(SchemaChange change) => change is UnknownColumn { IsInTheWay: false };

    private static bool IsShallow(SchemaChange change) => change switch
    {
        ForgottenRule or MissingRule or StaleColumn or UnfilledColumn or ForgottenIndex => true,
        MissingIndex index => !index.IsOfRows,
        MissingColumn column => !column.NeedsValues,
        UnknownColumn column => !column.IsOurs && !column.IsInTheWay,
        _ => false,
    };

    private void Add(SchemaChange change)
    {
        var table = Name(change.Entity.Table);
        switch (change)
        {
            case ForgottenRule rule: Add(Stage.Forget, change, StepKind.Additive, $"forget the rule {rule.Name}", Dialect.DropRule(rule.Entity.Table, rule.Name)); break;
            case MissingRule rule: Add(Stage.Rules, change, StepKind.Additive, $"keep the rule '{rule.Rule.Name}' of {rule.Entity.Table} for each row that is written", rule.Kept.Text); break;
            case StaleColumn column:
                Add(Stage.Forget, change, StepKind.Additive, $"drop the computed column {column.Entity.Table}.{column.There.Name}, since nobody fills it any more",
                    [.. column.Indexes.Select(index => $"DROP INDEX {Name(index.Name)}"), $"ALTER TABLE {table} DROP COLUMN {Name(column.There.Name)}"]);
                break;
            case ForgottenIndex index:
                Add(Stage.Forget, Step(change, StepKind.Change, $"drop the index {index.There.Name}", $"DROP INDEX {Name(index.There.Name)}") with { CanWait = !index.There.Unique });
                break;
            case MissingIndex index:
                Add(Stage.Indexes, change, StepKind.Additive, $"build the {(index.Index.Unique ? "unique " : "")}index {index.Index.Name}",
                    [.. index.Replaces ? [$"DROP INDEX {Name(index.Index.Name)}"] : (string[])[], index.Index.Text]);
                break;
            case MissingColumn { Column: var column } missing:
                var clause = missing.Reference is { } reference ? $" CONSTRAINT {Name(reference.Name)} {Script.References(reference)}" : "";
                Add(Stage.Columns, change, StepKind.Additive, $"add the column {change.Entity.Table}.{column.Name}", $"ALTER TABLE {table} ADD COLUMN {Script.Column(change.Entity, column, isAdded: true)}{clause}");
                if (column.Maintained is not null) Unfilled(change.Entity);
                break;
        }
    }

    private async Task RebuildAsync(Entity entity, SchemaChange[] deep, SchemaChange[] all, Stage stage)
    {
        var stored = Introspection.Read(connection, dialect)[entity.Table];
        var rebuild = new TableRebuild(entity, stored, Script, dialect, connection);
        var isRefused = false;
        foreach (var change in deep)
        {
            if (await rebuild.ObstacleAsync(change, CountAsync).ConfigureAwait(false) is not { } obstacle) continue;
            Refuse(change, obstacle);
            isRefused = true;
        }
        if (isRefused) return;
        var losses = new List<string>();
        foreach (var change in deep)
        {
            if (await rebuild.LossAsync(change, CountAsync).ConfigureAwait(false) is { } loss) losses.Add(loss);
        }
        Add(stage, new MigrationStep
        {
            Sentence = $"make the table {entity.Table} anew: {string.Join("; ", deep.Select(change => change.Message))}",
            Kind = losses.Count > 0 ? StepKind.Destructive : StepKind.Change,
            Reason = string.Join("\n- ", deep.Select(change => $"{entity.Table}: {change.Message}")),
            Statements = rebuild.Statements(all),
            Loss = losses.Count > 0 ? string.Join("; ", losses) : null,
            Waiting = Rewritten,
            IsRewrite = await SizeAsync(entity.Table).ConfigureAwait(false) > SmallTable,
            CanWait = deep.All(CanWait),
        });
        if (entity.Columns.Any(column => column.Maintained is not null)) Unfilled(entity);
    }

    /// <summary>A table has no row ids, by which a search finds its rows.</summary>
    private sealed record MissingRowIds(Entity Entity) : SchemaChange(Entity)
    {
        public override string Message => "the table has no row ids, which searches need";
    }
}
