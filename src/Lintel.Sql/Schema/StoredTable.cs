namespace Lintel.Sql.Schema;

/// <summary>A table as a database has it, in the words in which its dialect would create it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Columns">The columns.</param>
/// <param name="Key">The names of the primary key, in order.</param>
/// <param name="ForeignKeys">The references.</param>
/// <param name="Indexes">The indexes besides that of the key; those that keep uniqueness among them.</param>
/// <param name="Rules">The names of what keeps rules of a contract, this one's or an earlier one's.</param>
public sealed record StoredTable(
    string Name,
    IReadOnlyList<StoredColumn> Columns,
    IReadOnlyList<string> Key,
    IReadOnlyList<StoredForeignKey> ForeignKeys,
    IReadOnlyList<StoredIndex> Indexes,
    IReadOnlyList<string> Rules)
{
    /// <summary>The names of checks and references, other than rules, that were not yet held against all rows.</summary>
    public IReadOnlyList<string> Unvalidated { get; init; } = [];

    /// <summary>Checks that a migration makes and drops again, each with whether it was held against all rows.</summary>
    public IReadOnlyDictionary<string, bool> LeftChecks { get; init; } = new Dictionary<string, bool>();

    /// <summary>The column of that name, or null.</summary>
    public StoredColumn? Find(string column) => Columns.FirstOrDefault(one => one.Name == column);
}

/// <summary>A column as a database has it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">The type with its collation and the note on its storage, as <see cref="TableScript.Type"/> has it.</param>
/// <param name="Nullable">Whether it may be null.</param>
/// <param name="HasDefault">Whether a row that gives no value gets one.</param>
/// <param name="Check">The condition of its check; null: none.</param>
/// <param name="Generated">What it is computed from; null: values are given.</param>
/// <param name="Maintained">The note on what the engine computes for it; null: none.</param>
public sealed record StoredColumn(string Name, string Type, bool Nullable, bool HasDefault, string? Check, string? Generated, string? Maintained)
{
    /// <summary>The definition as it stands in the text of the table; null: the database keeps none.</summary>
    public string? Definition { get; init; }
}

/// <summary>A reference as a database has it.</summary>
/// <param name="Columns">The columns that refer.</param>
/// <param name="TargetTable">The table that is referred to.</param>
/// <param name="TargetColumns">The columns that are referred to.</param>
/// <param name="OnDelete">What becomes of the row when the other is deleted, in SQL.</param>
public sealed record StoredForeignKey(IReadOnlyList<string> Columns, string TargetTable, IReadOnlyList<string> TargetColumns, string OnDelete)
{
    /// <summary>The name; null: it has none.</summary>
    public string? Name { get; init; }
}

/// <summary>An index as a database has it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Unique">Whether it keeps uniqueness.</param>
/// <param name="Terms">Its columns, each as <c>CREATE INDEX</c> would have it.</param>
/// <param name="Columns">The names of its columns.</param>
public sealed record StoredIndex(string Name, bool Unique, IReadOnlyList<string> Terms, IReadOnlyList<string> Columns);
