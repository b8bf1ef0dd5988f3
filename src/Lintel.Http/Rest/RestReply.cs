namespace Lintel.Http.Rest;

/// <summary>What goes before the body of an answer.</summary>
/// <param name="Status">The status, RFC 9110 §15.</param>
internal readonly record struct RestReply(int Status)
{
    /// <summary>Whether there is a body.</summary>
    public bool HasBody { get; init; }

    /// <summary>The entity tag, quoted; null: none.</summary>
    public string? ETag { get; init; }

    /// <summary>Where the new row is; null: none was made.</summary>
    public string? Location { get; init; }

    /// <summary>The cursor of the next page; null: there is none.</summary>
    public string? Next { get; init; }

    /// <summary>The cursor of the page before; null: there is none.</summary>
    public string? Previous { get; init; }
}
