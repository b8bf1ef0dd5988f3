using Lintel.Model;
using Lintel.Sql.Dialect;
using Lintel.Sql.Lowering;

namespace Lintel.Sql.Schema;

/// <summary>Something that additive changes do not mend.</summary>
/// <param name="Entity">The table.</param>
/// <param name="Message">What differs, for an operator.</param>
public sealed record SchemaConflict(Entity Entity, string Message);

/// <summary>
/// What lies between a model and a database: statements that only add or forget a rule, and what would need more. Renames come first, by
/// <see cref="Renames"/>, after which the database is looked at anew.
/// </summary>
public sealed class SchemaDifference(ServiceModel model, TableScript script, SqlDialect dialect)
{
    private readonly List<Entity> _tables = [];
    private readonly List<string> _columns = [];
    private readonly List<string> _notes = [];
    private readonly List<Entity> _unfilled = [];
    private readonly List<string> _indexes = [];
    private readonly List<string> _forgotten = [];
    private readonly List<string> _rules = [];
    private readonly List<SchemaConflict> _conflicts = [];

    /// <summary>
    /// The statements that add what is missing, and forget the rules that are no more, in the order in which they can run: no row loses a value
    /// that was given.
    /// </summary>
    public IReadOnlyList<string> Additions => [.. script.Tables(_tables), .. _forgotten, .. _columns, .. _notes, .. Fills(), .. _indexes, .. _rules];

    /// <summary>What the statements do not mend.</summary>
    public IReadOnlyList<SchemaConflict> Conflicts => _conflicts;

    /// <summary>The statements for what the contract says was named otherwise.</summary>
    public IReadOnlyList<string> Renames(IReadOnlyDictionary<string, StoredTable> stored)
    {
        var statements = new List<string>();
        foreach (var entity in model.Entities)
        {
            if (!stored.TryGetValue(entity.Table, out var table))
            {
                if (entity.FormerTable is not { } former || !stored.TryGetValue(former, out table)) continue;
                if (model.Entities.Any(other => other.Table == former)) continue;
                statements.Add($"ALTER TABLE {dialect.Identifier(former)} RENAME TO {dialect.Identifier(entity.Table)}");
            }
            foreach (var column in entity.Columns)
            {
                if (table.Find(column.Name) is not null || column.FormerName is not { } name || table.Find(name) is null) continue;
                if (entity.Columns.Any(other => other.Name == name)) continue;
                statements.Add(
                    $"ALTER TABLE {dialect.Identifier(entity.Table)} RENAME COLUMN {dialect.Identifier(name)} TO {dialect.Identifier(column.Name)}");
            }
        }
        return statements;
    }

    /// <summary>Compares every table.</summary>
    public void Compare(IReadOnlyDictionary<string, StoredTable> stored)
    {
        foreach (var entity in model.Entities)
        {
            if (stored.TryGetValue(entity.Table, out var there))
            {
                var table = new MaintainedColumns(script, dialect).Forget(entity, there, _columns);
                var added = Columns(entity, table);
                Key(entity, table);
                ForeignKeys(entity, table, added);
                Indexes(entity, table, added);
                _forgotten.AddRange(ForgottenRules(entity, table));
                _rules.AddRange(MissingRules(entity, table));
                continue;
            }
            _tables.Add(entity);
            _indexes.AddRange(script.Indexes(entity).Select(index => index.Text));
            _notes.AddRange(script.Notes(entity));
            _rules.AddRange(script.RulesBehind(entity));
        }
    }

    private IEnumerable<string> Fills() =>
        model.Resources.Where(resource => _unfilled.Contains(resource.Entity)).Select(resource => RefreshLowering.All(dialect, resource));

    /// <summary>The statements by which a table forgets rules that the contract no longer has.</summary>
    public IEnumerable<string> ForgottenRules(Entity entity, StoredTable table)
    {
        var wanted = script.Rules(entity).Select(rule => rule.Kept.Name).ToHashSet(StringComparer.Ordinal);
        return table.Rules.Where(name => !wanted.Contains(name)).Select(name => dialect.DropRule(entity.Table, name));
    }

    /// <summary>The statements by which a table keeps rules that it did not keep before.</summary>
    public IEnumerable<string> MissingRules(Entity entity, StoredTable table) =>
        script.Rules(entity).Where(rule => !table.Rules.Contains(rule.Kept.Name)).Select(rule => rule.Kept.Text);

    private HashSet<string> Columns(Entity entity, StoredTable table)
    {
        var added = new HashSet<string>(StringComparer.Ordinal);
        foreach (var column in entity.Columns)
        {
            if (table.Find(column.Name) is { } there) Compare(entity, column, there);
            else Add(entity, column, added);
        }
        foreach (var column in table.Columns)
        {
            if (column.Nullable || column.HasDefault || entity.Columns.Any(known => known.Name == column.Name)) continue;
            Conflict(entity, $"the column '{column.Name}' is not in the contract, and rows without a value for it would be refused");
        }
        return added;
    }

