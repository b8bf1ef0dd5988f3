using Lintel.Access;

namespace Lintel.Operations;

/// <summary>What a request asks for, as it was said: names are not yet resolved, values not yet typed. Every protocol makes the same.</summary>
public abstract record Operation
{
    /// <summary>The resource's name in the contract.</summary>
    public required string Resource { get; init; }

    /// <summary>What of the result is wanted.</summary>
    public Selection Selection { get; init; } = Selection.Default;

    /// <summary>Who asks. Default: nobody who is known.</summary>
    public Caller Caller { get; init; } = Caller.Anonymous;

    /// <summary>The operation as text, one line; golden tests compare it.</summary>
    public sealed override string ToString() => OperationText.Print(this);
}

/// <summary>Reads a list, or one row where <see cref="Key"/> is given.</summary>
public sealed record ReadOperation : Operation
{
    /// <summary>The key of the one row; null: a list.</summary>
    public IReadOnlyList<string>? Key { get; init; }

    /// <summary>Only rows that belong to one row of another resource; null: all.</summary>
    public Scope? Scope { get; init; }

    /// <summary>The function that gives the rows, one or a list; null: the resource's own table does.</summary>
    public FunctionCall? Call { get; init; }
}

/// <summary>The rows that a relation leads to from one row.</summary>
/// <param name="Resource">The resource where the relation starts.</param>
/// <param name="Key">The key of the row where it starts.</param>
/// <param name="Relation">The relation's name.</param>
/// <param name="Above">Where the row itself stands, when it is an owned child; null: it is a root.</param>
public sealed record Scope(string Resource, IReadOnlyList<string> Key, string Relation, Scope? Above = null);

/// <summary>Writes rows. Those of an owned child are found, and made, below their parent alone.</summary>
public abstract record WriteOperation : Operation
{
    /// <summary>The parent of an owned child; null: the resource is a root.</summary>
    public Scope? Scope { get; init; }

    /// <summary>The entity tags of which one must be current, RFC 9110 §13.1.1; empty: no condition; <c>*</c>: any. Of the parent, where a child is created.</summary>
    public IReadOnlyList<string> IfMatch { get; init; } = [];
}

/// <summary>Creates rows with their owned children, all or none.</summary>
public sealed record CreateOperation : WriteOperation
{
    /// <summary>The rows; each an object.</summary>
    public required IReadOnlyList<InputValue> Rows { get; init; }

    /// <summary>
    /// Whether the rows come from the service's own seed or a load: they may give keys, managed fields and states. Default: false.
    /// </summary>
    public bool Trusted { get; init; }
}

/// <summary>Changes one row by a merge patch, RFC 7396, or each row that the selection's filter finds.</summary>
public sealed record UpdateOperation : WriteOperation
{
    /// <summary>The key of the row; null: all that are found.</summary>
    public required IReadOnlyList<string>? Key { get; init; }

    /// <summary>The patch, an object; with an <see cref="Action"/>, what it is given.</summary>
    public required InputValue Patch { get; init; }

    /// <summary>The named state change that is asked for; null: fields are changed.</summary>
    public string? Action { get; init; }

    /// <summary>Whether a row that was deleted softly is brought back; one that is not deleted stays as it is. Default: false.</summary>
    public bool Restores { get; init; }

    /// <summary>Without a key: the most rows that may be found. Default: 100.</summary>
    public int MaxAffected { get; init; } = DefaultMaxAffected;

    /// <summary>The most rows that an operation changes unless it says otherwise.</summary>
    public const int DefaultMaxAffected = 100;
}

/// <summary>
/// Replaces one row with all that it owns: what is absent becomes null, its default, or empty. Where there is no such row, and its key is
/// the caller's, it is created.
/// </summary>
public sealed record UpsertOperation : WriteOperation
{
    /// <summary>The key of the row; null: the selection's conditions say which row it is, each field of one unique set being equal to a value.</summary>
    public required IReadOnlyList<string>? Key { get; init; }

    /// <summary>The row as it shall be, an object.</summary>
    public required InputValue Row { get; init; }

    /// <summary>Whether the row must not be there yet: <c>If-None-Match: *</c>, RFC 9110 §13.1.2. Default: false.</summary>
    public bool MustBeNew { get; init; }
}

/// <summary>Deletes one row with its owned children, or each row that the selection's filter finds; softly, where the resource says so.</summary>
public sealed record DeleteOperation : WriteOperation
{
    /// <inheritdoc cref="UpdateOperation.Key"/>
    public required IReadOnlyList<string>? Key { get; init; }

    /// <summary>Whether rows go for good although the resource has soft deletes, deleted softly before or not. Default: false.</summary>
    public bool Purge { get; init; }

    /// <inheritdoc cref="UpdateOperation.MaxAffected"/>
    public int MaxAffected { get; init; } = UpdateOperation.DefaultMaxAffected;
}

/// <summary>Adds pairs to a many-to-many relation; a pair that is there already stays as it is.</summary>
public sealed record LinkOperation : WriteOperation
{
    /// <summary>The relation's name on the resource.</summary>
    public required string Relation { get; init; }

    /// <summary>The pairs: the key of a row of the resource, and the key of the row that it is linked with.</summary>
    public required IReadOnlyList<(IReadOnlyList<string> Source, IReadOnlyList<string> Target)> Pairs { get; init; }

    /// <summary>Whether the pairs are taken away instead. Default: false.</summary>
    public bool Removes { get; init; }
}
