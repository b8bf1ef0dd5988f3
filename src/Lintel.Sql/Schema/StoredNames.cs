using Lintel.Model;

namespace Lintel.Sql.Schema;

/// <summary>
/// The tables and columns that contracts made, and the names by which they knew them. A table or column keeps the name that it was made with: whatever a
/// contract calls it now, servers with an older one find it, and nothing waits for a renaming.
/// </summary>
/// <param name="known">What is on record.</param>
public sealed class StoredNames(IEnumerable<StoredName> known)
{
    private readonly HashSet<StoredName> _known = [.. known];
    private readonly List<StoredName> _used = [];
    private readonly List<string> _renames = [];
    private readonly List<string> _clashes = [];

    /// <summary>What the contract calls otherwise than the database, in sentences.</summary>
    public IReadOnlyList<string> Renames => _renames;

    /// <summary>Names of the contract that would mean the same column, in sentences.</summary>
    public IReadOnlyList<string> Clashes => _clashes;

    /// <summary>What the contract uses and is not yet on record.</summary>
    public IEnumerable<StoredName> New => _used.Where(name => !_known.Contains(name));

    /// <summary>Whether a contract made the column.</summary>
    public bool IsOurs(string table, string column) => _known.Any(name => name.Table == table && name.Column == column);

    /// <summary>Whether a contract made the index.</summary>
    public bool IsOurIndex(string table, string index) => _known.Contains(StoredName.OfIndex(table, index));

    /// <summary>The tables that a contract made and this one does not have, without those of pairs before what they refer to.</summary>
    public IEnumerable<StoredTable> Forgotten(ServiceModel model, IReadOnlyDictionary<string, StoredTable> stored) =>
        stored.Values.Where(table => IsOurs(table.Name, "") && model.Entities.All(entity => entity.Table != table.Name));

    /// <summary>Makes a model use the names that the database keeps.</summary>
    public void Keep(ServiceModel model, TableScript script, IReadOnlyDictionary<string, StoredTable> stored)
    {
        var tables = model.Entities.Select(entity => entity.GivenTable).ToHashSet(StringComparer.Ordinal);
        foreach (var entity in model.Entities)
        {
            var given = entity.GivenTable;
            var kept = Find("", given, entity.FormerTable, stored.ContainsKey, name => Physical(name), tables);
            if (kept is not null && kept != given)
            {
                model.KeepTable(entity, kept);
                _renames.Add($"the table of '{given}' keeps the name '{kept}'");
            }
            _used.Add(new StoredName(entity.Table, "", given));
            Keep(entity, stored.GetValueOrDefault(entity.Table));
            _used.AddRange(script.Indexes(entity).Select(index => StoredName.OfIndex(entity.Table, index.Name)));
        }
    }

    private void Keep(Entity entity, StoredTable? table)
    {
        var columns = entity.Columns.Select(column => column.GivenName).ToHashSet(StringComparer.Ordinal);
        foreach (var column in entity.Columns)
        {
            var given = column.GivenName;
            var kept = table is null ? null
                : Find(entity.Table, given, column.FormerName, name => table.Find(name) is not null, name => Physical(entity.Table, name), columns);
            if (kept is not null && kept != given)
            {
                ServiceModel.KeepColumn(column, kept);
                _renames.Add($"the column of '{entity.Table}.{given}' keeps the name '{kept}'");
            }
            _used.Add(new StoredName(entity.Table, column.Name, given));
        }
    }

    /// <summary>The name that is kept for one of the contract; null: nothing is there that it means.</summary>
    private string? Find(string table, string given, string? former, Func<string, bool> isThere, Func<string, string?> physical, HashSet<string> others)
    {
        if (isThere(given)) return given;
        if ((physical(given) ?? (former is null ? null : isThere(former) ? former : physical(former))) is not { } kept || !isThere(kept)) return null;
        if (!others.Contains(kept)) return kept;
        _clashes.Add(table.Length == 0
            ? $"the table '{kept}' holds what is now '{given}', and the contract has another table of that name: give that one another with 'table:'"
            : $"{table}: the column '{kept}' holds what is now '{given}', and the contract has another field in a column of that name: give that one another with 'column:'");
        return null;
    }

    private string? Physical(string name) => _known.FirstOrDefault(known => known.Column.Length == 0 && known.Name == name)?.Table;

    private string? Physical(string table, string name) => _known.FirstOrDefault(known => known.Table == table && known.Column.Length > 0 && known.Name == name)?.Column;
}

/// <summary>A name by which a contract knew a table or a column.</summary>
/// <param name="Table">The table, as the database has it.</param>
/// <param name="Column">The column, as the database has it; empty: the table itself.</param>
/// <param name="Name">The contract's name.</param>
public sealed record StoredName(string Table, string Column, string Name)
{
    /// <summary>An index of a table, which has one name.</summary>
    public static StoredName OfIndex(string table, string index) => new(table, $"index {index}", index);
}
