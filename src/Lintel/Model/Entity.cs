using Lintel.Expressions;

namespace Lintel.Model;

/// <summary>A stored table. One resource exposes one entity today; two versions of an API may share one later. Frozen.</summary>
public sealed class Entity
{
    private string? _given;
    private string? _kept;

    /// <summary>
    /// The table's name: snake_case unless the contract says otherwise with <c>table:</c>, or the database keeps an earlier name.
    /// </summary>
    public required string Table { get => _kept ?? _given!; init => _given = value; }

    /// <summary>The schema that the table is in; null: the one that names lead to.</summary>
    public string? Schema { get; init; }

    /// <summary>Whether the table is not ours (<see cref="ServiceModel.IsExternal"/>): it has only what the database gave it. Default: false.</summary>
    public bool IsExternal { get; init; }

    /// <summary>The name that the contract gives the table, whatever the database calls it.</summary>
    public string GivenTable => _given!;

    /// <summary>The name that the table had before, from <c>was:</c>; null: none.</summary>
    public string? FormerTable { get; init; }

    /// <summary>All columns, in the order they are created.</summary>
    public required IReadOnlyList<Column> Columns { get; init; }

    /// <summary>The primary key, in order; empty: rows of a table that is not ours may have none.</summary>
    public required IReadOnlyList<Column> Key { get; init; }

    /// <summary>Uniqueness over one or several columns, besides the key.</summary>
    public IReadOnlyList<UniqueConstraint> Uniques { get; init; } = [];

    /// <summary>References to other tables.</summary>
    public IReadOnlyList<ForeignKey> ForeignKeys { get; init; } = [];

    /// <summary>Indexes: those of the declared access patterns, and one for each reference that no other serves.</summary>
    public IReadOnlyList<TableIndex> Indexes { get; init; } = [];

    /// <summary>The column that tells when a row was deleted softly; null: there is none.</summary>
    public Column? DeletedAt { get; init; }

    /// <summary>The column that tells whose a row is; null: there is none.</summary>
    public Column? Tenant { get; init; }

    /// <summary>The rules that the table itself keeps, of rows that are not deleted softly: those of one row. Set once, after every relation is known.</summary>
    public IReadOnlyList<Rule> Rules { get; internal set; } = [];

    /// <summary>How the table is searched; null: it is not.</summary>
    public SearchIndex? Search { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Table;

    /// <summary>Says under which name a database keeps the table.</summary>
    internal void Keep(string table) => _kept = table;
}

/// <summary>A stored column. Frozen.</summary>
public sealed class Column
{
    private string? _given;
    private string? _kept;
    private FieldType? _type;
    private bool _nullable;

    /// <summary>
    /// The column's name: snake_case unless the contract says otherwise with <c>column:</c>, or the database keeps an earlier name.
    /// </summary>
    public required string Name { get => _kept ?? _given!; init => _given = value; }

    /// <summary>The name that the contract gives the column, whatever the database calls it.</summary>
    public string GivenName => _given!;

    /// <summary>The name that the column had before, from <c>was:</c>; null: none.</summary>
    public string? FormerName { get; init; }

    /// <summary>What the column holds.</summary>
    public required FieldType Type { get => _type!; init => _type = value; }

    /// <summary>Whether the column may be null.</summary>
    public bool Nullable { get => _nullable; init => _nullable = value; }

    /// <summary>Whether the store makes the values: the next number.</summary>
    public bool Identity { get; init; }

    /// <summary>Whether only the database makes the values, so that none is ever given. Default: false.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>What rows that exist get when the column is added; null value: they get null.</summary>
    public Value Default { get; init; }

    /// <summary>The same bounds as the field's, kept by the store as a check; null: none.</summary>
    public Bound? Minimum { get; init; }

    /// <inheritdoc cref="Minimum"/>
    public Bound? Maximum { get; init; }

    /// <summary>What the store computes the value from, of columns of the same row; null: values are given.</summary>
    public Expression? Generated { get; private set; }

