using Lintel.Model;

namespace Lintel.Binding;

/// <summary>
/// An operation with every name resolved against the model and every value typed. All that a store sees. The values are in
/// <see cref="Parameters"/>; everything else is shape.
/// </summary>
public abstract class BoundOperation
{
    /// <summary>The resource.</summary>
    public required Resource Resource { get; init; }

    /// <summary>The values, by slot.</summary>
    public required Value[] Parameters { get; init; }

    /// <summary>The slot of the time of the request, which computed fields may need; -1: the operation has none.</summary>
    public int NowSlot { get; init; } = -1;

    /// <summary>Which rows are seen by who asks; null: all of each table, as for the engine itself.</summary>
    public BoundAccess? Access { get; init; }

    /// <summary>Its shape, where it is known; null: it has to be found out.</summary>
    internal int[]? Shape { get; init; }

    /// <summary>The operation as text with its values; the same question over any protocol prints the same.</summary>
    public sealed override string ToString() => BoundText.Print(this, hidesValues: false);

    /// <summary>The operation as text without a value, for logs.</summary>
    public string Outline() => BoundText.Print(this, hidesValues: true);
}

/// <summary>A read.</summary>
public sealed class BoundRead : BoundOperation
{
    /// <summary>What is read.</summary>
    public required BoundSelection Selection { get; init; }

    /// <summary>The function that gives the rows; null: the resource's own table does.</summary>
    public BoundCall? Call { get; init; }

    /// <summary>Whether exactly one row is asked for by its key, or given by the function.</summary>
    public bool Single { get; init; }

    /// <summary>The most bytes that its rows may take in memory. Default: any number.</summary>
    public long MostBytes { get; init; } = long.MaxValue;

    /// <summary>What is locked until the session ends. Default: nothing.</summary>
    public RowLock Lock { get; init; }
}

/// <summary>Against what the rows of a read are locked until the session ends.</summary>
public enum RowLock
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Being deleted, softly too: another row is about to refer to them.</summary>
    Reference,

    /// <summary>Being written.</summary>
    Write,

    /// <summary>Being written, and being referred to: they are about to be deleted softly.</summary>
    Delete,
}

/// <summary>Rows to insert with their owned children. Column by column: each slot holds a list with a value for each row.</summary>
public sealed class BoundRows
{
    /// <summary>The resource.</summary>
    public required Resource Resource { get; init; }

    /// <summary>How many rows.</summary>
    public required int Count { get; init; }

    /// <summary>
    /// The fields that are given. An identity key that the store shall make is not among them, nor is the parent's key of a child.
    /// </summary>
    public required IReadOnlyList<Field> Fields { get; init; }

    /// <summary>The slots of the lists, one for each field.</summary>
    public required IReadOnlyList<int> Slots { get; init; }

    /// <summary>Of children: the relation from the parent; null for roots, and for children whose rows give the parent's key themselves.</summary>
    public Relation? Relation { get; init; }

    /// <summary>Of children with a <see cref="Relation"/>: the slot of a list with, for each row, the index of its parent among the parent's rows; -1 for roots.</summary>
    public int ParentSlot { get; init; } = -1;

    /// <summary>The owned children of these rows.</summary>
    public IReadOnlyList<BoundRows> Children { get; init; } = [];

    /// <summary>The pairs of many-to-many relations.</summary>
    public IReadOnlyList<BoundLinks> Links { get; init; } = [];
}

/// <summary>Fills fields that the engine computes from the rows of an aggregate, where they differ from what they should be.</summary>
public sealed class BoundRefresh : BoundOperation
{
    /// <summary>The fields; each is <see cref="Field.IsMaintained"/>.</summary>
    public required IReadOnlyList<Field> Fields { get; init; }

    /// <summary>Of which rows; null: of all.</summary>
    public BoundFilter? Filter { get; init; }
}

/// <summary>Raises the versions of root rows that are about to change, or to lose a row that they own, since another row is deleted for good.</summary>
public sealed class BoundTouch : BoundOperation
{
    /// <summary>
    /// The ways from a root to the row that is deleted, whose key is in the first slots: down to owned rows, then by references. One must lead there.
    /// </summary>
    public required IReadOnlyList<IReadOnlyList<Relation>> Paths { get; init; }

