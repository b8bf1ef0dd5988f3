namespace Lintel.Adoption.Catalog;

/// <summary>What a thing that gives rows is.</summary>
public enum CatalogTableKind
{
    /// <summary>A table.</summary>
    Table,

    /// <summary>A table whose rows are in its partitions.</summary>
    PartitionedTable,

    /// <summary>A part of a partitioned table.</summary>
    Partition,

    /// <summary>A view.</summary>
    View,

    /// <summary>A view whose rows are kept.</summary>
    MaterializedView,

    /// <summary>A table of another server.</summary>
    ForeignTable,
}

/// <summary>What the role that reads the catalog may do, with a table or with a column of it.</summary>
[Flags]
public enum CatalogRights
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Read.</summary>
    Select = 1,

    /// <summary>Insert.</summary>
    Insert = 2,

    /// <summary>Update.</summary>
    Update = 4,

    /// <summary>Delete; of a table only.</summary>
    Delete = 8,

    /// <summary>All of these.</summary>
    All = Select | Insert | Update | Delete,
}

/// <summary>A table, a view, or what else gives rows.</summary>
public sealed record CatalogTable
{
    /// <summary>Its name.</summary>
    public required CatalogName Name { get; init; }

    /// <summary>What it is.</summary>
    public required CatalogTableKind Kind { get; init; }

    /// <summary>What people wrote about it; null: nothing.</summary>
    public string? Comment { get; init; }

    /// <summary>The columns, in the table's order; those that may not even be read are among them.</summary>
    public required IReadOnlyList<CatalogColumn> Columns { get; init; }

    /// <summary>The columns of the primary key, in its order; empty: there is none.</summary>
    public IReadOnlyList<string> Key { get; init; } = [];

    /// <summary>Unique constraints and unique indexes over whole tables and plain columns, but for the primary key.</summary>
    public IReadOnlyList<CatalogUnique> Uniques { get; init; } = [];

    /// <summary>References to other tables.</summary>
    public IReadOnlyList<CatalogForeignKey> ForeignKeys { get; init; } = [];

    /// <summary>Indexes, those behind keys and unique constraints among them.</summary>
    public IReadOnlyList<CatalogIndex> Indexes { get; init; } = [];

    /// <summary>Checks of rows; those of domains stand at the type.</summary>
    public IReadOnlyList<CatalogCheck> Checks { get; init; } = [];

    /// <summary>What may be done with the table as a whole, and can be: a view that can't be written has no right to.</summary>
    public CatalogRights Rights { get; init; } = CatalogRights.All;

    /// <summary>Whether a trigger may give columns of a new row values before it is checked. Default: false.</summary>
    public bool HasInsertTrigger { get; init; }

    /// <summary>The table that this one is a part of, or inherits from; null: none.</summary>
    public CatalogName? Parent { get; init; }

    /// <summary>Whether other tables inherit from this one, so that its rows are among theirs. Default: false.</summary>
    public bool HasHeirs { get; init; }

    /// <summary>About how many rows it has; null: unknown.</summary>
    public long? EstimatedRows { get; init; }
}

/// <summary>A column.</summary>
public sealed record CatalogColumn
{
    /// <summary>Its name, exactly as the database keeps it.</summary>
    public required string Name { get; init; }

    /// <summary>What it holds.</summary>
    public required CatalogType Type { get; init; }

    /// <summary>Whether it may be null.</summary>
    public required bool Nullable { get; init; }

    /// <summary>The expression of its default, as the database writes it; null: none.</summary>
    public string? Default { get; init; }

    /// <summary>The type of the contract that a sample of the rows suggests, where columns hold more or less than their type says; null: the type alone tells.</summary>
    public AdoptedType? Suggested { get; init; }

    /// <summary>Whether the role lacks the right to what the default takes its values from, so that a value must be given. Default: false.</summary>
    public bool IsDefaultDenied { get; init; }

    /// <summary>Whether the database numbers the rows where nothing is given: an identity, a serial, SQLite's row id. Default: false.</summary>
    public bool IsIdentity { get; init; }

    /// <summary>Whether the database always makes the value, so that none can be given: a generated column, <c>GENERATED ALWAYS AS IDENTITY</c>, what a trigger of PostgreSQL's own fills for a text search. Default: false.</summary>
    public bool IsGenerated { get; init; }

    /// <summary>What people wrote about it; null: nothing.</summary>
    public string? Comment { get; init; }

    /// <summary>What may be done with the column. Default: all.</summary>
    public CatalogRights Rights { get; init; } = CatalogRights.All;

    /// <summary>The collation, where it is not the type's own; null otherwise.</summary>
    public string? Collation { get; init; }
}

/// <summary>Columns that together are unique.</summary>
/// <param name="Name">The name of the constraint or index.</param>
/// <param name="Columns">The columns.</param>
public sealed record CatalogUnique(string Name, IReadOnlyList<string> Columns)
{
    /// <summary>Whether it is an index over <c>lower(column)</c>, or one that ignores case otherwise. Default: false.</summary>
    public bool IgnoreCase { get; init; }

    /// <summary>Whether two nulls are the same. Default: false.</summary>
    public bool NullsEqual { get; init; }
}

/// <summary>A reference to another table.</summary>
/// <param name="Name">The name of the constraint.</param>
/// <param name="Columns">The columns that refer.</param>
/// <param name="Target">The table that is referred to.</param>
/// <param name="TargetColumns">Its columns, in the same order; unique together, and not always its key.</param>
/// <param name="OnDelete">What becomes of the row: <c>no action</c>, <c>restrict</c>, <c>cascade</c>, <c>set null</c>, <c>set default</c>.</param>
public sealed record CatalogForeignKey(string Name, IReadOnlyList<string> Columns, CatalogName Target, IReadOnlyList<string> TargetColumns, string OnDelete);

/// <summary>An index that is valid.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Columns">What it is over, in order.</param>
public sealed record CatalogIndex(string Name, IReadOnlyList<CatalogIndexColumn> Columns)
{
    /// <summary>How it is kept: <c>btree</c>, <c>gin</c>. Default: <c>btree</c>.</summary>
    public string Method { get; init; } = "btree";

    /// <summary>Whether it is unique. Default: false.</summary>
    public bool IsUnique { get; init; }

    /// <summary>The condition of the rows that it holds; null: all.</summary>
    public string? Predicate { get; init; }
}

/// <summary>One part of an index.</summary>
/// <param name="Column">The column; null: an expression.</param>
/// <param name="Expression">The expression, as the database writes it; null: a column.</param>
/// <param name="Descending">Whether it is kept in descending order.</param>
public sealed record CatalogIndexColumn(string? Column, string? Expression, bool Descending);

/// <summary>A condition that the database keeps for each row.</summary>
/// <param name="Name">The name of the constraint.</param>
/// <param name="Expression">The condition, as the database writes it.</param>
/// <param name="Columns">The columns that it names.</param>
public sealed record CatalogCheck(string Name, string Expression, IReadOnlyList<string> Columns);
