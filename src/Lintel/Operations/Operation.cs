namespace Lintel.Operations;

/// <summary>What a request asks for, as it was said: names are not yet resolved, values not yet typed. Every protocol makes the same.</summary>
public abstract record Operation
{
    /// <summary>The resource's name in the contract.</summary>
    public required string Resource { get; init; }

    /// <summary>What of the result is wanted.</summary>
    public Selection Selection { get; init; } = Selection.Default;

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
}

/// <summary>The rows that a relation leads to from one row.</summary>
/// <param name="Resource">The resource where the relation starts.</param>
/// <param name="Key">The key of the row where it starts.</param>
/// <param name="Relation">The relation's name.</param>
public sealed record Scope(string Resource, IReadOnlyList<string> Key, string Relation);

/// <summary>Creates rows with their owned children, all or none.</summary>
public sealed record CreateOperation : Operation
{
    /// <summary>The rows; each an object.</summary>
    public required IReadOnlyList<InputValue> Rows { get; init; }

    /// <summary>
    /// Whether the rows come from the service's own seed or a load: they may give keys, managed fields and states. Default: false.
    /// </summary>
    public bool Trusted { get; init; }
}

/// <summary>Changes one row by a merge patch, RFC 7396.</summary>
public sealed record UpdateOperation : Operation
{
    /// <summary>The key of the row.</summary>
    public required IReadOnlyList<string> Key { get; init; }

    /// <summary>The patch, an object; with an <see cref="Action"/>, what it is given.</summary>
    public required InputValue Patch { get; init; }

    /// <summary>The named state change that is asked for; null: fields are changed.</summary>
    public string? Action { get; init; }

    /// <summary>Whether a row that was deleted softly is brought back; one that is not deleted stays as it is. Default: false.</summary>
    public bool Restores { get; init; }

    /// <summary>The entity tags of which one must be current, RFC 9110 §13.1.1; empty: no condition; <c>*</c>: any.</summary>
    public IReadOnlyList<string> IfMatch { get; init; } = [];
}

/// <summary>Deletes one row with its owned children; softly, where the resource says so.</summary>
public sealed record DeleteOperation : Operation
{
    /// <summary>The key of the row.</summary>
    public required IReadOnlyList<string> Key { get; init; }

    /// <summary>Whether the row goes for good although the resource has soft deletes, deleted softly before or not. Default: false.</summary>
    public bool Purge { get; init; }

    /// <inheritdoc cref="UpdateOperation.IfMatch"/>
    public IReadOnlyList<string> IfMatch { get; init; } = [];
}

/// <summary>Adds pairs to a many-to-many relation; a pair that is there already stays as it is.</summary>
public sealed record LinkOperation : Operation
{
    /// <summary>The relation's name on the resource.</summary>
    public required string Relation { get; init; }

    /// <summary>The pairs: the key of a row of the resource, and the key of the row that it is linked with.</summary>
    public required IReadOnlyList<(IReadOnlyList<string> Source, IReadOnlyList<string> Target)> Pairs { get; init; }
}
