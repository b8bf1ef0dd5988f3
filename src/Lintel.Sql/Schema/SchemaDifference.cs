using Lintel.Model;

namespace Lintel.Sql.Schema;

/// <summary>What lies between a model and a database, table by table.</summary>
/// <param name="model">What should be.</param>
/// <param name="script">How it would be created.</param>
/// <param name="names">What earlier contracts made.</param>
public sealed class SchemaDifference(ServiceModel model, TableScript script, StoredNames names)
{
    private readonly List<SchemaChange> _changes = [];

    /// <summary>All changes, in the contract's order.</summary>
    public IReadOnlyList<SchemaChange> Compare(IReadOnlyDictionary<string, StoredTable> stored)
    {
        foreach (var entity in model.Entities)
        {
            if (stored.TryGetValue(entity.Table, out var there)) Compare(entity, Maintained(entity, there));
            else _changes.Add(new MissingTable(entity));
        }
        return _changes;
    }

    private void Compare(Entity entity, StoredTable table)
    {
        var added = Columns(entity, table);
        if (!table.Key.SequenceEqual(entity.Key.Select(column => column.Name))) _changes.Add(new OtherKey(entity, table));
        ForeignKeys(entity, table, added);
        Indexes(entity, table, added);
        Rules(entity, table);
        _changes.AddRange(table.LeftChecks.Keys.Select(name => new LeftCheck(entity, name)));
        _changes.AddRange(table.Unvalidated.Select(name => new UnvalidatedConstraint(entity, name)));
    }

    /// <summary>Columns that the engine filled by another expression are as if they were not there.</summary>
    private StoredTable Maintained(Entity entity, StoredTable table)
    {
        foreach (var there in table.Columns.Where(column => column.Maintained is not null))
        {
            var column = entity.Columns.FirstOrDefault(column => column.Name == there.Name);
            if (column is null ? there.Maintained == MaintainedColumns.Left : column.Maintained is null || MaintainedColumns.IsSame(script, column, there))
            {
                if (there.Maintained == MaintainedColumns.Unfilled && column?.Maintained is not null) _changes.Add(new UnfilledColumn(entity, column));
                continue;
            }
            var indexes = table.Indexes.ToLookup(index => index.Columns.Contains(there.Name));
            _changes.Add(new StaleColumn(entity, there, [.. indexes[true]], Left: column is null));
            if (column is not null) table = table with { Columns = [.. table.Columns.Where(other => other != there)], Indexes = [.. indexes[false]] };
        }
        return table;
    }

    private void Rules(Entity entity, StoredTable table)
    {
        var rules = script.Rules(entity).ToArray();
        var wanted = rules.Select(rule => rule.Kept.Name).ToHashSet(StringComparer.Ordinal);
        _changes.AddRange(table.Rules.Where(name => !wanted.Contains(name)).Select(name => new ForgottenRule(entity, name)));
        _changes.AddRange(rules.Where(rule => !table.Rules.Contains(rule.Kept.Name)).Select(rule => new MissingRule(entity, rule.Rule, rule.Kept)));
    }

    private HashSet<string> Columns(Entity entity, StoredTable table)
    {
        var added = new HashSet<string>(StringComparer.Ordinal);
        foreach (var column in entity.Columns)
        {
            if (table.Find(column.Name) is { } there)
            {
                Compare(entity, column, table, there);
                continue;
            }
            added.Add(column.Name);
            _changes.Add(new MissingColumn(entity, column, entity.ForeignKeys.FirstOrDefault(key => key.Columns is [var only] && only == column)));
        }
        // What nobody fills any more is told of already.
        foreach (var column in table.Columns.Where(column => column.Maintained is null or MaintainedColumns.Left && entity.Columns.All(known => known.Name != column.Name)))
            _changes.Add(new UnknownColumn(entity, column, names.IsOurs(entity.Table, column.Name)));
        return added;
    }

    private void Compare(Entity entity, Column column, StoredTable table, StoredColumn there)
    {
        var generated = script.Generated(column);
        var maintained = TableScript.Maintained(column);
        if (there.Generated != generated || (there.Maintained != maintained && (maintained is null || there.Maintained != MaintainedColumns.Unfilled)))
        {
            _changes.Add(new OtherComputation(entity, column, there,
                $"the column '{column.Name}' is computed as {Words(there.Generated, there.Maintained)} and should be as {Words(generated, maintained)}"));
            return;
        }
        var type = script.Type(column.Type);
        if (there.Type != type) _changes.Add(new OtherType(entity, column, there, type));
        if (generated is null && there.Nullable != TableScript.IsNullable(column) && !entity.Key.Contains(column)) _changes.Add(new OtherNull(entity, column, table, there));
        var check = script.Check(column);
        if (there.Check != check) _changes.Add(new OtherCheck(entity, column, there, check));
    }

    private static string Words(string? generated, string? maintained) => generated ?? (maintained is null ? "nothing" : "an aggregate, by the engine");

    private void ForeignKeys(Entity entity, StoredTable table, HashSet<string> added)
    {
        foreach (var key in entity.ForeignKeys)
        {
            if (key.Columns is [var only] && added.Contains(only.Name)) continue;
            if (!table.ForeignKeys.Any(there => IsSame(key, there)))
                _changes.Add(new MissingReference(entity, key, table.ForeignKeys.FirstOrDefault(there => IsBetweenSame(key, there))));
        }
        foreach (var there in table.ForeignKeys)
        {
            if (entity.ForeignKeys.Any(key => IsBetweenSame(key, there)) || !there.Columns.All(name => entity.Columns.Any(column => column.Name == name))) continue;
            _changes.Add(new ForgottenReference(entity, there));
        }
    }

    private void Indexes(Entity entity, StoredTable table, HashSet<string> added)
    {
        var wanted = script.Indexes(entity).ToArray();
        foreach (var index in wanted)
        {
            if (table.Indexes.Any(there => IsSame(index, there))) continue;
            var isOfRows = index.Unique && !index.Columns.Any(column => added.Contains(column.Name));
            _changes.Add(new MissingIndex(entity, index, table.Indexes.Any(there => there.Name == index.Name), isOfRows));
        }
        // One of a name that is wanted is replaced anyway.
        var forgotten = table.Indexes.Where(there => !wanted.Any(index => index.Name == there.Name || IsSame(index, there)));
        _changes.AddRange(forgotten.Where(there => there.Unique || names.IsOurIndex(entity.Table, there.Name)).Select(there => new ForgottenIndex(entity, there)));
    }

    private static bool IsSame(IndexScript index, StoredIndex there) => there.Unique == index.Unique && there.Terms.SequenceEqual(index.Terms);

    private static bool IsSame(ForeignKey key, StoredForeignKey there) =>
        IsBetweenSame(key, there) && TableScript.Action(key.OnDelete) == there.OnDelete && key.TargetColumns.Select(column => column.Name).SequenceEqual(there.TargetColumns);

    private static bool IsBetweenSame(ForeignKey key, StoredForeignKey there) =>
        key.TargetTable == there.TargetTable && key.Columns.Select(column => column.Name).SequenceEqual(there.Columns);
}
