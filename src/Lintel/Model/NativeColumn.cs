namespace Lintel.Model;

/// <summary>What a column of a table that is not ours really is, in the database's own words. Frozen.</summary>
public sealed record NativeColumn
{
    /// <summary>The type as the database writes it, with its schema where it needs one: <c>numeric(10,2)</c>, <c>sales.mood</c>.</summary>
    public required string TypeText { get; init; }
}