    /// <summary>The fields of a root that are set: its version, and when it last changed; none where the contract leaves out both.</summary>
    public static IEnumerable<Field> Fields(Resource root) => root.Fields.Where(field => field.Role is FieldRole.Version or FieldRole.UpdatedAt);
}

/// <summary>Pairs to insert for a many-to-many relation.</summary>
/// <param name="Relation">The relation.</param>
/// <param name="Count">How many pairs.</param>
/// <param name="ParentSlot">The slot of a list with the index of the source row of each pair.</param>
/// <param name="Slots">The slots of the lists of the target's key, one for each key field.</param>
public sealed record BoundLinks(Relation Relation, int Count, int ParentSlot, IReadOnlyList<int> Slots);

/// <summary>An insert of one or many rows, all or none.</summary>
public sealed class BoundInsert : BoundOperation
{
    /// <summary>The rows.</summary>
    public required BoundRows Rows { get; init; }

    /// <summary>What is wanted back of the row, of an insert of one root row; null: nothing. A store that can't leaves it to a read.</summary>
    public BoundSelection? Answer { get; init; }

    /// <summary>What the store made of the rows ahead of the insert; disposing gives back its memory. Null, the default: nothing.</summary>
    public IDisposable? Ahead { get; set; }

    /// <summary>Takes what was made ahead, which serves one run.</summary>
    public IDisposable? TakeAhead()
    {
        var ahead = Ahead;
        Ahead = null;
        return ahead;
    }
}

/// <summary>A change of one row.</summary>
public sealed class BoundUpdate : BoundOperation
{
    /// <summary>The slots of the row's key.</summary>
    public required IReadOnlyList<int> Key { get; init; }

    /// <summary>The fields that are set.</summary>
    public required IReadOnlyList<Field> Fields { get; init; }

    /// <summary>The slots of their new values. The version, where there is one, is raised by the store.</summary>
    public required IReadOnlyList<int> Slots { get; init; }

    /// <summary>The slot of a list of versions of which one must be current; -1: no condition.</summary>
    public int VersionSlot { get; init; } = -1;

    /// <summary>Whether the row may be one that is deleted softly. Default: false.</summary>
    public bool OfDeleted { get; init; }

    /// <summary>What is wanted back of the row as it is then; null: nothing. A store that can't leaves it to a read.</summary>
    public BoundSelection? Answer { get; init; }
}

/// <summary>A deletion of one row with its owned children, for good, whether it is deleted softly or not.</summary>
public sealed class BoundDelete : BoundOperation
{
    /// <summary>The slots of the row's key.</summary>
    public required IReadOnlyList<int> Key { get; init; }

    /// <inheritdoc cref="BoundUpdate.VersionSlot"/>
    public int VersionSlot { get; init; } = -1;
}

/// <summary>A pair to delete from a many-to-many relation.</summary>
public sealed class BoundUnlink : BoundOperation
{
    /// <inheritdoc cref="BoundLink.Relation"/>
    public required Relation Relation { get; init; }

    /// <summary>The slots of the key of the source.</summary>
    public required IReadOnlyList<int> Source { get; init; }

    /// <summary>The slots of the key of the target.</summary>
    public required IReadOnlyList<int> Target { get; init; }
}

/// <summary>Pairs to insert for a many-to-many relation, by the keys of both sides; a pair that is there already stays as it is.</summary>
public sealed class BoundLink : BoundOperation
{
    /// <summary>The relation, seen from <see cref="BoundOperation.Resource"/>.</summary>
    public required Relation Relation { get; init; }

    /// <summary>The slots of the lists of the source's key, one for each key field.</summary>
    public required IReadOnlyList<int> Source { get; init; }

    /// <summary>The slots of the lists of the target's key, one for each key field.</summary>
    public required IReadOnlyList<int> Target { get; init; }

    /// <summary>How many pairs.</summary>
    public required int Count { get; init; }
}