    private void Compare(Entity entity, Column column, StoredColumn there)
    {
        var type = script.Type(column.Type);
        if (there.Type != type) Conflict(entity, $"the column '{column.Name}' is {there.Type} and should be {type}");
        var generated = script.Generated(column);
        var maintained = TableScript.Maintained(column);
        if (there.Generated != generated || there.Maintained != maintained)
            Conflict(entity, $"the column '{column.Name}' is computed as {Words(there.Generated, there.Maintained)} and should be as {Words(generated, maintained)}");
        if (generated is null && there.Nullable != TableScript.IsNullable(column) && !entity.Key.Contains(column))
            Conflict(entity, $"the column '{column.Name}' {(there.Nullable ? "may be null and should not" : "may not be null and should")}");
        var check = script.Check(column);
        if (there.Check != check)
            Conflict(entity, $"the column '{column.Name}' is checked for {there.Check ?? "nothing"} and should be for {check ?? "nothing"}");
    }

    private static string Words(string? generated, string? maintained) => generated ?? (maintained is null ? "nothing" : "an aggregate, by the engine");

    private void Add(Entity entity, Column column, HashSet<string> added)
    {
        if (entity.Key.Contains(column) || (column is { Nullable: false, Default.IsNull: true, Generated: null, Maintained: null }))
        {
            Conflict(entity, $"the column '{column.Name}' is missing, and rows that exist would have no value for it");
            return;
        }
        var reference = entity.ForeignKeys.FirstOrDefault(key => key.Columns is [var only] && only == column);
        var clause = reference is null ? "" : $" CONSTRAINT {dialect.Identifier(reference.Name)} {script.References(reference)}";
        _columns.Add($"ALTER TABLE {dialect.Identifier(entity.Table)} ADD COLUMN {script.Column(entity, column, isAdded: true)}{clause}");
        added.Add(column.Name);
        if (TableScript.Maintained(column) is not { } computed) return;
        if (dialect.NoteStatement(entity.Table, column.Name, computed) is { } note) _notes.Add(note);
        if (!_unfilled.Contains(entity)) _unfilled.Add(entity);
    }

    private void Key(Entity entity, StoredTable table)
    {
        var names = entity.Key.Select(column => column.Name).ToArray();
        if (!table.Key.SequenceEqual(names))
            Conflict(entity, $"the key is ({string.Join(", ", table.Key)}) and should be ({string.Join(", ", names)})");
    }

    private void ForeignKeys(Entity entity, StoredTable table, HashSet<string> added)
    {
        foreach (var key in entity.ForeignKeys)
        {
            if (key.Columns is [var only] && added.Contains(only.Name)) continue;
            if (!table.ForeignKeys.Any(there => Same(key, there)))
                Conflict(entity, $"the reference ({Names(key.Columns)}) to '{key.TargetTable}' ON DELETE {TableScript.Action(key.OnDelete)} is missing");
        }
        foreach (var there in table.ForeignKeys)
        {
            if (entity.ForeignKeys.Any(key => Same(key, there)) || !there.Columns.All(name => entity.Columns.Any(column => column.Name == name))) continue;
            Conflict(entity, $"the reference ({string.Join(", ", there.Columns)}) to '{there.TargetTable}' ON DELETE {there.OnDelete} is not in the contract");
        }
    }

    private void Indexes(Entity entity, StoredTable table, HashSet<string> added)
    {
        var wanted = script.Indexes(entity).ToArray();
        foreach (var index in wanted)
        {
            if (table.Indexes.Any(there => there.Unique == index.Unique && there.Terms.SequenceEqual(index.Terms))) continue;
            var named = table.Indexes.FirstOrDefault(there => there.Name == index.Name);
            if (index.Unique && !index.Columns.Any(column => added.Contains(column.Name)))
            {
                Conflict(entity, $"nothing keeps ({Names(index.Columns)}) unique; where rows allow it: {index.Text}");
                continue;
            }
            if (named is not null) _indexes.Add($"DROP INDEX {dialect.Identifier(index.Name)}");
            _indexes.Add(index.Text);
        }
        foreach (var there in table.Indexes.Where(there => there.Unique))
        {
            if (wanted.Any(index => index.Unique && there.Terms.SequenceEqual(index.Terms))) continue;
            Conflict(entity, $"'{there.Name}' keeps ({string.Join(", ", there.Terms)}) unique, which is not in the contract");
        }
    }

    private static bool Same(ForeignKey key, StoredForeignKey there) =>
        key.TargetTable == there.TargetTable && TableScript.Action(key.OnDelete) == there.OnDelete
        && key.Columns.Select(column => column.Name).SequenceEqual(there.Columns)
        && key.TargetColumns.Select(column => column.Name).SequenceEqual(there.TargetColumns);

    private static string Names(IReadOnlyList<Column> columns) => string.Join(", ", columns.Select(column => column.Name));

    private void Conflict(Entity entity, string message) => _conflicts.Add(new SchemaConflict(entity, message));
}