    /// <summary>
    /// What the engine computes the value from behind each write, of the rows of an aggregate; null: it does not. Until then, within the
    /// write's transaction, a new row may have none.
    /// </summary>
    public Expression? Maintained { get; private set; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Says under which name a database keeps the column.</summary>
    internal void Keep(string name) => _kept = name;

    /// <summary>Says in which form a database that is not ours keeps the values.</summary>
    internal void KeepAs(Kept form) => _type = _type! with { Kept = form };

    /// <summary>Says what the store computes the value from. Called once, after every resource is known.</summary>
    internal void Generate(Expression expression, FieldType type)
    {
        Generated = expression;
        (_type, _nullable) = (type, expression.Nullable);
    }

    /// <summary>Says what the engine computes the value from. Called once, after every resource is known.</summary>
    internal void Maintain(Expression expression, FieldType type)
    {
        Maintained = expression;
        (_type, _nullable) = (type, expression.Nullable);
    }
}

/// <summary>Uniqueness over columns. A null is not equal to any other, as in SQL.</summary>
/// <param name="Name">The name of the constraint in the database.</param>
/// <param name="Columns">The columns that together are unique.</param>
/// <param name="IgnoreCase">Whether text that differs only in the case of ASCII letters is the same.</param>
public sealed record UniqueConstraint(string Name, IReadOnlyList<Column> Columns, bool IgnoreCase)
{
    /// <summary>The first of the columns where it is that of the tenant: others may have the same values; null: they may not.</summary>
    public Column? Tenant { get; init; }

    /// <summary>The columns whose values a caller can know: all but that of the tenant.</summary>
    public IEnumerable<Column> Told => Tenant is null ? Columns : Columns.Skip(1);

    /// <summary>Whether, within one tenant, a column alone is unique whatever the case of ASCII letters.</summary>
    public bool IsOfOneIgnoringCase(Field field) => IgnoreCase && Columns.Count == (Tenant is null ? 1 : 2) && field.IsIn(Columns[^1]);

    /// <summary>Whether the values of one of its columns count as the same where they differ only in the case of ASCII letters.</summary>
    public bool IgnoresCaseOf(Column column) => IgnoreCase && column != Tenant && column.Type.Kind is (ScalarKind.String or ScalarKind.Text or ScalarKind.Email or ScalarKind.Url);
}

/// <summary>A reference from one table to another.</summary>
/// <param name="Name">The name of the constraint in the database.</param>
/// <param name="Columns">The columns that refer.</param>
/// <param name="TargetTable">The table that is referred to.</param>
/// <param name="TargetColumns">Its key, or others that are unique together, in the same order as <paramref name="Columns"/>.</param>
/// <param name="OnDelete">What becomes of the referring row when the other is deleted.</param>
public sealed record ForeignKey(
    string Name, IReadOnlyList<Column> Columns, string TargetTable, IReadOnlyList<Column> TargetColumns, OnDelete OnDelete)
{
    /// <summary>The table that is referred to.</summary>
    public string TargetTable { get; internal set; } = TargetTable;

    /// <summary>The schema that it is in; null: the one that names lead to.</summary>
    public string? TargetSchema { get; init; }

    /// <summary>Whether it refers to that table.</summary>
    public bool RefersTo(Entity entity) => TargetTable == entity.Table && TargetSchema == entity.Schema;
}

/// <summary>An index.</summary>
/// <param name="Name">The name of the index in the database.</param>
/// <param name="Columns">The columns in order, each with its direction.</param>
public sealed record TableIndex(string Name, IReadOnlyList<IndexColumn> Columns);

/// <summary>One column of an index.</summary>
/// <param name="Column">The column.</param>
/// <param name="Descending">Whether it is kept in descending order.</param>
public sealed record IndexColumn(Column Column, bool Descending);

/// <summary>What becomes of a referring row when the row it refers to is deleted.</summary>
public enum OnDelete
{
    /// <summary>The delete is refused with 409. The default.</summary>
    Restrict,

    /// <summary>The referring row is deleted too; always so for owned children.</summary>
    Cascade,

    /// <summary>The reference becomes null.</summary>
    SetNull,
}
