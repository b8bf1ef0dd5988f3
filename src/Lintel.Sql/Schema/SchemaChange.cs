using Lintel.Model;
using Lintel.Sql.Dialect;

namespace Lintel.Sql.Schema;

/// <summary>One thing in which a database differs from a model.</summary>
/// <param name="Entity">The table as it should be.</param>
public abstract record SchemaChange(Entity Entity)
{
    /// <summary>What differs, for an operator.</summary>
    public abstract string Message { get; }
}

/// <summary>A table is missing.</summary>
public sealed record MissingTable(Entity Entity) : SchemaChange(Entity)
{
    /// <inheritdoc/>
    public override string Message => "the table is missing";
}

/// <summary>A column is missing.</summary>
/// <param name="Entity">The table.</param>
/// <param name="Column">The column.</param>
/// <param name="Reference">The reference that the column is alone; null: none.</param>
public sealed record MissingColumn(Entity Entity, Column Column, ForeignKey? Reference) : SchemaChange(Entity)
{
    /// <summary>Whether rows that exist would have no value for it.</summary>
    public bool NeedsValues => Entity.Key.Contains(Column) || Column is { Nullable: false, Default.IsNull: true, Generated: null, Maintained: null };

    /// <summary>What gives them one.</summary>
    public string Remedy => Column == Entity.Tenant ? "say whose they are with 'existing' in the contract's 'tenant'" : "give it a default, or make it optional with '?'";

    /// <inheritdoc/>
    public override string Message => $"the column '{Column.Name}' is missing{(NeedsValues ? ", and rows that exist would have no value for it" : "")}";
}

/// <summary>A column holds what the engine computed by another expression: it is made anew.</summary>
/// <param name="Entity">The table.</param>
/// <param name="There">The column as it is.</param>
/// <param name="Indexes">The indexes that it is part of.</param>
/// <param name="Left">Whether it is only noted that nobody fills it, since the contract does not know it.</param>
public sealed record StaleColumn(Entity Entity, StoredColumn There, IReadOnlyList<StoredIndex> Indexes, bool Left) : SchemaChange(Entity)
{
    /// <inheritdoc/>
    public override string Message => $"the column '{There.Name}' holds what is no longer computed so";
}

/// <summary>A column was added that the engine has yet to fill.</summary>
public sealed record UnfilledColumn(Entity Entity, Column Column) : SchemaChange(Entity)
{
    /// <inheritdoc/>
    public override string Message => $"rows have no value yet for what is stored in '{Column.Name}'";
}

/// <summary>A column is of another type.</summary>
public sealed record OtherType(Entity Entity, Column Column, StoredColumn There, string Type) : SchemaChange(Entity)
{
    /// <inheritdoc/>
    public override string Message => $"the column '{Column.Name}' is {There.Type} and should be {Type}";
}

/// <summary>A column is computed from something else, or holds given values where computed ones should be, or the other way round.</summary>
public sealed record OtherComputation(Entity Entity, Column Column, StoredColumn There, string Message) : SchemaChange(Entity)
{
    /// <inheritdoc/>
    public override string Message { get; } = Message;
}

/// <summary>A column may be null and should not, or the other way round.</summary>
/// <param name="Entity">The table.</param>
/// <param name="Column">The column.</param>
/// <param name="Table">The table as it is.</param>
/// <param name="There">The column as it is.</param>
public sealed record OtherNull(Entity Entity, Column Column, StoredTable Table, StoredColumn There) : SchemaChange(Entity)
{
    /// <inheritdoc/>
    public override string Message => $"the column '{Column.Name}' {(There.Nullable ? "may be null and should not" : "may not be null and should")}";
}

/// <summary>A migration was cut off while it made a column required.</summary>
public sealed record LeftCheck(Entity Entity, string Name) : SchemaChange(Entity)
{
    /// <inheritdoc/>
    public override string Message => $"the check '{Name}' was left by a migration";
}

/// <summary>A column is checked for something else.</summary>
public sealed record OtherCheck(Entity Entity, Column Column, StoredColumn There, string? Check) : SchemaChange(Entity)
{
    /// <inheritdoc/>
    public override string Message => $"the column '{Column.Name}' is checked for {There.Check ?? "nothing"} and should be for {Check ?? "nothing"}";
}

