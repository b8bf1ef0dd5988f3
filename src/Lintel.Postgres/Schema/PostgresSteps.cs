using Lintel.Model;
using Lintel.Sql.Migrations;
using Lintel.Sql.Schema;
using Lintel.Stores;

namespace Lintel.Postgres.Schema;

/// <summary>
/// The steps of PostgreSQL. None but those that write a table anew keeps reads and writes waiting: indexes are built beside them, constraints are added
/// without a look at the rows, and then validated under a lock that lets writes pass. Each step can be done again.
/// </summary>
internal sealed class PostgresSteps(ServiceModel model, TableScript script, SchemaConnection connection, Catalog catalog, PostgresDialect dialect)
    : StepBuilder(model, script, connection)
{
    private const string Rewritten = "the table is written anew, and reads and writes of it wait meanwhile";

    // How many rows are changed at once: their locks are held for some milliseconds.
    private const int Batch = 1000;

    private readonly HashSet<Column> _renewed = [];

    protected override StepMode FillMode => StepMode.Alone;

    protected override string FillStatement(Resource resource) => BatchedFill.Statement(dialect, Script, resource);

    protected override async Task ChangeAsync(IReadOnlyList<SchemaChange> changes)
    {
        foreach (var change in changes)
        {
            switch (change)
            {
                case ForgottenRule rule:
                    Add(Stage.Forget, change, StepKind.Additive, $"forget the rule {rule.Name}", Dialect.DropRule(rule.Entity.Table, rule.Name));
                    break;
                case MissingRule rule:
                    Add(Stage.Rules, change, StepKind.Additive, $"keep the rule '{rule.Rule.Name}' of {rule.Entity.Table} for each row that is written", rule.Kept.Text);
                    break;
                case StaleColumn column: Renew(column); break;
                case UnfilledColumn column: Unfilled(column.Entity); break;
                case MissingColumn column: await AddColumnAsync(column).ConfigureAwait(false); break;
                case OtherComputation column: await RecomputeAsync(column).ConfigureAwait(false); break;
                case OtherType column: await ChangeTypeAsync(column).ConfigureAwait(false); break;
                case OtherCheck column: await ChangeCheckAsync(column).ConfigureAwait(false); break;
                case OtherNull column: await ChangeNullAsync(column).ConfigureAwait(false); break;
                case OtherKey key: Refuse(key, "a key can't be changed; add a resource with the new key, and copy the rows"); break;
                case MissingReference reference: await AddReferenceAsync(reference).ConfigureAwait(false); break;
                case ForgottenReference reference:
                    Add(Stage.Forget, change, StepKind.Change, $"drop the reference {reference.There.Name}", $"{Alter(change)} DROP CONSTRAINT {Name(reference.There.Name!)}");
                    break;
                case ForgottenIndex index:
                    Add(index.There.Unique ? Stage.Forget : Stage.Drops,
                        Step(change, StepKind.Change, $"drop the index {index.There.Name}", $"DROP INDEX CONCURRENTLY IF EXISTS {Name(index.There.Name)}") with { Mode = StepMode.Alone, CanWait = !index.There.Unique });
                    break;
                case MissingIndex index: await AddIndexAsync(index).ConfigureAwait(false); break;
                case LeftCheck check:
                    if (!changes.OfType<OtherNull>().Any(other => other.Entity == check.Entity && Given(other) == check.Name))
                        Add(Stage.Forget, change, StepKind.Additive, $"drop the check {check.Name} that a migration left", $"{Alter(change)} DROP CONSTRAINT {Name(check.Name)}");
                    break;
                case UnvalidatedConstraint constraint: Validate(change, constraint.Name, StepKind.Additive); break;
                case UnknownColumn column: await DropAsync(column).ConfigureAwait(false); break;
                default: throw new NotSupportedException($"PostgreSQL has no step for {change.GetType().Name}.");
            }
        }
    }

    protected override async Task SearchAsync()
    {
        var statements = await new SearchDifference(Model, dialect, new PostgresSearch(dialect)).StatementsAsync(catalog).ConfigureAwait(false);
        foreach (var statement in statements)
        {
            var isIndex = statement.StartsWith("CREATE INDEX", StringComparison.Ordinal);
            Add(Stage.Searches, new MigrationStep
            {
                Sentence = Sentence(statement),
                Kind = StepKind.Additive,
                Reason = "what searches need is missing, or made otherwise",
                Statements = isIndex ? [$"DROP INDEX CONCURRENTLY IF EXISTS {statement.Split(' ', 4)[2]}", Concurrently(statement)] : [statement],
                Mode = isIndex ? StepMode.Alone : StepMode.Transaction,
            });
        }
    }

    private static string Sentence(string statement)
    {
        var words = statement.Split([' ', '('], 5);
        return statement.StartsWith("CREATE OR", StringComparison.Ordinal) ? "make a function that searches need" : $"{words[0].ToLowerInvariant()} the {words[1].ToLowerInvariant()} {words[2].Trim('"')} for searches";
    }

    private void Renew(StaleColumn column)
    {
        var (table, name) = (column.Entity.Table, column.There.Name);
        if (column.Left)
        {
            Add(Stage.Forget, column, StepKind.Additive, $"note that nobody fills {table}.{name}", Dialect.NoteStatement(table, name, MaintainedColumns.Left)!);
            return;
        }
        Add(Stage.Forget, column, StepKind.Additive, $"drop the computed column {table}.{name}, to make it anew", $"{Alter(column)} DROP COLUMN {Name(name)}");
    }

    private async Task AddColumnAsync(MissingColumn change)
    {
        var (entity, column) = (change.Entity, change.Column);
        if (change.NeedsValues && await SizeAsync(entity.Table).ConfigureAwait(false) > 0)
        {
            Refuse(change, change.Remedy);
            return;
        }
        var isFilled = !column.Default.IsNull;
        var checks = Script.Check(column) is not null;
        var clause = change.Reference is { } reference && !isFilled ? $" CONSTRAINT {Name(reference.Name)} {Script.References(reference)}" : "";
        var statements = new List<string> { $"{Alter(change)} ADD COLUMN {Script.Column(entity, column, isAdded: true, isChecked: false)}{clause}" };
        var kind = change.NeedsValues ? StepKind.Change : StepKind.Additive;
        if (checks) statements.Add(AddCheck(change, column));
        if (change.Reference is { } filled && isFilled) statements.Add($"{Alter(change)} ADD {Script.ForeignKey(filled)} NOT VALID");
        if (column.Maintained is not null)
        {
            statements.Add(Dialect.NoteStatement(entity.Table, column.Name, MaintainedColumns.Unfilled)!);
            Unfilled(entity);
        }
        var step = Step(change, kind, $"add the column {entity.Table}.{column.Name}", statements);
        Add(Stage.Columns, column.Generated is null ? step : await RewriteAsync(step, entity.Table).ConfigureAwait(false));
        if (checks) Validate(change, Check(change, column), kind);
        if (change.Reference is { } late && isFilled) Validate(change, late.Name, kind);
    }

    private async Task RecomputeAsync(OtherComputation change)
    {
        var (entity, column, there) = (change.Entity, change.Column, change.There);
        _renewed.Add(column);
        var isGiven = there is { Generated: null, Maintained: null };
        if (column is { Generated: null, Maintained: null, Nullable: false, Default.IsNull: true } && await SizeAsync(entity.Table).ConfigureAwait(false) > 0)
        {
            Refuse(change, "rows that exist would have no value for it; give it a default, or another name");
            return;
        }
        var statements = new List<string> { $"{Alter(change)} DROP COLUMN {Name(column.Name)}", $"{Alter(change)} ADD COLUMN {Script.Column(entity, column)}" };
        if (column.Maintained is not null)
        {
            statements.Add(Dialect.NoteStatement(entity.Table, column.Name, MaintainedColumns.Unfilled)!);
            Unfilled(entity);
        }
        statements.AddRange(Script.Indexes(entity).Where(index => index.Columns.Contains(column)).Select(index => index.Text));
        var values = isGiven ? await CountAsync(entity.Table, $"{Name(column.Name)} IS NOT NULL").ConfigureAwait(false) : 0;
        var step = Step(change, isGiven ? StepKind.Destructive : StepKind.Change, $"make the column {entity.Table}.{column.Name} anew, since it is computed otherwise", statements) with
        {
            Loss = isGiven ? $"{entity.Table}.{column.Name}: {Values(values)} that were given" : null,
        };
        Add(Stage.Changes, await RewriteAsync(step, entity.Table).ConfigureAwait(false));
    }

    private async Task ChangeTypeAsync(OtherType change)
    {
        var (entity, column, name) = (change.Entity, change.Column, Name(change.Column.Name));
        var bare = PostgresDialect.Bare(column.Type);
        // What comes back as it was has lost nothing.
        var old = change.There.Type.Split(" COLLATE ", 2)[0];
        var widens = TypeWidening.Of(old, bare);
        var check = change.There.Check is null ? [] : new[] { $"{Alter(change)} DROP CONSTRAINT IF EXISTS {Name(Check(change, column))}" };
        var again = Script.Check(column) is null ? [] : new[] { $"{Alter(change)} ADD CONSTRAINT {Name(Check(change, column))} CHECK ({Script.Check(column)})" };
        var step = Step(change, widens == Widening.Narrows ? StepKind.Destructive : StepKind.Change, $"make {entity.Table}.{column.Name} {change.Type} instead of {change.There.Type}",
            [.. check, $"{Alter(change)} ALTER COLUMN {name} TYPE {change.Type} USING {name}::{bare}", .. again]);
        if (widens == Widening.Narrows)
        {
            if (column.Type is { Kind: ScalarKind.Decimal, IsArray: false } && old.StartsWith("numeric(", StringComparison.Ordinal))
            {
                // The values decide, not the types.
                if (await CountAsync(entity.Table, $"abs(round({name}, {column.Type.Scale})) >= 1e{column.Type.Precision - column.Type.Scale}").ConfigureAwait(false) is var large and > 0)
                {
                    Refuse(change, $"{Rows(large)} have a value with too many digits; change them first");
                    return;
                }
                var cut = await CountAsync(entity.Table, $"{name} <> round({name}, {column.Type.Scale})").ConfigureAwait(false);
                step = cut == 0 ? step with { Kind = StepKind.Change } : step with { Loss = $"{entity.Table}.{column.Name}: digits of {Values(cut)}" };
            }
            else
            {
                var values = await CountAsync(entity.Table, $"{name} IS NOT NULL").ConfigureAwait(false);
                step = step with { Loss = $"{entity.Table}.{column.Name}: what of {Values(values)} is no {change.Type}" };
            }
        }
        Add(Stage.Changes, widens == Widening.Free ? step : await RewriteAsync(step, entity.Table).ConfigureAwait(false));
    }

    private async Task ChangeCheckAsync(OtherCheck change)
    {
        var (entity, column) = (change.Entity, change.Column);
        // With the type it is made anew.
        if (change.There.Type != Script.Type(column.Type)) return;
        if (change.Check is { } check && await CountAsync(entity.Table, $"NOT ({check})").ConfigureAwait(false) is var wrong and > 0)
        {
            Refuse(change, $"{Rows(wrong)} would break it; change them first: SELECT * FROM {Name(entity.Table)} WHERE NOT ({check})");
            return;
        }
        var what = $"{entity.Table}.{column.Name}";
        var drop = $"{Alter(change)} DROP CONSTRAINT IF EXISTS {Name(Check(change, column))}";
        if (change.Check is null)
        {
            Add(Stage.Forget, change, StepKind.Change, $"check {what} for nothing", drop);
            return;
        }
        Add(Stage.Changes, change, StepKind.Change, $"check {what} for {change.Check}", drop, AddCheck(change, column));
        Validate(change, Check(change, column), StepKind.Change);
    }

    private async Task ChangeNullAsync(OtherNull change)
    {
        var (entity, column, name) = (change.Entity, change.Column, Name(change.Column.Name));
        var what = $"{entity.Table}.{column.Name}";
        if (!change.There.Nullable)
        {
            Add(Stage.Changes, change, StepKind.Change, $"let {what} be null", $"{Alter(change)} ALTER COLUMN {name} DROP NOT NULL");
            return;
        }
        var without = await CountAsync(entity.Table, $"{name} IS NULL").ConfigureAwait(false);
        if (without > 0 && column.Default.IsNull)
        {
            Refuse(change, $"{Rows(without)} have no value; give them one first, or give the field a default");
            return;
        }
        var table = Name(entity.Table);
        if (without > 0)
        {
            Add(Stage.Values, Step(change, StepKind.Change, $"give {Rows(without)} of {what} the default",
                $"UPDATE {table} SET {name} = {Dialect.Literal(column.Type, column.Default)} WHERE ctid = ANY (ARRAY(SELECT ctid FROM {table} WHERE {name} IS NULL LIMIT {Batch} FOR UPDATE))") with
            { Mode = StepMode.Repeated });
        }
        // A validated check spares SET NOT NULL the look at all rows.
        var check = Name(Given(change));
        bool? isValid = change.Table.LeftChecks.TryGetValue(Given(change), out var valid) ? valid : null;
        if (isValid is null) Add(Stage.Changes, change, StepKind.Change, $"check that new rows have {what}", $"{Alter(change)} ADD CONSTRAINT {check} CHECK ({name} IS NOT NULL) NOT VALID");
        if (isValid is not true) Add(Stage.Changes, change, StepKind.Change, $"look whether all rows have {what}", $"{Alter(change)} VALIDATE CONSTRAINT {check}");
        Add(Stage.Changes, change, StepKind.Change, $"require {what}", $"{Alter(change)} ALTER COLUMN {name} SET NOT NULL", $"{Alter(change)} DROP CONSTRAINT {check}");
    }

    private async Task AddReferenceAsync(MissingReference change)
    {
        var key = change.Key;
        var orphans = await OrphansAsync(change.Entity, key).ConfigureAwait(false);
        if (orphans > 0)
        {
            Refuse(change, $"{Rows(orphans)} refer to what is not there; change them first");
            return;
        }
        Add(Stage.Changes, change, StepKind.Change, $"refer from {change.Entity.Table} ({string.Join(", ", key.Columns)}) to {key.TargetTable}, on delete {TableScript.Action(key.OnDelete).ToLowerInvariant()}",
            $"{Alter(change)} DROP CONSTRAINT IF EXISTS {Name(change.There?.Name ?? key.Name)}", $"{Alter(change)} ADD {Script.ForeignKey(key)} NOT VALID");
        Validate(change, key.Name, StepKind.Change);
    }

    private Task<long> OrphansAsync(Entity entity, ForeignKey key)
    {
        // The columns themselves may be new.
        if (key.TargetColumns.Count == 0) return Task.FromResult(0L);
        var given = string.Join(" AND ", key.Columns.Select(column => $"r.{Name(column.Name)} IS NOT NULL"));
        var same = string.Join(" AND ", key.Columns.Zip(key.TargetColumns, (own, other) => $"t.{Name(other.Name)} = r.{Name(own.Name)}"));
        return CountAsync($"SELECT CAST(count(*) AS text) FROM {Name(entity.Table)} AS r WHERE {given} AND NOT EXISTS (SELECT 1 FROM {Name(key.TargetTable)} AS t WHERE {same})");
    }

    private async Task AddIndexAsync(MissingIndex change)
    {
        var index = change.Index;
        // They come with the column.
        if (index.Columns.Any(_renewed.Contains)) return;
        if (change.IsOfRows)
        {
            var terms = string.Join(", ", index.Terms.Select(term => term.Replace(" NULLS FIRST", "", StringComparison.Ordinal)));
            var given = string.Join(" AND ", index.Columns.Select(column => $"{Name(column.Name)} IS NOT NULL"));
            var twice = $"SELECT {terms}, count(*) FROM {Name(change.Entity.Table)} WHERE {given} GROUP BY {string.Join(", ", Enumerable.Range(1, index.Terms.Count))} HAVING count(*) > 1";
            if (await CountAsync($"SELECT CAST(count(*) AS text) FROM ({twice}) AS r").ConfigureAwait(false) is var groups and > 0)
            {
                Refuse(change, $"{Values(groups)} stand in several rows; change them first: {twice}");
                return;
            }
        }
        Add(Stage.Indexes, Step(change, change.IsOfRows ? StepKind.Change : StepKind.Additive, $"build the {(index.Unique ? "unique " : "")}index {index.Name}",
            $"DROP INDEX CONCURRENTLY IF EXISTS {Name(index.Name)}", Concurrently(index.Text)) with
        { Mode = StepMode.Alone });
    }

    private async Task DropAsync(UnknownColumn change)
    {
        var (table, column) = (change.Entity.Table, change.There);
        if (!change.IsOurs)
        {
            if (change.IsInTheWay)
                Add(Stage.Changes, change, StepKind.Change, $"let {table}.{column.Name} be null", $"{Alter(change)} ALTER COLUMN {Name(column.Name)} DROP NOT NULL");
            return;
        }
        var isGiven = column is { Generated: null, Maintained: null };
        var values = isGiven ? await CountAsync(table, $"{Name(column.Name)} IS NOT NULL").ConfigureAwait(false) : 0;
        Add(Stage.Drops, Step(change, StepKind.Destructive, $"drop the column {table}.{column.Name}", $"{Alter(change)} DROP COLUMN {Name(column.Name)}") with
        {
            Loss = isGiven ? $"{table}.{column.Name}: {Values(values)}" : $"{table}.{column.Name}: what is computed for it",
            CanWait = !change.IsInTheWay,
        });
    }

    private void Validate(SchemaChange change, string constraint, StepKind kind) =>
        Add(Stage.Validation, change, kind, $"look whether all rows of {change.Entity.Table} keep {constraint}", $"{Alter(change)} VALIDATE CONSTRAINT {Name(constraint)}");

    private async Task<MigrationStep> RewriteAsync(MigrationStep step, string table) =>
        step with { Waiting = Rewritten, IsRewrite = await SizeAsync(table).ConfigureAwait(false) > SmallTable };

    private string AddCheck(SchemaChange change, Column column) => $"{Alter(change)} ADD CONSTRAINT {Name(Check(change, column))} CHECK ({Script.Check(column)}) NOT VALID";

    private static string Check(SchemaChange change, Column column) => $"ck_{change.Entity.Table}_{column.Name}";

    private static string Given(OtherNull change) => PostgresDialect.Shortened($"{Introspection.LeftPrefix}{change.Entity.Table}_{change.Column.Name}");

    private string Alter(SchemaChange change) => $"ALTER TABLE {Name(change.Entity.Table)}";

    private static string Concurrently(string index)
    {
        var at = index.IndexOf("INDEX", StringComparison.Ordinal) + "INDEX".Length;
        return index[..at] + " CONCURRENTLY" + index[at..];
    }
}
