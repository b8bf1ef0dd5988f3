using System.Text.Json;

namespace Lintel.Model;

/// <summary>The four ways in which one resource leads to another.</summary>
public enum RelationKind
{
    /// <summary>A reference: this row holds the key of one other.</summary>
    Reference,

    /// <summary>The reverse of a reference: rows that hold this row's key.</summary>
    Reverse,

    /// <summary>Owned children, which come whole and make one aggregate with their root.</summary>
    Children,

    /// <summary>Both sides have many, through a table of pairs.</summary>
    ManyToMany,
}

/// <summary>A way from one resource to another. Frozen.</summary>
public sealed class Relation
{
    /// <summary>The name of the expanded object or collection on the wire.</summary>
    public required string Name
    {
        get;
        init
        {
            field = value;
            JsonName = JsonEncodedText.Encode(value);
        }
    }

    /// <summary>The name on the wire, encoded once for the JSON writer.</summary>
    public JsonEncodedText JsonName { get; private init; }

    /// <summary>The place in <see cref="Resource.Relations"/>.</summary>
    public required int Ordinal { get; init; }

    /// <summary>Which of the four it is.</summary>
    public required RelationKind Kind { get; init; }

    /// <summary>Where it starts.</summary>
    public required Resource Source { get; init; }

    /// <summary>Where it leads.</summary>
    public required Resource Target { get; init; }

    /// <summary>The fields of <see cref="Source"/> that are matched: the reference's own, or the key.</summary>
    public required IReadOnlyList<Field> SourceFields { get; init; }

    /// <summary>The fields of <see cref="Target"/> that are matched, in the same order: its key or others that are unique together, or its reference.</summary>
    public required IReadOnlyList<Field> TargetFields { get; init; }

    /// <summary>The table of pairs of a many-to-many relation; null for the others.</summary>
    public LinkTable? Link { get; init; }

    /// <summary>The same relation seen from the other side; null where the other side has no name for it.</summary>
    public Relation? Inverse { get; internal set; }

    /// <summary>Most owned children or links that one row may have. Default: 1,000.</summary>
    public int MaxItems { get; init; } = 1000;

    /// <summary>The name under which a write gives the links of a many-to-many relation (<c>tagIds</c>); null where it can't.</summary>
    public string? KeysName { get; init; }

    /// <summary>What the relation is, for people; null where the contract says nothing.</summary>
    public string? Description { get; init; }

    /// <summary>Whether it leads to at most one row.</summary>
    public bool IsToOne => Kind == RelationKind.Reference;

    /// <summary>Whether it leads from an owned child to its parent, and so to a row of the same aggregate.</summary>
    public bool IsToParent => Kind == RelationKind.Reference && Inverse is { Kind: RelationKind.Children };

    /// <summary>
    /// Whether rows that are deleted softly are left out on the way. Not within one aggregate: what shows one of its rows shows all.
    /// </summary>
    public bool LeavesOutHidden => Kind != RelationKind.Children && !IsToParent && Target.MayBeHidden;

    /// <summary>Whether rows that a caller may not see are left out on the way: not on that to the parent, who is seen by all who see its children.</summary>
    public bool LeavesOutUnseen => !IsToParent && Target.MayBeUnseen;

    /// <summary>Whether a caller may see the rows on both sides and yet not what ties them together.</summary>
    public bool MayBeUnseen => SourceFields.Any(part => part.MayBeUnseen) || TargetFields.Any(part => part.MayBeUnseen);

    /// <summary>Whether the row of a reference may be absent: there is none, it is hidden, or not for this caller.</summary>
    public bool IsOptional => Kind == RelationKind.Reference && (SourceFields.Any(part => part.Nullable) || LeavesOutHidden || LeavesOutUnseen);

    /// <inheritdoc/>
    public override string ToString() => $"{Source.Name}.{Name}";
}

/// <summary>The table of pairs behind a many-to-many relation, seen from one side.</summary>
/// <param name="Entity">The table.</param>
/// <param name="Source">Its columns that hold the key of the relation's source.</param>
/// <param name="Target">Its columns that hold the key of the relation's target.</param>
public sealed record LinkTable(Entity Entity, IReadOnlyList<Column> Source, IReadOnlyList<Column> Target);