/// <summary>A check or a reference was added, but not yet held against the rows that were there.</summary>
/// <param name="Entity">The table.</param>
/// <param name="Name">The constraint.</param>
public sealed record UnvalidatedConstraint(Entity Entity, string Name) : SchemaChange(Entity)
{
    /// <inheritdoc/>
    public override string Message => $"'{Name}' was not yet held against all rows";
}

/// <summary>The key is another one.</summary>
public sealed record OtherKey(Entity Entity, StoredTable There) : SchemaChange(Entity)
{
    /// <inheritdoc/>
    public override string Message => $"the key is ({string.Join(", ", There.Key)}) and should be ({string.Join(", ", Entity.Key.Select(column => column.Name))})";
}

/// <summary>A reference is missing, or one is there that does something else on deletion.</summary>
/// <param name="Entity">The table.</param>
/// <param name="Key">The reference.</param>
/// <param name="There">The one that is there; null: none.</param>
public sealed record MissingReference(Entity Entity, ForeignKey Key, StoredForeignKey? There) : SchemaChange(Entity)
{
    /// <inheritdoc/>
    public override string Message =>
        $"the reference ({string.Join(", ", Key.Columns.Select(column => column.Name))}) to '{Key.TargetTable}' ON DELETE {TableScript.Action(Key.OnDelete)} is missing";
}

/// <summary>A reference is not in the contract.</summary>
public sealed record ForgottenReference(Entity Entity, StoredForeignKey There) : SchemaChange(Entity)
{
    /// <inheritdoc/>
    public override string Message => $"the reference ({string.Join(", ", There.Columns)}) to '{There.TargetTable}' ON DELETE {There.OnDelete} is not in the contract";
}

/// <summary>An index is missing.</summary>
/// <param name="Entity">The table.</param>
/// <param name="Index">The index.</param>
/// <param name="Replaces">Whether one of that name is there that is made otherwise.</param>
/// <param name="IsOfRows">Whether rows that exist may break the uniqueness that it keeps.</param>
public sealed record MissingIndex(Entity Entity, IndexScript Index, bool Replaces, bool IsOfRows) : SchemaChange(Entity)
{
    /// <inheritdoc/>
    public override string Message => Index.Unique
        ? $"nothing keeps ({string.Join(", ", Index.Columns.Select(column => column.Name))}) unique"
        : $"the index on ({string.Join(", ", Index.Columns.Select(column => column.Name))}) is missing";
}

/// <summary>An index is not in the contract: one that keeps something unique, or one that an earlier contract made.</summary>
public sealed record ForgottenIndex(Entity Entity, StoredIndex There) : SchemaChange(Entity)
{
    /// <inheritdoc/>
    public override string Message => There.Unique
        ? $"'{There.Name}' keeps ({string.Join(", ", There.Terms)}) unique, which is not in the contract"
        : $"the index '{There.Name}' is not in the contract";
}

/// <summary>A rule is kept that the contract no longer has.</summary>
public sealed record ForgottenRule(Entity Entity, string Name) : SchemaChange(Entity)
{
    /// <inheritdoc/>
    public override string Message => $"the rule '{Name}' is not in the contract";
}

/// <summary>A rule is not kept.</summary>
public sealed record MissingRule(Entity Entity, Rule Rule, KeptRule Kept) : SchemaChange(Entity)
{
    /// <inheritdoc/>
    public override string Message => $"the rule '{Rule.Name}' is not kept";
}

/// <summary>A column is not in the contract.</summary>
/// <param name="Entity">The table.</param>
/// <param name="There">The column.</param>
/// <param name="IsOurs">Whether an earlier contract had it.</param>
public sealed record UnknownColumn(Entity Entity, StoredColumn There, bool IsOurs) : SchemaChange(Entity)
{
    /// <summary>Whether rows that are written without it would be refused.</summary>
    public bool IsInTheWay => There is { Nullable: false, HasDefault: false, Generated: null };

    /// <inheritdoc/>
    public override string Message => $"the column '{There.Name}' is not in the contract{(IsInTheWay ? ", and rows without a value for it would be refused" : "")}";
}
